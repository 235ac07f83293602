"""What each character is to a comparison of texts: one code, or nothing.

Letters and digits stay, folded by compatibility (NFKC), case, accents, the voicing marks of kana
and the two kana; everything else is nothing. One table over all code points, made when it is first
needed (a tenth of a second), so that a text is folded in one step and keeps its positions.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
_TABLED = 0x20000  # the planes above are ideographs, which stay as they are
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60
_PROLONGED = 0x30FC
# Where ideographs, kana and Hangul are. One of them says as much as several letters.
_DENSE = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


class Folds(NamedTuple):
    """code: of each character, 0 for nothing. dense: of each code, whether one says as much as several."""

    code: Codes
    dense: NDArray[np.bool_]


@cache
def folds() -> Folds:
    """The table. Characters that unfold to several (ligatures, units) have the code of the first one."""
    code = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    code[:_TABLED] = [_folded(chr(point)) for point in range(_TABLED)]
    code[0x40000:] = 0
    dense = np.zeros(sys.maxunicode + 1, np.bool_)
    for first, last in _DENSE:
        dense[first : last + 1] = True
    return Folds(code, dense)


def _folded(char: str) -> int:
    for one in unicodedata.normalize("NFKD", char).lower():
        point = ord(one)
        if point in _KATAKANA:
            return point - _TO_HIRAGANA
        if point == _PROLONGED or one.isalnum():
            return point
    return 0


@cache
def unfolding() -> re.Pattern[str]:
    """Finds characters that are several letters each, as ligatures and units are."""
    several = (chr(point) for point in range(_TABLED) if len(letters_of(chr(point))) > 1)
    return re.compile(f"[{''.join(map(re.escape, several))}]")


def letters_of(char: str) -> list[int]:
    """The codes of all the letters of a character."""
    return [code for one in unicodedata.normalize("NFKD", char) if (code := _folded(one))]
