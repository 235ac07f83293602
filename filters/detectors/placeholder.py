"""Surrogates such as PII_EMAIL_1_K7, wherever they come back.

A surrogate says itself where it ends (two characters after the last underscore), so no
edge is asked for: it is found inside `_PII_EMAIL_1_K7_`, `%3APII_EMAIL_1_K7` and before
a plural's `s`. Whether it is one of this conversation's is for the vault to know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, begins, either, repeat, row, some, text

_WORD = row(text("_"), some("[A-Z]", 2, 20))
_TOKEN = row(
    either(text("PII"), text("SECRET"), text("DATA")),
    repeat(_WORD, 1, 4),
    text("_"),
    some("[1-9]", 1, 1),
    some("[0-9]", 0, 5),
    text("_"),
    some("[A-Z2-7]", 2, 2),
)
_PATTERN = Pattern(_TOKEN, begins("PII_", "SECRET_", "DATA_"), cut=6, traces=("PII_", "SECRET_", "DATA_"))


@DETECTORS.add
class Placeholder:
    """Reads the text as it is: a surrogate written with other characters is not one."""

    name = "placeholder"
    kinds: Mapping[str, str] = {"placeholder.token": "A surrogate that Sekisho put in the place of a value."}
    reach = 0
    view: View = "raw"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding:
    return window.finding(here.span(), "placeholder.token", 1.0)
