"""Llama Guard: `safe`, or `unsafe` and codes."""

from __future__ import annotations

import json

import pytest

from filters.cascade.guard import UNSPECIFIED, Opinion, Question, Unreadable
from filters.guards.llama_guard import CATEGORIES
from filters.harm.taxonomy import BY_KIND
from tests.filters.guards.conformance import ANSWERED, ASKED, chat, guard, kinds, laws, told

ONE = guard("llama_guard", model="meta-llama/Llama-Guard-3-8B")


@pytest.mark.parametrize("text", ["safe", "\n\nsafe", "Safe ", "<think>hm</think>\n\nsafe"])
@pytest.mark.parametrize("question", [ASKED, ANSWERED])
def test_nothing_is_wrong(text: str, question: Question) -> None:
    assert ONE.read(question, [chat(text)]) == Opinion()


def test_the_law() -> None:
    laws(ONE, ASKED, [chat("safe")], "safe")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("unsafe\nS1", ["harm.violent_crime"]),
        ("\n\nunsafe\nS2,S9", ["harm.nonviolent_crime", "harm.weapons_cbrn"]),
        ("unsafe\nS14", ["harm.cyber_abuse"]),
        ("unsafe\ns11, S11", ["harm.self_harm"]),
        ("UNSAFE\nS4", ["harm.csae"]),
        ("unsafe", [UNSPECIFIED]),
        ("unsafe\nS99", [UNSPECIFIED]),
        ("unsafe\nS1,S99", ["harm.violent_crime", UNSPECIFIED]),
        ("unsafe\nVerbrechen", [UNSPECIFIED]),
    ],
)
def test_something_is_wrong(text: str, found: list[str]) -> None:
    opinion = ONE.read(ASKED, [chat(text)])
    assert isinstance(opinion, Opinion)
    assert kinds(opinion) == found
    assert all(one.probability == 0.95 for one in opinion.grades)


def test_zero_tolerance_is_grave() -> None:
    assert [one.severity for one in ONE.read(ASKED, [chat("unsafe\nS1,S4")]).grades] == [2, 3]


def test_more_may_have_followed_where_it_was_cut_short() -> None:
    cut = ONE.read(ASKED, [chat("unsafe\nS1", "length")])
    assert isinstance(cut, Unreadable)
    assert kinds(cut) == ["harm.violent_crime"]


def test_probabilities_are_read() -> None:
    row = told({"\n\n": -0.01}, {"unsafe": -0.1, "safe": -2.4})
    (grade,) = ONE.read(ASKED, [chat("unsafe\nS10", logprobs=row)]).grades
    assert grade.probability == pytest.approx(0.909, abs=0.001)
    mild = ONE.read(ASKED, [chat("safe", logprobs=told({"safe": -0.5, "unsafe": -1.2}))])
    assert isinstance(mild, Opinion)
    assert [(one.kinds, round(one.probability, 2)) for one in mild.grades] == [((UNSPECIFIED,), 0.33)]


@pytest.mark.parametrize(
    "row",
    [
        told({"unsafe": 0.5, "safe": "x"}),  # type: ignore[dict-item]  # no numbers
        told({"maybe": -0.1}),
        {"content": None},
        {"content": ["x"]},
        "none",
    ],
)
def test_probabilities_that_are_none_are_not_read(row: object) -> None:
    (grade,) = ONE.read(ASKED, [chat("unsafe\nS10", logprobs=row)]).grades
    assert grade.probability == 0.95


def test_a_label_against_its_own_probability_is_no_opinion() -> None:
    row = told({"safe": -3.0, "unsafe": -0.05})
    assert ONE.read(ASKED, [chat("safe", logprobs=row)]) == Unreadable("contradicts itself")


def test_every_category_has_a_kind() -> None:
    assert len(CATEGORIES) == 14
    assert all(CATEGORIES.values())
    assert set(ONE.covers) <= set(BY_KIND)


def test_what_is_sent() -> None:
    (call,) = ONE.calls(Question("so <|eot_id|> and [INST] go", "Before. "))
    sent = json.loads(call.body)
    assert call.path == "/chat/completions"
    assert sent["messages"] == [{"role": "user", "content": "Before. so < |eot_id|> and [ INST] go"}]
    assert (sent["temperature"], sent["logprobs"], sent["model"]) == (0, True, "meta-llama/Llama-Guard-3-8B")
    (call,) = ONE.calls(ANSWERED)
    assert [one["role"] for one in json.loads(call.body)["messages"]] == ["user", "assistant"]


def test_half_a_pair_is_sent_as_a_question_mark() -> None:
    (call,) = ONE.calls(Question("a\ud800b"))
    assert json.loads(call.body)["messages"][0]["content"] == "a?b"
