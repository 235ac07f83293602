"""Where a statement of special care may be, and what speaks for and against it.

A *head* (a disease, an offence, a creed, …) is looked for in one native pass; what is said
of it must follow within a few characters. Around it, words that point to a person speak for
a statement about someone; words of teaching, law, news and trade speak for none. The
weights are learnt (`filters.special.weights`), so this file only says what there is to see.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from filters.lazily import lazily
from filters.special.around import around, in_word
from filters.special.weights import BIAS, WEIGHTS
from filters.special.words import ENGLISH, JAPANESE, SAID_BEFORE, Matter
from filters.trees import begun, led

BEFORE, AFTER = 120, 64  # characters around a head that are looked at
_GAP = 40  # what is said of a head is said within so many characters of its end

_SENTENCE_END = lazily(r"[。！？!?\n]|(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)\.(?=\s)")
_DATUM = lazily(
    r"(?:病歴|既往歴|持病|備考|障害|信仰|宗教|前科|賞罰|診断名|傷病名|病名|支持政党|健康状態|本籍)\s*[:：はに]?\s*\Z"
)


class _Head(NamedTuple):
    matter: Matter
    alone: bool
    said_before: bool


class Statement(NamedTuple):
    """span in the text it was looked for in; matter; features that are seen."""

    begin: int
    end: int
    matter: str
    seen: tuple[str, ...]

    @property
    def score(self) -> float:
        """Probability, by the learnt weights."""
        return 1 / (1 + math.exp(-(BIAS + sum(WEIGHTS.get(name, 0.0) for name in self.seen))))


def _literals(listed: str) -> Sequence[str]:
    return [word for word in (listed.split(",") if "," in listed else listed.split()) if word]


@cache
def _heads() -> tuple[
    ahocorasick_rs.AhoCorasick, Sequence[str], Sequence[Sequence[_Head]], dict[str, re.Pattern[str]]
]:
    heads: dict[str, list[_Head]] = {}
    for matter in (*JAPANESE, *ENGLISH):
        for word in _literals(matter.heads):
            heads.setdefault(word, []).append(_Head(matter, alone=False, said_before=matter in ENGLISH))
        for word in _literals(matter.alone):
            heads.setdefault(word, []).append(_Head(matter, alone=True, said_before=False))
    words = list(heads)
    automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    says = {matter.says: re.compile(matter.says) for matter in (*JAPANESE, *ENGLISH)}
    return automaton, words, [heads[word] for word in words], says


@cache
def beginnings() -> frozenset[str]:
    """Every true prefix of a head: text that ends in one may still become it."""
    return frozenset(word[:size] for word in _heads()[1] for size in range(1, len(word)))


def literals() -> str:
    """Source of an expression that any text with a head matches; RE2 and `re` read it."""
    return "|".join(sorted(map(re.escape, _heads()[1])))


def starting() -> str:
    """Source of an expression of the same, asking each character once."""
    latin, others = _scripts()
    return rf"(?<![A-Za-z]){led(latin)}|{led(others)}"


def waiting() -> str:
    """Source of an expression of text that may become a head, at its end."""
    latin, others = _scripts()
    return rf"(?<![A-Za-z])(?:{begun(latin)})|{begun(others)}"


def _scripts() -> tuple[Sequence[str], Sequence[str]]:
    """The heads that do not begin within a word, being Latin, and all others."""
    words = _heads()[1]
    latin = [word for word in words if word[0].isascii()]
    return latin, [word for word in words if not word[0].isascii()]


LONGEST = 24  # no head is longer; a test counts them
_SAID_BEFORE = lazily(SAID_BEFORE)


def heads(text: str, at: int) -> Iterator[tuple[int, int, int]]:
    """(begin, end, which) of every head from `at` on, not overlapping, in order. One native pass."""
    automaton = _heads()[0]
    for which, begin, end in automaton.find_matches_as_indexes(text[at:]):
        if not (in_word(text, begin + at) or in_word(text, end + at)):
            yield begin + at, end + at, which


def said_until(text: str, end: int) -> int:
    """Where the sentence that goes on at `end` ends, or is long enough; 0 where the text ends first."""
    stop = _SENTENCE_END.search(text, end, end + AFTER)
    return stop.start() if stop else end + AFTER if len(text) >= end + AFTER else 0


def statement(text: str, begin: int, end: int, which: int) -> Statement | None:
    """What is said of a head; None where nothing is. Looks BEFORE back and AFTER ahead, no further."""
    _, _, meanings, says = _heads()
    limit = said_until(text, end) or min(len(text), end + AFTER)
    for head in meanings[which]:
        last = end
        said = None if head.alone else says[head.matter.says].match(text, end, min(limit, end + _GAP))
        if said and said.end() > end:
            last = said.end()
        elif not (head.alone or _led(text, begin, head)):
            continue
        return Statement(begin, last, head.matter.name, tuple(sorted(_seen(text, begin, limit, head))))
    return None


def _led(text: str, begin: int, head: _Head) -> bool:
    """Whether words in front make it a statement: a label of a form, or `diagnosed with`."""
    if _DATUM.search(text, max(0, begin - 12), begin):
        return True
    return head.said_before and _SAID_BEFORE.search(text, max(0, begin - 48), begin) is not None


def _seen(text: str, begin: int, limit: int, head: _Head) -> Iterator[str]:
    floor = max(0, begin - BEFORE)
    sentence = floor
    for stop in _SENTENCE_END.finditer(text, floor, begin):
        sentence = stop.end()
    yield f"matter:{head.matter.name}"
    if head.alone:
        yield "alone"
    if _DATUM.search(text, max(0, begin - 12), begin):
        yield "datum"
    yield from set(around(text, floor, sentence, limit))
