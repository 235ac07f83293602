"""Words as one expression."""

from __future__ import annotations

import re

import pytest

from filters.trees import tree

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
