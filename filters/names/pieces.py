"""Stretches of text side by side in one pass, each as if it stood alone.

Most of what a call of the model costs does not depend on the length of the text, so all units
of a window are read at once. Line ends around each are all that its neighbours see of it: they
are what the beginning and the end of a text look like too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from filters.names.features import slots
from filters.names.lexicon import Lexicon
from filters.names.tokens import U32, Ints, tokens

CONTEXT = 48  # code points before a unit that its first tokens look back at
_EDGE = "\n" * 4


@dataclass(frozen=True, slots=True)
class Cuts:
    """The tokens of all units, one after the other.

    start, end: of each in its unit's text. slots[f, i]: its features. bounds[n]: the first token
    of unit n, and one past its last.
    """

    start: Ints
    end: Ints
    coarse: U32
    slots: U32
    bounds: tuple[tuple[int, int], ...]


def cuts(units: Sequence[tuple[str, str]], lexicon: Lexicon) -> Cuts:
    """units: (what is before, the text), at most `CONTEXT` characters of the first are looked at."""
    parts, edges, at = [_EDGE], list[int](), len(_EDGE)
    for all_before, unit in units:
        before = all_before[-CONTEXT:]
        parts += (before, unit, _EDGE)
        at += len(before)
        edges += (at, at + len(unit))
        at += len(unit) + len(_EDGE)
    cut = tokens("".join(parts))
    first, last = np.searchsorted(cut.start, edges).reshape(-1, 2).T
    sizes = last - first
    ends = np.cumsum(sizes)
    begins = ends - sizes
    kept = np.arange(int(sizes.sum())) + np.repeat(first - begins, sizes)
    offset = np.repeat(np.array(edges[::2], np.intp), sizes)
    bounds = tuple(zip(begins.tolist(), ends.tolist(), strict=True))
    places = slots(cut, lexicon).take(kept, axis=1)
    return Cuts(cut.start[kept] - offset, cut.end[kept] - offset, cut.coarse[kept], places, bounds)
