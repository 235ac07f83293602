"""Postal addresses, as they are written in Japan and where streets have names.

How they are written is in `filters.address_ja` and `filters.address_en`: both begin at a word or a
number that few texts have, and are read to where they cannot go on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters import address_en, address_ja
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, either

_PATTERN = Pattern(
    either(address_ja.ADDRESS, address_en.ADDRESS),
    f"{address_ja.STARTS}|{address_en.STARTS}",
    cut=max(address_ja.CUT, address_en.CUT),
    traces=(*address_ja.WORDS, *address_en.TRACES),
    most=240,
    sure=f"{address_ja.SURE}|{address_en.SURE}",
    waits=f"{address_ja.WAITS}|{address_en.WAITS}",
)


@DETECTORS.add
class Address:
    """From the prefecture, the word in front or the number of the house to the room or the code."""

    name = "address"
    kinds: Mapping[str, str] = {"pii.address": "A postal address."}
    reach = 1
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    matched = here.group()
    if matched.startswith(address_ja.WORDS):
        begin = address_ja.begin(matched)
        return (
            None if begin is None else window.finding((here.start() + begin, here.end()), "pii.address", 0.9)
        )
    return window.finding(here.span(), "pii.address", 0.85) if address_en.is_one(matched) else None
