"""Where in a text an identifier may begin: all places at once, in the time of a look.

The sieve's expression (`filters.candidates.sieve`) says it exactly, and takes a microsecond
for each digit and each capital of a text. In a long one most of these are known by a
glance (`filters.glance`) to begin nothing: capitals with small letters behind them, and
digits within numbers. Only the others are asked about.

What must stay true: the answer is that of the sieve's expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from filters.candidates import KANJI_RUN
from filters.entity import Form
from filters.glance import glance, numbers
from filters.lazily import lazily
from filters.sieve import Sieve

_LONG = 256  # characters; below it the expression is as fast
# Capitals that something other than small letters follows, and all of them.
_FEW, _ALL = re.compile(b"A(?=[A0]|[- ][A0])"), re.compile(b"A")
_BEHIND = re.compile("[A-Z0-9]|[- ][A-Z0-9]?")  # what a form has there, if those few are enough
# Two small letters and a digit: where all that begins so goes on so.
_SMALL = [(word, re.compile(word + b"(?<![Aa0]" + word + b")")) for word in (b"aa0", b"aa 0", b"aa-0")]
_BEHIND_SMALL = re.compile("[a-z]|a[0-9 -]|a[ -][0-9]")
_AHEAD = 2  # characters that they look at
_ASCII = [chr(point) for point in range(0x20, 0x7F)]
_ASCII_SMALL = "abcdefghijklmnopqrstuvwxyz"


class Leads:
    """The places of a sieve. forms: what begins otherwise than with digits."""

    __slots__ = ("_capital", "_cut", "_kanji", "_others", "_small", "_starts")

    def __init__(self, sieve: Sieve, forms: Iterable[Form]) -> None:
        firsts = {form: _firsts(form) for form in forms}
        self._starts = lazily(sieve.starts, re.DOTALL)
        self._cut = sieve.cut
        lettered = [form for form, first in firsts.items() if re.search("[A-Z]", first)]
        small = [form for form, first in firsts.items() if re.search("[a-z]", first)]
        self._capital = _FEW if all(_goes_on(form, _BEHIND) for form in lettered) else _ALL
        known = all(_goes_on(form, _BEHIND_SMALL) for form in small)
        self._small = _SMALL if small and known else []
        others = {char for first in firsts.values() for char in re.sub("[A-Z0-9]", "", first)}
        others -= set(_ASCII_SMALL) if known else set()
        self._others = [(char, re.compile(re.escape(char)).finditer) for char in sorted(others)]
        self._kanji = re.compile(KANJI_RUN)

    def places(self, text: str, at: int, *, final: bool = False) -> list[int]:
        """Where from `text[at]` on something may begin, in order. final: what the end cuts off does not."""
        end = len(text) if final else len(text) - self._cut
        if end - at < _LONG:
            return [start.start() for start in self._starts.finditer(text, at)]
        begins = self._starts.match
        sure = [place for place in self._likely(text, at, end) if place < end and begins(text, place)]
        return sure + [start.start() for start in self._starts.finditer(text, end)]

    def _likely(self, text: str, at: int, end: int) -> list[int]:
        seen = glance(text)
        more = [place.start() for place in self._capital.finditer(seen, at, end + _AHEAD)]
        for word, small in self._small:
            if word in seen:
                more += [place.start() for place in small.finditer(seen, at)]
        for char, find in self._others:
            if char in text:
                more += [place.start() for place in find(text, at, end)]
        if not text.isascii():
            more += [place.start() for place in self._kanji.finditer(text, at)]
        likely = numbers(text, at, end)
        return sorted(likely + more) if more else likely


def _firsts(form: Form) -> str:
    """What it may begin with: of ASCII, and of the characters that are spelt out."""
    return "".join(re.findall(f"[{form.first}]", "".join((*_ASCII, form.first))))


def _goes_on(form: Form, ways: re.Pattern[str]) -> bool:
    """Whether all that it may have behind its first character is of these ways."""
    goes_on = re.compile(f"(?:{form.rest.open}|{form.rest.whole})")
    seconds = [char for char in _ASCII if goes_on.match(char)]
    more = [second + char for second in seconds if second in "- a" for char in _ASCII]
    more += ["a" + gap + char for gap in " -" for char in _ASCII if goes_on.match("a" + gap)]
    return all(ways.fullmatch(way) for way in (*seconds, *more) if goes_on.match(way))
