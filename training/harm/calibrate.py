"""From sums to probabilities: how often a sum was right on sources the model had not learnt from.

Harmless and harmful texts count the same in total: a probability of .9 says "nine to one, if
both were as common", and no more. English and Japanese apart. A logistic curve with two
numbers for each: with so few sources, more would be learnt by heart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filters.harm.model import QUESTIONS, Curves
from training.harm.rows import NO, YES, Row


def curves(rows: Sequence[Row], sums: NDArray[np.float32], *, japanese: bool) -> Curves:
    """sums[row, question], nan where the row was learnt from."""
    found = list[tuple[float, float]]()
    for column in range(len(QUESTIONS)):
        chosen = [
            number
            for number, row in enumerate(rows)
            if (row.lang == "ja") is japanese
            and row.answers[column] in (YES, NO)
            and not row.source.startswith("made")
            and not np.isnan(sums[number, column])
        ]
        answers = np.array([rows[number].answers[column] for number in chosen], np.float64)
        weights = _weights([rows[number].source for number in chosen], answers)
        found.append(_logistic(sums[chosen, column].astype(np.float64), answers, weights))
    slopes, offsets = zip(*found, strict=True)
    return Curves(np.array(slopes), np.array(offsets))


def _weights(sources: Sequence[str], answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half for each answer; in it a source counts by the root of its size."""
    sizes = Counter(zip(sources, answers, strict=True))
    weights = np.array([sizes[key] ** -0.5 for key in zip(sources, answers, strict=True)])
    for answer in (NO, YES):
        weights[answers == answer] /= max(weights[answers == answer].sum(), 1e-12)
    return weights


def _logistic(
    sums: NDArray[np.float64], answers: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Slope and offset, by Newton's method; (1, 0) where one answer is missing."""
    if len(set(answers.tolist())) < 2:
        return 1.0, 0.0
    x = np.stack([sums, np.ones_like(sums)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(60):
        said = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        slope = x.T @ (weights * (said - answers)) + 1e-4 * (found - (1.0, 0.0))
        curve = (x * (weights * said * (1 - said))[:, None]).T @ x + 1e-4 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        found -= np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return max(0.05, float(found[0])), float(found[1])
