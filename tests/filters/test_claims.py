"""What makes a claim believed, and what takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filters.claims import Rows, Way, hope, weigh
from filters.context import Word
from filters.entity import Checker, Entity

ENTITY = Entity("pii.x", "An x.", groups=((6,), (3, 3)), alone=0.5, cued=0.9, typo=0.6, vetoed=0.2)
OWN, OTHER, VETO = Word(2, 1), Word(4, 1), Word(1, 1)


def _wrong(digits: str) -> bool:
    return not digits


def score(text: str, word: Word | None, check: Checker | None = None, entity: Entity = ENTITY) -> float:
    """Of the digits in the text."""
    start, end = text.index("1"), text.index("6") + 1
    value = "".join(char for char in text[start:end] if char.isdecimal())
    rows = Rows([replace(entity, check=check)], {"pii.x": 2})
    (row,) = rows.rows
    claim = weigh(Way(start, end, value, rows), row, word, text)
    assert claim.score <= hope(row, word)
    assert not claim.score or (hope(row, word), row) in rows.hopeful(word)
    return claim.score


@pytest.mark.parametrize(
    ("word", "right", "wrong"), [(OWN, 0.9, 0.6), (None, 0.5, 0), (OTHER, 0.2, 0), (VETO, 0.2, 0)]
)
def test_weighs_the_word_and_the_check_digit(word: Word | None, right: float, wrong: float) -> None:
    assert score("123456", word) == score("123456", word, bool) == right
    assert score("123456", word, _wrong) == wrong


def test_another_kinds_word_is_not_a_veto() -> None:
    """The right check digit may be worth something beside a word for a number of the same length."""
    mine = replace(ENTITY, other=0.75)
    assert score("123456", OTHER, entity=mine) == 0.75
    assert score("123456", VETO, entity=mine) == 0.2


def test_some_are_believed_without_a_word_only_in_japanese() -> None:
    local = replace(ENTITY, local=True)
    assert [score(text, None, entity=local) for text in ("は123456", "123456", "Value 123456")] == [
        0.5,
        0.5,
        0,
    ]
    assert score("Value 123456", OWN, entity=local) == 0.9


def test_what_does_not_fit_is_none() -> None:
    assert score("123456", OWN, entity=replace(ENTITY, fits=_wrong)) == 0


@pytest.mark.parametrize(
    ("text", "without", "own"),
    [
        ("は123456です", 0.5, 0.9),
        ("x123456", 0, 0.9),
        ("123456x", 0, 0.9),
        ("x123-456", 0, 0.9),
        ("123-456x", 0.5, 0.9),
        ("#123456", 0, 0.9),
        ("#123-456", 0.5, 0.9),
        ("第123456号", 0, 0.9),
        ("123456円", 0, 0),
        ("123456 kg", 0, 0),
        ("123456人", 0, 0),
        ("123456人物", 0.5, 0.9),
        ("123456号", 0, 0),
        ("123-456円", 0.5, 0.9),
    ],
)
def test_what_it_is_glued_to(text: str, without: float, own: float) -> None:
    assert (score(text, None), score(text, OWN)) == (without, own)


def test_a_word_far_off_says_less() -> None:
    far = Word(2, 30)
    assert score("123456", far) == score("123456", None) == 0.5
    assert score("123-456", far) == 0.9
    assert score("123456", far, bool) == 0.9
    assert score("123456", far, _wrong) == 0
