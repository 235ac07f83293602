"""Surrogate to value, exactly or not at all."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.measure import MEASURES, Edit, Halt
from filters.model import Direction
from filters.vault import Desk
from tests.filters.verdicts import desk, verdict

RESTORE = MEASURES.build("restore")


def restored(text: str, direction: Direction, at: Desk) -> Edit | Halt | None:
    return RESTORE.act(text, verdict(text, "placeholder.token", direction), at)


@given(st.text(max_size=20), st.booleans())
def test_the_value_comes_back_as_it_was_and_only_the_other_way(value: str, hide: bool) -> None:
    at = desk()
    token = at.token("pii.email", value, hide)
    assert restored(token, "response", at) == (Edit(value) if hide else None)
    assert restored(token, "request", at) == (None if hide else Edit(value))


@pytest.mark.parametrize("hide", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        lambda token: token + "s",
        lambda token: token[:-1],
        lambda token: token.replace("_1_", "_2_"),
        lambda token: token.replace("PII", "SECRET"),
        lambda token: token.replace("EMAIL", "EMIAL"),
        lambda token: "",
    ],
    ids=["longer", "shorter", "count", "family", "letters", "nothing"],
)
def test_what_is_another_surrogate_stays(change: object, hide: bool) -> None:
    at = desk()
    text = change(at.token("pii.email", "taro@example.com", hide))  # type: ignore[operator]
    assert (restored(text, "request", at), restored(text, "response", at)) == (None, None)


@pytest.mark.parametrize(
    ("tools", "tool", "way"),
    [
        ({}, "mail", "restore"),
        ({"mail": "restore", "*": "keep"}, "mail", "restore"),
        ({"mail": "restore", "*": "keep"}, "log", "keep"),
        ({"mail": "restore", "*": "keep"}, "?", "keep"),
        ({"web_*": "refuse"}, "web_search", "refuse"),
        ([{"*": "keep"}, {"mail": "restore"}], "mail", "keep"),  # of several rows the strictest
        ([{"mail": "keep"}, {"mail": "refuse"}], "mail", "refuse"),
        ({"*": "refuse"}, "", "restore"),  # no argument of a tool
    ],
)
def test_which_tools_get_the_value(tools: object, tool: str, way: str) -> None:
    at = desk()
    token = at.token("pii.email", "taro@example.com", True)
    ruling = verdict(token, "placeholder.token", "response")
    ruling = msgspec.structs.replace(ruling, channel=replace(ruling.channel, tool=tool))
    outcome = MEASURES.build("restore", {"tools": tools}).act(token, ruling, at)
    assert outcome == {"restore": Edit("taro@example.com"), "keep": None, "refuse": Halt("refuse")}[way]


def test_what_is_typed_in_the_form_of_a_surrogate_goes_up_as_another_and_comes_back_as_typed() -> None:
    at, typed = desk(), "PII_EMAIL_1_K7"
    up = MEASURES.build("restore", {"typed": True}).act(typed, verdict(typed, "placeholder.token"), at)
    assert isinstance(up, Edit)
    assert up.text != typed
    assert restored(up.text, "response", at) == Edit(typed)


@pytest.mark.parametrize("other", [desk("tenant", "other talk"), desk("other tenant", "talk")])
def test_a_surrogate_of_another_conversation_stays(other: Desk) -> None:
    token = desk().token("pii.email", "taro@example.com", True)
    assert restored(token, "response", other) is None


def test_how_strict_it_is_and_that_text_waits_for_it() -> None:
    assert MEASURES.find("flag").severity < RESTORE.severity == 20
    assert RESTORE.severity < MEASURES.find("pseudonymise").severity
    assert RESTORE.holds
