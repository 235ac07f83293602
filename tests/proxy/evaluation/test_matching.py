"""What is right, missed and false: by example, and against the published scorer where it is at hand."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from proxy.evaluation.matching import IGNORED, is_hit, is_negative, outcomes
from proxy.evaluation.rows import Span, TextRow, text_rows
from proxy.evaluation.tally import UNSTRUCTURED, Tally
from proxy.evaluation.types import TYPES
from tests.fixtures import PII, needs_pii

TEXT = "x" * 100
S = Span


def told(labels: list[Span], found: list[Span], labelled: tuple[str, ...] | None = None) -> list[str]:
    row = TextRow(TEXT, tuple(labels), labelled=labelled)
    return [f"{one.sort} {one.type} {one.start}" for one in outcomes(row, found)]


def test_half_of_both_together_is_enough() -> None:
    assert told([S(0, 10, "A")], [S(0, 5, "A")]) == ["hit A 0"]
    assert told([S(0, 10, "A")], [S(5, 15, "A")]) == ["missed A 0"]  # it touches, so it is not false either
    assert told([S(0, 10, "A")], [S(10, 15, "A")]) == ["missed A 0", "false A 10"]


def test_types_must_go_together() -> None:
    assert told([S(0, 9, "ADDRESS")], [S(0, 9, "LOCATION")]) == ["hit ADDRESS 0"]
    assert told([S(0, 9, "LOCATION")], [S(0, 9, "ADDRESS")]) == ["missed LOCATION 0", "false ADDRESS 0"]
    assert told([S(0, 9, "DATE_OF_BIRTH")], [S(0, 9, "DATE_TIME")]) == ["hit DATE_OF_BIRTH 0"]
    assert told([S(0, 9, "A")], [S(0, 9, "B")]) == ["missed A 0", "false B 0"]


def test_one_finding_may_hit_two_labels_and_a_second_finding_is_not_false() -> None:
    assert told([S(0, 6, "A"), S(0, 9, "A")], [S(0, 8, "A"), S(0, 9, "A")]) == ["hit A 0", "hit A 0"]


def test_some_types_are_never_scored() -> None:
    assert told([S(0, 9, "URL"), S(20, 30, "AGE")], [S(40, 50, "UUID")]) == []
    assert not is_hit([S(0, 9, "URL")])
    assert is_hit([S(0, 9, "URL"), S(0, 9, "A")])


def test_kinds_that_rows_have_no_type_for_are_neither_right_nor_false() -> None:
    assert told([], [S(0, 9, "pii.card_expiry")]) == []
    assert is_hit([S(0, 9, "pii.card_expiry")])


def test_only_what_was_labelled_can_be_false() -> None:
    assert told([], [S(0, 9, "A"), S(10, 19, "B")], ("A",)) == ["false A 0"]
    assert told([], [S(0, 9, "A")], ()) == ["false A 0"]  # an empty list says nothing


@pytest.mark.parametrize(
    ("source", "hard"),
    [("synthetic/x/neg_ja/2", True), ("real-lines/a", True), ("synthetic/ja/1", False), ("", False)],
)
def test_hard_negatives_are_told_by_their_source(source: str, hard: bool) -> None:
    assert is_negative(TextRow(TEXT, (), source=source)) is hard


def disturbed(rows: list[TextRow]) -> Iterator[list[Span]]:
    """What somebody might have found in the rows: right, shifted, of another type, or nowhere."""
    dice = random.Random(4)
    names = [*TYPES.values(), *IGNORED]
    for row in rows:
        found = list[Span]()
        for label in row.spans:
            if dice.random() < 0.8:
                start = max(0, label.start + dice.choice([0, 0, 0, -1, 1, 4]))
                end = max(start + 1, label.end + dice.choice([0, 0, 0, 1, -2, 9]))
                found.append(Span(start, end, label.type if dice.random() < 0.8 else dice.choice(names)))
        for _ in range(dice.choice([0, 0, 0, 1, 2])):
            start = dice.randrange(len(row.text) + 1)
            found.append(Span(start, start + dice.randint(1, 20), dice.choice(names)))
        yield found


@needs_pii
def test_scores_are_those_of_the_published_scorer() -> None:
    assert PII is not None
    spec = importlib.util.spec_from_file_location("score_pii", PII / "score_pii.py")
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = list(text_rows([PII / "dev.jsonl"]))
    found = list(disturbed(rows))
    tally = Tally()
    for row, here in zip(rows, found, strict=True):
        tally.add(row, here, outcomes(row, here))
    plain = [msgspec.to_builtins(row) for row in rows]
    predictions = [[(one.type, one.start, one.end) for one in here] for here in found]
    theirs = scorer.score(plain, predictions)
    assert set(theirs) == set(tally.types)
    for name, (precision, recall, f2, labelled, false) in theirs.items():
        ours = tally.types[name]
        assert (ours.labelled, ours.false) == (labelled, false)
        assert (ours.precision.value or 0) == pytest.approx(precision)
        assert ours.recall.value == pytest.approx(recall)
        assert (ours.f(2).value or 0) == pytest.approx(f2)
    for structured, types in ((True, set(theirs) - UNSTRUCTURED), (False, UNSTRUCTURED), (None, None)):
        precision, recall, f2, _ = scorer.micro(theirs, types)
        ours = tally.sum(structured=structured)
        assert (ours.precision.value, ours.recall.value) == pytest.approx((precision, recall))
        assert ours.f(2).value == pytest.approx(f2)
    assert (tally.negatives.hit, tally.negatives.rows) == scorer.hard_negative_items_hit(plain, predictions)
    assert tally.negatives.rows > 100
