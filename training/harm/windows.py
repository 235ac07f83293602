"""Rows as windows: what is learnt from is what is judged later.

A text is as bad as its worst window. Of a harmful text that has several, the worst is not
known: at first all of them learn a little, later those that stand out (`worst`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.harm.features import BITS, MOST, windows
from filters.harm.grid import STRIDE, count
from training.harm.learn import Sparse

_LONGEST = 16  # windows of a row; what is behind them is left out


class Cut(NamedTuple):
    """data: the windows of all rows in order. row: whose each is. japanese: how it is calibrated."""

    data: Sparse
    row: NDArray[np.int64]
    japanese: NDArray[np.bool_]


def cut(texts: Sequence[str]) -> Cut:
    """The windows of these texts."""
    slots, counts, row, japanese = (
        list[NDArray[np.uint32]](),
        list[NDArray[np.int64]](),
        list[int](),
        list[bool](),
    )
    for number, text in enumerate(texts):
        many = min(count(len(text)), _LONGEST, MOST)
        made = windows(text[: STRIDE * (many + 1)], many, first=True, last=True)
        slots.append(made.keys & np.uint32((1 << BITS) - 1))
        counts.append(made.counts)
        row += [number] * many
        japanese += (made.wide * 4 >= made.narrow).tolist()
    sizes = np.concatenate(counts)
    data = Sparse(np.concatenate(slots), np.cumsum(sizes) - sizes, sizes)
    some = np.array(japanese) & (sizes > 0)
    return Cut(data, np.array(row), some)


def worst(scores: NDArray[np.float32], row: NDArray[np.int64]) -> NDArray[np.float32]:
    """Of each row (in order, none missing) the highest score of its windows, head by head."""
    firsts = np.flatnonzero(np.diff(row, prepend=-1))
    return np.maximum.reduceat(scores, firsts, axis=0)
