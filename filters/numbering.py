"""How telephone numbers are written, as shapes.

Separators are told apart from digits, so 045-123-4567, (045)123-4567, 045 123 4567 and
045の123の4567 are one number. What is folded already (widths, dashes) is not looked for;
ー and kanji digits are. No number may go on in digits, or in a dash and digits, at its end.
"""

from __future__ import annotations

import re

from filters.shapes import Shape, either, maybe, repeat, row, some, text, unless

_SPACE = maybe(text(" "))
_DASH = some("[-ー.の]", 1, 1)
_GAP = either(row(_SPACE, _DASH, _SPACE), text(" "))

# Area code, exchange, subscriber. Source: numbering plan, docs/sources.md#phone-jp.
_AREAS = ((2, 4, 4), (3, 3, 4), (4, 2, 4), (5, 1, 4), (3, 4, 4), (4, 3, 4), (4, 3, 3))
GROUPS = (*_AREAS, (2, 8), (3, 8))
# All digits of a number that the Japanese plan has room for.
JAPANESE = re.compile(r"0(?:[1-9][1-9][0-9]{7}|[5-9]0[1-9][0-9]{7}|(?:20|800)[0-9]{7,8})\Z")


_DIGIT = some("[0-9]", 1, 1)
_MORE = unless(row(maybe(some("[-ー.]", 1, 1)), _DIGIT))
_LETTER = unless(some("[A-Za-z_]", 1, 1))


def _run(count: int) -> Shape:
    return some("[0-9]", count, count)


def _grouped(area: int, exchange: int, subscriber: int) -> Shape:
    begin, middle, last = row(text("0"), _run(area - 1)), _run(exchange), _run(subscriber)
    return row(text("("), begin, text(")"), maybe(_GAP), middle, maybe(_GAP), last)


PARENTHESISED = row(either(*(_grouped(*groups) for groups in _AREAS)), _MORE)

_TRUNK = maybe(text("(0)"))
_SPACES = some("[- .()ー]", 0, 2)
ABROAD = row(
    text("+"),
    either(
        row(text("81"), _SPACES, _TRUNK, repeat(row(_SPACES, _DIGIT), 9, 11)),
        row(text("1"), repeat(row(_SPACES, _DIGIT), 10, 10)),
        row(unless(text("81")), some("[2-9]", 1, 1), repeat(row(_SPACES, _DIGIT), 7, 14)),
    ),
    _MORE,
)

# Source: North American numbering plan, docs/sources.md#phone-nanp.
_THREE = row(some("[2-9]", 1, 1), some("[0-9]", 2, 2))
_FOUR = some("[0-9]", 4, 4)
_SEPARATOR = some("[-. ]", 1, 1)
_EXTENSION = row(_SPACE, either(text("x"), text("ext")), maybe(text(".")), _SPACE, some("[0-9]", 1, 5))
NORTH_AMERICAN = row(
    maybe(row(text("1"), maybe(_SEPARATOR))),
    either(
        row(text("("), _THREE, text(")"), _SPACE, _THREE, _SEPARATOR, _FOUR),
        row(_THREE, _SEPARATOR, _THREE, _SEPARATOR, _FOUR),
    ),
    maybe(_EXTENSION),
    _MORE,
    _LETTER,
)
