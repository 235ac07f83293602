"""The model's figures in the form of `sekisho eval … --json`: they stand beside everybody's measurements.

Of the rows kept back, each scored by a model that had not learnt its source, and without the
views of disguises. A row's score is that of its worst window. Rows that the trainer makes from
patterns of its own are left out: they are for learning from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filters.harm.model import FILE, Floats, Model, shipped
from filters.harm.score import side
from proxy.evaluation.harm import Scored, report
from proxy.evaluation.harm_card import FOLDER, digest
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


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m training.harm.card --data DIR --sums FILE`: with what training left (`--sums`)."""
    from training.harm.__main__ import gathered  # which writes cards itself

    parser = argparse.ArgumentParser(prog="python -m training.harm.card", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sums", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    write(gathered(chosen.data), np.load(chosen.sums), shipped(), FILE.read_bytes())
    return 0


def write(
    rows: Sequence[Row], sums: NDArray[np.float32], model: Model, body: bytes, folder: Path = FOLDER
) -> None:
    """A file for each question. sums[row, question]: nan where the row was learnt from. body: the model's."""
    folder.mkdir(exist_ok=True)
    held = [n for n in np.flatnonzero(~np.isnan(sums[:, 0])) if not rows[n].source.startswith("made")]
    kept = [rows[n] for n in held]
    japanese = np.array([[row.lang == "ja"] for row in kept])
    curves = (one.probabilities(sums[held]) for one in (model.japanese, model.latin))
    probabilities = np.where(japanese, *curves)
    for question in HEADS:
        told = {"model": digest(body), **card(kept, probabilities, question)}
        (folder / f"{question}.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")


def card(rows: Sequence[Row], probabilities: Floats, question: Question) -> dict[str, object]:
    """The figures of one question, without what depends on how the rows were come by."""
    scored = [_scored(row, said, question) for row, said in zip(rows, probabilities, strict=True)]
    pool = [one for one in scored if one.benign]
    return _told(report(scored, pool, question, Terms()).as_json())


def _scored(row: Row, probabilities: Floats, question: Question) -> Scored:
    channel = HarmRow("", kind=row.kind).channel
    asked = side(channel.role, channel.trust)
    columns = asked.harm if question == "harm" else asked.attack
    answers = [row.answers[column] for column in columns]
    truth = True if YES in answers else False if NO in answers else None
    score = max((float(probabilities[column]) for column in columns), default=0.0)
    nothing = np.zeros(len(HEADS[question]))  # which class it is was not asked of the rows kept back
    where = (row.lang, row.kind, row.source, len(row.text))
    return Scored(truth, pooled(row), score, nothing, row.classes, *where, unshown=True)


def _told(figures: Mapping[str, Any]) -> dict[str, object]:
    kept = {name: _rounded(figures[name]) for name in _TOLD if name in figures}
    if "languages" in kept:
        kept["languages"] = {name: _told(one) for name, one in figures["languages"].items()}
    return kept


def _rounded(value: Any) -> object:
    if isinstance(value, Mapping):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, _NUMBERS) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
