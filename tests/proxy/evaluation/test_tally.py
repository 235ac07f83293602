"""Counts over rows, each where it belongs."""

from __future__ import annotations

from proxy.evaluation.matching import outcomes
from proxy.evaluation.rows import Span, TextRow
from proxy.evaluation.tally import Tallies, Tally


def added(tally: Tally | Tallies, row: TextRow, *found: Span) -> None:
    tally.add(row, found, outcomes(row, found))


PHONE, NAME = Span(0, 9, "PHONE_NUMBER"), Span(20, 25, "PERSON")


def test_types_that_have_a_form_and_names_are_summed_apart() -> None:
    tally = Tally()
    added(tally, TextRow("x" * 40, (PHONE, NAME)), PHONE)
    assert (tally.sum().hit, tally.sum().missed) == (1, 1)
    assert (tally.sum(structured=True).hit, tally.sum(structured=True).missed) == (1, 0)
    assert (tally.sum(structured=False).hit, tally.sum(structured=False).missed) == (0, 1)


def test_a_row_counts_for_each_of_its_tags() -> None:
    tally = Tally()
    added(tally, TextRow("x" * 40, (PHONE,), tags=("dash", "spaced")), PHONE, NAME)
    added(tally, TextRow("x" * 40, (PHONE,), tags=("dash",)))
    assert (tally.tags["dash"].hit, tally.tags["dash"].missed, tally.tags["dash"].false) == (1, 1, 1)
    assert (tally.tags["spaced"].hit, tally.tags["spaced"].missed) == (1, 0)


def test_hard_negatives_count_by_the_row() -> None:
    tally = Tally()
    for found in ((PHONE, NAME), (), (Span(0, 3, "URL"),)):
        added(tally, TextRow("x" * 40, (), source="real-lines/a"), *found)
    assert (tally.negatives.hit, tally.negatives.rows) == (1, 3)
    told = tally.as_json()["hard_negatives"]
    assert isinstance(told, dict)
    assert told["hit"] == 1


def test_kinds_without_a_type_are_counted_and_hit_hard_negatives() -> None:
    tally = Tally()
    expiry = Span(0, 5, "pii.card_expiry")
    added(tally, TextRow("x" * 40, (), source="real-lines/a"), expiry)
    assert (tally.sum().false, tally.negatives.hit) == (0, 1)
    assert tally.as_json()["untyped"] == {"pii.card_expiry": 1}


def test_languages_are_tallied_apart_and_together() -> None:
    tallies = Tallies()
    added(tallies, TextRow("x" * 40, (PHONE,), "ja"), PHONE)
    added(tallies, TextRow("x" * 40, (PHONE,), "en"))
    added(tallies, TextRow("x" * 40, ()))
    assert tallies.whole.rows == 3
    told = tallies.as_json()
    assert isinstance(told["languages"], dict)
    assert list(told["languages"]) == ["?", "en", "ja"]
    assert tallies.languages["ja"].types["PHONE_NUMBER"].hit == 1
    assert tallies.languages["en"].types["PHONE_NUMBER"].missed == 1
