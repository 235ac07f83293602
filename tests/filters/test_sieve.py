"""A sieve may let anything through; what it clears has nothing in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from filters.sieve import (
    Sieve,
    Sift,
    sift,
    without,
    without_any,
)

LONG = "x" * 100
NUMBER = "[0-9](?:[- ]?[0-9]){3}"
NUMBERS = without_any(NUMBER, "PII_")


def test_a_long_text_without_any_is_cleared() -> None:
    assert NUMBERS(LONG, 0)
    assert NUMBERS(LONG + "12", 0)
    assert NUMBERS("1-234" + LONG, 5)


def test_what_is_there_is_not_cleared() -> None:
    assert not NUMBERS(LONG + "1-23 4", 0)
    assert not NUMBERS(LONG + "PII_", 0)
    assert not NUMBERS("日本語" * 40 + "1234", 0)


def test_short_texts_are_left_to_the_detector() -> None:
    assert not NUMBERS("x", 0)
    assert not NUMBERS(LONG, 90)


def test_a_lone_surrogate_is_no_error() -> None:
    assert NUMBERS(LONG + "\ud83d", 0)
    assert not NUMBERS(LONG + "\ud83d1234", 0)


def test_a_literal() -> None:
    assert without("_")("abc", 0)
    assert not without("_")("a_c", 0)
    assert without("_")("a_c", 2)


@given(st.text(st.sampled_from("a1- 日P_I"), min_size=64, max_size=120), st.integers(0, 20))
def test_never_clears_what_the_search_finds(text: str, at: int) -> None:
    if NUMBERS(text, at):
        assert not re.search(f"{NUMBER}|PII_", text[at:])


WORDS = Sieve("b(?:a|\\Z)", ("ba",), cut=1)
DIGITS = Sieve(r"[0-9](?<!.[0-9].)", ("[0-9]",))
BOTH = Sift((WORDS, DIGITS))


def test_several_sieves_are_one() -> None:
    assert BOTH.idle("xbx", 0)
    assert not BOTH.idle("xba", 0)
    assert not BOTH.idle("x1", 0)
    assert BOTH.clear("xb")
    assert not BOTH.clear("xb1")


def test_what_the_end_cuts_off_is_not_idle_but_clear() -> None:
    assert not BOTH.idle("xb", 0)
    assert not BOTH.idle(LONG + "b", 0)
    assert BOTH.idle(LONG + "b" + LONG, 0)
    assert BOTH.clear(LONG + "b")


def test_who_is_awake_in_a_long_text() -> None:
    assert BOTH.awake(LONG, 0) == set()
    assert BOTH.awake("ba" + LONG, 0) == {0}
    assert BOTH.awake("1" + LONG, 0) == {1}
    assert BOTH.awake("1" + LONG, 1) == set()
    assert BOTH.awake(LONG + "b", 0) == {0}
    assert BOTH.awake("ba1" + LONG, 0) == {0, 1}


def test_the_end_of_a_final_text_begins_nothing() -> None:
    assert BOTH.awake(LONG + "b", 0, final=True) == set()
    assert BOTH.awake(LONG + "ba", 0, final=True) == {0}


def test_what_lies_before_is_seen_but_not_found() -> None:
    assert BOTH.idle("ba", 1)
    assert not BOTH.idle("a1", 1)
    assert BOTH.idle("112", 2)


def test_a_sift_is_made_once() -> None:
    assert sift((WORDS, DIGITS)) is sift((WORDS, DIGITS))
