"""A text as it is compared: what its characters become, and where they stood."""

from __future__ import annotations

import pytest

from filters.harm.letters import HIRAGANA, KANJI, KATAKANA, LETTER, SPACE, letters


def read(text: str, *, alone: bool) -> tuple[str, list[int], list[int]]:
    """The characters, what each is a part of, and where it stands."""
    made = letters(text, 1, first=True, last=True, alone=alone)
    shown = "".join(map(chr, made.codes.tolist()))
    places = range(-1, len(shown) - 1) if made.places is None else made.places.tolist()
    return shown, made.kinds.tolist(), [*places]


@pytest.mark.parametrize(
    ("text", "shown", "places"),
    [
        ("Go  home\t42", " go home 00 ", [-1, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]),
        ("Go home", " go home ", [-1, 0, 1, 2, 3, 4, 5, 6, 7]),
        ("ＧＯ\u200b１", " go0 ", [-1, 0, 1, 3, 4]),
        ("㍿。", " 株式会社。 ", [-1, 0, 0, 0, 0, 1, 2]),
        ("", "  ", [-1, 0]),
    ],
)
def test_what_is_compared(text: str, shown: str, places: list[int]) -> None:
    assert read(text, alone=False)[::2] == (shown, places)
    assert read(text, alone=True)[:2] == read(text, alone=False)[:2]


def test_what_characters_are_a_part_of() -> None:
    assert read("a'1-é", alone=True)[1] == [SPACE, LETTER, LETTER, LETTER, SPACE, LETTER, SPACE]
    assert read("のカー漢々", alone=True)[1] == [SPACE, HIRAGANA, KATAKANA, KATAKANA, KANJI, KANJI, SPACE]


def test_nothing_is_put_where_something_stands() -> None:
    made = letters("b c", 1, first=False, last=False, alone=False)
    assert bytes(made.codes.tolist()) == b"b c"
    assert made.narrow.tolist() == [2]
