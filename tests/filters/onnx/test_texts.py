"""A classifier of texts, really run."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import PolicyError
from filters.onnx.engine import Bounds
from filters.onnx.texts import TextClassifier
from tests.filters.onnx.models import TEXTS, tiny_texts, write_texts

BOUNDS = Bounds(threads=1, batch=2, tokens=16, overlap=4)


def made(model: Path, *, alone: bool = False) -> TextClassifier:
    return TextClassifier(model, model.parent / "tokenizer.json", TEXTS, BOUNDS, alone=alone)


def test_one_label_of_all() -> None:
    fine, rude = made(tiny_texts()).read(["Hanako lives in Tokyo", "Zen and Hanako"])
    assert sum(fine.values()) == pytest.approx(1)
    assert fine["fine"] > 0.95
    assert rude["rude"] == pytest.approx(0.982, abs=0.001)


def test_each_label_by_itself() -> None:
    (both,) = made(tiny_texts(), alone=True).read(["Zen 鯖"])
    assert both == {"fine": pytest.approx(0.5), "rude": pytest.approx(0.982, abs=0.001), "grim": both["rude"]}


def test_a_long_text_is_as_its_worst_window() -> None:
    (found,) = made(tiny_texts()).read(["to Hanako and " * 40 + "Zen" + " in Tokyo" * 40])
    assert found["rude"] == pytest.approx(0.982, abs=0.001)
    assert found["fine"] > 0.95  # of another window


def test_a_model_of_other_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="gives 2 labels a text; 3 are named"):
        made(write_texts(tmp_path, labels=2)).read(["Zen"])
