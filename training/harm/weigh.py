"""How much each row counts, so that no source drowns the others and neither answer the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filters.harm.grid import SIZE, STRIDE
from training.harm.rows import HEADS, NO, UNKNOWN, YES, Row

_WARM = 30  # characters of an attack that a window must have to be one
_POWER = 0.6  # of the size of a source: 1 counts every row alike, 0 every source


def weigh(rows: Sequence[Row], windows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Labels and weights, [window, head], of rows whose windows these are (`windows[i]` is a row)."""
    answers = np.array([row.answers for row in rows])
    weights = np.zeros(answers.shape, np.float32)
    several = np.bincount(windows, minlength=len(rows)).clip(1)
    for head in range(len(HEADS)):
        for answer in (NO, YES):
            which = np.flatnonzero(answers[:, head] == answer)
            sizes = Counter(rows[place].source for place in which)
            share = np.array(
                [sizes[rows[place].source] ** (_POWER - 1) * rows[place].weight for place in which]
            )
            if len(which):
                weights[which, head] = share / share.sum()
    # Both answers together count as much as there are rows that have one.
    known = (answers != UNKNOWN).sum(0)
    weights *= known / np.maximum(weights.sum(0), 1e-9)
    # Every window of a harmless text is harmless; a harmful one's share its weight, at first.
    positive = (answers == YES)[windows]
    labels = positive.astype(np.float32)
    spread = (weights / np.sqrt(several)[:, None]).astype(np.float32)[windows]
    firsts = np.searchsorted(windows, windows)
    for number in np.flatnonzero(np.array([bool(row.hot) for row in rows])[windows]):
        share = _warm(rows[windows[number]].hot, int(number - firsts[number]) * STRIDE)
        if share < _WARM:
            # Where the attack is not, there is none; where a corner of it is, nobody knows.
            labels[number][positive[number]] = 0
            spread[number][positive[number]] *= share == 0
        else:
            spread[number][positive[number]] *= np.sqrt(several[windows[number]]) / 1.5
    return labels, spread


def _warm(hot: Sequence[tuple[int, int]], begin: int) -> float:
    """How much of what counts a window has: characters, or 1 for all of it."""
    inside = sum(max(0, min(end, begin + SIZE) - max(start, begin)) for start, end in hot)
    return float(_WARM if inside == sum(end - start for start, end in hot) else inside)
