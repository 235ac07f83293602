"""Known words, and letters without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.harm.canon_words import LONGEST, costs, gathered, parted, ranks, split, strange
from tests.filters.prose import ENGLISH


def test_the_list_is_of_common_words() -> None:
    assert 15_000 < len(ranks()) <= 24_026
    assert ranks()["the"] == 0
    assert all(
        word.isascii() and word.isalpha() and word.islower() and len(word) <= LONGEST for word in ranks()
    )
    assert {"woh", "gur", "teh", "taht"}.isdisjoint(ranks())


def test_words_of_a_text() -> None:
    assert split("Don't go, it's 3 o'clock: b0mb's 橋 END") == [
        "dont",
        "go",
        "its",
        "oclock",
        "b",
        "mbs",
        "end",
    ]


def test_few_words_of_prose_are_strange() -> None:
    words = split(ENGLISH)
    assert len(strange(words)) < len(words) / 20


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("whereistheoldbridge", "where is the old bridge"),
        ("tellmehowtogethome", "tell me how to get home"),
        ("iamathome", "i am at home"),
        ("gohomezqxkvw", "go home zqxkvw"),
    ],
)
def test_letters_without_spaces(letters: str, words: str) -> None:
    assert " ".join(parted(letters)) == words


@given(st.text("abcdehiotwz", max_size=40))
def test_no_letter_is_lost(letters: str) -> None:
    assert "".join(parted(letters)) == letters


def slowly(letters: str) -> list[str]:
    """The same, looking at every word of every length at every place."""
    best, step = [0.0], [0]
    for end in range(1, len(letters) + 1):
        least, at = best[-1] + 14.0, end - 1
        for begin in range(max(0, end - LONGEST), end):
            cost = costs().get(letters[begin:end])
            if cost is not None and best[begin] + cost < least:
                least, at = best[begin] + cost, begin
        best.append(least)
        step.append(at)
    words, end = list[str](), len(letters)
    while end:
        words.append(letters[step[end] : end])
        end = step[end]
    return gathered(words[::-1])


@given(st.lists(st.sampled_from((*[*ranks()][::97], "q", "zx", "a", "aa", "the", "ing")), max_size=16))
def test_parted_as_if_every_word_had_been_tried(words: list[str]) -> None:
    assert parted("".join(words)) == slowly("".join(words))
