"""How far a claim is believed: its check digit, the nearest word, and what it is glued to.

A word far off does not make up for a wrong check digit, and says nothing of a number in
one piece that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from filters.context import Word
from filters.counting import COUNTS
from filters.entity import Check, Cue, Entity

_TYPO, _FAR = 14, 22
# A word of Latin letters in front, and nothing Japanese behind it.
_ABROAD = re.compile(r"[A-Za-z]{3}[^\u3040-\u30ff\u4e00-\u9fff]*\Z")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_JOINING = frozenset("-/#=第")  # in front of a number in one piece: of a name, a path, an assignment, a count


class Row(NamedTuple):
    """An entity and the bit of its kind."""

    entity: Entity
    bit: int


class Rows:
    """Entities that are written alike. bits: of all their kinds. sure: those that may need no word."""

    __slots__ = ("_hopes", "bits", "rows", "sure")

    def __init__(self, entities: Iterable[Entity], bits: Mapping[str, int]) -> None:
        self.rows = tuple(Row(entity, bits[entity.kind]) for entity in entities)
        self.bits = reduce(or_, (row.bit for row in self.rows))
        self.sure = tuple(row for row in self.rows if row.entity.sure)
        self._hopes = dict[int, tuple[tuple[float, Row], ...]]()

    def hopeful(self, word: Word | None) -> tuple[tuple[float, Row], ...]:
        """Those that may be worth something if this word decides, and what they can be worth at most."""
        bits = 0 if word is None else word.bits
        hopes = self._hopes.get(bits)
        if hopes is None:  # there are as many as there are sets of kinds that words speak for
            hopes = tuple((worth, row) for row in self.rows if (worth := hope(row, word)))
            self._hopes[bits] = hopes
        return hopes


class Way(NamedTuple):
    """One way to read what begins somewhere. value: its letters and digits."""

    start: int
    end: int
    value: str
    rows: Rows

    @property
    def bare(self) -> bool:
        """In one piece."""
        return len(self.value) == self.end - self.start


class Claim(NamedTuple):
    """What one entity says of a stretch of text. score: 0 where it is rejected."""

    entity: Entity
    start: int
    end: int
    value: str
    check: Check
    cue: Cue
    score: float


def hope(row: Row, word: Word | None) -> float:
    """What its score can be at most."""
    entity = row.entity
    if word is None:
        return entity.alone
    if word.bits & row.bit:
        return max(entity.cued, entity.typo, entity.alone)
    return entity.vetoed if word.vetoes or entity.other is None else entity.other


def weigh(way: Way, row: Row, word: Word | None, text: str) -> Claim:
    """What an entity claims of a stretch. word: the one that decides."""
    start, end, value, _ = way
    entity = row.entity
    cue: Cue = (
        "none" if word is None else "own" if word.bits & row.bit else "veto" if word.vetoes else "other"
    )
    good = _good(entity, cue)
    bad = entity.typo if word and cue == "own" and word.away <= _TYPO else 0.0
    if not (good or bad) or not (entity.fits is None or entity.fits(value)):
        return Claim(entity, start, end, value, "none", cue, 0.0)
    check: Check = "none" if entity.check is None else "valid" if entity.check(value) else "invalid"
    score = bad if check == "invalid" else good
    bare = len(value) == end - start
    if score and cue == "none" and entity.local and _ABROAD.search(text, max(0, start - _FAR), start):
        score = 0.0
    if score and cue == "own":
        if word and bare and check == "none" and word.away > _FAR:
            score = entity.alone
    elif score and _joined(text, start, end, bare):
        score = 0.0
    if score and bare and _counts(text, start, end):
        score = 0.0
    return Claim(entity, start, end, value, check, cue, score)


def _good(entity: Entity, cue: Cue) -> float:
    """The score with a right check digit, or without any."""
    match cue:
        case "own":
            return entity.cued
        case "none":
            return entity.alone
        case "other" if entity.other is not None:
            return entity.other
        case _:
            return entity.vetoed


def _joined(text: str, start: int, end: int, bare: bool) -> bool:
    """Whether it is glued to letters, or in one piece to what names and paths are joined with."""
    if start:
        left = text[start - 1]
        if left in _LETTERS or (bare and left in _JOINING):
            return True
    return bare and text[end : end + 1] in _LETTERS


def _counts(text: str, start: int, end: int) -> bool:
    """Whether it is a number of something: 8097575円."""
    if not (counted := COUNTS.match(text, end)) or not text[end - 1].isdecimal():
        return False
    # A number in a series of documents has 第 and 号 around it, and so has a licence.
    return not (counted.group() == "号" and text[start - 1 : start] == "第")
