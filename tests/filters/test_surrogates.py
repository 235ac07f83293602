"""How surrogates are spelt, and which texts stand for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.surrogates import FAMILIES, checks, is_exact, plain, spelt, word_of

TOKEN = "PII_EMAIL_1_K7"


@pytest.mark.parametrize(
    "text",
    [
        "PII_EMAIL_1_K7",
        "pii_email_1_k7",
        "PII-EMAIL-1-K7",
        "PII EMAIL 1 K7",
        r"PII\_EMAIL\_1\_K7",
        "ＰＩＩ＿ＥＭＡＩＬ＿１＿Ｋ７",
        "PII_\u200bEMAIL_1_K7",
        "Pii_Email 1-k7",
    ],
)
def test_other_spellings_stand_for_one(text: str) -> None:
    assert plain(text) == (TOKEN,)


@pytest.mark.parametrize("text", ["EMAIL_1_K7", "email 1 k7", r"Email\_1\_K7"])
def test_without_its_family_it_may_be_of_any(text: str) -> None:
    assert plain(text) == tuple(f"{family}_EMAIL_1_K7" for family in FAMILIES)


@pytest.mark.parametrize(
    "text", ["PII_EMAIL_2_K7", "PII_EMIAL_1_K7", "PII_EMAIL_1_K", "PIIEMAIL1K7", "", "\\"]
)
def test_nothing_is_taken_for_what_it_is_only_like(text: str) -> None:
    assert TOKEN not in plain(text)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        (TOKEN, True),
        ("SECRET_A_KEY_12_22", False),
        ("SECRET_AN_KEY_12_22", True),
        ("ＰＩＩ_EMAIL_1_K7", True),
        ("pii_email_1_k7", False),
        ("PII_EMAIL_1_K7s", False),
        ("PII_EMAIL_0_K7", False),
    ],
)
def test_what_looks_as_it_is_minted(text: str, exact: bool) -> None:
    assert is_exact(text) is exact


@given(st.binary(min_size=32, max_size=32), st.integers(1, 999_999))
def test_check_letters_make_a_surrogate_and_no_word(digest: bytes, count: int) -> None:
    letters = checks(digest, set())
    assert is_exact(spelt(word_of("pii.email"), count, letters))
    assert letters not in {"IS", "OF", "TO", "IN", "AT", "OR"}


def test_check_letters_are_all_different_while_any_are_left() -> None:
    taken: set[str] = set()
    for n in range(960):
        taken.add(checks(n.to_bytes(8, "little"), taken))
    assert len(taken) == 960
    for n in range(100):
        taken.add(checks(n.to_bytes(8, "big"), taken))
    assert len(taken) < 1024  # words are left out
    assert checks(b"k" * 32, taken) in taken  # and then one is used again
