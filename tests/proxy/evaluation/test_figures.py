"""Figures against values worked out elsewhere, and what holds for any counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.evaluation.figures import Counts, share

COUNT = st.integers(0, 500)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (Wilson): 81/263, 15/148, 0/20, 1/29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_wilsons_interval(part: int, whole: int, low: float, high: float) -> None:
    figure = share(part, whole)
    assert figure.value == part / whole
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=6e-5)


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0).value is None
    assert Counts().f(2).value is None


def test_f_is_the_weighted_mean() -> None:
    counts = Counts(hit=60, missed=40, false=20)
    precision, recall = 60 / 80, 60 / 100
    assert counts.f(1).value == pytest.approx(2 * precision * recall / (precision + recall))
    assert counts.f(2).value == pytest.approx(5 * precision * recall / (4 * precision + recall))


@given(COUNT, COUNT, COUNT, st.sampled_from([1.0, 2.0]))
def test_a_value_is_in_its_interval_and_more_rows_make_it_smaller(
    hit: int, missed: int, false: int, beta: float
) -> None:
    few, many = Counts(hit, missed, false), Counts(hit * 10, missed * 10, false * 10)
    figure, finer = few.f(beta), many.f(beta)
    if figure.value is None or finer.value is None:
        return
    assert 0 <= figure.low <= figure.value <= figure.high <= 1
    assert finer.value == pytest.approx(figure.value)
    assert finer.high - finer.low < figure.high - figure.low


def test_even_where_all_is_right_it_might_be_chance() -> None:
    counts = Counts(hit=20)
    assert counts.f(2).value == 1
    assert 0.8 < counts.f(2).low < 0.9


def test_as_json_names_everything() -> None:
    told = Counts(3, 1, 2).as_json()
    assert (told["labelled"], told["hit"], told["missed"], told["false"]) == (4, 3, 1, 2)
    assert set(told) == {"labelled", "hit", "missed", "false", "precision", "recall", "f1", "f2"}
    assert told["recall"] == {"value": 0.75, "low": 0.3006, "high": 0.9544}
