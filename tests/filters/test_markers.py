"""Marks of confidentiality: a table that is consistent."""

from __future__ import annotations

from filters.markers import markers, plain_words
from filters.wordlist import plain


def test_markers_are_written_as_they_are_looked_for() -> None:
    assert all(plain(word) == word for word in markers())


def test_single_english_words_count_in_capitals_only() -> None:
    single = {word for word, capitals in markers().items() if capitals}
    assert "confidential" in single
    assert all(" " not in word for word in single)


def test_spaced_forms_are_there() -> None:
    assert {"社外秘", "社 外 秘", "取扱注意", "取 扱 注 意"} <= set(markers())


def test_every_plain_word_contains_a_marker() -> None:
    assert all(any(marker in word for marker in markers()) for word in plain_words())
