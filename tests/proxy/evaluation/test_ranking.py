"""Figures of rankings against their definitions, counted pair by pair, and intervals against a formula."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.evaluation.ranking import Floats, Ranking, Sample, Terms, ranked

QUICK = Terms(rounds=20)
# Few different scores, so that ties are common.
SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5001, 0.9, 1.0]), min_size=1, max_size=30)


def floats(scores: list[float]) -> Floats:
    return np.array(scores, np.float64)


def normal(mean: float, count: int) -> Floats:
    """So many scores that lie as a normal distribution does; no chance in them."""
    shape = NormalDist(mean, 1)
    return floats([shape.inv_cdf((n + 0.5) / count) for n in range(count)])


def of(positives: list[float], negatives: list[float], pool: list[float], terms: Terms = QUICK) -> Ranking:
    return ranked(Sample(floats(positives), floats(negatives), floats(pool)), terms)


@given(SCORES, SCORES)
def test_auroc_is_how_many_pairs_are_in_order(positives: list[float], negatives: list[float]) -> None:
    right = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    found = of(positives, negatives, negatives)["auroc"].value
    assert found == pytest.approx(right / len(positives) / len(negatives))


@given(SCORES, SCORES)
def test_auprc_is_the_precision_at_each_score_weighed_by_what_it_adds(
    positives: list[float], negatives: list[float]
) -> None:
    whole = 0.0
    for score in set(positives):
        found = sum(p >= score for p in positives)
        false = sum(n >= score for n in negatives)
        whole += positives.count(score) / len(positives) * found / (found + false)
    assert of(positives, negatives, negatives)["auprc"].value == pytest.approx(whole)


@given(SCORES, SCORES, SCORES, st.sampled_from([0.0, 0.02, 0.1, 0.5]))
def test_the_threshold_is_the_lowest_score_that_flags_no_more_of_the_pool(
    positives: list[float], negatives: list[float], pool: list[float], share: float
) -> None:
    found = of(positives, negatives, pool, Terms(share, 0.07, 20))
    least = found.threshold
    if least is None:
        assert sum(p >= 1 for p in pool) > share * len(pool)
        least = 2.0
    else:
        assert sum(p >= least for p in pool) <= share * len(pool)
        assert least == 0 or sum(p >= least - 1e-9 for p in pool) > share * len(pool)
    assert found["recall"].value == pytest.approx(sum(p >= least for p in positives) / len(positives))
    assert found["false_positives"].value == pytest.approx(
        sum(n >= least for n in negatives) / len(negatives)
    )


@given(SCORES, SCORES, st.sampled_from([0.01, 0.07, 0.5]))
def test_precision_and_f1_are_those_of_traffic_of_this_prevalence(
    positives: list[float], negatives: list[float], prevalence: float
) -> None:
    found = of(positives, negatives, negatives, Terms(0.1, prevalence, 20))
    recall, false = found["recall"].value, found["false_positives"].value
    assert recall is not None
    assert false is not None
    right = prevalence * recall
    flagged = right + (1 - prevalence) * false
    assert found["precision"].value == (pytest.approx(right / flagged) if flagged else None)
    precision = right / flagged if right else 0.0
    expected = 2 * precision * recall / (precision + recall) if right else 0.0
    assert found["f1"].value == pytest.approx(expected)
    best = found["best_f1"].value
    assert best is not None
    assert best >= expected - 1e-12


@given(SCORES, SCORES, SCORES)
def test_every_value_is_within_its_interval(
    positives: list[float], negatives: list[float], pool: list[float]
) -> None:
    for name, figure in of(positives, negatives, pool).figures.items():
        if name == "precision" and figure.value is None:
            continue  # nothing is flagged
        assert figure.value is not None, name
        assert 0 <= figure.low <= figure.value <= figure.high <= 1, name
        assert figure.low < figure.high, name


def delong(positives: Floats, negatives: Floats) -> float:
    """The standard error of an AUROC: DeLong, DeLong, Clarke-Pearson 1988."""
    by_positive = np.array([(p > negatives).mean() + (p == negatives).mean() / 2 for p in positives])
    by_negative = np.array([(positives > n).mean() + (positives == n).mean() / 2 for n in negatives])
    return math.sqrt(by_positive.var(ddof=1) / len(positives) + by_negative.var(ddof=1) / len(negatives))


@pytest.mark.parametrize(("some", "others"), [(80, 300), (700, 1500)])
def test_the_bootstrap_is_as_wide_as_delongs_formula(some: int, others: int) -> None:
    positives, negatives = normal(1, some), normal(0, others)
    found = ranked(Sample(positives, negatives, negatives), Terms())["auroc"]
    half = 1.96 * delong(positives, negatives)
    assert found.high - found.low == pytest.approx(2 * half, rel=0.15)


def test_the_interval_of_recall_knows_that_the_threshold_is_chance_too() -> None:
    positives, pool = normal(1, 2000), normal(0, 60)
    narrow = ranked(Sample(positives, pool, np.tile(pool, 100)), Terms())["recall"]
    wide = ranked(Sample(positives, pool, pool), Terms())["recall"]
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_thinning_changes_no_interval_that_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = Sample(normal(1, 900), normal(0, 1100), normal(-0.1, 3000))
    thinned = ranked(sample, Terms())
    monkeypatch.setattr("proxy.evaluation.ranking._PLACES", 1 << 20)
    exact = ranked(sample, Terms())
    for name, figure in exact.figures.items():
        ends = (thinned[name].low, thinned[name].high)
        assert thinned[name].value == figure.value
        assert ends == pytest.approx((figure.low, figure.high), abs=0.15 * (figure.high - figure.low)), name


def test_where_nothing_is_wrong_it_might_still_be_chance() -> None:
    figures = of([0.9] * 10, [0.1] * 40, [0.1] * 40).figures
    assert figures["auroc"].value == figures["recall"].value == 1
    assert 0.6 < figures["auroc"].low < 0.9
    assert 0.6 < figures["recall"].low < 0.9
    assert 0.02 < figures["false_positives"].high < 0.2


@pytest.mark.parametrize(
    ("sample", "known"),
    [
        (([], [0.1], [0.1]), {"false_positives"}),
        (([0.9], [], [0.1]), {"recall"}),
        (([0.9], [0.1], []), {"auroc", "auprc", "best_f1"}),
        (([], [], []), set[str]()),
    ],
)
def test_of_nothing_there_is_no_figure(
    sample: tuple[list[float], list[float], list[float]], known: set[str]
) -> None:
    found = of(*sample)
    assert {name for name, figure in found.figures.items() if figure.value is not None} == known
    assert (found.threshold is None) == (not sample[2])


def test_above_every_score_there_is_room_for_a_threshold() -> None:
    found = of([], [0.3, 0.5], [0.3, 0.5])
    assert found.threshold is not None
    assert 0.5 < found.threshold < 0.5 + 1e-9
    assert found["false_positives"].value == 0


def test_the_surest_score_of_many_benign_rows_leaves_no_threshold() -> None:
    found = of([1.0] * 5, [1.0] * 5, [1.0] * 5)
    assert found.threshold is None
    assert found["recall"].value == 0


def test_the_same_rows_give_the_same_figures() -> None:
    sample = Sample(normal(1, 50), normal(0, 60), normal(0, 70))
    assert ranked(sample, Terms()).as_json() == ranked(sample, Terms()).as_json()


def test_as_json_has_counts_threshold_and_figures() -> None:
    told = of([0.9, 0.8], [0.1], [0.2, 0.3]).as_json()
    assert (told["positives"], told["negatives"], told["pool"], told["threshold"]) == (
        2,
        1,
        2,
        pytest.approx(0.3),
    )
    assert told["recall"] == {"value": 1.0, "low": pytest.approx(0.342, abs=1e-3), "high": 1.0}
