"""Granite Guardian: a criterion for each risk, and what a label counts as."""

from __future__ import annotations

from typing import get_args

import pytest

from filters.cascade.granite import CRITERIA, FORMS, Form, asks, graded
from filters.cascade.guard import ChatOptions, Opinion, Unreadable
from filters.guards.granite_guardian import Risk
from tests.filters.guards.conformance import chat, told

OPTIONS = ChatOptions(url="http://127.0.0.1:9", model="m")


def test_every_risk_has_a_criterion_in_words() -> None:
    assert set(CRITERIA) == {*get_args(Risk), "groundedness"}
    for risk, words in CRITERIA.items():
        (call,) = asks(OPTIONS, "guardian", risk, [{"role": "user", "content": "x"}])
        assert words.encode() in call.body.replace(b"\\n", b"\n")
    assert all(f"`{form}`" in FORMS for form in get_args(Form))


@pytest.mark.parametrize(
    ("text", "probability"),
    [("Yes", 0.95), ("Yes\n<confidence> Low </confidence>", 0.6), ("<score> yes </score>", 0.95)],
)
def test_what_a_yes_counts_as(text: str, probability: float) -> None:
    said = graded(chat(text), OPTIONS, ("harm.csae",), "x")
    assert [(one.probability, one.severity, one.code) for one in said.grades] == [(probability, 3, "x")]


def test_no_that_is_less_than_sure() -> None:
    row = told({"No": -0.2, "Yes": -1.8})
    said = graded(chat("No", logprobs=row), OPTIONS, ("harm.harassment",), "x")
    assert isinstance(said, Opinion)
    assert 0 < said.grades[0].probability < 0.5
    row = told({"Yes": -0.2, "No": -1.8})
    assert graded(chat("No", logprobs=row), OPTIONS, ("harm.harassment",), "x") == Unreadable(
        "contradicts itself"
    )
