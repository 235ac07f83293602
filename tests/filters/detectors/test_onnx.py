"""A model of one's own as a detector."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from config.errors import PolicyError
from filters.detector import DETECTORS, Detector
from tests.filters.onnx.models import tiny, write
from tests.filters.reading import cuts, read_all, read_pieces, read_whole, unmark

LABELS = {"PER": "pii.person", "LOC": "pii.location"}


def onnx(**options: Any) -> Detector:
    return DETECTORS.build("onnx", {"model": str(tiny()), "labels": LABELS, **options})


@pytest.mark.parametrize(
    "marked",
    [
        "to [[pii.person:Hanako Sato]] in [[pii.location:Tokyo]].",
        "[[pii.person:花子]]は[[pii.location:鯖江]]へ。",
        "\ud83d[[pii.person:Hanako]] and Zen",
        "nothing at all",
        "",
    ],
    ids=range(5),
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(onnx(), text) == spans


def test_findings_say_which_label_and_how_sure() -> None:
    (one,) = read_whole(onnx(), "in Tokyo").findings
    assert (one.kind, one.attrs, one.detector) == ("pii.location", {"label": "LOC"}, "onnx")
    assert 0.9 < one.score < 1
    assert read_all(onnx(score=0.999), "in Tokyo") == []


def test_a_long_text_is_read_in_stretches_however_it_comes() -> None:
    text = ("X to Hanako Sato in Tokyo and X, " * 9 + ".\n") * 3 + "花子は鯖江へ。" * 30
    one = onnx(least=40, most=200, tokens=32, overlap=8, batch=3)
    found = read_all(one, text)
    assert len(found) == 9 * 2 * 3 + 60
    assert read_pieces(one, cuts(text, 5, 90)) == found


BAD = [
    ({"model": "nowhere.onnx"}, "nowhere|config.json"),
    ({"labels": {"PERSON": "pii.person"}}, "no label PERSON"),
    ({"names": ["O", "B-PER"]}, "no label LOC"),
    ({"overlap": 300}, "not less than half of 'tokens'"),
    ({"sha256": "0" * 64}, "is not the model whose SHA-256 is given"),
    ({"labels": {}}, "at least 1"),
]


@pytest.mark.parametrize(("options", "message"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_honoured_is_said_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        onnx(**options)


def test_the_model_that_was_meant_is_taken(tmp_path: Path) -> None:
    model = write(tmp_path)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    assert onnx(model=str(model), sha256=digest.upper()).kinds == {
        "pii.person": "What the model calls a person.",
        "pii.location": "What the model calls a place.",
    }


def test_its_kinds_are_those_of_its_options() -> None:
    assert set(onnx(labels={"MISC": "internal.project"}).kinds) == {"internal.project"}
