"""The contextual grounding check of a guardrail: a score, and whether it acted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from filters.cascade.guard import UNSUPPORTED, Answer, Opinion, Unreadable
from tests.filters.guards.conformance import RESTING, guard, laws, said

ONE = guard("bedrock_grounding", guardrail="abc123")


def check(
    score: object = 1.0, action: object = "NONE", what: str = "GROUNDING", **more: Any
) -> dict[str, Any]:
    return {"type": what, "threshold": 0.7, "score": score, "action": action, **more}


def answered(*checks: object, action: object = "NONE") -> Answer:
    return said(
        {"action": action, "outputs": [], "assessments": [{"contextualGroundingPolicy": {"filters": checks}}]}
    )


def test_all_is_grounded() -> None:
    assert ONE.read(RESTING, [answered(check())]) == Opinion()
    # That it is beside the question is no lack of grounds.
    beside = check(0.01, "BLOCKED", "RELEVANCE")
    assert ONE.read(RESTING, [answered(check(), beside, action="GUARDRAIL_INTERVENED")]) == Opinion()


def test_the_law() -> None:
    laws(ONE, RESTING, [answered(check())])


@pytest.mark.parametrize(
    ("one", "likely"),
    [
        (check(0.25), 0.75),
        (check(0.9), 0.1),
        (check(0.65, "BLOCKED"), 0.5),
        (check(0.02, "BLOCKED"), 0.98),
        (check(0.65, detected=True), 0.5),
    ],
)
def test_a_score_is_how_well_it_is_grounded(one: dict[str, Any], likely: float) -> None:
    (grade,) = ONE.read(RESTING, [answered(check(), one)]).grades
    assert (grade.kinds, grade.probability) == ((UNSUPPORTED,), likely)


@pytest.mark.parametrize(
    "wrong",
    [
        answered(),
        answered(check(what="RELEVANCE")),
        answered(check(None)),
        answered(check("1.0")),
        answered(check(1.5)),
        answered(check(True)),  # a score that is none
        answered(check(action="ANONYMIZED")),
        answered("GROUNDING"),
        answered(check(), action="SOMETHING"),
        said({"action": "NONE", "assessments": {}}),
        said({"action": "NONE", "assessments": [{}]}),
        said({"action": "NONE", "assessments": ["x"]}),
        said({"action": "NONE", "assessments": [{"contextualGroundingPolicy": {"filters": {"type": "x"}}}]}),
        said({"action": "NONE", "assessments": [{"contextualGroundingPolicy": "fine"}]}),
    ],
)
def test_without_a_score_there_is_no_opinion(wrong: Answer) -> None:
    assert ONE.read(RESTING, [wrong]) == Unreadable("not as agreed")


def test_what_is_sent() -> None:
    (call,) = ONE.calls(RESTING)
    assert call.path == "/guardrail/abc123/version/DRAFT/apply"
    document = json.loads(call.body)
    assert (document["source"], document["outputScope"]) == ("OUTPUT", "FULL")
    blocks = [(one["text"]["qualifiers"], one["text"]["text"]) for one in document["content"]]
    assert blocks == [
        (["grounding_source"], "\n\n".join(RESTING.given)),
        (["query"], RESTING.asked),
        (["guard_content"], RESTING.text),
    ]
