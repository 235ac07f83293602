"""Text as tokens, all at once: words of Latin letters, numbers, and every other character alone.

Japanese has no spaces, so a kanji is a token, and so is a kana; an English word is one token
as well, and one model reads both. Spaces are no tokens: the one behind knows of it. Nothing
here runs per character in Python; every step is one call over the whole text.

What must stay true: training and reading cut text by this file, so a change needs a new model.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Of words in this class (katakana) a name is the whole.
WHOLE = 7
U32 = NDArray[np.uint32]
Ints = NDArray[np.intp]

# Classes of characters. Runs of _LOWER and _UPPER are words, runs of _DIGIT numbers.
_SIGN, _SPACE, _LINE, _DIGIT, _LOWER, _UPPER, _KANA, _KATA, _KANJI, _TITLE, _DOT, _DASH, _COMMA, _BRACKET = (
    range(14)
)
_TITLES = "様氏殿宛御"  # kanji that end a run of name characters
_ALONE = (
    (_DOT, ".．・･"),
    (_DASH, "-‐‑–—−/"),
    (_COMMA, ",、，;:：；"),
    (_BRACKET, "()[]{}<>「」『』（）【】\"'“”‘’"),
)
_LONGEST = 32  # characters of a word that count
_SHAPES = 16  # of words, beside the classes


@dataclass(frozen=True, slots=True)
class Tokens:
    """start, end: where each token is in the text. The rest are hashes and codes, one a token.

    word: without case, accents and the digits' values. shape: class, case, length, and whether
    a space is before it. head2 … tail4: the first and last letters of a word, 0 for others.
    coarse: of which sort of run it can be a part, 0 for none.
    """

    start: Ints
    end: Ints
    word: U32
    shape: U32
    coarse: U32
    parts: tuple[U32, ...]  # head 2, 3; tail 2, 3, 4


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Of the basic plane: the class of each code point, and what it counts as in a word."""
    classes = np.zeros(0x10000, np.uint8)
    plain = np.arange(0x10000, dtype=np.uint32)
    for first, last, kind in (
        (0x3041, 0x309F, _KANA),
        (0x30A1, 0x30FF, _KATA),
        (0x3005, 0x3007, _KANJI),
        (0x3400, 0x9FFF, _KANJI),
        (0xF900, 0xFAFF, _KANJI),
        (0xAC00, 0xD7A3, _KANA),
        (0x0300, 0x036F, _LOWER),
    ):
        classes[first : last + 1] = kind
    for point in (*range(0x30), *range(0x3A, 0x0250), *range(0x0370, 0x0530), *range(0x1E00, 0x2000)):
        char = chr(point)
        if char.isalpha():
            classes[point] = _UPPER if char.isupper() else _LOWER
            plain[point] = ord(unicodedata.normalize("NFD", char.lower())[0])
        elif char.isspace():
            classes[point] = _SPACE
    classes[0x30:0x3A] = _DIGIT
    plain[0x30:0x3A] = 0x30
    classes[0x3000] = _SPACE
    classes[[0x0A, 0x0D]] = _LINE
    for kind, chars in ((_TITLE, _TITLES), *_ALONE):
        classes[[ord(char) for char in chars]] = kind
    return classes, plain


@cache
def _factors() -> U32:
    """An odd number for each place in a word, the same on every machine."""
    state, found = 0x9E3779B9, list[int]()
    for _ in range(_LONGEST):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        found.append(state | 1)
    return np.array(found, np.uint32)


def mixed(values: Any) -> U32:
    """A hash whose every bit depends on every bit."""
    values = values ^ (values >> np.uint32(16))
    values = values * np.uint32(0x7FEB352D)
    values = values ^ (values >> np.uint32(15))
    values = values * np.uint32(0x846CA68B)
    return values ^ (values >> np.uint32(16))


def tokens(text: str) -> Tokens:
    """The tokens of a text. Some 0.1 µs a character."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    classes, plain = _tables()
    basic = np.minimum(points, 0xFFFF)
    kinds = classes[basic]
    if len(points) and int(points.max()) > 0xFFFF:
        kinds = np.where((points >= 0x20000) & (points < 0x40000), np.uint8(_KANJI), kinds)
        letters = np.where(points > 0xFFFF, points, plain[basic])
    else:
        letters = plain[basic]
    return _assembled(kinds, letters.astype(np.uint32, copy=False))


def _assembled(kinds: NDArray[np.uint8], letters: U32) -> Tokens:
    sorts = np.where(kinds == _UPPER, np.uint8(_LOWER), kinds)  # of what a run may consist
    begins = np.ones(len(kinds), np.bool_)
    grouped = (sorts[1:] == sorts[:-1]) & ((sorts[1:] == _LOWER) | (sorts[1:] == _DIGIT))
    begins[1:] = ~grouped
    start = np.flatnonzero(begins)
    end = np.append(start[1:], len(kinds))
    if not len(start):
        empty = np.zeros(0, np.uint32)
        return Tokens(start, start, empty, empty, empty, (empty,) * 5)
    owner = np.cumsum(begins) - 1
    place = np.arange(len(kinds)) - start[owner]
    factors, values = _factors(), letters + np.uint32(1)
    forward = values * factors[np.minimum(place, _LONGEST - 1)]
    long = end - start > 1
    if long.any():
        behind = end[owner] - 1 - np.arange(len(kinds))
        backward = values * factors[np.minimum(behind, _LONGEST - 1)]
        sums = [_summed(forward * (place < n), start) for n in (2, 3)]
        sums += [_summed(backward * (behind < n), start) for n in (2, 3, 4)]
        isword = long & (sorts[start] == _LOWER)
        parts = [np.where(isword, mixed(one ^ np.uint32(n)), np.uint32(0)) for n, one in enumerate(sums)]
        word = _summed(forward, start)
        upper = _summed(kinds == _UPPER, start)
    else:
        zero = np.zeros(len(start), np.uint32)
        parts, word, upper = [zero] * 5, forward, (kinds == _UPPER).astype(np.uint32)
    first = kinds[start]
    spaced = np.zeros(len(start), np.bool_)
    spaced[1:] = first[:-1] == _SPACE
    shape = _shape(first, sorts[start], end - start, upper) * np.uint32(2) + spaced
    kept = first != _SPACE
    coarse = np.where(sorts == _UPPER, 0, sorts)[start]
    capital = (sorts[start] == _LOWER) & (first == _UPPER)
    run = np.where(np.isin(coarse, (_KANJI, _KATA)), coarse, np.where(capital, _UPPER, 0)).astype(np.uint32)
    shape = shape.astype(np.uint32)
    return Tokens(
        start[kept], end[kept], mixed(word)[kept], shape[kept], run[kept], tuple(one[kept] for one in parts)
    )


def _summed(values: Any, start: Ints) -> U32:
    return np.add.reduceat(values, start, dtype=np.uint32)


def _shape(first: NDArray[np.uint8], sort: NDArray[np.uint8], size: Ints, upper: U32) -> U32:
    """Class for most; of words how they are written, of numbers how long they are."""
    case = np.where(
        upper == 0,
        0,
        np.where(upper == size, np.where(size == 1, 3, 2), np.where((upper == 1) & (first == _UPPER), 1, 4)),
    )
    words = 16 + case * 4 + np.minimum((size - 1) // 2, 3)
    numbers = 48 + np.minimum(size, 8)
    return np.where(sort == _LOWER, words, np.where(sort == _DIGIT, numbers, first)).astype(np.uint32)
