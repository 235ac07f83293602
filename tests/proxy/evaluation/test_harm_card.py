"""The model card's figures, found by place."""

from __future__ import annotations

import pytest

from proxy.evaluation.harm_card import Card

TOLD = {
    "whole": {"auroc": {"value": 0.9}},
    "classes": {"csae": {"recall": {"value": 0.5}, "auroc": {"value": None}}},
    "languages": {"ja": {"whole": {"auroc": {"value": 0.8}}}},
}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("", "", "", "auroc"), 0.9),
        (("ja", "", "", "auroc"), 0.8),
        (("", "classes", "csae", "recall"), 0.5),
        (("", "classes", "csae", "auroc"), None),
        (("fr", "", "", "auroc"), None),
        (("ja", "classes", "csae", "auroc"), None),
    ],
)
def test_a_figure_by_its_place(place: tuple[str, str, str, str], value: float | None) -> None:
    assert Card(TOLD).figure(*place) == value
