"""The learner finds what tells two sorts of windows apart, and leaves alone what nobody answered."""

from __future__ import annotations

import numpy as np
import pytest

from training.harm.calibrate import curves
from training.harm.learn import Settings, Sparse, scores, train
from training.harm.measure import auroc
from training.harm.rows import NO, UNKNOWN, YES, Row
from training.harm.weigh import weigh
from training.harm.windows import cut, worst

SETTINGS = Settings(epochs=20, batch=16)


def data(rows: int = 64) -> tuple[Sparse, np.ndarray]:
    """Slot 1 for one side, slot 2 for the other, slot 3 for all."""
    labels = np.arange(rows) % 2
    slots = np.array([[1 + label, 3] for label in labels], np.uint32).reshape(-1)
    return Sparse(slots, np.arange(rows) * 2, np.full(rows, 2)), labels.astype(np.float32)


def test_what_tells_them_apart_is_learnt() -> None:
    sparse, labels = data()
    both = np.stack([labels, labels], axis=1)
    importance = np.array([[1.0, 0.0]] * len(labels), np.float32)
    weights = train(sparse, both, importance, 8, SETTINGS)
    said = scores(sparse, weights)
    assert auroc(said[labels == 1, 0], said[labels == 0, 0]) == 1.0
    assert weights.value[0, 2] > 0.5 > -0.5 > weights.value[0, 1]
    assert not weights.value[1].any()


def test_the_same_rows_give_the_same_weights() -> None:
    sparse, labels = data()
    one, other = (
        train(sparse, labels[:, None], np.ones_like(labels)[:, None], 8, SETTINGS) for _ in range(2)
    )
    assert (one.value == other.value).all()


def test_what_is_rare_is_not_learnt() -> None:
    slots = np.array([1, 2, 2], np.uint32)
    sparse = Sparse(slots, np.arange(3), np.ones(3, np.int64))
    labels = np.array([[1.0], [0.0], [0.0]], np.float32)
    assert train(sparse, labels, np.ones_like(labels), 4, SETTINGS).value[0, 1] == 0


def row(text: str, source: str, *answers: int, **more: object) -> Row:
    return Row(text, "en", source, answers, **more)  # pyright: ignore[reportArgumentType]


def test_both_answers_weigh_the_same_and_no_source_drowns_the_others() -> None:
    rows = [row("bad", "small", YES, UNKNOWN, NO, NO)]
    rows += [row("fine", "large", NO, NO, NO, NO) for _ in range(9)]
    labels, weights = weigh(rows, np.arange(10))
    assert labels[0].tolist() == [1, 0, 0, 0]
    assert weights[0, 0] == pytest.approx(weights[1:, 0].sum())
    assert weights[0, 1] == 0


def test_only_the_window_with_the_order_is_an_attack() -> None:
    text = "a table | " * 60
    rows = [row(text, "x", NO, NO, UNKNOWN, YES, hot=((300, 340),)), row("fine", "y", NO, NO, NO, NO)]
    made = cut([one.text for one in rows])
    labels, weights = weigh(rows, made.row)
    mine = labels[made.row == 0, 3].tolist()
    assert mine == [0, 1, 1, 0]
    assert weights[made.row == 0, 3].min() > 0


def test_a_row_is_as_bad_as_its_worst_window() -> None:
    said = np.array([[1, 5], [3, 2], [0, 0]], np.float32)
    assert worst(said, np.array([4, 4, 9])).tolist() == [[3, 5], [0, 0]]


def test_probabilities_are_what_was_seen() -> None:
    rng = np.random.default_rng(3)
    sums = rng.normal(0, 2, (6000, 4)).astype(np.float32)
    yes = rng.random((6000, 4)) < 1 / (1 + np.exp(-(1.5 * sums)))
    prompts = [row("x", "s", one[0], UNKNOWN, one[2], UNKNOWN) for one in yes.astype(int).tolist()]
    sums[:, 1] = -9  # nothing of the content is bad
    said = curves(prompts, sums, japanese=False).probabilities(sums.astype(np.float64))
    for column in (0, 2):
        for low in (0.1, 0.4, 0.7):
            inside = (said[:, column] >= low) & (said[:, column] < low + 0.2)
            assert abs(yes[inside, column].mean() - said[inside, column].mean()) < 0.06
    assert curves([], sums[:0], japanese=True).slopes.tolist() == [1, 1, 1, 1]


def test_the_worst_of_two_questions_is_a_probability_too() -> None:
    rng = np.random.default_rng(4)
    truth = rng.random(6000) < 0.5
    sums = (truth[:, None] * 2.0 - 1 + rng.normal(0, 2, (6000, 4))).astype(np.float32)
    answers = [(int(one), int(one), NO, NO) for one in truth]
    documents = [row("x", "s", *one, kind="tool_output") for one in answers]
    worst = curves(documents, sums, japanese=False).probabilities(sums.astype(np.float64))[:, :2].max(1)
    for low in (0.2, 0.4, 0.6):
        inside = (worst >= low) & (worst < low + 0.2)
        assert abs(truth[inside].mean() - worst[inside].mean()) < 0.06
