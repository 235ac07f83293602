"""Users in a crisis: what they write themselves, in requests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filters.detector import DETECTORS, Window
from filters.measure import MEASURES
from filters.model import Channel, Direction, Finding, TextSpan
from filters.policy import Plan, Rule

USER = Channel("request", "/messages/*/content", "user")
TEXT = "Hello. I just want to die. もう死にたい。"


def read(text: str, channel: Channel = USER) -> tuple[Finding, ...]:
    reading = DETECTORS.build("crisis").read(Window(channel, "crisis", text, 0, 0, final=True))
    assert reading.settled == len(text)
    return reading.findings


def test_what_is_found_says_how_and_of_which_part_it_is() -> None:
    found = read(TEXT)
    assert [TEXT[one.span.start : one.span.end] for one in found] == ["want to die", "死にたい"]
    for one in found:
        assert one.kind == "harm.self_harm"
        assert one.score >= 0.9
        assert one.attrs == {"how": "die", "sub": "intent", "severity": 3}


@pytest.mark.parametrize("role", ["system", "definition", "assistant", "tool", "retrieved", "moderation"])
def test_only_what_users_write_is_read(role: str) -> None:
    assert read(TEXT, replace(USER, role=role)) == ()


@pytest.mark.parametrize("direction", ["request", "response"])
def test_plans_of_answers_do_not_employ_it(direction: Direction) -> None:
    assert getattr(DETECTORS.find("crisis"), "direction", direction) == "request"
    assert read(TEXT, replace(USER, direction="response")) == ()


def test_a_sentence_is_waited_for() -> None:
    detector = DETECTORS.build("crisis")
    for text, settled in (("I want to die", 2), ("I want to di", 2), ("I want to die for", 2), ("hello", 5)):
        reading = detector.read(Window(USER, "crisis", text, 0, 0, final=False))
        assert (reading.findings, reading.settled) == ((), settled)
    later = detector.read(Window(USER, "crisis", "I want to die. Yes", 0, 0, final=False))
    assert [one.span for one in later.findings] == [TextSpan(2, 13)]


def test_most_texts_cost_one_search_with_all_others() -> None:
    detector = DETECTORS.build("crisis")
    plan = Plan((), Rule("default", ("*",), MEASURES.build("flag")), (detector,))
    assert plan.clear("How do I centre a heading in a table of three columns? 表の見出しを中央に寄せたい。")
    assert not plan.clear(TEXT)
