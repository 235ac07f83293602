"""The same value is the same surrogate everywhere, and is put back where that was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import PolicyError
from filters.measure import MEASURES, Edit
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


@pytest.mark.parametrize(
    ("options", "implied"),
    [({}, ()), ({"restore": False}, ()), ({"restore": True}, (("response", "restore"),))],
)
def test_restore_brings_the_way_down_along(
    options: dict[str, bool], implied: tuple[tuple[str, str], ...]
) -> None:
    assert getattr(MEASURES.build("pseudonymise", options), "implies", None) == implied


@pytest.mark.parametrize(
    ("options", "name"), [({"restore": "often"}, "restore"), ({"style": "token"}, "style")]
)
def test_options_that_are_none(options: dict[str, object], name: str) -> None:
    with pytest.raises(PolicyError, match=f"measure 'pseudonymise', option '{name}'"):
        MEASURES.build("pseudonymise", options)


def test_how_strict_it_is_and_that_text_waits_for_it() -> None:
    measure = MEASURES.build("pseudonymise")
    assert MEASURES.find("restore").severity < measure.severity == 30 < MEASURES.find("mask").severity
    assert measure.holds
