"""OpenAI's moderation: yes or no and a score, for thirteen categories."""

from __future__ import annotations

import json
from typing import Any

import pytest

from filters.cascade.guard import UNSPECIFIED, Answer, Question, Unreadable
from filters.guards.openai_moderation import CATEGORIES, CODES
from filters.harm.taxonomy import BY_KIND
from tests.filters.guards.conformance import ASKED, BROKEN, guard, kinds, said

ONE = guard("openai_moderation")


def moderated(flagged: object = None, score: float = 0.01, **scores: object) -> Answer:
    """An answer of the endpoint; categories given with a score of a half or more are said yes to."""
    found: dict[str, Any] = dict.fromkeys(CODES, score) | {k.replace("__", "/"): v for k, v in scores.items()}
    yes = {code: isinstance(value, float) and value >= 0.5 for code, value in found.items()}
    result = {
        "flagged": any(yes.values()) if flagged is None else flagged,
        "categories": yes,
        "category_scores": found,
    }
    return said({"id": "modr-1", "model": "omni-moderation-latest", "results": [result]})


def test_nothing_is_wrong_where_all_scores_are_nought() -> None:
    assert ONE.read(ASKED, [moderated(score=0.0)]).grades != ()  # they are told, as what they are
    assert all(one.probability == 0 for one in ONE.read(ASKED, [moderated(score=0.0)]).grades)


def test_scores_are_probabilities_and_a_yes_counts_as_set() -> None:
    opinion = ONE.read(ASKED, [moderated(violence=0.62, hate=0.4)])
    sure = {one.code: (one.probability, one.severity) for one in opinion.grades}
    assert sure["violence"] == (0.9, 2)
    assert sure["hate"] == (0.4, 1)


@pytest.mark.parametrize(
    ("code", "kind", "severity"),
    [
        ("illicit__violent", "harm.weapons_cbrn", 3),
        ("sexual__minors", "harm.csae", 3),
        ("violence", "harm.violent_crime", 2),
    ],
)
def test_grave_ones(code: str, kind: str, severity: int) -> None:
    opinion = ONE.read(ASKED, [moderated(**{code: 0.97})])
    (grade,) = (one for one in opinion.grades if one.probability > 0.5)
    assert (grade.kinds[0], grade.severity, grade.probability) == (kind, severity, 0.97)


def result(**changed: object) -> Answer:
    doc = json.loads(moderated().body)
    doc["results"][0] |= changed
    return said(doc)


@pytest.mark.parametrize(
    "answer",
    [
        said({"results": []}),
        said({"results": [{}, {}]}),
        said({"results": "none"}),
        result(flagged=None),
        result(flagged="false"),
        result(flagged=0),
        result(categories={}),
        result(categories=None),
        result(category_scores=None),
        result(category_scores={}),
        result(categories={"hate": 0}),
        moderated(hate="0.1"),
        moderated(hate=2.0),
        moderated(hate=-0.1),
        moderated(hate=None),
        moderated(hate=True),
    ],
)
def test_what_is_no_answer_is_unreadable(answer: Answer) -> None:
    assert isinstance(ONE.read(ASKED, [answer]), Unreadable)


def test_the_law() -> None:
    fine = moderated(score=0.0)
    document = json.loads(fine.body)
    document["results"][0]["categories"] = {"hate": False}
    document["results"][0]["category_scores"] = {"hate": 0.0}
    only = said(document)
    assert [one.probability for one in ONE.read(ASKED, [only]).grades] == [0.0]
    for end in range(len(only.body)):
        assert isinstance(ONE.read(ASKED, [Answer(200, only.body[:end])]), Unreadable)
    assert all(isinstance(ONE.read(ASKED, [answer]), Unreadable) for _, answer in BROKEN)


@pytest.mark.parametrize("answer", [result(flagged=True), result(flagged=True, categories=None)])
def test_flagged_and_no_category_is_still_wrong(answer: Answer) -> None:
    assert UNSPECIFIED in kinds(ONE.read(ASKED, [answer]))


def test_a_category_nobody_knows_is_still_wrong() -> None:
    answer = moderated(self_driving=0.8)
    assert UNSPECIFIED in kinds(ONE.read(ASKED, [answer]))


def test_every_category_has_a_kind() -> None:
    assert len(CATEGORIES) == 13
    assert all(CATEGORIES.values())
    assert set(ONE.covers) <= set(BY_KIND)


def test_what_is_sent() -> None:
    (call,) = ONE.calls(Question("now", "before "))
    assert (call.path, json.loads(call.body)) == (
        "/moderations",
        {"model": "omni-moderation-latest", "input": "before now"},
    )
