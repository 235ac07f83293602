"""The model card's figures, found by place."""

from __future__ import annotations

from typing import Literal

import pytest

from filters.harm.model import FILE
from proxy.evaluation.harm_card import Card, card, digest

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


@pytest.mark.parametrize("question", ["harm", "attack"])
def test_the_shipped_cards_have_figures_of_both_languages(question: Literal["harm", "attack"]) -> None:
    made = card(question)
    for language in ("", "en", "ja"):
        auroc = made.figure(language, "", "", "auroc")
        assert auroc is not None
        assert 0.5 < auroc < 1


def test_a_card_names_its_model() -> None:
    assert Card({"model": digest(FILE.read_bytes())}).current
    assert not Card({"model": digest(b"another")}).current
    assert not Card({}).current
