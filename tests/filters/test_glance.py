"""A byte for each character, and where numbers begin."""

from __future__ import annotations

from filters.glance import glance, numbers


def test_one_byte_for_each_character() -> None:
    text = "Tel 03-1234、電話〇九\ud800 B2?"
    assert glance(text) == b"Aaa 00-0000??????? A0?".replace(b"??????? ", b"?" * 6 + b" ")
    assert len(glance(text)) == len(text)


def test_whoever_asks_next_is_not_mistaken() -> None:
    first, second = "a" * 9, "1" * 9
    for text in (first, second, first, "1" * 70_000, second):
        assert glance(text) == (b"a" if text[0] == "a" else b"0") * len(text)


def test_where_numbers_begin() -> None:
    text = "12 3、45a6"
    assert numbers(text, 0, len(text)) == [0, 3, 5, 8]
    assert numbers(text, 1, len(text)) == [3, 5, 8]
    assert numbers(text, 2, 6) == [3, 5]
