"""Checksums of addresses, by the worked examples of their specifications."""

from __future__ import annotations

import pytest

from filters.wallets import base58check, bech32


@pytest.mark.parametrize(
    "address",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",  # the first block of Bitcoin
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
        "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
    ],
)
def test_base58check(address: str) -> None:
    assert base58check(address)
    assert not base58check(address[:-1] + ("2" if address[-1] != "2" else "3"))
    assert not base58check(address[:-1] + "0")
    assert not base58check("1")


@pytest.mark.parametrize(
    "address",
    [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",  # BIP 173
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",  # BIP 350
        "BC1SW50QGDZ25J",
    ],
)
def test_bech32(address: str) -> None:
    assert bech32(address)
    assert not bech32(address[:-1] + ("q" if address[-1].lower() != "q" else "p"))
    assert not bech32(address.swapcase()[:4] + address[4:])


@pytest.mark.parametrize(
    "address",
    [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # version 0 with the newer checksum, BIP 350
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "1qqqqqq",
        "bc1",
        "",
    ],
)
def test_not_bech32(address: str) -> None:
    assert not bech32(address)
