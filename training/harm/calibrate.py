"""From sums to probabilities: how often a sum was right on sources the model had not learnt from.

Harmless and harmful texts count the same in total: a probability of .9 says "nine to one, if
both were as common", and no more. English and Japanese apart. A logistic curve with two
numbers for each: with so few sources, more would be learnt by heart.

A curve is drawn from rows that its question is asked of: requests and attacks from prompts,
planted orders from documents. Where several are asked the worst counts, and the worst of
several probabilities is too high: so the curves that count together are then drawn again
together, by one slope and one offset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filters.harm.model import QUESTIONS, Curves
from filters.harm.score import side
from training.harm.rows import NO, YES, Row

Floats = NDArray[np.float64]

_KINDS = {"request": "prompt", "attack": "prompt", "planted": "tool_output"}
# Security tasks: their harmful twins were learnt while they were kept back, which is not so in what ships.
_UNLIKE = frozenset({"cyberseceval_frr"})
_DOCUMENT = side("tool", "tool")  # all that there is, is asked of it
_SIDES = {"prompt": side("user", "user"), "response": side("assistant", "model"), "tool_output": _DOCUMENT}


def curves(rows: Sequence[Row], sums: NDArray[np.float32], *, japanese: bool) -> Curves:
    """sums[row, question], nan where the row was learnt from."""
    held = [
        number
        for number, row in enumerate(rows)
        if (row.lang == "ja") is japanese
        and not row.source.startswith("made")
        and row.source not in _UNLIKE
        and not np.isnan(sums[number, 0])
    ]
    kept, said = [rows[number] for number in held], sums[held].astype(np.float64)
    found = np.array([_alone(kept, said[:, column], column) for column in range(len(QUESTIONS))])
    for columns in (_DOCUMENT.harm, _DOCUMENT.attack):
        slope, offset = _together(kept, said * found[:, 0] + found[:, 1], columns)
        for column in columns:
            found[column] = found[column] * slope + (0.0, offset)
    found = found.round(6)  # so that no processor's last bit is in the file
    return Curves(found[:, 0], found[:, 1])


def _alone(rows: Sequence[Row], said: Floats, column: int) -> tuple[float, float]:
    """Slope and offset of one question."""
    kind = _KINDS.get(QUESTIONS[column])
    chosen = [
        number
        for number, row in enumerate(rows)
        if row.answers[column] in (YES, NO) and kind in (None, row.kind)
    ]
    answers = np.array([rows[number].answers[column] for number in chosen], np.float64)
    weights = _weights([rows[number].source for number in chosen], answers)
    return _logistic(said[chosen], answers, weights)


def _together(rows: Sequence[Row], said: Floats, columns: tuple[int, ...]) -> tuple[float, float]:
    """Slope and offset of the worst of these questions, of those that are asked of a row."""
    worst, answers, sources = list[float](), list[int](), list[str]()
    for row, sums in zip(rows, said, strict=True):
        one = _SIDES[row.kind]
        asked = [column for column in columns if column in (*one.harm, *one.attack)]
        known = [row.answers[column] for column in asked]
        if YES in known or NO in known:
            worst.append(float(sums[asked].max()))
            answers.append(YES if YES in known else NO)
            sources.append(row.source)
    truths = np.array(answers, np.float64)
    return _logistic(np.array(worst), truths, _weights(sources, truths))


def _weights(sources: Sequence[str], answers: Floats) -> Floats:
    """Half for each answer; in it a source counts by the root of its size."""
    sizes = Counter(zip(sources, answers, strict=True))
    weights = np.array([sizes[key] ** -0.5 for key in zip(sources, answers, strict=True)])
    for answer in (NO, YES):
        weights[answers == answer] /= max(weights[answers == answer].sum(), 1e-12)
    return weights


def _logistic(sums: Floats, answers: Floats, weights: Floats) -> tuple[float, float]:
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
