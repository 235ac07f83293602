"""Whether a measurement is worse than an earlier one."""

from __future__ import annotations

from proxy.evaluation.regress import fallen


def ranking(auroc: float | None, positives: int = 100) -> dict[str, object]:
    return {"positives": positives, "auroc": {"value": auroc, "low": 0.0, "high": 1.0}, "threshold": 0.5}


def test_a_figure_that_is_lower_by_more_than_a_point_is_told_by_its_place() -> None:
    now = {"whole": ranking(0.80), "languages": {"ja": {"whole": ranking(0.7)}}}
    before = {"whole": ranking(0.81), "languages": {"ja": {"whole": ranking(0.72)}}}
    assert list(fallen(now, before, 0.01)) == ["languages ja whole auroc: 0.7000, and was 0.7200"]


def test_a_better_one_and_one_that_is_new_or_gone_are_not() -> None:
    now = {"whole": ranking(0.9), "classes": {"a": ranking(0.1), "b": ranking(None)}}
    before = {"whole": ranking(0.5), "classes": {"b": ranking(0.9), "c": ranking(0.9)}}
    assert list(fallen(now, before, 0.01)) == []


def test_a_few_rows_prove_nothing() -> None:
    assert list(fallen(ranking(0.1, 49), ranking(0.9, 49), 0.01)) == []
    assert len(list(fallen(ranking(0.1, 50), ranking(0.9, 50), 0.01))) == 1


def test_something_else_entirely_is_compared_with_nothing() -> None:
    for other in (None, 3, [], {"whole": 1}, {"whole": {"auroc": "high"}}):
        assert list(fallen({"whole": ranking(0.5)}, other, 0.01)) == []
