"""A filter in front of an index: most hashes are in no work, and this says so in one look at memory.

Blocked: the four bits of a hash are in one word of 64, so that a look is one cache line (Putze,
Sanders, Singler 2007). With twenty bits a hash some three in a thousand that are not there pass.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filters.ip.hashing import Hashes

BITS = 20
"""Bits a hash."""
_PROBES = (0, 6, 12, 18)  # each takes six bits of the hash: a place in the word
_ONE, _SIX, _HALF = np.uint64(1), np.uint64(63), np.uint64(32)


def filled(hashes: Hashes) -> NDArray[np.uint64]:
    """The words of a filter with these hashes, which are mixed well."""
    words = np.zeros(max(1, -(-len(hashes) * BITS // 64)), np.uint64)
    np.bitwise_or.at(words, _places(hashes, len(words)), _masks(hashes))
    return words


def passing(words: NDArray[np.uint64], hashes: Hashes) -> NDArray[np.bool_]:
    """Which of these may be in the filter; those left out are not."""
    masks = _masks(hashes)
    return (words[_places(hashes, len(words))] & masks) == masks


def _places(hashes: Hashes, words: int) -> NDArray[np.intp]:
    return (((hashes >> _HALF) * np.uint64(words)) >> _HALF).astype(np.intp)


def _masks(hashes: Hashes) -> NDArray[np.uint64]:
    masks = np.zeros(len(hashes), np.uint64)
    for shift in _PROBES:
        masks |= _ONE << ((hashes >> np.uint64(shift)) & _SIX)
    return masks
