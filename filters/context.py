"""Words near a number that say what it is; the nearest one decides.

One automaton finds the words of all entities, the longest at each place, in at most
`BEFORE` characters in front of a number and `AFTER` behind it. A word of ASCII letters
must stand alone; others may be glued to anything, as Japanese is.

Nearness is counted in characters, and what separates fields (a bracket that closes, a
comma, a line's end) counts for several: behind "(マイナンバー), " comes something else.
Behind a number only words in the same field count, for the next field is usually the
label of the next number. A word that says the number is nothing personal counts only
close by; so does a word for something that could not be written so.

Kinds are bits of an integer here, for this is asked for every number in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

BEFORE = 40  # code points
AFTER = 16
VETO = ""  # in the place of a kind: what it stands beside is nothing personal
NEAR = 6  # so near, a word in front decides, whatever it speaks of and whatever stands behind

_VETO_BIT = 1
_VETO_BEFORE, _VETO_AFTER = 20, 3
_APART = re.compile(r"[)\]}>」』】,、;。|\t\n]")
_APART_COST = 6
_STOP = re.compile(r"[,、;。|\t\n/]|[.!?] ")
_HALVES = re.compile("[\ud800-\udfff]")
_SURROGATE_HEAD = re.compile(r"(?:PII|SECRET|DATA)_(?:[A-Z]+_)*\Z")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Word(NamedTuple):
    """A word near a number. bits: the kinds it speaks for. away: how far off it is."""

    bits: int
    away: int

    @property
    def vetoes(self) -> bool:
        """Whether it says that the number is nothing personal."""
        return bool(self.bits & _VETO_BIT)


class Context:
    """The words of all entities, ready to be looked for. words: lower case → kinds; none: it says nothing."""

    __slots__ = ("_automaton", "_bits", "_words")

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        kinds = sorted({kind for spoken in words.values() for kind in spoken} - {VETO})
        self._bits = {VETO: _VETO_BIT} | {kind: 2 << n for n, kind in enumerate(kinds)}
        self._words = [
            (word[0] in _LETTERS, word[-1] in _LETTERS, sum(self._bits[kind] for kind in set(spoken)))
            for word, spoken in words.items()
        ]
        self._automaton = AhoCorasick(
            list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    def bit(self, kind: str) -> int:
        """The bit of a kind; 0 where no word speaks for it."""
        return self._bits.get(kind, 0)

    def _found(self, text: str) -> list[tuple[int, int, int]]:
        low = text.lower() if text.isascii() else text.replace("İ", "i").lower()
        try:
            return self._automaton.find_matches_as_indexes(low)
        except UnicodeEncodeError:  # half a surrogate pair: no character, so no part of a word
            return self._automaton.find_matches_as_indexes(_HALVES.sub("?", low))

    def before(self, text: str, at: int, wanted: int) -> Word | None:
        """The nearest word in front of `text[at]` that has a say. wanted: the kinds it may be of."""
        since = at - BEFORE if at > BEFORE else 0
        found = self._found(text[since:at])
        if not found:
            return None
        here, apart, words = at, 0, self._words
        for index, start, end in reversed(found):
            left, right, bits = words[index]
            start, end = start + since, end + since  # noqa: PLW2901  # in positions of the text
            edge = text[start - 1] if left and start else ""
            if edge in _LETTERS or (edge == "_" and _in_surrogate(text, start)):
                continue
            if right and end < at and text[end] in _LETTERS:
                continue
            if end < here:
                apart += _APART_COST * len(_APART.findall(text, end, here))
                here = end
            away = at - end + apart
            if bits & wanted or (bits & ~_VETO_BIT and away <= NEAR):
                return Word(bits, away)
            if bits & _VETO_BIT and away <= _VETO_BEFORE:
                return Word(bits, away)
        return None

    def needs(self, text: str, end: int) -> int:
        """How long the text must be for its words behind `text[end]` to be known."""
        stop = _STOP.search(text, end, end + AFTER)
        return stop.start() if stop else end + AFTER + 1

    def behind(self, text: str, end: int, needs: int, wanted: int) -> Word | None:
        """The nearest word behind `text[:end]`, in the same field, that has a say. needs: as above."""
        until = min(needs, end + AFTER)
        if until == end:
            return None
        for index, start, last in self._found(text[end:until]):
            left, right, bits = self._words[index]
            if left and start and text[end + start - 1] in _LETTERS:
                continue
            if right and text[end + last : end + last + 1] in _LETTERS:
                continue
            if left and _in_surrogate(text, end + start):
                continue
            if bits & wanted or (bits & _VETO_BIT and start <= _VETO_AFTER):
                return Word(bits, start)
        return None

    def label(self, above: str, wanted: int) -> Word | None:
        """What the label of a column says: its last word that has a say."""
        word = self.before(above, len(above), wanted)
        return word and Word(word.bits, NEAR)


def _in_surrogate(text: str, at: int) -> bool:
    """Whether the word there is part of a surrogate: PII_CREDIT_CARD_1_K7 says nothing of a number."""
    return text[at - 1 : at] == "_" and _SURROGATE_HEAD.search(text, max(0, at - 40), at) is not None


def nearer(before: Word | None, behind: Word | None) -> Word | None:
    """Which of the two decides: the nearer, and the one in front where they are as near."""
    return behind if behind and (before is None or behind.away < before.away) else before
