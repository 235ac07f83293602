"""A real model run by the real runtime: batches, windows, and what does not go together."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import PolicyError
from filters.onnx.engine import Bounds, Classifier, labels_of, lacking
from filters.onnx.labels import Token, spans
from tests.filters.onnx.models import LABELS, tiny, write

WIDE = Bounds(threads=1, batch=8, tokens=64, overlap=16)


def classifier(model: Path, bounds: Bounds = WIDE, labels: tuple[str, ...] = LABELS) -> Classifier:
    return Classifier(model, model.parent / "tokenizer.json", labels, bounds)


def told(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(token.label, f"{token.start}-{token.end}") for token in tokens if token.label != "O"]


def test_tokens_have_their_places_in_the_text() -> None:
    first, second, empty = classifier(tiny()).read(["Hanako Satokawa in Tokyo", "花子は鯖江へ", ""])
    assert told(first) == [("B-PER", "0-6"), ("I-PER", "7-11"), ("I-PER", "11-15"), ("B-LOC", "19-24")]
    assert told(second) == [("B-PER", "0-1"), ("I-PER", "1-2"), ("B-LOC", "3-4"), ("I-LOC", "4-5")]
    assert empty == []
    assert all(0.9 < token.score < 1 for token in first)


@pytest.mark.parametrize("batch", [1, 2, 7])
@pytest.mark.parametrize(("tokens", "overlap"), [(16, 0), (16, 7), (20, 4), (512, 64)])
def test_a_long_text_in_windows_and_batches_is_as_the_whole(batch: int, tokens: int, overlap: int) -> None:
    text = "X to Hanako Sato in Tokyo and X, " * 12
    whole = classifier(tiny()).read([text])
    cut = classifier(tiny(), Bounds(1, batch, tokens, overlap)).read([text, "Hanako", text])
    assert cut == [whole[0], cut[1], whole[0]]
    assert len(spans(text, cut[0])) == 24


def test_what_does_not_go_together_is_said(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="4 labels a token; 6 are named"):
        classifier(write(tmp_path, labels=4)).read(["X"])
    odd = write(tmp_path, inputs=("input_ids", "attention_mask", "pixels"))
    with pytest.raises(PolicyError, match="inputs that are not known: pixels"):
        classifier(odd)
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(PolicyError, match="is no tokenizer"):
        classifier(odd)
    with pytest.raises(PolicyError, match="is no model that onnxruntime can run"):
        Classifier(tmp_path / "config.json", tiny().parent / "tokenizer.json", LABELS, WIDE)


def test_labels_are_those_of_the_models_configuration(tmp_path: Path) -> None:
    assert labels_of(tiny().parent / "config.json") == LABELS
    with pytest.raises(PolicyError, match="No such file"):
        labels_of(tmp_path / "config.json")
    (tmp_path / "config.json").write_text('{"id2label": {"1": "A"}}')
    with pytest.raises(PolicyError, match="has no 'id2label' by number"):
        labels_of(tmp_path / "config.json")


def test_nothing_is_lacking_here() -> None:
    assert lacking() == ""
