"""Wallets: the addresses are those of specifications and documentation."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, read_whole, unmark

WALLET = DETECTORS.build("crypto_wallet")
ETHER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.mark.parametrize(
    "marked",
    [
        f"送金先は[[pii.crypto_wallet:{ETHER}]]です",
        f"https://etherscan.example/address/[[pii.crypto_wallet:{ETHER.lower()}]]?a=1",
        "to [[pii.crypto_wallet:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa]], please",
        "bitcoin:[[pii.crypto_wallet:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4]]?amount=1",
        "[[pii.crypto_wallet:ＢＣ１QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4]]",
        "my wallet: [[pii.crypto_wallet:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5]] (mistyped)",
        "Solana wallet [[pii.crypto_wallet:7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV]]",
        # A hash, an identifier, a word, a part of something longer, a mistyped one without a word for it.
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed5aAeb6053F3E94C9 0x5aAeb6053F3E94C9",
        f"{ETHER}0 x{ETHER} bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb Donaudampfschifffahrtsgesellschaft",
        "sha512-9Zq0b1c2d3e4f5g6h7i8j9k0 data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA7EcDhSYG",
        "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(WALLET, text) == spans


@pytest.mark.parametrize(
    ("text", "chain", "score"),
    [
        (ETHER, "ethereum", 0.9),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin", 0.95),
        ("wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bitcoin", 0.6),
    ],
)
def test_says_which_chain(text: str, chain: str, score: float) -> None:
    (finding,) = read_whole(WALLET, text).findings
    assert (finding.attrs["chain"], finding.score) == (chain, score)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a Monday", ""),
        ("a Mond", "Mond"),
        ("pay 0x12", "0x12"),
        ("pay bc1q", "bc1q"),
        ("the bo", "bo"),
        ("the box", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(WALLET)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
