"""Precision, recall and F, each with how far it could be chance.

Intervals are Wilson's, 95 %. Precision and recall are shares, so it applies to them as it
is. F1 and F2 rise with the share of what is right among all there is (right, missed and
false together), once it is fixed how the wrong divides into missed and false: so they get
the interval of that share, carried over. It does not collapse to a point where nothing
was wrong, as a bootstrap would. It takes spans for independent, which those of one text
are not quite.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z = 1.959964  # the normal quantile of 97.5 %


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its interval. None: nothing to divide by."""

    value: float | None
    low: float
    high: float

    def as_json(self) -> dict[str, float | None]:
        """Rounded to what rows can tell."""
        value = None if self.value is None else round(self.value, 4)
        return {"value": value, "low": round(self.low, 4), "high": round(self.high, 4)}


@dataclass(slots=True)
class Counts:
    """What was found of what is there. hit, missed: labelled spans; false: findings of nothing labelled."""

    hit: int = 0
    missed: int = 0
    false: int = 0

    def add(self, other: Counts) -> None:
        """Take in another count."""
        self.hit += other.hit
        self.missed += other.missed
        self.false += other.false

    @property
    def labelled(self) -> int:
        return self.hit + self.missed

    @property
    def precision(self) -> Figure:
        return share(self.hit, self.hit + self.false)

    @property
    def recall(self) -> Figure:
        return share(self.hit, self.labelled)

    def f(self, beta: float) -> Figure:
        """The weighted harmonic mean, recall counting `beta` times; 0 if nothing is right."""
        square, wrong = beta * beta, self.missed + self.false
        if self.labelled + self.false == 0:
            return Figure(None, 0.0, 1.0)
        # Where nothing is wrong, what might be is taken for the dearer sort.
        cost = (square * self.missed + self.false) / wrong if wrong else max(square, 1.0)
        part = share(self.hit, self.hit + wrong)

        def carried(q: float) -> float:
            right = (1 + square) * q
            return right / (right + cost * (1 - q)) if right else 0.0

        return Figure(carried(part.value or 0.0), carried(part.low), carried(part.high))

    def as_json(self) -> dict[str, object]:
        """Counts and figures."""
        told: dict[str, object] = {"labelled": self.labelled, "hit": self.hit}
        told |= {"missed": self.missed, "false": self.false}
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f(1), "f2": self.f(2)}
        return told | {name: figure.as_json() for name, figure in figures.items()}


def share(part: int, whole: int) -> Figure:
    """`part` of `whole` with Wilson's interval."""
    if whole == 0:
        return Figure(None, 0.0, 1.0)
    p, z2 = part / whole, _Z * _Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z / (1 + z2 / whole) * math.sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    return Figure(p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))  # rounded outwards
