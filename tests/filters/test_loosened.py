"""A plain text in which an expression matches has a match of the looser one."""

from __future__ import annotations

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from filters.detector import DETECTORS
from filters.loosened import ANYTHING, NOTHING, loosened, unplain

SIEVES = {
    name: sieve
    for name in DETECTORS.members()
    if (sieve := getattr(DETECTORS.members()[name], "sieve", None)) and hasattr(sieve, "starts")
}
PIECES = """
    a b c d e f is the s w wal name full my dear mr. ul. rue mark at dot sk gh hf key pass token confident
    さん 様 東京 京都 糖尿 病 氏名 担当 です は が の 記号 電話 ー ・ 。 、 ' ; ,
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=10).map("".join)


def matches(source: str, text: str) -> bool:
    return re2.search(loosened(source), text) is not None


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("ab(?=c|d)", "abd", True),
        ("ab(?=c|d)", "abe", False),
        ("(?<![a-z])ab", "xab", False),
        ("(?<![a-z])ab", "x ab", True),
        (r"a(?:\Z|b)", "xa", True),
        (r"a(?:\Z|b)", "ax", False),
        ("(?i:a)b", "Ab", True),
        ("ab", "Ab", False),
        ("(?i:A)b", "ab", True),
        ("[a-c]{2,3}+d", "abcd", True),
        ("(?>ab|a)b", "ab", True),  # looser: the group may be tried another way
        ("x[^b]", "xa", True),
        ("a.{0,2000}b", "axxb", True),
    ],
)
def test_what_it_says(source: str, text: str, found: bool) -> None:
    assert matches(source, text) is found


@pytest.mark.parametrize("source", ["@", "[0-9]", "a[0-9]b", "(?:[0-9]|-)x", "(?=[0-9])a", "1{2}"])
def test_what_no_plain_text_has_is_nothing(source: str) -> None:
    assert loosened(source) == NOTHING


def test_a_way_that_cannot_be_is_left_out() -> None:
    assert "x" not in loosened("(?:[0-9]x|ab)")
    assert loosened("a[0-9]?b") == "ab"


def test_what_cannot_be_said_is_anything() -> None:
    assert loosened(r"(a)\1") == ANYTHING


@pytest.mark.parametrize("char", ["1", "@", "-", "%", "\u200b", "é", "一", "\ud800"])
def test_other_characters_are_not_plain(char: str) -> None:
    assert unplain(f"a{char}b", 0)
    assert not unplain(f"{char}b", 1)


@pytest.mark.parametrize("name", SIEVES)
@given(text=TEXTS)
def test_no_sieve_lets_less_through(name: str, text: str) -> None:
    sieve = SIEVES[name]
    if not unplain(text, 0):
        assert not (sieve.starts and sieve.starting(text, 0)) or matches(sieve.starts, text)
        ends = rf"(?:{sieve.waits})\Z"
        assert not (sieve.waits and re.search(ends, text)) or matches(ends, text)
