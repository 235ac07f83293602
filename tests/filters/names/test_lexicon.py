"""Entries of one or several tokens, found where they stand."""

from __future__ import annotations

import random

from filters.names.lexicon import CLASSES, lexicon
from filters.names.tokens import tokens

ENTRIES = [
    ("山田", 0),
    ("山", 0),
    ("太郎", 1),
    ("New York", 2),
    ("york", 5),
    ("東京", 2),
    ("東京", 7),
    ("a b c d e f g", 2),
]
KNOWN = lexicon(ENTRIES)


def covered(text: str, kind: str) -> list[bool]:
    return (KNOWN.cover(tokens(text).word)[CLASSES.index(kind)] > 0).tolist()


def test_entries_are_found_where_they_stand() -> None:
    assert covered("山田太郎", "surname_ja") == [True, True, False, False]
    assert covered("山田太郎", "given_ja") == [False, False, True, True]
    assert covered("in NEW york, new", "place") == [False, True, True, False, False]
    assert covered("york", "surname_en") == [True]


def test_one_entry_may_be_of_several_classes() -> None:
    assert covered("東京", "place") == covered("東京", "region") == [True, True]


def test_the_longest_entry_is_told() -> None:
    both = KNOWN.cover(tokens("山田").word)[0]
    alone = KNOWN.cover(tokens("山").word)[0]
    assert both[0] != alone[0]


def test_entries_that_are_too_long_are_left_out() -> None:
    assert not any(covered("a b c d e f g", "place"))


def test_little_else_is_found() -> None:
    rng = random.Random(3)
    text = " ".join("".join(rng.choice("bcdfgaeiou") for _ in range(9)) for _ in range(4000))
    assert KNOWN.cover(tokens(text).word).any(0).sum() < 4
