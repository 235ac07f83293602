"""Patterns that know two things: is it here, and could it still become it.

A regular expression answers the first question only. A `Shape` carries two sources
built side by side from the same parts: `whole` matches the text that is wanted, and
`open` matches where the text, from here to its very end, is a beginning whose fate the
next character may still decide, be it that more is needed, that more would be taken,
or that a look-ahead cannot see yet. Every part says for itself how it can run off the
end, and `row` says: my first part runs off the end, or it is here and the rest does.

What must stay true: `open` covers every way in which the search for `whole` could reach
the end of the text. Then where it does not match, the answer of `whole` is final.
Counts are bounded, so both take bounded time from any place; `longest` is the bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from filters.detector import Window
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.sieve import Sieve, without, without_any

_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Shape:
    """Sources of the two expressions. longest: characters it can take or look at."""

    whole: str
    open: str
    longest: int


def text(literal: str) -> Shape:
    """Exactly these characters."""
    whole, missing = re.escape(literal), r"\Z"
    for char in reversed(literal[:-1]):
        missing = rf"(?:\Z|{re.escape(char)}{missing})"
    return Shape(whole, missing, len(literal))


def some(chars: str, least: int, most: int) -> Shape:
    """`least` to `most` characters of a class such as `[0-9]`, as many as there are."""
    whole = chars if least == most == 1 else f"{chars}{{{least},{most}}}"
    missing = r"\Z" if most == 1 else rf"{chars}{{0,{most - 1}}}+\Z"
    return Shape(whole, missing, most)


def row(*parts: Shape) -> Shape:
    """One after the other."""
    *before, last = parts
    missing = last.open
    for part in reversed(before):
        missing = part.whole + missing if part.open == _NEVER else f"(?:{part.open}|{part.whole}{missing})"
    return Shape("".join(part.whole for part in parts), missing, sum(part.longest for part in parts))


def either(*parts: Shape) -> Shape:
    """The first of them that fits."""
    whole = "|".join(part.whole for part in parts)
    missing = "|".join(part.open for part in parts)
    return Shape(f"(?:{whole})", f"(?:{missing})", max(part.longest for part in parts))


def repeat(part: Shape, least: int, most: int) -> Shape:
    """`part`, `least` to `most` times, as often as it is there."""
    whole = f"(?:{part.whole}){{{least},{most}}}"
    missing = f"(?:{part.whole}){{0,{most - 1}}}{part.open}"
    return Shape(whole, missing, part.longest * most)


def maybe(part: Shape) -> Shape:
    """`part`, or nothing."""
    return Shape(f"(?:{part.whole})?", part.open, part.longest)


def firm(part: Shape) -> Shape:
    """`part` as first found, not tried another way: for repeats whose parts can begin alike."""
    return Shape(f"(?>{part.whole})", part.open, part.longest)


def unless(part: Shape) -> Shape:
    """Takes nothing: what follows must not be `part`."""
    return Shape(f"(?!{part.whole})", part.open, part.longest)


def behind(look: str) -> Shape:
    """Takes nothing: a look-behind such as `(?<![0-9])`, which the text so far decides."""
    return Shape(look, _NEVER, 0)


def begins(*literals: str) -> str:
    """Source of an expression that finds each literal, or the beginning of one at the end of the text."""
    cut = (re.escape(literal[0]) + text(literal[1:]).open for literal in literals)
    return "|".join((*map(re.escape, literals), *cut))


def _literal(traces: tuple[str, ...]) -> bool:
    return len(traces) == 1 and re.fullmatch("[A-Za-z _-]+", traces[0]) is not None


Judge = Callable[[Window, re.Match[str]], Finding | None]


class Pattern:
    """A shape ready to read with.

    starts: source of an expression that finds, quickly, each place where one may begin,
    and each place where the end of the text cuts off what `starts` itself asks for: that
    is nearer to the end than `cut` characters. traces: without a match of one of these
    expressions there are none of the first sort, so that only the end needs to be looked
    at (`Sieve.traces`). most: of a longer one so many characters are read.
    sure, waits: the two sorts of `starts` apart, where the second is common: text that goes on is
    then read only for the first.
    """

    __slots__ = ("_absent", "_cut", "_open", "_starts", "_whole", "longest", "sieve")

    def __init__(
        self,
        shape: Shape,
        starts: str,
        cut: int,
        traces: tuple[str, ...],
        most: int = 1 << 30,
        sure: str = "",
        waits: str = "",
    ) -> None:
        self._whole = lazily(shape.whole)
        self._open = lazily(shape.open)
        self._starts = lazily(starts, re.DOTALL)
        self._cut = cut
        self._absent = without(traces[0]) if _literal(traces) else without_any(*traces)
        self.longest = min(shape.longest, most)
        self.sieve = Sieve(sure or starts, traces, cut, waits, cut if waits else 0)

    def read(self, window: Window, judge: Judge) -> Reading:
        """The findings of a window, one after the other, up to the first open place.

        judge: what is found at a match, or None; it may look `reach` back, and no further
        ahead than the shape does. What it refuses may still contain another beginning.
        """
        text, at = window.text, window.resume - window.start
        if len(text) - at > self._cut and self._absent(text, at):
            at = len(text) - self._cut
        start = self._starts.search(text, at)
        if start is None:
            return Reading((), window.start + len(text))
        return self._read(window, judge, start)

    def _read(self, window: Window, judge: Judge, start: re.Match[str] | None) -> Reading:
        text, found = window.text, list[Finding]()
        while start is not None:
            at = start.start()
            # Farther from the end than the shape is long, nothing can be open.
            if not window.final and len(text) - at <= self.longest and self._open.match(text, at):
                return Reading(tuple(found), window.start + at)
            here = self._whole.match(text, at, at + self.longest)
            at += 1
            if here and (finding := judge(window, here)):
                found.append(finding)
                at = max(at, finding.span.end - window.start)
            start = self._starts.search(text, at)
        return Reading(tuple(found), window.start + len(text))
