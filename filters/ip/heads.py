"""Where something worth a closer look may begin: many words at once, each free of letters in front.

What follows a head decides, so heads end anywhere: `gpl` is the head of `GPLv2+`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from filters.sieve import Sieve
from filters.wordlist import words_sieve


class Heads:
    """All heads as one automaton; a word of letters must have nothing of its kind in front."""

    __slots__ = ("_automaton", "_longest", "_words", "sieve")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._longest = max(map(len, self._words))
        self._automaton = AhoCorasick(self._words)
        sieve = words_sieve(self._words)
        assert sieve is not None
        self.sieve: Sieve = sieve

    def standing(self, low: str, at: int) -> list[tuple[int, frozenset[str]]]:
        """Each place from `at` on where heads begin, in order."""
        placed = dict[int, set[str]]()
        for which, begin, _ in self._automaton.find_matches_as_indexes(low[at:], overlapping=True):
            if _free(low, begin + at):
                placed.setdefault(begin + at, set()).add(self._words[which])
        return [(begin, frozenset(placed[begin])) for begin in sorted(placed)]

    def begun(self, low: str, past: int) -> int:
        """Where a head that the end of the text cuts off begins."""
        for begin in range(max(past, len(low) - self._longest), len(low)):
            if _free(low, begin):
                tail = low[begin:]
                place = bisect_left(self._words, tail)
                if place < len(self._words) and self._words[place].startswith(tail):
                    return begin
        return len(low)


def _free(low: str, at: int) -> bool:
    return not (0 < at < len(low) and _joins(low[at]) and _joins(low[at - 1]))


def _joins(char: str) -> bool:
    return char.isascii() and char.isalnum()
