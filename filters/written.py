"""How identifiers of letters and digits are written: a few shapes that many countries share.

The sieve looks for the beginnings, so packs share these too: each one more is one more
question at every capital letter of a text.
"""

from __future__ import annotations

from filters.entity import Form
from filters.shapes import Shape, behind, maybe, row, some, unless

ALONE = unless(row(maybe(some("[-.]", 1, 1)), some("[A-Za-z0-9]", 1, 1)))
GAP = some("[- ]", 0, 1)
_FREE = behind("(?<![A-Za-z0-9])")

# Beginnings behind a first capital letter.
_ONE = row(GAP, some("[0-9]", 3, 3))
_TWO = row(some("[A-Z]", 1, 1), GAP, some("[0-9]", 2, 2))
_SMALL = row(some("[a-z]", 1, 1), GAP, some("[0-9]", 2, 2), GAP, some("[0-9]", 2, 2))
_MORE = row(some("[A-Z9]", 4, 5), some("[0-9]", 2, 2))
_FOUR = row(some("[A-Z]", 3, 4), some("[0-9]", 4, 4))
_WORD = row(some("[A-Z]", 5, 5), some("[A-Z0-9]", 2, 2))
# Behind a first digit.
_LETTERED = row(some("[0-9]", 6, 7), GAP, some("[A-Z]", 1, 1))


def digits(least: int, most: int | None = None) -> Shape:
    """So many digits."""
    return some("[0-9]", least, most or least)


def letters(least: int, most: int | None = None) -> Shape:
    """So many capital letters."""
    return some("[A-Z]", least, most or least)


def alnum(least: int, most: int | None = None) -> Shape:
    """So many digits and capital letters."""
    return some("[A-Z0-9]", least, most or least)


def one_letter(*parts: Shape) -> Form:
    """A letter, three digits or more: S1234567D."""
    return Form(row(_FREE, *parts, ALONE), "A-Z", _ONE)


def two_letters(*parts: Shape) -> Form:
    """Two letters, two digits or more: AB123456C."""
    return Form(row(_FREE, *parts, ALONE), "A-Z", _TWO)


def small_letters(*parts: Shape) -> Form:
    """Two small letters, four digits or more: ab123456c."""
    return Form(row(_FREE, *parts, ALONE), "a-z", _SMALL)


def many_letters(*parts: Shape) -> Form:
    """Five or more letters (or 9 in the place of one), two digits or more: RSSMRA85T10A562S."""
    return Form(row(_FREE, *parts, ALONE), "A-Z", _MORE)


def four_letters(*parts: Shape) -> Form:
    """Four or five letters, four digits or more: ABCPE1234F."""
    return Form(row(_FREE, *parts, ALONE), "A-Z", _FOUR)


def word(*parts: Shape) -> Form:
    """Six letters and two more characters: DEUTDEFF."""
    return Form(row(_FREE, *parts, ALONE), "A-Z", _WORD)


def digits_lettered(*parts: Shape) -> Form:
    """Seven or eight digits and a letter: 12345678Z."""
    return Form(row(_FREE, *parts, ALONE), "0-9", _LETTERED)


def grouped(*shapes: Shape) -> Shape:
    """These with at most one dash or space between them."""
    parts = [shapes[0]]
    for shape in shapes[1:]:
        parts += [GAP, shape]
    return row(*parts)
