"""What scores are worth as probabilities, and what a second opinion would have to read.

The calibration error is the expected one: rows in ten bins of equal width by their score,
and in each the distance between the mean score and the share that is positive, weighed by its
rows. It holds for a mix of rows: where a tenth of the traffic is what a half of the sample
is, the same scores are too high. So it is told for the mix there is, and as if there were as
many positives as negatives, which is what the shipped model's scores mean.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from proxy.evaluation.ranking import Floats

_BINS = 10
TARGETS = (0.8, 0.9, 0.95, 0.99)


def calibration_error(scores: Floats, truths: NDArray[np.bool_], *, even: bool = False) -> float | None:
    """Of probabilities; None without a row. even: positives count as much as negatives, if there are both."""
    counts = np.array([(~truths).sum(), truths.sum()])
    if not counts.any() or (even and not counts.all()):
        return None
    weights = 1 / counts[truths.astype(np.int64)] if even else np.ones(len(scores))
    bins = np.minimum((scores * _BINS).astype(np.int64), _BINS - 1)
    told, true = (np.bincount(bins, one * weights, _BINS) for one in (scores, truths.astype(np.float64)))
    return round(float(np.abs(told - true).sum() / weights.sum()), 4)


def escalation(positives: Floats, pool: Floats) -> Mapping[str, float]:
    """How much of the pool somebody else has to judge, for so many of the positives to be judged too."""
    if not len(positives) or not len(pool):
        return {}
    ordered = np.sort(positives)[::-1]
    told = dict[str, float]()
    for target in TARGETS:
        least = ordered[int(np.ceil(target * len(ordered) - 1e-9)) - 1]
        told[f"{target:g}"] = round(float((pool >= least).mean()), 4)
    return told
