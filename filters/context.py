"""Words near a number that say what it is; the nearest one decides.

One automaton finds the words of all entities, the longest at each place, in at most
`BEFORE` characters in front of a number and `AFTER` behind it. A word of ASCII letters
must stand alone; others may be glued to anything, as Japanese is.

Nearness is counted in characters, and what separates fields (a bracket that closes, a
comma, a line's end) counts for several: behind "(マイナンバー), " comes something else.
Behind a number only words in the same field count, for the next field is usually the
label of the next number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

BEFORE = 40  # code points
AFTER = 16
VETO = ""  # in the place of a kind: what it stands beside is nothing personal

_APART = re.compile(r"[)\]}>」』】,、;。|\t\n]")
_APART_COST = 6
_STOP = re.compile(r"[,、;。|\t\n/]|[.!?] ")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


class Word(NamedTuple):
    """A word near a number. kinds: those it speaks for. away: how far off it is."""

    kinds: frozenset[str]
    away: int


def _lower(text: str) -> str:
    """In lower case, character for character, and without what UTF-8 cannot say."""
    if text.isascii():
        return text.lower()
    low = text.replace("İ", "i").lower()
    return _SURROGATE.sub("?", low)


class Context:
    """The words of all entities, ready to be looked for. words: lower case → kinds."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._kinds = [frozenset(kinds) for kinds in words.values()]
        self._edges = [(word[0] in _LETTERS, word[-1] in _LETTERS) for word in words]
        self._automaton = AhoCorasick(
            list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )

    def _found(self, low: str) -> list[tuple[int, int, int]]:
        """(word, start, end) of every word in `low` but at its first and last character, which are edges."""
        edges, out = self._edges, list[tuple[int, int, int]]()
        for index, start, end in self._automaton.find_matches_as_indexes(low):
            left, right = edges[index]
            if (left and start and low[start - 1] in _LETTERS) or (
                right and end < len(low) and low[end] in _LETTERS
            ):
                continue
            out.append((index, start, end))
        return out

    def before(self, text: str, at: int) -> list[Word]:
        """The words in front of `text[at]`, the nearest first."""
        since = max(0, at - BEFORE)
        words = list[Word]()
        low = _lower(text[since:at])
        if since and low and low[0] in _LETTERS and text[since - 1].lower() in _LETTERS:
            low = f" {low[1:]}"  # a word that the reach cuts off is none
        apart = 0
        at = len(low)
        for index, _, end in reversed(self._found(low)):
            apart += len(_APART.findall(low, end, at))
            words.append(Word(self._kinds[index], len(low) - end + _APART_COST * apart))
            at = end
        return words

    def needs(self, text: str, end: int) -> int:
        """Up to where the words behind `text[end]` are read, if that much is there."""
        stop = _STOP.search(text, end, end + AFTER)
        return stop.start() if stop else end + AFTER + 1

    def after(self, text: str, end: int) -> list[Word]:
        """The words behind `text[:end]`, in the same field, the nearest first."""
        stop = _STOP.search(text, end, end + AFTER)
        if stop:
            low = _lower(text[end : stop.start()])
            return [Word(self._kinds[index], start) for index, start, _ in self._found(low)]
        low = _lower(text[end : end + AFTER + 1])
        return [Word(self._kinds[index], start) for index, start, stop_ in self._found(low) if stop_ <= AFTER]
