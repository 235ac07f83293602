"""From scores of labels to the best row of labels, whole numbers only.

Where a token has no label that could come up to "outside" even with the best neighbours, it is
outside, and nothing is computed: most of a text is such. What is left are short stretches, each
solved alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filters.names.labels import LABELS, OUTSIDE

_COUNT = len(LABELS)
_NEVER = -(1 << 28)


class Paths:
    """move[from, to]: what a step adds. An I- label stands behind its own B- or I- only."""

    def __init__(self, move: NDArray[np.int32]) -> None:
        steps = np.where(_allowed(), move, _NEVER)
        self._into = [[int(value) for value in steps[:, to]] for to in range(_COUNT)]
        self._out = [int(value) for value in move[:, OUTSIDE]]
        # The most that a label can gain by its neighbours over being outside between others that are.
        gain = (
            steps.max(0) + np.maximum(0, move[:, OUTSIDE] - move[OUTSIDE, OUTSIDE]) - move[OUTSIDE, OUTSIDE]
        )
        self._gain = np.maximum(gain, 0)[1:]

    def best(self, scores: NDArray[np.int32]) -> list[int]:
        """labels[i] of tokens with these scores[i, label]. O(tokens that may be something)."""
        labels = [OUTSIDE] * len(scores)
        if not len(scores):
            return labels
        maybe = (scores[:, 1:] + self._gain).max(1) >= scores[:, OUTSIDE]
        places = np.flatnonzero(maybe).tolist()
        at = 0
        while at < len(places):
            last = at
            while last + 1 < len(places) and places[last + 1] == places[last] + 1:
                last += 1
            start, end = places[at], places[last] + 1
            labels[start:end] = self._solved(scores[start:end].tolist(), end == len(labels))
            at = last + 1
        return labels

    def _solved(self, scores: Sequence[Sequence[int]], ends: bool) -> list[int]:
        """One stretch, between tokens that are outside."""
        best = [into[OUTSIDE] + score for into, score in zip(self._into, scores[0], strict=True)]
        back: list[list[int]] = []
        for here in scores[1:]:
            came, now = list[int](), list[int]()
            for into, score in zip(self._into, here, strict=True):
                reach = [one + step for one, step in zip(best, into, strict=True)]
                most = max(reach)
                came.append(reach.index(most))
                now.append(most + score)
            back.append(came)
            best = now
        if not ends:
            best = [value + out for value, out in zip(best, self._out, strict=True)]
        label = best.index(max(best))
        path = [label]
        for came in reversed(back):
            label = came[label]
            path.append(label)
        return path[::-1]


def _allowed() -> NDArray[np.bool_]:
    table = np.ones((_COUNT, _COUNT), np.bool_)
    for to in range(2, _COUNT, 2):
        table[:, to] = False
        table[to - 1, to] = table[to, to] = True
    return table
