"""gpt-oss-safeguard: a policy in words, and JSON back."""

from __future__ import annotations

import json

from filters.cascade.guard import Unreadable
from tests.filters.guards.conformance import ASKED, chat, guard, kinds, laws

ONE = guard("gpt_oss_safeguard", model="openai/gpt-oss-safeguard-20b")
FINE = '{"unsafe": false, "classes": []}'


def test_the_law() -> None:
    laws(ONE, ASKED, [chat(FINE)], FINE)


def test_something_is_wrong() -> None:
    text = '{"unsafe": true, "classes": [{"class": "weapons_cbrn", "severity": 3, "confidence": 0.9}]}'
    assert kinds(ONE.read(ASKED, [chat(text, reasoning="It asks for parts.")])) == ["harm.weapons_cbrn"]


def test_thoughts_that_leave_no_room_are_no_opinion() -> None:
    assert ONE.read(ASKED, [chat("", "length", reasoning_content="Let me")]) == Unreadable("cut short")


def test_what_is_sent() -> None:
    one = guard("gpt_oss_safeguard", model="m", policy="Nothing about dragons.", effort="high")
    sent = json.loads(one.calls(ASKED)[0].body)
    assert sent["reasoning_effort"] == "high"
    assert "Nothing about dragons." in sent["messages"][0]["content"]
    assert sent["max_tokens"] == 2048
