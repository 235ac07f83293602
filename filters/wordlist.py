"""A great many words at once: one automaton, and exact knowledge of what may still become one.

Texts and words are folded and in lower case. A word whose first or last character is an
ASCII letter or digit must stand free of others on that side; 社外秘 may be glued to
anything. Of words that begin at one place the longest that stands free is found.

At the end of a text waits the longest stretch that is still the beginning of a word: the
words are sorted, so that takes a look-up for each place where one could begin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from filters.folding import fold
from filters.sieve import Sieve
from filters.trees import beginning

_SURE = 4  # so many characters of a word are enough to look closely


class Found(NamedTuple):
    """Where a word stands, and which of the given ones it is."""

    start: int
    end: int
    word: int


def lowered(of: str) -> str:
    """In lower case, character for character."""
    # İ has two characters in lower case, and Σ another one at the end of a word.
    return of.lower() if of.isascii() else of.replace("İ", "ı").replace("Σ", "σ").lower()


def plain(word: str) -> str:
    """A word as it is looked for: folded, its spaces single."""
    return " ".join(lowered(fold(word)).split())


class WordList:
    """Words ready to be looked for. `longest` code points at most.

    plain: words that are none. What stands inside another word, plain or not, is none.
    """

    __slots__ = ("_automaton", "_edges", "_plain", "_sorted", "longest", "reach", "words")

    def __init__(self, words: Iterable[str], plain: Iterable[str] = ()) -> None:
        given, none = list(words), set(plain)
        self.words = given + [word for word in none if word not in given]
        self._plain = frozenset(n for n, word in enumerate(self.words) if word in none)
        self._automaton = AhoCorasick(self.words)
        self._edges = [(_joins(word[0]), _joins(word[-1])) for word in self.words]
        self._sorted = sorted(self.words)
        self.longest = max(map(len, self.words))
        self.reach = 1 + self.longest

    def find(self, text: str, at: int, *, final: bool) -> tuple[list[Found], int]:
        """The words that begin in `text[at:]`, none inside another, and up to where that is sure.

        text: folded; `reach` characters before `at` are looked at, and nothing more.
        """
        low = lowered(text)
        sure = len(low) if final else self._open(low, at)
        since = max(0, at - self.reach)
        hits = self._automaton.find_matches_as_indexes(low[since:], overlapping=True)
        placed = [Found(start + since, end + since, word) for word, start, end in hits]
        longest: dict[int, Found] = {}
        for one in placed:
            known = longest.get(one.start)
            if (known is None or known.end < one.end) and one.start < sure and self._free(low, one):
                longest[one.start] = one
        outer = sorted(longest.values(), key=lambda one: (one.start, -one.end))
        found, end = list[Found](), 0
        for one in outer:
            if one.end > end:
                end = one.end
                if one.start >= at and one.word not in self._plain:
                    found.append(one)
        return found, sure

    def _free(self, text: str, one: Found) -> bool:
        left, right = self._edges[one.word]
        if left and one.start and _joins(text[one.start - 1]):
            return False
        return not (right and one.end < len(text) and _joins(text[one.end]))

    def _open(self, text: str, at: int) -> int:
        """The first place from where all that is there may be a word, or the beginning of one."""
        for start in range(max(at, len(text) - self.longest), len(text)):
            if start and _joins(text[start]) and _joins(text[start - 1]):
                continue
            tail = text[start:]
            place = bisect_left(self._sorted, tail)
            if place < len(self._sorted) and self._sorted[place].startswith(tail):
                longer = place + 1 < len(self._sorted) and self._sorted[place + 1].startswith(tail)
                if longer or self._sorted[place] != tail or _joins(tail[-1]):
                    return start
        return len(text)


def _joins(char: str) -> bool:
    return char.isascii() and char.isalnum()


def words_sieve(words: Collection[str]) -> Sieve | None:
    """The sieve of a few words; None where it could not be exact."""
    if not all(word.isascii() or word.lower() == word.upper() for word in words):
        return None  # letters whose case is more than ASCII's
    starts, waits = beginning({word[:_SURE] for word in words})
    traces = tuple(f"(?i:{re.escape(word)})" for word in sorted(words))
    longest = max(map(len, words))
    return Sieve(starts, traces, longest, waits, longest)
