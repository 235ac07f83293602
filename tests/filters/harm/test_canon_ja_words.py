"""The list of Japanese words is well formed."""

from __future__ import annotations

import re

from filters.harm.canon_ja_words import beside, readings, spellings, words


def test_words_are_listed_once() -> None:
    assert len(words()) == len(set(words())) > 90
    assert all(2 <= len(word) <= 10 for word in words())


def test_readings_are_hiragana_of_listed_words() -> None:
    for reading, word in readings().items():
        assert re.fullmatch("[ぁ-んー]{3,}", reading), reading
        assert word in words()
    assert all(re.fullmatch("[ぁ-んー]{3,}", reading) for reading in beside())
    assert readings().keys().isdisjoint(beside())


def test_spellings_are_not_the_words_themselves() -> None:
    assert all(spelling != word for spelling, word in spellings().items())
    assert spellings()["タヒね"] == "死ね"
