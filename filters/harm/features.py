"""What a stretch of text consists of, as numbers: hashed n-grams of characters and of words.

A text is read in windows (`filters.harm.grid`). An n-gram
belongs to every window that it lies in with a character to spare on either side; a window
has each of its n-grams once, so that saying a thing twice is saying it once. All is worked
out for all windows together, in native passes over the text: nothing here is done per
character in Python.

N-grams: 4 characters where words are written with letters, 2 and 3 in Japanese; words, and
pairs of them that stand next to each other or one apart. In Japanese a word is a run of
kanji or of katakana: between two of them hiragana does not count.

N-grams of one sort begin in order and end in order. So those of a window stand side by
side: they are a slice of each sort.

What must stay true: the n-grams of a window depend on its own text and on whether it is the
first (nothing before it) or the last, never on what was shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.harm.grid import SIZE, STRIDE
from filters.harm.letters import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LETTER,
    SPACE,
    Codes,
    Letters,
    Numbers,
    letters,
)

BITS = 19  # of a slot
MOST = 60  # windows in one go: what bounds the memory

Slots = NDArray[np.uint32]

_SHIFT = np.uint32(BITS)
_BASE = 0x01000193  # odd, so that it has an inverse: a word has the same number wherever it stands
_PAIR = np.uint32(0x85EBCA6B)
_LONG = MOST * STRIDE * 20  # longer than what one go of text folds to
_IN_WORDS = np.array([kind in (LETTER, KATAKANA, KANJI) for kind in range(5)])
# Added to n-grams of different sorts, so that equal numbers of two sorts are not the same.
_TWO, _THREE, _WORD, _NEXT, _APART = (np.uint32(n * 0x7FEB352D & 0xFFFFFFFF) for n in range(1, 6))


class Windows(NamedTuple):
    """keys: window << BITS | slot, sorted, each once. firsts, counts: where a window's begin and how many.

    wide: how many kana and kanji each window has; narrow: how many other letters and digits.
    """

    keys: Slots
    firsts: Numbers
    counts: Numbers
    wide: Numbers
    narrow: Numbers


class _Bounds(NamedTuple):
    """Of each window the first character its n-grams may begin at, and the first they may not reach."""

    lows: Numbers
    highs: Numbers


class _Sort(NamedTuple):
    """The numbers of n-grams of one sort; of each window, from which to which they are its."""

    numbers: Slots
    lows: Numbers | None = None
    highs: Numbers | None = None


def windows(text: str, number: int, *, first: bool, last: bool) -> Windows:
    """The first `number` windows of an original text that begins at a multiple of `STRIDE`.

    first: nothing stands before it. last: nothing follows. number: at most `MOST`.
    """
    text = text[: STRIDE * number + STRIDE]
    alone = first and last and len(text) < SIZE - 1  # all that is in it is in its one window
    read = letters(text, number, first=first, last=last, alone=alone)
    bounds = None if alone else _bounds(read, number, first=first)
    sorts = [*_characters(read, bounds), *_words(read, bounds)]
    keys = np.zeros(0, np.uint32)
    if sorts:
        keys = _mixed(np.concatenate([sort.numbers for sort in sorts]))
        keys = keys if alone else _placed(keys, sorts, number)
    return _once(keys, read.wide, read.narrow, number)


def _bounds(read: Letters, number: int, *, first: bool) -> _Bounds:
    lows = np.arange(1, number * STRIDE, STRIDE)
    highs = lows + (SIZE - 2)
    if read.places is None:
        lows, highs = lows + first, highs + first
    else:
        lows, highs = read.places.searchsorted(lows), read.places.searchsorted(highs)
    if first:
        lows[0] = 0
    return _Bounds(lows, highs)


def _characters(read: Letters, bounds: _Bounds | None) -> Iterator[_Sort]:
    codes, size = read.codes, len(read.codes)
    if codes.dtype == np.uint8 and size >= 4:  # four bytes at a time, from every byte on
        fours = np.ndarray((size - 3,), "<u4", codes, strides=(1,))
        yield _Sort(fours, bounds.lows, bounds.highs - 3) if bounds else _Sort(fours)
    elif codes.dtype != np.uint8:
        yield from _mixed_characters(codes.astype(np.uint32, copy=False), read.kinds, bounds)


def _mixed_characters(codes: Codes, kinds: NDArray[np.uint8], bounds: _Bounds | None) -> Iterator[_Sort]:
    wide = kinds >= HIRAGANA
    if len(codes) >= 4:
        # As the four bytes of ASCII would be read at once.
        numbers = codes[:-3] + (codes[1:-2] << np.uint32(8))
        numbers += codes[2:-1] << np.uint32(16)
        numbers += codes[3:] << np.uint32(24)
        yield _begun(numbers, (~wide[:-3]).nonzero()[0], bounds, 3)
    begins, rolled = wide.nonzero()[0], codes
    for length, seed in ((2, _TWO), (3, _THREE)) if len(begins) else ():
        if len(codes) >= length:
            rolled = rolled[:-1] * np.uint32(_BASE) + codes[length - 1 :]
            begins = begins[: begins.searchsorted(len(rolled))]
            yield _begun(rolled + seed, begins, bounds, length - 1)


def _begun(numbers: Slots, begins: Numbers, bounds: _Bounds | None, further: int) -> _Sort:
    """Of the n-grams that begin at every character those that begin at some."""
    if bounds is None:
        return _Sort(numbers.take(begins))
    lows, highs = begins.searchsorted(bounds.lows), begins.searchsorted(bounds.highs - further)
    return _Sort(numbers.take(begins), lows, highs)


@cache
def _powers() -> tuple[Slots, Slots]:
    """The base to the power of 0, 1, 2 …, and the inverse of each."""
    factors = np.full((2, _LONG), 1, np.uint32)
    factors[0, 1:], factors[1, 1:] = _BASE, pow(_BASE, -1, 1 << 32)
    powers = np.multiply.accumulate(factors, axis=1, dtype=np.uint32)
    return powers[0], powers[1]


def _words(read: Letters, bounds: _Bounds | None) -> Iterator[_Sort]:
    """Runs of one kind of letter, and pairs of runs. Their numbers do not say where they stand."""
    size = len(read.kinds)
    starts, after = _runs(read.kinds, plain=read.codes.dtype == np.uint8)
    if not len(starts):
        return
    powers, inverses = _powers()
    sums = np.zeros(size + 1, np.uint32)
    np.multiply(read.codes, powers[:size], dtype=np.uint32).cumsum(dtype=np.uint32, out=sums[1:])
    words = (sums.take(after) - sums.take(starts)) * inverses.take(starts)
    lows = highs = None
    if bounds:
        lows, highs = starts.searchsorted(bounds.lows), after.searchsorted(bounds.highs, "right")
    yield _Sort(words + _WORD, lows, highs)
    ahead = words * _PAIR
    for apart, seed in ((1, _NEXT), (2, _APART)):
        yield _Sort(ahead[:-apart] + words[apart:] + seed, lows, None if highs is None else highs - apart)


def _runs(kinds: NDArray[np.uint8], *, plain: bool) -> tuple[Numbers, Numbers]:
    """Where each run of letters of one kind begins, and where it has ended. plain: there is but one kind."""
    bounds = np.empty(len(kinds) + 1, bool)  # where a run begins, or the last one ends
    bounds[0] = bounds[-1] = True
    np.not_equal(kinds[1:], kinds[:-1], out=bounds[1:-1])
    edges = bounds.nonzero()[0]
    if plain and len(kinds):  # every other run
        words = int(kinds[0] == SPACE)
        return edges[words:-1:2], edges[words + 1 :: 2]
    inner = _IN_WORDS.take(kinds.take(edges[:-1])).nonzero()[0]
    return edges.take(inner), edges.take(inner + 1)


def _mixed(numbers: Slots) -> Slots:
    numbers ^= numbers >> np.uint32(15)
    numbers *= np.uint32(0x9E3779B1)
    numbers ^= numbers >> np.uint32(13)
    numbers *= np.uint32(0xC2B2AE35)
    numbers >>= np.uint32(32 - BITS)
    return numbers


def _placed(slots: Slots, sorts: list[_Sort], number: int) -> Slots:
    """Keys: for every window its slice of each sort."""
    ends = list(accumulate(len(sort.numbers) for sort in sorts))
    begins = [0, *ends[:-1]]
    lows = np.array([sort.lows for sort in sorts])
    highs = np.array([sort.highs for sort in sorts])
    lows += np.array(begins)[:, None]
    highs += np.array(begins)[:, None]
    np.maximum(np.minimum(highs, np.array(ends)[:, None], out=highs), lows, out=highs)
    each = zip(lows.reshape(-1).tolist(), highs.reshape(-1).tolist(), strict=True)
    keys = np.concatenate([slots[low:high] for low, high in each])
    highs -= lows
    window = np.arange(number, dtype=np.uint32) << _SHIFT
    keys += np.concatenate([window] * len(sorts)).repeat(highs.reshape(-1))
    return keys


def _once(keys: Slots, wide: Numbers, narrow: Numbers, number: int) -> Windows:
    keys.sort()
    once = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=once[1:])
    keys = keys[once]
    if number == 1:
        return Windows(keys, np.zeros(1, np.int64), np.array([len(keys)]), wide, narrow)
    firsts = keys.searchsorted(np.arange(number, dtype=np.uint32) << _SHIFT)
    counts = np.concatenate((firsts[1:], [len(keys)])) - firsts
    return Windows(keys, firsts, counts, wide, narrow)
