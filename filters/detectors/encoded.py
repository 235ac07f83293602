r"""What the other detectors would find, were it not spelt as `%40`, `&#64;`, `\u0040` or base64.

A stretch with such spellings is decoded once and shown to the other inline detectors;
what they find where something was decoded is a finding here too, at its place in the
text as it came, so that a mask takes the spelling along.

A stretch of escapes begins at most 64 characters before the first of them, at the end
of the word before: `taro%40example.jp` is an address. So a word waits for its end, as
it does for `email`; of a longer one its last characters. Stretches longer than 4,096
characters are read in pieces; of base64 the rest is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from filters.decoding import BASE64, BASE64_LEAST, ESCAPE, ESCAPE_LONGEST, Decoded, unbase64, unescape
from filters.detector import DETECTORS, Detector, Options, View, Window
from filters.folding import fold
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.sieve import Absent, Sieve, without_any

_LONGEST = 4096
_BEFORE = 64  # characters of the word in front of the first escape
_CONTEXT = 48  # in front of a stretch, for detectors that look for words there
_WORD = r"[A-Za-z0-9_.%+@&=/#\\~-]"
_MOST = _BEFORE + ESCAPE_LONGEST
_ESCAPE = lazily(ESCAPE)
_BASE64 = lazily(rf"(?<!{BASE64}){BASE64}{{{BASE64_LEAST}}}")
_BASE64_REST = lazily(rf"{BASE64}*={{0,2}}")
_WORD_BEFORE = lazily(rf"{_WORD}*\Z")
_STRETCH = lazily(r"[A-Za-z0-9_.%+@&=/#\\~;:,?!()-]*")
_TRACES = (ESCAPE, f"{BASE64}{{{BASE64_LEAST}}}")
_ABSENT = without_any(*_TRACES)
_LED = lazily(rf"[%&\\]|{BASE64}{{{BASE64_LEAST}}}")  # what a short text has at least


# Itself; and surrogates, which are put back only where they stand as they are.
_LEFT_OUT = ("encoded", "placeholder")


class _Kinds(Mapping[str, str]):
    """The kinds of all others: known once all of them are, and put together anew when others are."""

    def __init__(self) -> None:
        self._of: tuple[tuple[str, type[Detector]], ...] = ()
        self._known: Mapping[str, str] = {}

    def _all(self) -> Mapping[str, str]:
        there = tuple(DETECTORS.members().items())
        if there != self._of:
            inline = [member for name, member in there if name not in _LEFT_OUT and member.inline]
            self._known = {kind: line for member in inline for kind, line in member.kinds.items()}
            self._of = there
        return self._known

    def __getitem__(self, kind: str) -> str:
        return self._all()[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class _Stretch(NamedTuple):
    begin: int
    end: int
    decoded: Decoded | None
    open: bool  # the text ends before it does


@DETECTORS.add
class Encoded:
    """Reads with the detectors it is lent (`lend`), or else with all that are inline and need no options."""

    name = "encoded"
    kinds: Mapping[str, str] = _Kinds()
    reach = _CONTEXT
    view: View = "folded"
    inline = True
    # A word at the end is always waited for, as far as it may come before an escape.
    sieve = Sieve(_LED.pattern, _TRACES, waits=f"{_WORD}{{1,{_MOST}}}", longest=_MOST)

    def __init__(self, options: Options) -> None:
        del options
        self._others: tuple[Detector, ...] | None = None
        self._absent: list[tuple[Detector, Absent | None]] | None = None

    def lend(self, detectors: Sequence[Detector]) -> None:
        """The policy's other detectors, options and all; of these the inline ones are used."""
        self._others, self._absent = tuple(filter(_useful, detectors)), None
        self.kinds = {kind: line for one in self._others for kind, line in one.kinds.items()}

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.at
        found = list[Finding]()
        if _ABSENT(text, at) if len(text) - at > 64 else _LED.search(text, at) is None:
            return self._rest(window, at, found)
        stretches, escapes = list[_Stretch](), _Escapes(text)
        while stretch := _next(text, at, escapes, final=window.final):
            if stretch.open:
                found += self._within(window, stretches)
                return Reading(tuple(found), window.start + stretch.begin)
            if stretch.decoded:
                stretches.append(stretch)
            at = stretch.end
        found += self._within(window, stretches)
        return self._rest(window, at, found)

    def _rest(self, window: Window, at: int, found: list[Finding]) -> Reading:
        end = len(window.text)
        return Reading(tuple(found), window.start + (end if window.final else _word(window.text, at, end)))

    def _within(self, window: Window, stretches: Sequence[_Stretch]) -> Iterator[Finding]:
        shown = [_Shown(window, self.name, stretch) for stretch in stretches]
        # What holds for texts in a row holds for each: most detectors need none of them.
        together = "\n".join(one.inner.text for one in shown)
        others = [other for other, absent in self._lent() if absent is None or not absent(together, 0)]
        for one in shown:
            for other in others:
                yield from one.read(other)

    def _lent(self) -> Sequence[tuple[Detector, Absent | None]]:
        """The others, each with what says that it finds nothing in a text."""
        if self._others is None:
            there = DETECTORS.members().items()
            others = (DETECTORS.build(name) for name, one in there if name not in _LEFT_OUT and one.inline)
            self._others = tuple(filter(_useful, others))
        if self._absent is None:
            sieves = ((other, getattr(other, "sieve", None)) for other in self._others)
            self._absent = [(other, without_any(*sieve.traces) if sieve else None) for other, sieve in sieves]
        return self._absent


class _Shown:
    """A stretch as it is shown to other detectors: decoded, and as it is."""

    def __init__(self, window: Window, name: str, stretch: _Stretch) -> None:
        assert stretch.decoded, "only those that mean something are shown"
        self._window, self._begin, self._decoded = window, stretch.begin, stretch.decoded
        shown, self._places = _folded(stretch.decoded)
        self._before = window.text[max(0, stretch.begin - _CONTEXT) : stretch.begin]
        begin = len(self._before)
        asis = self._before + window.text[stretch.begin : stretch.end]
        self.inner = Window(window.channel, name, self._before + shown, 0, begin, final=True)
        self._asis = Window(window.channel, name, asis, 0, begin, final=True)

    def read(self, other: Detector) -> Iterator[Finding]:
        """What another detector finds where something was decoded, at its place in the text."""
        before, begin, decoded, places = len(self._before), self._begin, self._decoded, self._places
        for one in other.read(self.inner).findings:
            first, last = one.span.start - before, one.span.end - before
            if first < 0:
                continue
            span = begin + decoded.begins[places[first]], begin + decoded.ends[places[last - 1]]
            # What stands there as it is, is found by others, unless a word for it was hidden.
            if not all(decoded.plain[place] for place in places[first:last]) or not any(
                known.span.start - before + begin == span[0] for known in other.read(self._asis).findings
            ):
                yield self._window.finding(span, one.kind, one.score, {**one.attrs, "decoded": decoded.how})


def _useful(detector: Detector) -> bool:
    return detector.inline and detector.view == "folded" and detector.name not in _LEFT_OUT


def _folded(decoded: Decoded) -> tuple[str, Sequence[int]]:
    """The folded view of what was decoded, and which of its characters each came from."""
    if decoded.text.isascii():
        return decoded.text, range(len(decoded.text))
    parts = [fold(char) for char in decoded.text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _word(text: str, at: int, end: int) -> int:
    """Where the word that ends at `end` begins, or the part of it that may yet come before an escape."""
    begin = max(at, end - _MOST)
    word = _WORD_BEFORE.search(text, begin, end)
    return word.start() if word else end


class _Escapes:
    """Where the next escape of a text is; looked for once, however many stretches there are before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = _ESCAPE.search(text)

    def after(self, at: int) -> re.Match[str] | None:
        """The first from `at` on, which never goes back."""
        if self._next and self._next.start() < at:
            self._next = _ESCAPE.search(self._text, at)
        return self._next


def _next(text: str, at: int, escapes: _Escapes, *, final: bool) -> _Stretch | None:
    """The first stretch from `at` on; base64 goes first, unless it is no text."""
    escape = escapes.after(at)
    limit = escape.start() if escape else len(text)
    here = _BASE64.search(text, at, limit)
    while here:
        stretch = _base64(text, at, here, final=final)
        if stretch.open or stretch.decoded:
            return stretch
        here = _BASE64.search(text, stretch.end, limit)
    if escape is None:
        return None
    word = _WORD_BEFORE.search(text, max(at, limit - _BEFORE), limit)
    return _escaped(text, word.start() if word else limit, final=final)


def _base64(text: str, at: int, here: re.Match[str], *, final: bool) -> _Stretch:
    begin, most = here.start(), here.start() + _LONGEST
    rest = _BASE64_REST.match(text, here.end(), most)
    end = rest.end() if rest else here.end()
    if end == len(text) and end < most and not final:
        # It may turn out to be no text, and then belong to a word that begins earlier.
        return _Stretch(min(begin, _word(text, at, end)), end, None, open=True)
    return _Stretch(begin, end, unbase64(text[begin:end]), open=False)


def _escaped(text: str, begin: int, *, final: bool) -> _Stretch:
    most = begin + _LONGEST
    rest = _STRETCH.match(text, begin, most)
    end = rest.end() if rest else begin
    if end == len(text) and end < most and not final:
        return _Stretch(begin, end, None, open=True)
    return _Stretch(begin, end, unescape(text[begin:end]), open=False)
