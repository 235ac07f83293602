"""The model's figures in the form of `sekisho eval … --json`: they stand beside everybody's measurements.

Of the rows kept back, each scored by a model that had not learnt its source, and without the
views of disguises. A row's score is that of its worst window.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filters.harm.model import QUESTIONS, Curve
from filters.harm.score import side
from proxy.evaluation.harm import Scored, report
from proxy.evaluation.harm_card import FOLDER
from proxy.evaluation.harm_classes import HEADS
from proxy.evaluation.harm_rows import HarmRow, Question
from proxy.evaluation.ranking import Terms
from training.harm.measure import pooled
from training.harm.rows import NO, YES, Row

_TOLD = (
    "rows",
    "own_pool",
    "whole",
    "classes",
    "kinds",
    "lengths",
    "calibration_error",
    "calibration_error_even",
    "languages",
)
_NUMBERS = 4  # digits

Curves = Mapping[tuple[str, bool], Curve]


def write(rows: Sequence[Row], sums: NDArray[np.float32], curves: Curves, folder: Path = FOLDER) -> None:
    """A file for each question. sums[row, question]: nan where the row was learnt from."""
    folder.mkdir(exist_ok=True)
    for question in HEADS:
        told = json.dumps(card(rows, sums, curves, question), indent=1, sort_keys=True)
        (folder / f"{question}.json").write_text(told + "\n", "utf-8")


def card(
    rows: Sequence[Row], sums: NDArray[np.float32], curves: Curves, question: Question
) -> dict[str, object]:
    """The figures of one question, without what depends on how the rows were come by."""
    held = np.flatnonzero(~np.isnan(sums[:, 0]))
    scored = [_scored(rows[n], sums[n], curves, question) for n in held]
    pool = [one for one, n in zip(scored, held, strict=True) if pooled(rows[n])]
    return _told(report(scored, pool, question, Terms()).as_json())


def _scored(row: Row, sums: NDArray[np.float32], curves: Curves, question: Question) -> Scored:
    channel = HarmRow("", kind=row.kind).channel
    asked = side(channel.role, channel.trust)
    columns = asked.harm if question == "harm" else asked.attack
    said = [
        float(curves[one, row.lang == "ja"].probability(np.array(sums[QUESTIONS.index(one)])))
        for one in columns
    ]
    answers = [row.answers[QUESTIONS.index(one)] for one in columns]
    truth = True if YES in answers else False if NO in answers else None
    nothing = np.zeros(len(HEADS[question]))  # which class it is was not asked of the rows kept back
    where = (row.lang, row.kind, row.source, len(row.text))
    return Scored(truth, pooled(row), max(said, default=0.0), nothing, row.classes, *where, unshown=True)


def _told(figures: Mapping[str, Any]) -> dict[str, object]:
    kept = {name: _rounded(figures[name]) for name in _TOLD if name in figures}
    if "languages" in kept:
        kept["languages"] = {name: _told(one) for name, one in figures["languages"].items()}
    return kept


def _rounded(value: Any) -> object:
    if isinstance(value, Mapping):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, _NUMBERS) if isinstance(value, float) else value
