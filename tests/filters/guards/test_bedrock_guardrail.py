"""ApplyGuardrail: assessments of filters, topics, words and personal data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from config.errors import PolicyError
from filters.cascade.guard import UNSPECIFIED, Answer, Opinion, Question, Unreadable, signature_of
from filters.guards.bedrock_guardrail import FILTERS
from filters.harm.taxonomy import BY_KIND
from tests.filters.guards.conformance import ANSWERED, ASKED, guard, kinds, laws, never_safe, said

ONE = guard("bedrock_guardrail", guardrail="gr1", topics={"Tax advice": "harm.specialised_advice"})


def applied(action: str = "NONE", guarded: int = 14, total: int = 14, **policies: Any) -> Answer:
    return said(
        {
            "usage": {"contentPolicyUnits": 1},
            "action": action,
            "outputs": [],
            "assessments": [policies] if policies else [],
            "guardrailCoverage": {"textCharacters": {"guarded": guarded, "total": total}},
        }
    )


def filtered(kind: str, confidence: str, action: str = "BLOCKED") -> dict[str, Any]:
    return {"contentPolicy": {"filters": [{"type": kind, "confidence": confidence, "action": action}]}}


ACTED = "GUARDRAIL_INTERVENED"


@pytest.mark.parametrize("question", [ASKED, ANSWERED])
def test_the_law(question: Question) -> None:
    laws(ONE, question, [applied()])
    laws(ONE, question, [applied(contentPolicy={"filters": []}, topicPolicy=None)])


@pytest.mark.parametrize(
    ("confidence", "severity", "probability"), [("LOW", 1, 0.5), ("MEDIUM", 2, 0.75), ("HIGH", 3, 0.95)]
)
def test_filters_have_a_confidence(confidence: str, severity: int, probability: float) -> None:
    opinion = ONE.read(ASKED, [applied(ACTED, **filtered("VIOLENCE", confidence))])
    (grade,) = opinion.grades
    assert (grade.kinds[0], grade.severity, grade.probability) == (
        "harm.violent_crime",
        severity,
        probability,
    )


@pytest.mark.parametrize(
    ("policies", "found"),
    [
        (filtered("PROMPT_ATTACK", "HIGH"), ["injection.jailbreak"]),
        (filtered("NEW_ONE", "HIGH"), [UNSPECIFIED]),
        (
            {"topicPolicy": {"topics": [{"name": "Tax advice", "type": "DENY", "action": "BLOCKED"}]}},
            ["harm.specialised_advice"],
        ),
        (
            {"topicPolicy": {"topics": [{"name": "Rivals", "type": "DENY", "action": "BLOCKED"}]}},
            [UNSPECIFIED],
        ),
        ({"wordPolicy": {"customWords": [{"match": "x", "action": "BLOCKED"}]}}, [UNSPECIFIED]),
        (
            {"wordPolicy": {"managedWordLists": [{"match": "x", "type": "PROFANITY", "action": "BLOCKED"}]}},
            ["harm.harassment"],
        ),
        (
            {
                "sensitiveInformationPolicy": {
                    "piiEntities": [{"type": "NAME", "match": "x", "action": "ANONYMIZED"}]
                }
            },
            ["harm.privacy_violation"],
        ),
        (
            {"sensitiveInformationPolicy": {"regexes": [{"name": "id", "action": "BLOCKED"}]}},
            ["harm.privacy_violation"],
        ),
        (
            {
                "contextualGroundingPolicy": {
                    "filters": [{"type": "GROUNDING", "score": 0.1, "threshold": 0.5, "action": "BLOCKED"}]
                }
            },
            [UNSPECIFIED],
        ),
        ({"somethingNew": {}}, [UNSPECIFIED]),
    ],
)
def test_something_is_wrong(policies: dict[str, Any], found: list[str]) -> None:
    opinion = ONE.read(ASKED, [applied(ACTED, **policies)])
    assert isinstance(opinion, Opinion)
    assert kinds(opinion) == found


def test_what_was_seen_and_let_pass_is_told() -> None:
    seen = ONE.read(ASKED, [applied("NONE", **filtered("HATE", "MEDIUM", "NONE"))])
    assert [(one.kinds[0], one.probability) for one in seen.grades] == [("harm.hate_discrimination", 0.75)]
    grounded = {"filters": [{"type": "GROUNDING", "score": 0.9, "threshold": 0.5, "action": "NONE"}]}
    assert ONE.read(ASKED, [applied(contextualGroundingPolicy=grounded)]) == Opinion()


@pytest.mark.parametrize(
    "answer",
    [
        applied("MAYBE"),
        said({"action": "NONE"}),
        said({"action": "NONE", "assessments": {}}),
        said({"action": None, "assessments": []}),
        said({"assessments": []}),
        applied(contentPolicy={"filters": [{"type": "HATE"}]}),
        applied(contentPolicy={"filters": [{"type": "HATE", "confidence": "VERY"}]}),
        applied(contentPolicy={"filters": "HATE"}),
        applied(contentPolicy=["HATE"]),
        applied(wordPolicy={"customWords": [{"match": "x"}]}),
        said({"action": "NONE", "assessments": ["x"]}),
        applied(guarded=10, total=14),
        applied(ACTED, contentPolicy="x"),
    ],
)
def test_another_form_is_never_safe(answer: Answer) -> None:
    assert never_safe(ONE.read(ASKED, [answer]))


def test_what_was_not_read_whole_is_unreadable() -> None:
    half = ONE.read(ASKED, [applied(guarded=10, total=14)])
    assert half == Unreadable("not all read")


def test_every_filter_has_a_kind() -> None:
    assert len(FILTERS) == 6
    assert all(FILTERS.values())
    assert set(ONE.covers) <= set(BY_KIND)


def test_what_is_sent() -> None:
    (call,) = ONE.calls(ANSWERED)
    assert call.path == "/guardrail/gr1/version/DRAFT/apply"
    assert json.loads(call.body) == {"source": "OUTPUT", "content": [{"text": {"text": "that is how"}}]}
    assert json.loads(ONE.calls(ASKED)[0].body)["source"] == "INPUT"


def test_signing_is_an_option() -> None:
    signed = guard("bedrock_guardrail", guardrail="gr1", sigv4={"region": "ap-northeast-1"})
    signature = signature_of(signed)
    assert signature is not None
    assert (signature.region, signature.service) == ("ap-northeast-1", "bedrock")
    assert signature_of(ONE) is None
    with pytest.raises(PolicyError, match="topics"):
        guard("bedrock_guardrail", guardrail="gr1", topics={"Tax": "harm.tax"})
