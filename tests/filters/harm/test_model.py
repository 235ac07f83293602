"""The model as a file: nothing is lost in it, and one of another version is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from filters.harm.features import BITS, Windows, windows
from filters.harm.model import CLASS_BITS, FEW, FILE, QUESTIONS, Curves, Model, dump, load, shipped, table
from filters.harm.taxonomy import CLASSES


def small() -> Model:
    """Knows one thing: whatever "bad words" consists of is a harmful request, of class two."""
    keys = windows("bad words", 1, first=True, last=True).keys
    questions = np.zeros((len(QUESTIONS), 1 << BITS), np.float32)
    questions[0, keys] = 4.0
    questions[0, 7] = 0.5
    classes = np.zeros((3, 1 << CLASS_BITS), np.float32)
    classes[1, keys >> (BITS - CLASS_BITS)] = 3.0
    curves = Curves(np.full(len(QUESTIONS), 2.0), np.full(len(QUESTIONS), -2.0))
    biases = np.full(len(QUESTIONS), -1, np.float32), np.zeros(3, np.float32)
    tables = table(questions, biases[0]), table(classes, biases[1])
    return Model(*tables, ("one", "two", "three"), curves, curves)


def test_what_was_learnt_is_said() -> None:
    said = small().sums(windows("bad words", 1, first=True, last=True))
    assert said.shape == (1, len(QUESTIONS))
    assert said[0, 0] > 3
    assert said[0, 1:].tolist() == [-1, -1, -1]
    (given,) = small().given(windows("bad words", 1, first=True, last=True), 0)
    assert given[1] > 0.9
    assert given[0] == given[2] == 0.5


def test_more_ngrams_than_are_added_at_once() -> None:
    model, keys = shipped(), np.arange(0, 1 << BITS, 41, dtype=np.uint32)
    one = np.zeros(1, np.int64)
    made = Windows(keys, one, np.array([len(keys)]), one, one)
    exact = model.questions.value.take(keys, axis=0).sum(0, dtype=np.int64)
    assert (model.sums(made) == exact * model.questions.scale / len(keys) ** 0.5 + model.questions.bias).all()
    exact = model.classes.value.take(keys >> (BITS - CLASS_BITS), axis=0).sum(0, dtype=np.int64)
    likely = exact * model.classes.scale / len(keys) ** 0.5 + model.classes.bias
    assert (model.given(made, 0) == 1 / (1 + np.exp(-likely))).all()


def test_a_window_with_nothing_in_it_has_the_bias() -> None:
    assert small().sums(windows("", 1, first=True, last=True))[0].tolist() == [-1, -1, -1, -1]


def test_a_window_of_little_is_near_to_the_bias() -> None:
    one, model = windows("bad", 1, first=True, last=True), small()
    much = windows("bad words " * 20, 1, first=True, last=True)
    assert one.counts[0] < FEW
    assert -1 < model.sums(one)[0, 0] < 1 < model.sums(much)[0, 0]


def test_a_curve_never_falls_and_makes_no_ties() -> None:
    curves = Curves(np.full(4, 0.7), np.array([-3.0, 0.0, 1.0, 2.0]))
    said = curves.probabilities(np.linspace(-9, 9, 400)[:, None].repeat(4, 1))
    assert (np.diff(said, axis=0) > 0).all()
    assert said[200, 1] == pytest.approx(0.5, abs=0.01)


def test_a_file_holds_all_of_it() -> None:
    body = dump(small(), {"name": "small"})
    again = load(body)
    assert dump(again, {"name": "small"}) == body
    made = windows("some bad words, and 悪い言葉", 1, first=True, last=True)
    assert (again.sums(made) == small().sums(made)).all()
    assert json.loads(body.split(b"\n")[1])["card"] == {"name": "small"}


@pytest.mark.parametrize(
    "body",
    [
        b"x\ny\nz",
        dump(small(), {}).replace(b'"bits": [', b'"bits": [1'),
        dump(small(), {}).replace(b'"few": ', b'"few": 1'),
    ],
)
def test_a_file_of_another_version_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="train-harm"):
        load(body)


def test_the_shipped_model_is_small_and_knows_every_class() -> None:
    body = FILE.read_bytes()
    assert len(body) <= 6_000_000
    head = json.loads(body.split(b"\n", 2)[1])
    assert head["card"]["see"] == "docs/models/harm.md"
    assert set(shipped().names) >= {one.name for one in CLASSES}
    for curves in (shipped().latin, shipped().japanese):
        assert len(curves.slopes) == len(curves.offsets) == len(QUESTIONS)
        assert (curves.slopes > 0).all()
