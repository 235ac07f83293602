"""Words as one expression."""

from __future__ import annotations

import re

import pytest

from filters.trees import begun, led, tree, whole

WORDS = ("ab", "acd", "b", "a.c")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab", "ab"),
        ("acd", "acd"),
        ("ac", "ac"),
        ("a", "a"),
        ("b", "b"),
        ("a.c", "a.c"),
        ("xacx", None),
        ("ad", None),
    ],
)
def test_finds_words_and_beginnings_at_the_end(text: str, found: str | None) -> None:
    match = re.search(tree(WORDS), text)
    assert (match and match.group()) == found


def test_of_two_that_begin_alike_the_shorter_is_enough() -> None:
    assert tree(("ab", "abc")) == tree(("ab",))


@pytest.mark.parametrize("source", [whole(WORDS), led(WORDS)])
def test_or_words_alone(source: str) -> None:
    assert [bool(re.search(source, text)) for text in ("xab", "xacd", "xa.c", "ac", "a", "xb")] == [
        *(True, True, True),
        *(False, False, True),
    ]


def test_or_beginnings_alone() -> None:
    ends = re.compile(rf"(?:{begun(WORDS)})\Z")
    found = {text: bool(ends.search(text)) for text in ("xa", "xac", "xa.", "xab", "xacd", "xb", "x", "")}
    assert [text for text, yes in found.items() if yes] == ["xa", "xac", "xa."]
