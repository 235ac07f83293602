"""Shapes that packs share."""

from __future__ import annotations

import re

import pytest

from filters.entity import Form
from filters.written import (
    alnum,
    digits,
    digits_lettered,
    four_letters,
    grouped,
    letters,
    many_letters,
    one_letter,
    two_letters,
    word,
)


@pytest.mark.parametrize(
    ("form", "fits", "not_fits"),
    [
        (one_letter(letters(1), digits(7), letters(1)), "S1234567D", "S1234567"),
        (two_letters(letters(2), digits(6), letters(1)), "AB123456C", "AB12345C"),
        (four_letters(letters(5), digits(4), letters(1)), "ABCPE1234F", "ABCP12345F"),
        (many_letters(letters(6), alnum(10)), "RSSMRA85T10A562S", "RSSMR85T10A562S"),
        (word(letters(6), alnum(2)), "DEUTDEFF", "DEUTDE-FF"),
        (digits_lettered(digits(8), letters(1)), "12345678Z", "1234567Z"),
    ],
)
def test_forms(form: Form, fits: str, not_fits: str) -> None:
    whole = re.compile(form.shape.whole)
    assert whole.match(fits)
    assert re.fullmatch(f"[{form.first}]", fits[0])
    assert re.match(form.rest.whole, fits[1:])
    assert not whole.match(not_fits)
    assert not whole.match(f"{fits}9")
    assert not whole.match(f"{fits}-9")
    assert not whole.match(f"x{fits}", 1)


def test_gaps_are_optional() -> None:
    shape = re.compile(grouped(digits(2), digits(2), letters(1)).whole)
    assert all(shape.fullmatch(text) for text in ("1234A", "12 34 A", "12-34A"))
    assert not shape.fullmatch("12  34A")
