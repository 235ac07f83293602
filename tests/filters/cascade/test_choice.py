"""When a class is asked for."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from filters.cascade.choice import ClassOptions, Mode, Terms, draw, speaks, terms_of, wanted

FRAUD = "harm.fraud_scam"


def terms(mode: Mode, low: float = 0.2, high: float = 0.8, share: float = 0.5) -> dict[str, Terms]:
    return {FRAUD: Terms(FRAUD, mode, low, high, share, closed=True)}


@pytest.mark.parametrize(
    ("mode", "scores", "drawn", "is_wanted"),
    [
        ("always", {}, 0.99, True),
        ("off", {FRAUD: 0.5}, 0.0, False),
        ("sampled", {}, 0.49, True),
        ("sampled", {}, 0.5, False),
        ("band", {FRAUD: 0.19}, 0.0, False),
        ("band", {FRAUD: 0.2}, 0.0, True),
        ("band", {FRAUD: 0.79}, 0.0, True),
        ("band", {FRAUD: 0.8}, 0.0, False),
        ("band", {}, 0.0, False),
        ("band", {FRAUD: 0.01, "harm": 0.5}, 0.0, True),  # something is there, and not told what
        ("band", {FRAUD: 0.01, "injection": 0.5}, 0.0, False),
        ("band", {FRAUD: 0.95, "harm": 0.95}, 0.0, False),  # the first stage has said enough
    ],
)
def test_wanted(mode: Mode, scores: dict[str, float], drawn: float, is_wanted: bool) -> None:
    assert wanted(terms(mode), scores, drawn) == ({FRAUD} if is_wanted else set())


def test_what_is_named_goes_before_what_is_usual() -> None:
    usual = ClassOptions(mode="band", band=(0.1, 0.9), share=0.05, fail="open")
    assert terms_of("fraud_scam", ClassOptions(), usual) == Terms(FRAUD, "band", 0.1, 0.9, 0.05, closed=False)
    own = ClassOptions(mode="sampled", share=0.0, band=(0.3, 0.4), fail="closed")
    assert terms_of("fraud_scam", own, usual) == Terms(FRAUD, "sampled", 0.3, 0.4, 0.0, closed=True)


@pytest.mark.parametrize("name", ["weapons_cbrn", "csae"])
def test_some_fail_open_only_where_they_are_named(name: str) -> None:
    usual = ClassOptions(mode="always", fail="open")
    assert terms_of(name, ClassOptions(), usual).closed
    assert not terms_of(name, ClassOptions(fail="open"), usual).closed


@pytest.mark.parametrize("band", [(0.5, 0.5), (0.9, 0.1), (-0.1, 0.5), (0.5, 1.1)])
def test_a_band_has_two_edges(band: tuple[float, float]) -> None:
    with pytest.raises(ValidationError):
        ClassOptions(band=band)


@pytest.mark.parametrize(
    ("text", "has_words"),
    [("ab", True), ("は い", False), ("はい", True), ("", False), ("12:30 — 4,5", False), ("x1 y2", False)],
)
def test_numbers_and_signs_are_nothing_to_ask_about(text: str, has_words: bool) -> None:
    assert speaks(text) is has_words


def test_a_draw_is_even_and_the_texts_own() -> None:
    drawn = [draw(f"text {number}", b"key") for number in range(2000)]
    assert all(0 <= one < 1 for one in drawn)
    assert 0.08 < sum(one < 0.1 for one in drawn) / 2000 < 0.12
    assert draw("text 1", b"key") == drawn[1] != draw("text 1", b"other")
    assert 0 <= draw("\ud800", b"") < 1
