"""A text as it is compared: small letters, one digit, one space, and what each character is a part of.

All of it in native passes. Where the text is ASCII a character is a byte, and stands where it
stood; else characters of the folded view say where they come from.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from filters.folding import fold, resized
from filters.harm.grid import STRIDE

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)

SPACE, LETTER, HIRAGANA, KATAKANA, KANJI = 0, 1, 2, 3, 4
_SPACES = re.compile(b"  +")


class Letters(NamedTuple):
    """codes: bytes where all is ASCII. kinds: of each, one of the five. places: where in the original
    each stands, from -1 to its length; None: side by side, from `-first` on.

    wide, narrow: how many kana and kanji, and other letters and digits, each window has.
    """

    codes: Codes | NDArray[np.uint8]
    kinds: NDArray[np.uint8]
    places: Numbers | None
    wide: Numbers
    narrow: Numbers


def letters(text: str, number: int, *, first: bool, last: bool, alone: bool) -> Letters:
    """Of the text of so many windows. first, last: nothing is before or behind it: a space is put there.

    alone: it is in one window, so that it does not matter where in the original anything stands.
    """
    if not text.isascii():
        return _folded(text, number, first=first, last=last, alone=alone)
    body = text.encode().translate(plain()[1])
    kinds = body.translate(_ascii_parts())
    narrow = [kinds.count(1, at, at + 2 * STRIDE) for at in range(0, number * STRIDE, STRIDE)]
    if b"  " in body:
        if not alone:
            return _apart(body, narrow, first=first, last=last)
        body = _SPACES.sub(b" ", body)
        kinds = body.translate(_ascii_parts())
    before, behind = b" "[:first], b" "[:last]
    codes = np.frombuffer(b"%b%b%b" % (before, body, behind), np.uint8)
    edged = b"%b%b%b" % (b"\0"[:first], kinds, b"\0"[:last])
    return Letters(codes, np.frombuffer(edged, np.uint8), None, np.zeros(number, np.int64), np.array(narrow))


def _apart(body: bytes, narrow: list[int], *, first: bool, last: bool) -> Letters:
    """ASCII of which characters are left out."""
    shown = np.frombuffer(body, np.uint8)
    keep = _spaced(shown)
    assert keep is not None, "there are spaces behind spaces"
    places = _edged(keep.nonzero()[0], -1, len(body), first=first, last=last)
    codes = _edged(shown[keep], 32, 32, first=first, last=last)
    return Letters(codes, parts().take(codes), places, np.zeros(len(narrow), np.int64), np.array(narrow))


def _folded(text: str, number: int, *, first: bool, last: bool, alone: bool) -> Letters:
    """The code points of the folded view, and where each stands in the original."""
    shown = fold(text)
    codes = plain()[0].take(np.frombuffer(shown.encode("utf-32-le", "surrogatepass"), "<u4"), mode="clip")
    places = None if alone or shown is text else _places(text)
    keep = _spaced(codes)
    if keep is not None:
        codes, places = codes[keep], None if alone else keep.nonzero()[0] if places is None else places[keep]
    kinds = parts().take(codes)
    if alone:
        wide, narrow = ([np.count_nonzero(here)] for here in (kinds >= HIRAGANA, kinds == LETTER))
    else:
        at = np.arange(number + 2) * STRIDE
        bounds = np.minimum(at, len(codes)) if places is None else places.searchsorted(at)
        wide, narrow = (_within(here, bounds) for here in (kinds >= HIRAGANA, kinds == LETTER))
    if places is not None:
        places = _edged(places, -1, len(text), first=first, last=last)
    codes = _edged(codes, 32, 32, first=first, last=last)
    edged = _edged(kinds, SPACE, SPACE, first=first, last=last)
    return Letters(codes, edged, places, np.array(wide), np.array(narrow))


def _within(here: NDArray[np.bool_], bounds: Numbers) -> Numbers:
    """How many there are in each window. bounds: where each block of half a window begins."""
    sums = np.zeros(len(here) + 1, np.int64)
    here.cumsum(out=sums[1:])
    at = sums.take(bounds)
    return at[2:] - at[:-2]


def _places(text: str) -> Numbers | None:
    """Where in the original each character of the folded view stands; None: in the same place."""
    sizes = list(resized(text))
    if not sizes:
        return None
    each = np.ones(len(text), np.int64)
    each[[at for at, _ in sizes]] = [size for _, size in sizes]
    return np.repeat(np.arange(len(text)), each)


def _spaced(codes: NDArray[np.uint8] | Codes) -> NDArray[np.bool_] | None:
    """All but spaces behind a space; None: that is all."""
    space = codes == 32
    again = space[1:] & space[:-1]
    if not again.any():
        return None
    keep = np.ones(len(codes), bool)
    np.logical_not(again, out=keep[1:])
    return keep


def _edged(some: NDArray[T], before: int, behind: int, *, first: bool, last: bool) -> NDArray[T]:
    """With one more on either side where there is nothing else."""
    made = np.empty(first + len(some) + last, some.dtype)
    made[first : first + len(some)] = some
    if first:
        made[0] = before
    if last:
        made[-1] = behind
    return made


@cache
def plain() -> tuple[Codes, bytes]:
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
def parts() -> NDArray[np.uint8]:
    """Of each code point what it is a part of."""
    kinds = np.zeros(1 << 16, np.uint8)
    for point in range(1 << 16):
        if chr(point).isalnum():
            kinds[point] = LETTER
    kinds[39] = LETTER  # don't
    kinds[0x3040:0x30A0] = HIRAGANA
    kinds[0x30A1:0x30FB] = KATAKANA
    kinds[0x30FC:0x3100] = KATAKANA
    kinds[0x3400:0xA000] = kinds[0xF900:0xFB00] = kinds[0x3005:0x3008] = KANJI
    return kinds


@cache
def _ascii_parts() -> bytes:
    return parts()[:256].tobytes()
