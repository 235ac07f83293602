"""The same value is the same surrogate everywhere, and is put back where that was asked for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import PolicyError
from filters.measure import MEASURES, Edit, Implied
from filters.model import Direction
from tests.filters.verdicts import desk, verdict


def surrogates(texts: list[str], kind: str = "pii.email") -> list[str]:
    measure, at = MEASURES.build("pseudonymise"), desk()
    outcomes = [measure.act(text, verdict(text, kind), at) for text in texts]
    return [outcome.text for outcome in outcomes if isinstance(outcome, Edit)]


@given(st.lists(st.sampled_from(["a@x.jp", "b@x.jp", "\ud800"]), max_size=9))
def test_identity_is_kept_and_nothing_else(texts: list[str]) -> None:
    made = surrogates(texts)
    assert len(made) == len(texts)
    assert [made.index(one) for one in made] == [texts.index(text) for text in texts]


def test_one_value_of_two_kinds_is_two_surrogates() -> None:
    assert surrogates(["a@x.jp"]) != surrogates(["a@x.jp"], "secret.key")


@pytest.mark.parametrize(("direction", "back"), [("request", "response"), ("response", "request")])
def test_the_value_is_hidden_from_whoever_reads_next(direction: Direction, back: str) -> None:
    at, text = desk(), "taro@example.com"
    outcome = MEASURES.build("pseudonymise").act(text, verdict(text, direction=direction), at)
    assert isinstance(outcome, Edit)
    assert (at.original(outcome.text, back), at.original(outcome.text, direction)) == (text, None)


TYPED = Implied("request", "restore", {"typed": True})


@pytest.mark.parametrize(
    ("options", "implied"),
    [
        ({}, ()),
        ({"restore": False}, ()),
        ({"restore": True}, (Implied("response", "restore", {"tools": [], "fakes": False}), TYPED)),
        (
            {"restore": True, "style": "fake", "tools": {"mail": "restore", "*": "keep"}},
            (
                Implied("response", "restore", {"tools": [{"mail": "restore", "*": "keep"}], "fakes": True}),
                TYPED,
            ),
        ),
    ],
)
def test_restore_brings_the_way_down_along(options: dict[str, object], implied: tuple[Implied, ...]) -> None:
    assert getattr(MEASURES.build("pseudonymise", options), "implies", None) == implied


@pytest.mark.parametrize(("direction", "fake"), [("request", True), ("response", False)])
def test_a_fake_has_the_form_of_its_value_on_the_way_up_only(direction: Direction, fake: bool) -> None:
    at, text = desk(), "090-1234-5678"
    outcome = MEASURES.build("pseudonymise", {"style": "fake"}).act(
        text, verdict(text, "pii.phone", direction), at
    )
    assert isinstance(outcome, Edit)
    assert bool(re.fullmatch(r"090-0\d{3}-\d{4}", outcome.text)) is fake
    assert at.original(outcome.text, "response" if direction == "request" else "request") == text


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"restore": "often"}, "restore"),
        ({"style": "label"}, "style"),
        ({"restore": True, "tools": {"mail": "perhaps"}}, "tools"),
        ({"tools": {"mail": "keep"}}, ""),
    ],
)
def test_options_that_are_none(options: dict[str, object], name: str) -> None:
    with pytest.raises(PolicyError, match=f"measure 'pseudonymise', option '{name}"):
        MEASURES.build("pseudonymise", options)


def test_how_strict_it_is_and_that_text_waits_for_it() -> None:
    measure = MEASURES.build("pseudonymise")
    assert MEASURES.find("restore").severity < measure.severity == 30 < MEASURES.find("mask").severity
    assert measure.holds
