"""Ploys in a text as it comes: one native pass for the heads of all of them, then a closer look at each.

A head whose unit has not ended yet waits for that; so does the beginning of a head at the end
of the text. Nothing else waits. What begins within a sign that was found belongs to it.

What must stay true: a head counts, or not, by the characters of its unit alone
(`filters.attack.ploy`), so any cut finds the same; time is linear, as heads are few and
units short.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from filters.attack.ploy import Ploy, Sign, Unit, unit_end
from filters.lazily import later
from filters.sieve import Sieve
from filters.trees import beginning
from filters.wordlist import lowered

_SURE = 5  # so many characters of a head are enough to look closely


class Signs(NamedTuple):
    """What was found, in order, and up to where that is sure."""

    signs: Sequence[Sign]
    settled: int


class Ploys:
    """Ploys ready to be looked for. sieve: what a text with any of them has."""

    __slots__ = ("_automaton", "_by_head", "_heads", "_longest", "sieve")

    def __init__(self, ploys: Iterable[Ploy]) -> None:
        by_head = dict[str, list[Ploy]]()
        for ploy in ploys:
            for head in ploy.heads:
                by_head.setdefault(head, []).append(ploy)
        self._heads = sorted(by_head)
        self._by_head = [tuple(by_head[head]) for head in self._heads]
        self._longest = max(map(len, self._heads))
        self._automaton = AhoCorasick(self._heads)
        self.sieve = _sieve(self._heads, self._longest)
        later(self._compile)

    def _compile(self) -> None:
        for ploy in {ploy for ploys in self._by_head for ploy in ploys}:
            ploy.compile()

    def read(self, text: str, at: int, *, final: bool, foreign: bool) -> Signs:
        """The signs that begin in `text[at:]`. foreign: no user said it, but a tool or a document."""
        found, past = list[Sign](), at
        low = lowered(text)
        for begin, hits in self._standing(low, at):
            if begin < past:
                continue
            sign, limits = None, dict[tuple[int, Unit], int]()
            for end, ploy in hits:
                limit = limits.get((end, ploy.unit))
                if limit is None:
                    limit = limits[end, ploy.unit] = unit_end(text, begin, end, ploy.unit)
                if limit < 0 and not final:
                    return Signs(found, min(begin, self._begun(low, past)))  # a longer head may hold it
                if ploy.weight(foreign):
                    here = ploy.sign(text, low, begin, end, limit if limit >= 0 else len(text))
                    sign = _weightier(sign, here, foreign)
            if sign:
                found.append(sign)
                past = sign.end
        return Signs(found, len(text) if final else self._begun(low, past))

    def _standing(self, low: str, at: int) -> Iterator[tuple[int, list[tuple[int, Ploy]]]]:
        """Each place from `at` on where heads begin, in order: where they end, and their ploys."""
        placed = dict[int, list[tuple[int, Ploy]]]()
        for which, first, last in self._automaton.find_matches_as_indexes(low[at:], overlapping=True):
            begin, end = first + at, last + at
            if _free(low, begin) and _free(low, end):
                placed.setdefault(begin, []).extend((end, ploy) for ploy in self._by_head[which])
        yield from sorted(placed.items())

    def _begun(self, low: str, past: int) -> int:
        """Where a head that the end of the text cuts off begins."""
        heads = self._heads
        for begin in range(max(past, len(low) - self._longest), len(low)):
            if _free(low, begin):
                tail = low[begin:]
                place = bisect_left(heads, tail)
                if place < len(heads) and heads[place].startswith(tail):
                    return begin
        return len(low)


def _weightier(known: Sign | None, new: Sign | None, foreign: bool) -> Sign | None:
    if known is None or new is None:
        return known or new
    return new if new.ploy.weight(foreign) > known.ploy.weight(foreign) else known


def _free(low: str, at: int) -> bool:
    """Whether no word goes on across this place."""
    return not (0 < at < len(low) and _joins(low[at]) and _joins(low[at - 1]))


def _joins(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _sieve(heads: Sequence[str], longest: int) -> Sieve:
    starts, waits = beginning({head[:_SURE] for head in heads})
    return Sieve(starts, tuple(_traces(heads)), longest, waits, longest)


def _traces(heads: Sequence[str]) -> Iterator[str]:
    """Whole words with what stands around them; texts in a row have line ends between them."""
    for left, right in ((True, True), (True, False), (False, True), (False, False)):
        some = [re.escape(head) for head in heads if (_joins(head[0]), _joins(head[-1])) == (left, right)]
        if some:
            before, behind = "(?:^|[^a-z0-9])" if left else "", "(?:[^a-z0-9]|$)" if right else ""
            yield f"(?i:{before}(?:{'|'.join(some)}){behind})"
