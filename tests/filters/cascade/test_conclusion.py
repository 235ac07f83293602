"""From what was heard to findings."""

from __future__ import annotations

import pytest

from filters.cascade.conclusion import FAILED, LATE, SHADOW, UNJUDGED, Heard
from filters.cascade.guard import UNSPECIFIED, Grade, Opinion, Unreadable
from filters.model import Finding
from tests.filters.cascade.cascades import KEY, LLAMA, QWEN, RESPONSE, made, window

S2 = Grade(("harm.nonviolent_crime", "harm.fraud_scam"), 2, 0.9, "S2")
LATELY = Unreadable("late")


def test_more_questions_than_set_are_not_asked_and_are_failures() -> None:
    one = made(least=8, calls=2)
    shown = window("A sentence here. " * 5, RESPONSE)
    inquiry = one.inquire(shown, KEY)
    assert (len(inquiry.queries), len(inquiry.left)) == (2, 3)
    nothing = [[Heard(one.guards[0], Opinion())]] * 2
    found = one.conclude(shown, inquiry, nothing).findings
    assert [(finding.kind, finding.attrs["why"]) for finding in found] == [(FAILED, "too much")] * 3


def heard(*said: Opinion | Unreadable, text: str = "Some text.", **options: object) -> list[Finding]:
    """What is found of a text when these are the answers of its guards."""
    guards = (LLAMA, QWEN)[: len(said)]
    one = made(*guards, **options)
    inquiry = one.inquire(window(text), KEY)
    answers = [[Heard(guard, told) for guard, told in zip(one.guards, said, strict=True)]]
    reading = one.conclude(window(text), inquiry, answers)
    assert reading.settled == len(text)
    assert all(finding.kind in one.kinds for finding in reading.findings)
    return list(reading.findings)


def test_a_grade_is_a_finding_of_the_whole_unit() -> None:
    (found,) = heard(Opinion((S2,)))
    assert (found.kind, found.span.start, found.span.end) == ("harm.nonviolent_crime", 0, 10)
    assert found.score == 0.9
    assert found.attrs == {"severity": 2, "guard": "llama_guard", "code": "S2"}


def test_a_code_that_may_mean_several_means_the_one_that_was_asked_for() -> None:
    off = {"nonviolent_crime": {"mode": "off"}}
    assert [one.kind for one in heard(Opinion((S2,)), classes=off)] == ["harm.fraud_scam"]
    off |= {"fraud_scam": {"mode": "off"}, "cyber_abuse": {"mode": "off"}}
    assert heard(Opinion((S2,)), classes=off) == []


def test_something_unnamed_is_a_finding_whatever_is_off() -> None:
    grade = Grade((UNSPECIFIED,), 2, 0.95)
    assert [
        one.kind for one in heard(Opinion((grade,)), mode="off", classes={"csae": {"mode": "always"}})
    ] == [UNSPECIFIED]


def test_the_surest_of_several_is_told() -> None:
    (found,) = heard(Opinion((S2,)), Opinion((Grade(("harm.nonviolent_crime",), 3, 0.97),)))
    assert (found.score, found.attrs["guard"], found.attrs["severity"]) == (0.97, "second", 3)


def test_what_is_less_probable_than_set_is_dropped() -> None:
    assert heard(Opinion((S2,)), min_score=0.91) == []


@pytest.mark.parametrize(
    ("said", "ask", "kinds"),
    [
        ((Opinion(), Opinion()), "all", []),
        ((Opinion(), LATELY), "all", [LATE]),
        ((LATELY, Opinion()), "all", [LATE]),
        ((Unreadable("refused"), Opinion((S2,))), "all", ["harm.nonviolent_crime", FAILED]),
        ((Unreadable("refused"), Unreadable("status 500")), "all", [FAILED]),
        ((Unreadable("refused"), LATELY), "first", [LATE]),
    ],
)
def test_of_several_all_have_to_answer(
    said: tuple[Opinion | Unreadable, ...], ask: str, kinds: list[str]
) -> None:
    assert [one.kind for one in heard(*said, ask=ask)] == kinds


def test_in_turn_one_that_answers_is_enough_for_what_it_knows() -> None:
    known = {"privacy_violation": {"mode": "always"}}
    assert heard(Unreadable("refused"), Opinion(), ask="first", mode="off", classes=known) == []
    # What only the first one knows stays unjudged.
    only_first = {"specialised_advice": {"mode": "always"}, "privacy_violation": {"mode": "always"}}
    found = heard(Unreadable("refused"), Opinion(), ask="first", mode="off", classes=only_first)
    assert [(one.kind, one.attrs["why"]) for one in found] == [(FAILED, "refused")]


def test_what_was_seen_of_an_answer_that_is_none_counts_too() -> None:
    found = heard(Unreadable("cut short", (S2,)))
    assert [one.kind for one in found] == ["harm.nonviolent_crime", FAILED]


def test_failing_open_is_noted_and_some_never_do() -> None:
    fraud = {"fraud_scam": {"mode": "always"}}
    (noted,) = heard(LATELY, mode="off", classes=fraud, fail="open")
    assert (noted.kind, noted.score, noted.attrs) == (UNJUDGED, 1.0, {"why": "late", "reader": "llama_guard"})
    both = fraud | {"weapons_cbrn": {"mode": "always"}}
    assert [one.kind for one in heard(LATELY, mode="off", classes=both, fail="open")] == [LATE]


def test_in_the_shadow_everything_is_only_told() -> None:
    seen = heard(Opinion((S2,)), shadow=True)
    assert [(one.kind, one.attrs["kind"]) for one in seen] == [(SHADOW, "harm.nonviolent_crime")]
    assert [one.kind for one in heard(LATELY, shadow=True)] == [UNJUDGED]
