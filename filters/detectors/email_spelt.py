"""Mail addresses spelt out to hide them: `taro [at] example [dot] jp`, `taro(at)example(dot)jp`.

The finding begins at the first bracket, so the name in front of it stays; the rest no
longer leads to anybody. Taking the name along would make every word of prose wait for
the character after its space, in case that is a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, Shape, either, maybe, repeat, row, some, text, unless

_SPACE = maybe(text(" "))
_OPEN, _CLOSE = some(r"[\[({<]", 1, 1), some(r"[\])}>]", 1, 1)


def _spelt(*words: str) -> Shape:
    """A sign in brackets, with or without spaces inside and around."""
    return row(_OPEN, _SPACE, either(*map(text, words)), _SPACE, _CLOSE, _SPACE)


_AT = _spelt("at", "AT", "At", "アットマーク", "アット", "@")
_DOT = row(_SPACE, either(_spelt("dot", "DOT", "Dot", "ドット", "."), text(".")))
_LABEL = row(some("[A-Za-z0-9]", 1, 1), some("[A-Za-z0-9-]", 0, 62))
_TOP = row(some("[A-Za-z]", 2, 24), unless(some("[A-Za-z0-9]", 1, 1)))
_NAME = repeat(row(_spelt("dot", "DOT", "Dot", "ドット", "."), some("[A-Za-z0-9_%+-]", 1, 64), _SPACE), 0, 4)
_ADDRESS = row(_NAME, _AT, repeat(row(_LABEL, _DOT), 1, 8), _TOP)
_PATTERN = Pattern(
    _ADDRESS,
    r"[\[({<](?= ?(?:[aA][tT]|[dD][oO]|ア|ド|[@.])| ?[aAdD]?\Z)",
    cut=3,
    traces=(r"[\[({<] ?(?:[aA][tT]|[dD][oO]|ア|ド|[@.])",),
)


@DETECTORS.add
class EmailSpelt:
    """Addresses with their signs written as words in brackets."""

    name = "email_spelt"
    kinds: Mapping[str, str] = {"pii.email": "A mail address."}
    reach = 0
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding:
    return window.finding(here.span(), "pii.email", 0.9)
