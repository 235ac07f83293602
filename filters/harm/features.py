"""What a stretch of text consists of, as numbers: hashed n-grams of characters and of words.

A text is read in windows of `SIZE` code points, one beginning every `STRIDE`. An n-gram
belongs to every window that it lies in with a character to spare on either side; a window
has each of its n-grams once, so that saying a thing twice is saying it once. All is worked
out for all windows together, in native passes over the text: nothing here is done per
character in Python.

N-grams: 4 characters where words are written with letters, 2 and 3 in Japanese;
words, and pairs of them that stand next to each other or one apart. In Japanese a word is a
run of kanji or of katakana: between two of them hiragana does not count.

What must stay true: the n-grams of a window depend on its own text and on whether it is the
first (`resume` at 0) or the text ends in it, never on what was shown beside it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.folding import fold, resized

SIZE, STRIDE = 240, 120  # code points of the original
BITS = 19  # of a slot
MOST = 64  # windows in one go: what bounds the memory

Slots = NDArray[np.uint32]
Numbers = NDArray[np.int64]

_MIX = np.uint32(0x9E3779B1)
_BASE = 0x01000193  # odd, so that it has an inverse: a word has the same number wherever it stands
_LONG = MOST * STRIDE * 20  # longer than what one go of text folds to
_SPACE, _LETTER, _HIRAGANA, _KATAKANA, _KANJI = 0, 1, 2, 3, 4
_NARROW, _WIDE = (4,), (2, 3)  # lengths of n-grams of characters


class Windows(NamedTuple):
    """keys: window << BITS | slot, sorted, each once. firsts: where a window's begin. counts: how many each has.

    wide: how many kana and kanji each window has; narrow: how many other letters and digits.
    """

    keys: Slots
    firsts: Numbers
    counts: Numbers
    wide: Numbers
    narrow: Numbers


def count(length: int) -> int:
    """How many windows a text of so many code points has; none of them lies in another."""
    return 1 if length <= SIZE else 1 + -(-(length - SIZE) // STRIDE)


def windows(text: str, number: int, *, first: bool, last: bool) -> Windows:
    """The first `number` windows of an original text that begins at a multiple of `STRIDE`.

    first: nothing stands before it. last: nothing follows. number: at most `MOST`.
    """
    shown, places = _placed(text[: STRIDE * number + STRIDE])
    codes = _plain().take(shown, mode="clip")
    kinds = _kinds().take(codes)
    keep = np.empty(len(codes), bool)
    keep[:1] = True
    np.not_equal(codes[1:] + codes[:-1], 64, out=keep[1:])  # of spaces in a row the first
    if not keep.all():
        codes, kinds, places = codes[keep], kinds[keep], places[keep]
    wide, narrow = _scripts(kinds, places, number)
    # A space on either side, where there is nothing: a word has an edge there.
    codes = np.concatenate(([32] * first, codes, [32] * last)).astype(np.uint32)
    kinds = np.concatenate(([0] * first, kinds, [0] * last)).astype(np.uint8)
    places = np.concatenate(([-1] * first, places, [len(text)] * last))
    slots, begins, ends = _grams(codes, kinds, places)
    return _joined(slots, begins, ends, wide, narrow, number, first=first)


def _placed(text: str) -> tuple[NDArray[np.uint32], Numbers]:
    """The code points of the folded view, and where each stands in the original."""
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8).astype(np.uint32), np.arange(len(text))
    places = np.arange(len(text))
    sizes = list(resized(text))
    if sizes:
        each = np.ones(len(text), np.int64)
        for at, size in sizes:
            each[at] = size
        places = np.repeat(places, each)
    body = fold(text).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(body, "<u4"), places


@cache
def _plain() -> NDArray[np.uint32]:
    """What each code point counts as: small letters, one digit, one kind of space. Beyond 16 bits all are one."""
    every = np.arange(1 << 16, dtype=np.uint32)
    for point in range(1 << 16):
        char = chr(point)
        small = char.lower()
        if char.isdigit():
            every[point] = 48
        elif char.isspace() or point < 32:
            every[point] = 32
        elif len(small) == 1:
            every[point] = ord(small)
    for odd, usual in ((0x2018, 39), (0x2019, 39), (0x201C, 34), (0x201D, 34), (0x3002, 0x3002)):
        every[odd] = usual
    return every


@cache
def _kinds() -> NDArray[np.uint8]:
    """Of each code point what it is a part of."""
    kinds = np.zeros(1 << 16, np.uint8)
    for point in range(1 << 16):
        if chr(point).isalnum():
            kinds[point] = _LETTER
    kinds[39] = _LETTER  # don't
    kinds[0x3040:0x30A0] = _HIRAGANA
    kinds[0x30A1:0x30FB] = _KATAKANA
    kinds[0x30FC:0x3100] = _KATAKANA
    kinds[0x3400:0xA000] = kinds[0xF900:0xFB00] = kinds[0x3005:0x3008] = _KANJI
    return kinds


def _scripts(kinds: NDArray[np.uint8], places: Numbers, number: int) -> tuple[Numbers, Numbers]:
    """For each window its characters of Japanese, and of other scripts."""
    if not len(kinds):
        return np.zeros(number, np.int64), np.zeros(number, np.int64)
    blocks = places // STRIDE
    wide = np.bincount(blocks[kinds >= _HIRAGANA], minlength=number + 1)
    narrow = np.bincount(blocks[kinds == _LETTER], minlength=number + 1)
    return wide[:number] + wide[1 : number + 1], narrow[:number] + narrow[1 : number + 1]


def _grams(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], places: Numbers
) -> tuple[Slots, Numbers, Numbers]:
    """All n-grams: their slots, and where in the original the first and the last character stand."""
    slots, begins, ends = list[Slots](), list[Numbers](), list[Numbers]()
    japanese = kinds >= _HIRAGANA
    mixed, narrow = bool(japanese.any()), not japanese.all()
    rolled = codes
    for size in range(2, 5):
        if len(codes) < size:
            break
        rolled = rolled[:-1] * np.uint32(_BASE) + codes[size - 1 :]
        here = None
        if mixed:
            wide = japanese[: len(rolled)]
            here = np.flatnonzero(
                wide if size not in _NARROW else ~wide if size not in _WIDE else wide | True
            )
        elif size not in _NARROW:
            continue
        number = rolled if here is None else rolled.take(here)
        slots.append(_slot(number, size))
        begins.append(places[: len(rolled)] if here is None else places.take(here))
        ends.append(places[size - 1 :] if here is None else places.take(here + size - 1))
    del narrow
    words, starts, stops = _words(codes, kinds)
    if len(words):
        for apart, seed in ((0, 11), (1, 12), (2, 13)):
            number = words if not apart else words[:-apart] * np.uint32(0x85EBCA6B) + words[apart:]
            slots.append(_slot(number, seed))
            begins.append(places.take(starts[: len(number)]))
            ends.append(places.take(stops[apart:]))
    if not slots:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(slots), np.concatenate(begins), np.concatenate(ends)


def _slot(numbers: Slots, seed: int) -> Slots:
    mixed = (numbers ^ (numbers >> np.uint32(15))) * _MIX + np.uint32(seed * 0x7FEB352D & 0xFFFFFFFF)
    return (mixed ^ (mixed >> np.uint32(13))) * _MIX >> np.uint32(32 - BITS)


@cache
def _powers() -> tuple[Slots, Slots]:
    """The base to the power of 0, 1, 2 …, and the inverse of each."""
    inverse = pow(_BASE, -1, 1 << 32)
    factors = np.full((2, _LONG), 1, np.uint32)
    factors[0, 1:], factors[1, 1:] = _BASE, inverse
    powers = np.multiply.accumulate(factors, axis=1, dtype=np.uint32)
    return powers[0], powers[1]


def _words(codes: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> tuple[Slots, Numbers, Numbers]:
    """Runs of one kind of letter: their numbers, and the places of their first and last character."""
    inner = (kinds != _SPACE) & (kinds != _HIRAGANA)
    change = kinds[1:] != kinds[:-1]
    begin, end = inner.copy(), inner.copy()
    begin[1:] &= change
    end[:-1] &= change
    starts, stops = np.flatnonzero(begin), np.flatnonzero(end)
    powers, inverses = _powers()
    sums = np.cumsum(codes * powers[: len(codes)], dtype=np.uint32)
    before = sums.take(np.maximum(starts - 1, 0))
    before[starts == 0] = 0
    return (sums.take(stops) - before) * inverses.take(starts), starts, stops


def _joined(
    slots: Slots, begins: Numbers, ends: Numbers, wide: Numbers, narrow: Numbers, number: int, *, first: bool
) -> Windows:
    """N-grams to their windows: at most two, that of the block they begin in and the one before."""
    begin, end = (begins - 1) // STRIDE, (ends + 1) // STRIDE
    if first:
        np.maximum(begin, 0, out=begin)
    if number == 1:
        inside = (begin >= 0) & (end < 2)
        keys = slots if inside.all() else slots[inside]
    else:
        here = (end <= begin + 1) & (begin < number) & (begin >= 0)
        before = (end == begin) & (begin > 0)
        shift = np.uint32(BITS)
        keys = np.concatenate(
            (
                slots[here] | begin[here].astype(np.uint32) << shift,
                slots[before] | (begin[before] - 1).astype(np.uint32) << shift,
            )
        )
    keys = np.sort(keys)
    once = np.empty(len(keys), bool)
    once[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=once[1:])
    keys = keys[once]
    bounds = np.append(
        np.searchsorted(keys, np.arange(number, dtype=np.uint32) << np.uint32(BITS)), len(keys)
    )
    return Windows(keys, bounds[:-1], np.diff(bounds), wide, narrow)
