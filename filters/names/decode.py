"""From scores of labels to the best row of labels, whole numbers only.

Where a token has no label that could come up to "outside" even with the best neighbours, it is
outside, and nothing is computed: most of a text is such. What is left, and the tokens beside it,
are short stretches, each solved alone.
"""

from __future__ import annotations

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
        tokens = [
            [(label, row[label]) for label, kept in enumerate(flags) if kept]
            for row, flags in zip(scores.tolist(), near.tolist(), strict=True)
        ]
        into = self._into
        best = [(label, into[label][OUTSIDE] + score) for label, score in tokens[0]]
        back: list[list[int]] = []
        for token in tokens[1:]:
            came, now = list[int](), list[tuple[int, int]]()
            for label, score in token:
                steps = into[label]
                reach = [value + steps[source] for source, value in best]
                most = max(reach)
                came.append(reach.index(most))
                now.append((label, most + score))
            back.append(came)
            best = now
        last = [value if ends else value + self._out[label] for label, value in best]
        place = last.index(max(last))
        path = [best[place][0]]
        for came, token in zip(reversed(back), reversed(tokens[:-1]), strict=True):
            place = came[place]
            path.append(token[place][0])
        return path[::-1]


def _allowed() -> NDArray[np.bool_]:
    table = np.ones((_COUNT, _COUNT), np.bool_)
    for to in range(2, _COUNT, 2):
        table[:, to] = False
        table[to - 1, to] = table[to, to] = True
    return table
