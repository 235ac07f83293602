"""What a stretch of text consists of, as numbers: hashed n-grams of characters and of words.

A text is read in windows (`filters.harm.grid`). An n-gram
belongs to every window that it lies in with a character to spare on either side; a window
has each of its n-grams once, so that saying a thing twice is saying it once. All is worked
out for all windows together, in native passes over the text: nothing here is done per
character in Python.

N-grams: 4 characters where words are written with letters, 2 and 3 in Japanese; words, and
pairs of them that stand next to each other or one apart. In Japanese a word is a run of
kanji or of katakana: between two of them hiragana does not count.

What must stay true: the n-grams of a window depend on its own text and on whether it is the
first (nothing before it) or the last, never on what was shown beside it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.folding import fold, resized
from filters.harm.grid import SIZE, STRIDE

BITS = 19  # of a slot
MOST = 60  # windows in one go: what bounds the memory

Slots = NDArray[np.uint32]
Numbers = NDArray[np.int64]

_SHIFT = np.uint32(BITS)
_BASE = 0x01000193  # odd, so that it has an inverse: a word has the same number wherever it stands
_PAIR = np.uint32(0x85EBCA6B)
_LONG = MOST * STRIDE * 20  # longer than what one go of text folds to
_SPACE, _LETTER, _HIRAGANA, _KATAKANA, _KANJI = 0, 1, 2, 3, 4
_IN_WORDS = np.array([False, True, False, True, True])
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


class _Read(NamedTuple):
    """A text as it is compared. places: where in the original each character stands, if that matters."""

    codes: Slots
    kinds: NDArray[np.uint8]
    places: Numbers | None


class _Grams(NamedTuple):
    """Numbers of n-grams of several sorts, and from which character to which (both included) each goes."""

    numbers: list[Slots]
    begins: list[Numbers]
    ends: list[Numbers]


def windows(text: str, number: int, *, first: bool, last: bool) -> Windows:
    """The first `number` windows of an original text that begins at a multiple of `STRIDE`.

    first: nothing stands before it. last: nothing follows. number: at most `MOST`.
    """
    text = text[: STRIDE * number + STRIDE]
    short = first and last and len(text) < SIZE - 1  # all that is in it is in its one window
    read = _ascii(text, placed=not short) if text.isascii() else _folded(text, placed=not short)
    wide, narrow = _scripts(read, number)
    read = _edged(read, len(text), first=first, last=last)
    grams = _Grams([], [], [])
    _characters(read, grams)
    _words(read, grams)
    if not grams.numbers:
        nothing = np.zeros(number, np.int64)
        return Windows(np.zeros(0, np.uint32), nothing, nothing, wide, narrow)
    slots = _mixed(np.concatenate(grams.numbers))
    if (places := read.places) is not None:
        begins, ends = places.take(np.concatenate(grams.begins)), places.take(np.concatenate(grams.ends))
        slots = _placed(slots, begins, ends, number, first=first)
    return _once(slots, wide, narrow, number)


def _ascii(text: str, *, placed: bool) -> _Read:
    body = text.encode().translate(_plain()[1])
    places = np.arange(len(body)) if placed else None
    codes = np.frombuffer(body, np.uint8)
    if b"  " in body:
        keep = _spaced(codes)
        codes, places = codes[keep], None if places is None else places[keep]
    return _Read(codes.astype(np.uint32), _kinds().take(codes), places)


def _folded(text: str, *, placed: bool) -> _Read:
    """The code points of the folded view, and where each stands in the original."""
    places = None
    if placed:
        places = np.arange(len(text))
        if sizes := list(resized(text)):
            each = np.ones(len(text), np.int64)
            each[[at for at, _ in sizes]] = [size for _, size in sizes]
            places = np.repeat(places, each)
    shown = np.frombuffer(fold(text).encode("utf-32-le", "surrogatepass"), "<u4")
    codes = _plain()[0].take(shown, mode="clip")
    keep = _spaced(codes)
    if not keep.all():
        codes, places = codes[keep], None if places is None else places[keep]
    return _Read(codes, _kinds().take(codes), places)


def _spaced(codes: NDArray[np.uint8] | Slots) -> NDArray[np.bool_]:
    """All but spaces behind a space."""
    keep = np.ones(len(codes), bool)
    space = codes == 32
    np.logical_and(space[1:], space[:-1], out=keep[1:])
    np.logical_not(keep[1:], out=keep[1:])
    return keep


@cache
def _plain() -> tuple[Slots, bytes]:
    """What each code point counts as: small letters, one digit, one kind of space; also as bytes, of ASCII.

    Beyond 16 bits all are one.
    """
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
    for odd, usual in ((0x2018, 39), (0x2019, 39), (0x201C, 34), (0x201D, 34)):
        every[odd] = usual
    return every, bytes(every[:128].tolist() + [32] * 128)


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


def _scripts(read: _Read, number: int) -> tuple[Numbers, Numbers]:
    """For each window its characters of Japanese, and of other scripts."""
    if read.places is None:
        sizes = np.bincount(read.kinds, minlength=5)
        return sizes[2:].sum(keepdims=True), sizes[1:2]
    blocks = read.places // STRIDE
    wide = np.bincount(blocks[read.kinds >= _HIRAGANA], minlength=number + 1)
    narrow = np.bincount(blocks[read.kinds == _LETTER], minlength=number + 1)
    return wide[:number] + wide[1 : number + 1], narrow[:number] + narrow[1 : number + 1]


def _edged(read: _Read, length: int, *, first: bool, last: bool) -> _Read:
    """With a space on either side where there is nothing: a word has an edge there."""
    size = len(read.codes)
    codes = np.full(size + first + last, 32, np.uint32)
    kinds = np.zeros(size + first + last, np.uint8)
    codes[first : first + size] = read.codes
    kinds[first : first + size] = read.kinds
    if read.places is None:
        return _Read(codes, kinds, None)
    places = np.full(size + first + last, length, np.int64)
    places[first : first + size] = read.places
    places[:first] = -1
    return _Read(codes, kinds, places)


def _characters(read: _Read, grams: _Grams) -> None:
    codes, kinds = read.codes, read.kinds
    size = len(codes)
    wide = kinds >= _HIRAGANA
    mixed = bool(wide.any())
    if size >= 4:
        # As the four bytes of ASCII would be read at once.
        number = codes[:-3] + (codes[1:-2] << np.uint32(8))
        number += codes[2:-1] << np.uint32(16)
        number += codes[3:] << np.uint32(24)
        here = (~wide[:-3]).nonzero()[0] if mixed else np.arange(size - 3)
        _add(grams, number.take(here) if mixed else number, here, 3)
    rolled = codes
    for length, seed in ((2, _TWO), (3, _THREE)):
        if not mixed or size < length:
            break
        rolled = rolled[:-1] * np.uint32(_BASE) + codes[length - 1 :]
        here = wide[: len(rolled)].nonzero()[0]
        _add(grams, rolled.take(here) + seed, here, length - 1)


def _add(grams: _Grams, numbers: Slots, begins: Numbers, further: int) -> None:
    grams.numbers.append(numbers)
    grams.begins.append(begins)
    grams.ends.append(begins + further)


@cache
def _powers() -> tuple[Slots, Slots]:
    """The base to the power of 0, 1, 2 …, and the inverse of each."""
    factors = np.full((2, _LONG), 1, np.uint32)
    factors[0, 1:], factors[1, 1:] = _BASE, pow(_BASE, -1, 1 << 32)
    powers = np.multiply.accumulate(factors, axis=1, dtype=np.uint32)
    return powers[0], powers[1]


def _words(read: _Read, grams: _Grams) -> None:
    """Runs of one kind of letter, and pairs of runs. Their numbers do not say where they stand."""
    kinds = read.kinds
    if not len(kinds):
        return
    bounds = np.empty(len(kinds) + 1, bool)  # where a run begins, or the last one ends
    bounds[0] = bounds[-1] = True
    np.not_equal(kinds[1:], kinds[:-1], out=bounds[1:-1])
    edges = bounds.nonzero()[0]
    inner = _IN_WORDS.take(kinds.take(edges[:-1])).nonzero()[0]
    if not len(inner):
        return
    starts, after = edges.take(inner), edges.take(inner + 1)
    powers, inverses = _powers()
    sums = np.zeros(len(kinds) + 1, np.uint32)
    np.cumsum(read.codes * powers[: len(kinds)], dtype=np.uint32, out=sums[1:])
    words = (sums.take(after) - sums.take(starts)) * inverses.take(starts)
    grams.numbers.append(words + _WORD)
    grams.begins.append(starts)
    grams.ends.append(after - 1)
    for apart, seed in ((1, _NEXT), (2, _APART)):
        grams.numbers.append(words[:-apart] * _PAIR + words[apart:] + seed)
        grams.begins.append(starts[:-apart])
        grams.ends.append(after[apart:] - 1)


def _mixed(numbers: Slots) -> Slots:
    numbers ^= numbers >> np.uint32(15)
    numbers *= np.uint32(0x9E3779B1)
    numbers ^= numbers >> np.uint32(13)
    numbers *= np.uint32(0xC2B2AE35)
    numbers >>= np.uint32(32 - BITS)
    return numbers


def _placed(slots: Slots, begins: Numbers, ends: Numbers, number: int, *, first: bool) -> Slots:
    """Keys: n-grams go to at most two windows, that of the block they begin in and the one before."""
    begin, end = (begins - 1) // STRIDE, (ends + 1) // STRIDE
    if first:
        np.maximum(begin, 0, out=begin)
    here = (end <= begin + 1) & (begin < number) & (begin >= 0)
    before = (end == begin) & (begin > 0)
    shifted = begin.astype(np.uint32) << _SHIFT
    shifted += slots
    return np.concatenate((shifted[here], shifted[before] - np.uint32(1 << BITS)))


def _once(keys: Slots, wide: Numbers, narrow: Numbers, number: int) -> Windows:
    keys.sort()
    once = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=once[1:])
    keys = keys[once]
    if number == 1:
        return Windows(keys, np.zeros(1, np.int64), np.array([len(keys)]), wide, narrow)
    firsts = np.searchsorted(keys, np.arange(number, dtype=np.uint32) << _SHIFT)
    counts = np.concatenate((firsts[1:], [len(keys)])) - firsts
    return Windows(keys, firsts, counts, wide, narrow)
