"""Help is named in the language of what was written, and nothing of it leaves."""

from __future__ import annotations

import pytest

from config.crisis import shipped
from config.errors import PolicyError
from filters.measure import MEASURES, Halt
from filters.measures.resources import Resources, language_of
from filters.model import Direction
from tests.filters.verdicts import NoDesk, verdict

JA, EN = (one.text for one in shipped())
ONE = {"language": "en", "lead": "Hello.", "contacts": [{"name": "a", "phone": "1"}]}


def said(text: str, options: dict[str, object] | None = None, direction: Direction = "request") -> str:
    outcome = MEASURES.build("resources", options or {}).act(
        text, verdict(text, "harm.self_harm", direction), NoDesk()
    )
    assert isinstance(outcome, Halt)
    assert outcome.how == "refuse"
    return outcome.says


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("もう消えてしまいたい", JA),
        ("ﾓｳ ﾑﾘ", JA),
        ("自殺方法", JA),
        ("I cannot go on", EN),
        ("I cannot go on, もう無理", JA),
        ("", JA),
        ("죽고 싶다", JA),
        ("\ud800", JA),
    ],
)
def test_the_language_is_that_of_the_text(text: str, help_: str, direction: Direction) -> None:
    assert said(text, direction=direction) == help_


def test_it_never_repeats_what_was_written() -> None:
    assert "wq9x" not in said("wq9x")


def test_all_languages_on_request() -> None:
    assert said("hello", {"always": True}) == f"{JA}\n\n{EN}"


def test_lists_of_the_operator_take_the_place_of_the_shipped_ones() -> None:
    for text in ("hello", "もう無理"):
        assert said(text, {"lists": [ONE]}) == "Hello.\n\n- a: 1"


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"lists": [ONE, ONE]}, "lists"),
        ({"lists": [{"language": "en"}]}, "lists.0.lead"),
        ({"files": "help.yaml"}, "files"),  # they are read with the settings file, or not at all
    ],
)
def test_options_that_are_none(options: dict[str, object], name: str) -> None:
    with pytest.raises(PolicyError, match=f"measure 'resources', option '{name}'"):
        MEASURES.build("resources", options)


def test_it_is_stricter_than_a_refusal_and_text_waits_for_it() -> None:
    measure = MEASURES.build("resources")
    assert isinstance(measure, Resources)
    assert measure.severity > MEASURES.build("refuse").severity
    assert measure.holds


def test_the_language_of_texts_without_letters_is_not_known() -> None:
    assert [language_of(text) for text in ("", "123", "か", "a")] == ["", "", "ja", "en"]
