"""Keys and tokens of known services: a literal prefix, then so many characters of a class.

The rows are in `filters.keys`. All prefixes are looked for in one native search. A key cut
off by the end of the text is waited for, and so is the beginning of a prefix ("gh"), but
only where a key may stand: not inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from filters.credentials import KEYS, Place, kinds, prefixes
from filters.detector import DETECTORS, Options, View, Window
from filters.examples import entropy, is_example
from filters.keys.form import Key
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.sieve import Sieve, without_any

_PREFIXES = prefixes()
_TRACES = tuple(
    f"(?:^|[^A-Za-z0-9]){re.escape(word)}" if word[0].isalnum() else re.escape(word)
    for word in _PREFIXES.words
)
_ABSENT = without_any(*_TRACES)
_DIGIT = lazily("[0-9]")
_WORD_OF_EXAMPLES = lazily(r"://[^:@]*:(?:pass(?:word|wd)?|pw|pwd|secret|xxx+|\*+)@", re.IGNORECASE)


class _Row(NamedTuple):
    key: Key
    whole: re.Pattern[str]
    open: re.Pattern[str]


@cache
def _row(key: Key) -> _Row:
    return _Row(key, re.compile(key.rest.whole), re.compile(key.rest.open))


def _end(row: _Row, text: str, place: Place) -> int:
    """Where what has the form of such a key ends; 0 where nothing has."""
    here = row.whole.match(text, place.end)
    if here is None or (row.key.mixed and not _DIGIT.search(here.group())):
        return 0
    return place.end + len(here.group().rstrip(".,:?"))


def _is_one(key: Key, value: str) -> bool:
    if key.kind == "connection_string":
        return _WORD_OF_EXAMPLES.match(value) is None
    return not (key.bits and entropy(value[len(key.prefix) :]) < key.bits) and not is_example(value)


@DETECTORS.add
class ApiKey:
    """Credentials that can be told by their form."""

    name = "api_key"
    kinds: Mapping[str, str] = kinds(KEYS)
    reach = 1
    view: View = "folded"
    inline = True
    sieve = Sieve(_PREFIXES.starts, _TRACES, _PREFIXES.longest, _PREFIXES.waits, _PREFIXES.longest)

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.at
        found: list[Finding] = []
        if not _ABSENT(text, at):
            for place in _PREFIXES.find(text, at):
                if place.start < at:
                    continue
                skipped = at
                for row in map(_row, place.keys):
                    if not window.final and row.open.match(text, place.end):
                        # "api-" may go on, and so may the "bedrock-api-key-" that it is a part of.
                        settled = min(place.start, _PREFIXES.cut(text, at))
                        return Reading(tuple(found), window.start + settled)
                    if end := _end(row, text, place):
                        if _is_one(row.key, text[place.start : end]):
                            span = (end - row.key.last if row.key.last else place.start, end)
                            found.append(window.finding(span, f"secret.{row.key.kind}", 0.95))
                            at = end
                            break
                        if row.key.kind != "connection_string":
                            skipped = max(skipped, end)
                else:
                    at = max(at, skipped)  # an example; what stands inside it is none either
        return Reading(tuple(found), window.start + (len(text) if window.final else _PREFIXES.cut(text, at)))
