"""What makes a claim believed, and what takes it back."""

from __future__ import annotations

import pytest

from filters.claims import Claim, nearer, nearest, weigh
from filters.context import VETO, Word
from filters.entity import Check, Entity

ROW = Entity("pii.x", "An x.", groups=((6,), (3, 3)), alone=0.5, cued=0.9, typo=0.6, vetoed=0.2)
OWN, OTHER = Word(frozenset({"pii.x"}), 1), Word(frozenset({"pii.y"}), 1)


def score(text: str, word: Word | None, check: Check = "none") -> float:
    """Of the digits in the text."""
    start = min(text.index(digit) for digit in "123456" if digit in text)
    end = text.index("6") + 1
    value = "".join(char for char in text[start:end] if char.isdecimal())
    return weigh(Claim(ROW, start, end, value, check), word, text).score


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


def test_a_typo_needs_its_word_close_by() -> None:
    assert score("123456", OWN, "invalid") == 0.6
    assert score("123456", Word(OWN.kinds, 30), "invalid") == 0
    assert score("123456", Word(OWN.kinds, 30), "valid") == 0.9


def test_the_nearest_word_that_has_a_say() -> None:
    plain, veto, far = Word(frozenset(), 0), Word(frozenset({VETO}), 3), Word(frozenset({VETO}), 30)
    assert nearest([plain, OWN], {"pii.x"}) is OWN
    assert nearest([OTHER, OWN], {"pii.x"}) is OTHER
    assert nearest([Word(OTHER.kinds, 20), OWN], {"pii.x"}) is OWN
    assert nearest([OTHER, OWN], {"pii.x"}, behind=True) is OWN
    assert nearest([veto, OWN], {"pii.x"}) is veto
    assert nearest([far, OWN], {"pii.x"}) is OWN
    assert nearest([far], {"pii.x"}) is None


def test_in_front_beats_behind_where_they_are_as_near() -> None:
    assert nearer(OWN, OTHER) is OWN
    assert nearer(Word(OWN.kinds, 2), OTHER) is OTHER
    assert nearer(None, OTHER) is OTHER
    assert nearer(OWN, None) is OWN
