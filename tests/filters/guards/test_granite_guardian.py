"""Granite Guardian: a call for each risk."""

from __future__ import annotations

import json

import pytest

from filters.cascade.guard import UNSPECIFIED, Opinion, Question, Unreadable
from filters.guards.granite_guardian import CATEGORIES
from filters.harm.taxonomy import BY_KIND
from tests.filters.guards.conformance import ASKED, chat, guard, kinds, laws, told

ONE = guard("granite_guardian", model="ibm-granite/granite-guardian-3.3-8b")
NO, YES = "<score> no </score>", "<score> yes </score>"


@pytest.mark.parametrize(
    "text", [NO, "<think>\nWell.\n</think>\n<score>no</score>", "No", "No\n<confidence> High </confidence>"]
)
def test_nothing_is_wrong(text: str) -> None:
    assert ONE.read(ASKED, [chat(text), chat(NO)]) == Opinion()


def test_the_law() -> None:
    wordless = guard("granite_guardian", model="m", risks=["harm"])
    laws(wordless, ASKED, [chat("<score> no </score>")])
    laws(ONE, ASKED, [chat(NO), chat(NO)])
    for text in (
        "<score> no",
        "no no",
        "<score> no </score><score> yes </score>",
        "いいえ",
        "Nein",
        "",
        "maybe",
    ):
        said = wordless.read(ASKED, [chat(text)])
        assert isinstance(said, Unreadable) or said.grades, text


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((YES, NO), [UNSPECIFIED]),
        ((NO, YES), ["injection.jailbreak"]),
        ((YES, YES), [UNSPECIFIED, "injection.jailbreak"]),
        (("Yes", "No"), [UNSPECIFIED]),
        (("<score> no </score><score> yes </score>", NO), [UNSPECIFIED]),
    ],
)
def test_something_is_wrong(texts: tuple[str, str], found: list[str]) -> None:
    assert kinds(ONE.read(ASKED, [chat(text) for text in texts])) == found


def test_low_confidence_is_worth_less() -> None:
    (grade,) = ONE.read(ASKED, [chat("Yes\n<confidence> Low </confidence>"), chat(NO)]).grades
    assert grade.probability == 0.6


def test_one_that_failed_makes_the_whole_unreadable_and_what_was_seen_stays() -> None:
    said = ONE.read(ASKED, [chat(YES), chat("no idea at all")])
    assert isinstance(said, Unreadable)
    assert kinds(said) == [UNSPECIFIED]
    assert ONE.read(ASKED, [chat(NO)]) == Unreadable("not as agreed")


def test_what_is_less_than_a_yes_is_told_of_its_risk() -> None:
    row = told({"<score>": -0.0}, {" no": -0.4, " yes": -1.2})
    said = ONE.read(ASKED, [chat(NO), chat(NO, logprobs=row)])
    assert isinstance(said, Opinion)
    assert [(one.kinds[0], round(one.probability, 2)) for one in said.grades] == [
        ("injection.jailbreak", 0.31)
    ]


def test_only_risks_that_are_wanted_are_asked_for() -> None:
    only = Question("x", wanted=frozenset({"injection.direct"}))
    (call,) = ONE.calls(only)
    told_it = json.loads(call.body)["chat_template_kwargs"]
    assert told_it == {"guardian_config": {"criteria_id": "jailbreak"}, "think": False}
    old = guard("granite_guardian", model="m", form="risk_name", risks=["violence"])
    (call,) = old.calls(only)  # it knows nothing of that, and is asked all the same
    assert json.loads(call.body)["chat_template_kwargs"]["guardian_config"] == {"risk_name": "violence"}


def test_every_risk_has_a_kind() -> None:
    assert {kind for row in CATEGORIES.values() for kind in row} <= {*BY_KIND, UNSPECIFIED}
    assert set(ONE.covers) <= set(BY_KIND)
