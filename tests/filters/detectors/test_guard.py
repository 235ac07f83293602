"""The detector `guard`: its options, and that alone it judges nothing and says so."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Any

import pytest
from msgspec.structs import replace

from config.errors import PolicyError
from filters.attack.context import Context
from filters.cascade.conclusion import FAILED, LATE, SHADOW, UNJUDGED
from filters.cascade.guard import UNSPECIFIED
from filters.detector import DETECTORS
from filters.harm.grounds import Grounds
from filters.model import Channel, Reading
from tests.filters.cascade.cascades import AZURE, KEY, LLAMA, made, window


def test_alone_it_judges_nothing_and_says_so() -> None:
    (found,) = made().read(window("Some text.")).findings
    assert (found.kind, found.attrs["why"]) == (FAILED, "nobody asked")
    (found,) = made(shadow=True).read(window("Some text.")).findings
    assert found.kind == UNJUDGED
    assert made(mode="off", classes={"csae": {"mode": "off"}}).read(window("Some text.")) == Reading((), 10)


@pytest.mark.parametrize(
    ("channel", "options", "is_asked"),
    [
        (Channel("request", "/t"), {}, True),
        (Channel("request", "/t", "system", trust="system"), {}, False),
        (Channel("request", "/t", "system", trust="system"), {"trusts": ["system"]}, True),
        (Channel("response", "/t", "assistant"), {"directions": ["request"]}, False),
        (Channel("request", "/t", "tool", trust="tool"), {}, True),
    ],
)
def test_whose_texts_are_asked_about(channel: Channel, options: dict[str, Any], is_asked: bool) -> None:
    inquiry = made(**options).inquire(window("Some text.", channel, final=False), KEY)
    assert bool(inquiry.queries) is False  # nothing is complete yet
    assert inquiry.settled == (0 if is_asked else 10)
    assert bool(made(**options).inquire(window("Some text.", channel), KEY).queries) is is_asked


def test_the_request_is_shown_with_answers_alone_and_only_where_a_policy_says_so() -> None:
    context = changed(Context(), grounds=Grounds((), ("Be brief.", "How?"), "How?"))
    answer, request = Channel("response", "/t", "assistant"), Channel("request", "/t")
    for options, channel, asked in (
        ({"request": True}, answer, "How?"),
        ({}, answer, ""),
        ({"request": True}, request, ""),
    ):
        shown = replace(window("Some text.", channel), context=context)
        (query,) = made(**options).inquire(shown, KEY).queries
        assert query.question.asked == asked
    assert made(request=True).grounds
    assert not made().grounds


def test_it_has_the_kinds_it_can_report() -> None:
    assert {FAILED, LATE, UNSPECIFIED, "harm.csae"} <= set(made().kinds)
    assert UNJUDGED not in made().kinds
    assert "injection.jailbreak" not in made().kinds  # this guard knows nothing of it
    assert "injection.jailbreak" in made(LLAMA, AZURE).kinds
    assert {UNJUDGED, LATE} <= set(made(fail="open").kinds)
    named = {name: {"fail": "open"} for name in ("weapons_cbrn", "csae")}
    assert LATE not in made(fail="open", classes=named).kinds
    assert set(made(shadow=True).kinds) == {SHADOW, UNJUDGED}
    assert "harm.defamation" not in made(classes={"defamation": {"mode": "off"}}).kinds


@pytest.mark.parametrize(
    "options",
    [
        *({"band": [0.9, 0.2]}, {"band": [0.5]}, {"classes": {"csae": {"band": [0.5, 0.5]}}}, {"share": 2}),
        *({"guards": []}, {"mode": "sometimes"}, {"classes": {"csae": {"mod": "off"}}}, {"calls": 0}),
        *({"least": 0}, {"trusts": []}, {"fail": "soft"}, {"ask": "any"}, {"min_score": -1}),
    ],
    ids=str,
)
def test_options_are_held_to_their_shape(options: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match="detector 'guard', option "):
        DETECTORS.build("guard", {"guards": [LLAMA], **options})


@pytest.mark.parametrize(
    ("guards", "options", "says"),
    [
        (({"url": "http://g"},), {}, "use"),
        (({**LLAMA, "use": "lama_guard"},), {}, "did you mean 'llama_guard'"),
        (({"use": "llama_guard"},), {}, "option 'url'"),
        ((LLAMA,), {"classes": {"fraud": {}}}, "no class 'fraud'"),
        ((LLAMA,), {"classes": {"jailbreak": {"mode": "always"}}}, "no guard here knows 'jailbreak'"),
    ],
)
def test_what_cannot_be_honoured_is_told(
    guards: tuple[dict[str, Any], ...], options: dict[str, Any], says: str
) -> None:
    with pytest.raises(PolicyError, match=says):
        made(*guards, **options)
