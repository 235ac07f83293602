"""PolyGuard: yes or no, of the request and of the response."""

from __future__ import annotations

import json

import pytest

from filters.cascade.guard import UNSPECIFIED, Opinion, Question, Unreadable
from filters.guards.polyguard import CATEGORIES, INSTRUCTION
from filters.harm.taxonomy import BY_KIND
from tests.filters.guards.conformance import ANSWERED, ASKED, chat, guard, kinds, laws, told

ONE = guard("polyguard", model="ToxicityPrompts/PolyGuard-Qwen")
FINE = (
    "Harmful request: no\nRequest safety violations: None\nResponse refusal: no\nHarmful response: no\n"
    "Response safety violations: None"
)
ONLY = "Harmful request: no"


@pytest.mark.parametrize("question", [ASKED, ANSWERED])
def test_nothing_is_wrong(question: Question) -> None:
    assert ONE.read(question, [chat(FINE)]) == Opinion()


def test_the_request_of_an_answer_is_shown_where_it_is_known() -> None:
    (call,) = ONE.calls(Question("That is how.", direction="response", asked="How?"))
    assert (
        "Human user:\nHow?\n\nAI assistant:\nThat is how." in json.loads(call.body)["messages"][1]["content"]
    )


def test_the_law() -> None:
    laws(ONE, ASKED, [chat(ONLY)], ONLY)


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        (
            ASKED,
            "Harmful request: yes\nRequest safety violations: S1,S9",
            ["harm.violent_crime", "harm.weapons_cbrn"],
        ),
        (ASKED, "Harmful request: yes", [UNSPECIFIED]),
        (ASKED, "Harmful request: yes\nRequest safety violations: S77", [UNSPECIFIED]),
        (
            ASKED,
            "Response refusal: yes\nHarmful request: yes\nRequest safety violations: S11",
            ["harm.self_harm"],
        ),
        (
            ANSWERED,
            "Harmful request: no\nHarmful response: yes\nResponse safety violations: S6",
            ["harm.specialised_advice"],
        ),
        (ASKED, "Harmful request: no\nHarmful request: yes", [UNSPECIFIED]),
    ],
)
def test_something_is_wrong(question: Question, text: str, found: list[str]) -> None:
    assert kinds(ONE.read(question, [chat(text)])) == found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (ANSWERED, "Harmful request: no\nResponse refusal: yes"),  # nothing of the response
        (ASKED, "Harmful response: no"),
        (ASKED, "Harmful request: no\nRequest safety violations: S1"),
        (ASKED, "Harmful request: no\nHarmful request: no"),
        (ASKED, "有害なリクエスト: いいえ"),
        (ASKED, "Harmful request: no way"),
    ],
)
def test_another_form_is_no_opinion(question: Question, text: str) -> None:
    assert isinstance(ONE.read(question, [chat(text)]), Unreadable)


def test_a_probability_is_read_where_it_can_only_mean_this() -> None:
    row = told({"Harm": -0.0}, {" yes": -0.1, " no": -2.4})
    (grade,) = ONE.read(ASKED, [chat("Harmful request: yes", logprobs=row)]).grades
    assert grade.probability == pytest.approx(0.909, abs=0.001)
    (grade,) = ONE.read(ASKED, [chat("Response refusal: yes\nHarmful request: yes", logprobs=row)]).grades
    assert grade.probability == 0.95


def test_every_category_has_a_kind_and_a_name() -> None:
    assert len(CATEGORIES) == 14
    assert all(f"{code}: " in INSTRUCTION for code in CATEGORIES)
    assert set(ONE.covers) <= set(BY_KIND)


def test_what_is_sent() -> None:
    (call,) = guard("polyguard", model="m", instruction="Our own words for it.").calls(ANSWERED)
    system, user = json.loads(call.body)["messages"]
    assert system == {"role": "system", "content": "Our own words for it."}
    assert user["content"] == "Human user:\n\n\nAI assistant:\nthat is how"
