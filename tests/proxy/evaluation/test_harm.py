"""Sections, their thresholds, and the groups within them."""

from __future__ import annotations

import pytest

from proxy.evaluation.harm import prediction, report
from proxy.evaluation.harm_rows import HarmRow
from proxy.evaluation.ranking import Terms
from tests.proxy.evaluation.scored import many, row, seen

TERMS = Terms(false_positives=0.02, prevalence=0.07, rounds=20)
LOW = [n / 1000 for n in range(100)]  # 0.000 … 0.099: at 2 % two may be flagged


def test_the_threshold_is_that_of_the_benign_rows() -> None:
    found = report([*many(1, [0.5, 0.097, 0.098, 0.99]), *many(0, LOW)], [], "harm", TERMS)
    assert found.whole.whole.threshold == pytest.approx(0.097)
    assert found.whole.whole["recall"].value == 0.75
    assert found.whole.whole["false_positives"].value == 0.02
    assert found.languages == {}


def test_a_pool_of_its_own_sets_it_and_the_rows_are_still_what_is_ranked() -> None:
    rows = [*many(1, [0.5, 0.3]), *many(0, [0.4, 0.1])]
    found = report(rows, many(0, LOW), "harm", TERMS).whole.whole
    assert (found.positives, found.negatives, found.pool) == (2, 2, 100)
    assert found["auroc"].value == 0.75
    assert found["false_positives"].value == 1.0


def test_each_language_has_the_threshold_of_its_own_benign_rows() -> None:
    high = [0.5 + score for score in LOW]
    rows = [*many(1, [0.55], "ja"), *many(0, high, "ja"), *many(1, [0.55]), *many(0, LOW)]
    found = report(rows, [], "harm", TERMS)
    assert found.languages["ja"].whole.threshold == pytest.approx(0.597)
    assert found.languages["ja"].whole["recall"].value == 0
    assert found.languages["en"].whole["recall"].value == 1
    assert found.languages["ja"].own


def test_a_language_with_few_benign_rows_has_the_threshold_of_all() -> None:
    rows = [*many(1, [0.55], "ja"), *many(0, [0.6] * 2, "ja"), *many(1, [0.5]), *many(0, LOW)]
    found = report(rows, [], "harm", TERMS)
    assert not found.languages["ja"].own
    assert found.languages["ja"].whole.threshold == found.whole.whole.threshold
    assert (found.languages["ja"].whole.negatives, found.languages["ja"].whole.pool) == (2, 102)


def test_a_class_is_ranked_against_all_that_is_benign() -> None:
    rows = [*many(1, [0.9], "en", "fraud_scam", "jailbreak"), *many(1, [0.01], "en", "S1"), *many(0, LOW)]
    classes = report(rows, [], "harm", TERMS).whole.groups["classes"]
    assert {name: one["recall"].value for name, one in classes.items()} == {
        "fraud_scam": 1.0,
        "violent_crime": 0.0,
    }
    assert classes["fraud_scam"].negatives == 100


def test_rows_are_grouped_by_length_kind_and_source() -> None:
    rows = [seen(row("a" * size, harm=1, source=f"s{size}"), 0.5) for size in (60, 61, 4000, 4001)]
    groups = report([*rows, *many(0, LOW)], [], "harm", TERMS).whole.groups
    assert list(groups["lengths"]) == ["0-60", "61-240", "1001-4000", "4001-"]
    assert {name: one.positives for name, one in groups["sources"].items()} == {
        "own": 0,
        "s60": 1,
        "s61": 1,
        "s4000": 1,
        "s4001": 1,
    }
    # A source without benign rows is ranked against those there are.
    assert groups["sources"]["s61"].negatives == 100
    assert list(groups["kinds"]) == ["prompt"]


def test_a_class_score_is_ranked_against_every_row_that_is_known_to_be_none() -> None:
    mine = row(harm=1, categories=["fraud_scam"])
    other = row(harm=1, categories=["csae"])
    nobody_knows = row(harm=1)
    rows = [
        seen(mine, 0.9, fraud_scam=0.6, csae=0.1),
        seen(mine, 0.9, fraud_scam=0.6, csae=0.7),
        seen(other, 0.9, fraud_scam=0.65),
        seen(nobody_knows, 0.9, fraud_scam=0.99),
        seen(row(), 0.1, fraud_scam=0.1),
    ]
    head = report(rows, [], "harm", TERMS).whole.heads["fraud_scam"]
    assert head.rows == 2
    assert head.auroc.value == 0.5
    assert head.named.value == 0.5


def test_of_very_many_languages_the_largest_have_sections() -> None:
    rows = [one for n in range(60) for one in many(1, [0.5], f"l{n}")]
    found = report([*rows, *many(0, LOW)], [], "harm", TERMS)
    assert len(found.languages) == 40
    assert "en" in found.languages


def test_what_nobody_knows_is_counted_apart() -> None:
    unknown = seen(HarmRow("a", attack=1, harm=0), 0.9)
    found = report([unknown, *many(1, [0.5]), *many(0, LOW)], [], "harm", TERMS)
    assert (found.unlabelled, found.whole.rows) == (1, 101)


@pytest.mark.parametrize("rows", [[], many(1, [0.5, 0.6]), many(0, LOW[:3])])
def test_rows_of_one_sort_only_are_no_error(rows: list[object]) -> None:
    told = report(rows, [], "harm", TERMS).as_json()  # type: ignore[arg-type]  # lists of one sort
    assert told["rows"] == len(rows)


def test_as_json_has_every_group() -> None:
    rows = [*many(1, [0.5], "ja", "S1"), *many(0, LOW), *many(0, LOW, "ja")]
    told = report(rows, [], "harm", TERMS).as_json()
    assert set(told) == {
        *("rows", "own_pool", "whole", "classes", "kinds", "langs", "lengths", "sources", "heads"),
        *("calibration_error", "calibration_error_even", "escalation", "languages", "unlabelled"),
    }
    languages = told["languages"]
    assert isinstance(languages, dict)
    assert languages["ja"]["classes"]["violent_crime"]["positives"] == 1
    assert languages["en"]["heads"] == {}


def test_a_prediction_is_a_row_and_its_scores() -> None:
    assert prediction(3, {"harm": 0.12345678, "direct": 1.0}) == {
        "row": 3,
        "scores": {"harm": 0.123457, "direct": 1.0},
    }
