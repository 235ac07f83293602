"""A threshold and what it costs: so much is found, so much of what is benign is flagged with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from proxy.evaluation.figures import Figure, share
from proxy.evaluation.ranking import Floats

_SHARES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2)  # of the pool
_TENTHS = tuple(n / 10 for n in range(1, 10))
_STEP = 10_000  # a threshold has four digits
_WIDE, _HIGH = 61, 11  # of the plot, in characters


class Point(NamedTuple):
    """One threshold. precision, f1: where a share `prevalence` of the traffic is positive."""

    threshold: float
    recall: Figure
    false_positives: Figure
    precision: float | None
    f1: float | None

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        told: dict[str, object] = {"threshold": self.threshold, "recall": self.recall.as_json()}
        told |= {"false_positives": self.false_positives.as_json()}
        return told | {"precision": _rounded(self.precision), "f1": _rounded(self.f1)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def lowest(pool: Floats, false_positives: float) -> float | None:
    """The lowest threshold of four digits that flags no more of the pool than that; None: not even 1 does."""
    allowed = int(len(pool) * false_positives + 1e-9)
    if allowed >= len(pool):
        return 0.0
    above = float(np.sort(pool)[::-1][allowed])  # the surest of those that may not be flagged
    threshold = (int(above * _STEP) + 1) / _STEP
    return threshold if threshold <= 1 else None


def point(threshold: float, positives: Floats, pool: Floats, prevalence: float) -> Point:
    """What flagging from this score on finds."""
    recall = share(int((positives >= threshold).sum()), len(positives))
    wrong = share(int((pool >= threshold).sum()), len(pool))
    if recall.value is None or wrong.value is None:
        return Point(threshold, recall, wrong, None, None)
    right, noise = prevalence * recall.value, (1 - prevalence) * wrong.value
    precision = right / (right + noise) if right + noise else None
    return Point(threshold, recall, wrong, precision, 2 * right / (right + noise + prevalence))


def curve(positives: Floats, pool: Floats, prevalence: float, also: Iterable[float] = ()) -> list[Point]:
    """Points from the lowest threshold to the highest: tenths, usual shares of the pool, and those given."""
    usual = (lowest(pool, share) for share in _SHARES if len(pool))
    wanted = {*_TENTHS, *(one for one in usual if one is not None), *also}
    return [point(one, positives, pool, prevalence) for one in sorted(wanted)]


def plot(positives: Floats, pool: Floats, chosen: float | None) -> list[str]:
    """Recall (o) and false positives (x) by threshold from 0 to 1, and the chosen one, in ASCII."""
    cells = [[" "] * _WIDE for _ in range(_HIGH)]
    for column in range(_WIDE):
        threshold = column / (_WIDE - 1)
        for scores, mark in ((pool, "x"), (positives, "o")):
            if len(scores):
                height = round(float((scores >= threshold).mean()) * (_HIGH - 1))
                cells[_HIGH - 1 - height][column] = mark
    if chosen is not None:
        at = min(_WIDE - 1, round(chosen * (_WIDE - 1)))
        for row in cells:
            row[at] = "|" if row[at] == " " else row[at]
    lines = [f"{1 - n / (_HIGH - 1):4.1f} {''.join(row)}".rstrip() for n, row in enumerate(cells)]
    ticks = "".join(f"{n / 10:<12.1f}" for n in range(0, 11, 2)).rstrip()
    return [*lines, f"     {ticks}", "     threshold; o recall, x benign rows flagged, | chosen"]
