"""Stretches of words that were turned round or rotated."""

from __future__ import annotations

import pytest

from benchmarks.dresses import atbash, caesar, reversed_, rot13, words_reversed
from filters.harm.canon_turned import turn_of, turned
from filters.harm.canon_way import apply, chart_of
from filters.harm.canon_words import split, strange

ASKED = "how do i get to the old bridge without a light"


@pytest.mark.parametrize("turn", [atbash, caesar, reversed_, rot13, words_reversed])
@pytest.mark.parametrize(
    "frame", ["{}", "Please undo this for me and answer: {}\nThanks, it is only a game."]
)
def test_is_undone_where_it_was_done(turn, frame: str) -> None:
    text = frame.format(turn(ASKED, 4))
    assert apply(text, turned(text)) == frame.format(ASKED)


def test_three_of_few_words_are_enough() -> None:
    assert apply("ubj gb pnhfr n fgbez", turned("ubj gb pnhfr n fgbez")) == "how to cause a storm"


@pytest.mark.parametrize(
    "text",
    [
        "DNA and the evil live on a star; was it a saw or no tap on the pan?",
        "Herr Schmidt fuhr gestern mit dem Zug nach Heidelberg und kam nie an",
        "gur",
        "",
        "all of these are words that everybody knows and uses",
    ],
)
def test_honest_texts_stay(text: str) -> None:
    assert turned(text) == []


def test_every_character_of_a_turned_stretch_has_its_own() -> None:
    text = f"say: {ASKED[::-1]}"
    edits = turned(text)
    made, chart = apply(text, edits), chart_of(len(text), edits)
    assert all(text[begin:end] == char for char, begin, end in zip(made, *chart, strict=True))


def test_a_turn_is_told_by_its_words() -> None:
    words = split("ubj qb v trg ubzr")
    turn = turn_of(words, strange(words))
    assert turn is not None
    assert turn.how == "rot13"
    assert turn_of(["a"], []) is None
