"""Figures of rows kept back: by the questions that count for a row, and of no row that was made."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from filters.harm.model import Curves, Model, Table
from proxy.evaluation.harm_card import Card
from training.harm.card import card, write
from training.harm.rows import NO, UNKNOWN, YES, Row

HARMFUL = Row("ask", "en", "catqa", (YES, UNKNOWN, NO, NO), ("fraud_scam",))
ATTACK = Row("ask", "en", "deepset_injection", (UNKNOWN, UNKNOWN, YES, UNKNOWN), ("direct",))
CALM = Row("chat", "en", "oasst_eval", (NO, NO, NO, NO))
PLANTED = Row("page", "en", "bipia_train", (UNKNOWN, NO, UNKNOWN, YES), ("indirect",), kind="tool_output")
ROWS = [HARMFUL, ATTACK, PLANTED, *[CALM] * 60]


def test_a_row_is_scored_by_the_questions_that_are_asked_of_it() -> None:
    # request, content, attack, planted
    said = [[0.9, 0.1, 0.2, 0.99], [0.2, 0.1, 0.8, 0.99], [0.1, 0.1, 0.1, 0.7], *[[0.2, 0.1, 0.3, 0.99]] * 60]
    harm = Card(card(ROWS, np.array(said), "harm"))
    assert harm.figure("", "", "", "recall") == 1
    assert harm.figure("", "classes", "fraud_scam", "auroc") == 1
    attack = Card(card(ROWS, np.array(said), "attack"))
    # What is planted counts in documents alone.
    assert attack.figure("", "classes", "direct", "auroc") == 1
    assert attack.figure("", "kinds", "tool_output", "recall") == 1


def test_files_are_written_without_what_was_made_or_learnt_from(tmp_path: Path) -> None:
    made = Row("made", "en", "made_en", (YES, UNKNOWN, NO, NO))
    rows = [*ROWS, made, made]
    sums = np.zeros((len(rows), 4), np.float32)
    sums[0] = 5
    sums[-1] = np.nan
    none = Table(np.zeros((1, 4), np.int8), np.ones(4), np.zeros(4))
    curves = Curves(np.ones(4), np.zeros(4))
    write(rows, sums, Model(none, none, (), curves, curves), b"the model", tmp_path / "cards")
    told = json.loads((tmp_path / "cards" / "harm.json").read_text())
    assert told["whole"]["positives"] == 1
    assert told["whole"]["pool"] == 60
    assert len(told["model"]) == 64
    assert (tmp_path / "cards" / "attack.json").is_file()
