"""Words that are nobody's own: notices of licences, which stand in thousands of files.

A notice comes with every file, so it shows nothing that it resembles another one; licences have a
detector of their own (`filters.detectors.licence_notice`). In a small index no count of
documents would tell. What is kept here is `commonplaces.txt`; a stretch that is mostly made of it is no
evidence, one that goes on into something else is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import Stream
from filters.ip.folds import Codes
from filters.ip.forms import normal
from filters.ip.hashing import Hashes, grams

_GRAM = 16
_TEXTS = Path(__file__).with_name("commonplaces.txt")


@cache
def _known(stream: Stream) -> Hashes:
    """Hashes of all grams of the notices, sorted."""
    notices = _TEXTS.read_text("utf-8").split("\n\n")
    return np.unique(np.concatenate([grams(normal(one, stream).codes, _GRAM) for one in notices]))


def commonplace(codes: Codes, stream: Stream) -> NDArray[np.int64]:
    """How many of the grams before each place are of notices; as many places as codes, and one."""
    counts = np.zeros(len(codes) + 1, np.int64)
    hashes = grams(codes, _GRAM)
    if stream != "tokens" and len(hashes):
        known = _known(stream)
        place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        np.cumsum(known[place] == hashes, out=counts[1 : len(hashes) + 1])
        counts[len(hashes) + 1 :] = counts[len(hashes)]
    return counts


def mostly(counts: NDArray[np.int64], start: int, end: int) -> bool:
    """Whether codes [start, end) are mostly of notices."""
    size = end - start - _GRAM + 1
    return size > 0 and int(counts[end - _GRAM + 1] - counts[start]) * 5 >= size * 4
