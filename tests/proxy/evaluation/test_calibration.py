"""Probabilities against what came of them, and how much of the rest has to be read for most to be read."""

from __future__ import annotations

import numpy as np
import pytest

from proxy.evaluation.calibration import calibration_error, escalation


def test_scores_that_mean_what_they_say_have_no_error() -> None:
    scores = np.array([0.25] * 8 + [0.75] * 8)
    truths = np.array([True] * 2 + [False] * 6 + [True] * 6 + [False] * 2)
    assert calibration_error(scores, truths) == 0


def test_the_error_is_the_distance_weighed_by_rows() -> None:
    scores = np.array([0.9] * 3 + [0.1])
    truths = np.array([False] * 3 + [True])
    assert calibration_error(scores, truths) == pytest.approx(0.9)


def test_an_even_mix_weighs_few_positives_as_much_as_many_negatives() -> None:
    # Where both are as common, a score of .5 is right for half; here one in ten is positive.
    scores = np.array([0.5] * 10)
    truths = np.array([True] + [False] * 9)
    assert calibration_error(scores, truths) == pytest.approx(0.4)
    assert calibration_error(scores, truths, even=True) == 0
    assert calibration_error(scores, np.zeros(10, bool), even=True) is None


def test_a_score_of_one_is_in_the_last_bin() -> None:
    assert calibration_error(np.array([1.0, 0.95]), np.array([True, True])) == pytest.approx(0.025)


def test_without_rows_there_is_no_error() -> None:
    assert calibration_error(np.array([]), np.array([], bool)) is None


def test_escalation_is_what_lies_above_the_score_that_covers_the_target() -> None:
    positives = np.array([n / 10 for n in range(1, 11)])  # 0.1 … 1.0
    pool = np.array([n / 100 for n in range(100)])  # 0.00 … 0.99
    assert escalation(positives, pool) == {"0.8": 0.7, "0.9": 0.8, "0.95": 0.9, "0.99": 0.9}


def test_equal_scores_are_escalated_together() -> None:
    assert escalation(np.array([0.5] * 4), np.array([0.5, 0.4]))["0.8"] == 0.5


def test_of_nothing_there_is_no_escalation() -> None:
    assert escalation(np.array([]), np.array([0.1])) == {}
    assert escalation(np.array([0.1]), np.array([])) == {}
