"""What a threshold finds and what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.evaluation.thresholds import curve, lowest, plot, point

POOL = np.array([n / 1000 for n in range(100)])  # 0.000 … 0.099
SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=50)


def test_the_lowest_threshold_is_just_above_the_first_row_that_may_not_be_flagged() -> None:
    assert lowest(POOL, 0.02) == 0.0971
    assert lowest(POOL, 0) == 0.0991
    assert lowest(POOL, 1) == 0


@given(SCORES, st.floats(0, 0.5))
def test_it_keeps_the_share_and_none_lower_does_by_much(scores: list[float], share: float) -> None:
    pool = np.array(scores)
    found = lowest(pool, share)
    if found is None:
        assert (pool >= 1).mean() > share
        return
    assert (pool >= found).mean() <= share + 1e-9
    assert found == 0 or (pool >= found - 0.0002).mean() > share


def test_where_even_one_is_common_there_is_none() -> None:
    assert lowest(np.array([1.0, 1.0, 0.1]), 0.02) is None


def test_a_point_has_precision_and_f1_at_the_prevalence() -> None:
    found = point(0.5, np.array([0.9, 0.8, 0.4, 0.6]), np.array([0.1] * 9 + [0.5]), 0.1)
    assert (found.recall.value, found.false_positives.value) == (0.75, 0.1)
    assert found.precision == pytest.approx(0.075 / (0.075 + 0.09))
    assert found.f1 == pytest.approx(2 * (0.075 / 0.165) * 0.75 / (0.075 / 0.165 + 0.75))
    told = found.as_json()
    assert set(told) == {"threshold", "recall", "false_positives", "precision", "f1"}


def test_without_rows_a_point_knows_nothing() -> None:
    assert point(0.5, np.array([]), POOL, 0.1).f1 is None


def test_a_curve_goes_up_by_threshold_and_has_the_ones_asked_for() -> None:
    points = curve(np.array([0.5, 0.9]), POOL, 0.07, [0.1234])
    thresholds = [one.threshold for one in points]
    assert thresholds == sorted(set(thresholds))
    assert {0.1234, 0.1, 0.9, 0.0971} <= set(thresholds)
    recalls = [one.recall.value for one in points]
    assert recalls == sorted(recalls, key=lambda value: -(value or 0))


def test_the_plot_is_ascii_and_has_both_lines_and_the_choice() -> None:
    lines = plot(np.array([0.55] * 10), POOL, 0.8)
    assert all(line.isascii() for line in lines)
    assert lines[0].startswith(" 1.0 ")
    # All are found up to 0.55, and none beyond.
    assert lines[0].count("o") == 34
    assert lines[10].startswith(" 0.0 ")
    assert lines[10].count("o") == 27
    assert all(line[5 + 48] in "|o" for line in lines[:11])
