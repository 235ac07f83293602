"""From scores of labels to the best row of labels, whole numbers only.

Where a token has no label that could come up to "outside" even with the best neighbours, it is
outside, and nothing is computed: most of a text is such. What is left, and the tokens beside it,
are short stretches, each solved alone.
"""

from __future__ import annotations

from operator import add

import numpy as np
from numpy.typing import NDArray

from filters.names.labels import LABELS, OUTSIDE

_COUNT = len(LABELS)
_NEVER = -(1 << 28)
_FAR = 3000  # a label so much worse than another of the same token is not tried


class Paths:
    """move[from, to]: what a step adds. An I- label stands behind its own B- or I- only."""

    def __init__(self, move: NDArray[np.int32]) -> None:
        steps = np.where(_allowed(), move, _NEVER)
        self._into = [[int(value) for value in steps[:, to]] for to in range(_COUNT)]
        self._inner = frozenset(range(2, _COUNT, 2))
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
        maybe[:-1] |= maybe[1:]  # a name may begin with a token that is weak by itself
        maybe[1:] |= maybe[:-1]
        places = np.flatnonzero(maybe).tolist()
        at = 0
        while at < len(places):
            last = at
            while last + 1 < len(places) and places[last + 1] == places[last] + 1:
                last += 1
            start, end = places[at], places[last] + 1
            labels[start:end] = self._solved(scores[start:end], end == len(labels))
            at = last + 1
        return labels

    def _solved(self, scores: NDArray[np.int32], ends: bool) -> list[int]:
        """One stretch, between tokens that are outside."""
        near = scores >= scores.max(1, keepdims=True) - _FAR
        near[:, OUTSIDE] = True
        first, *rows = np.where(near, scores, _NEVER).tolist()
        into, inner = self._into, self._inner
        best: list[int] = [steps[OUTSIDE] + score for steps, score in zip(into, first, strict=True)]
        back: list[list[int]] = []
        for row in rows:
            came, now = list[int](), list[int]()
            for label, (steps, score) in enumerate(zip(into, row, strict=True)):
                if label in inner:  # behind its own alone: two to choose from, not nine
                    begun, goes_on = best[label - 1] + steps[label - 1], best[label] + steps[label]
                    source, most = (label - 1, begun) if begun >= goes_on else (label, goes_on)
                else:
                    reach = list(map(add, best, steps))
                    most = max(reach)
                    source = reach.index(most)
                came.append(source)
                now.append(most + score)
            back.append(came)
            best = now
        last = best if ends else list(map(add, best, self._out))
        label = last.index(max(last))
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
