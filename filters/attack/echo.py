"""Words of the system prompt in another text: runs that repeat it, and values it keeps.

A run goes on as long as the next four words stand in a row in the prompt too; one of fewer than
eight words is no echo, for such are in any text. A value is found by itself.

What must stay true: whether something is found at a word depends on the text from there on, so
reading may begin anew at any word that was not settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filters.attack.standing import Standing
from filters.attack.words import GRAM, LONGEST, WIDEST, Word, plain_words, weight, words

LEAST = 8.0  # words, as `weight` counts them, each one at most
_ROW = int(LEAST) - GRAM + 1  # grams in so many words
_LIGHT = int(LEAST) - 1  # words in a run that has fewer
_MOST = 128  # words; a longer run is found in parts


@dataclass(frozen=True, slots=True)
class Echo:
    """A stretch of a text. size: of a run, in words; value: whether there is one in it."""

    start: int
    end: int
    size: float
    value: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What is found, in order, and up to where that is final."""

    found: list[Echo]
    settled: int


def hear(standing: Standing, text: str, at: int, *, final: bool) -> Heard:
    """Read `text` from `at` on. Linear; where there is none of it, some 15 µs per KB."""
    plain = plain_words(text[at:])
    limit = len(text)
    if not final and plain and _goes_on(text, plain[-1]):
        limit -= len(plain.pop())
    # Where no run is as long as is needed, one may still begin at the end, in few words.
    if standing.grams.silent(plain, _ROW) and standing.values.silent(plain):
        waits = None if final else _waits(standing, plain)
        return Heard([], limit if waits is None else words(text, at)[waits].start)
    return _read(standing, words(text, at)[: len(plain)], plain, limit, final=final)


def _read(
    standing: Standing, said: Sequence[Word], plain: Sequence[str], limit: int, *, final: bool
) -> Heard:
    found, place, light = list[Echo](), 0, 0
    while place < len(plain):
        if not final and _begins(standing, plain, place):
            return Heard(found, said[place].start)
        stop, size = place + standing.values.at(plain, place), 0.0
        if stop == place and place >= light:
            stop = _run(standing, plain, place)
            if stop == len(plain) and place < stop < place + _MOST and not final:
                return Heard(found, said[place].start)
            size = sum(map(weight, plain[place:stop]))
            if 0 < size < LEAST:
                stop, light = place, stop - GRAM + 1  # what begins in it is lighter still
        if stop > place:
            value = not standing.values.silent(plain[place:stop])
            found.append(Echo(said[place].start, said[stop - 1].end, size, value))
        place = max(stop, place + 1)
    return Heard(found, limit)


def _goes_on(text: str, last: str) -> bool:
    """Whether what follows may belong to the last word of a text."""
    return text[-1:].isalnum() and weight(last) == 1.0 and len(last) < WIDEST


def _run(standing: Standing, plain: Sequence[str], place: int) -> int:
    """Where the run that begins at `place` ends; there, if none does."""
    last = place
    while last - place <= _MOST - GRAM and standing.grams.at(plain, last):
        last += 1
    return last + GRAM - 1 if last > place else place


def _waits(standing: Standing, plain: Sequence[str]) -> int | None:
    """The first word at which something may begin that what follows goes on with."""
    end = len(plain)
    for place in range(max(0, end - (LONGEST if standing.values.sizes else _LIGHT)), end):
        if _begins(standing, plain, place) or (end - place <= _LIGHT and _run(standing, plain, place) == end):
            return place
    return None


def _begins(standing: Standing, plain: Sequence[str], place: int) -> bool:
    """Whether the words from `place` to the end may be the beginning of something."""
    return standing.grams.pending(plain, place) or standing.values.pending(plain, place)
