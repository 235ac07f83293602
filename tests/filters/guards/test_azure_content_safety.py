"""Azure: four severities, and Prompt Shields."""

from __future__ import annotations

import json

import pytest

from filters.cascade.guard import Answer, Opinion, Question, Unreadable
from filters.guards.azure_content_safety import ATTACKS, HARMS
from filters.harm.taxonomy import BY_KIND
from filters.model import Trust
from tests.filters.guards.conformance import ANSWERED, ASKED, guard, kinds, laws, said

ONE = guard("azure_content_safety")
READ = Question("a page", trust="retrieved", role="tool")


def analysed(**levels: object) -> Answer:
    found = {"Hate": 0, "SelfHarm": 0, "Sexual": 0, "Violence": 0} | levels
    rows = [{"category": name, "severity": level} for name, level in found.items()]
    return said({"blocklistsMatch": [], "categoriesAnalysis": rows})


def shielded(user: object = False, *documents: object) -> Answer:
    return said(
        {
            "userPromptAnalysis": {"attackDetected": user},
            "documentsAnalysis": [{"attackDetected": one} for one in documents],
        }
    )


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (ASKED, [analysed(), shielded()]),
        (READ, [analysed(), shielded(False, False)]),
        (ANSWERED, [analysed()]),
    ],
)
def test_the_law(question: Question, answers: list[Answer]) -> None:
    laws(ONE, question, answers)


def test_severities_are_ours() -> None:
    opinion = ONE.read(ANSWERED, [analysed(Hate=2, SelfHarm=4, Sexual=6, Violence=7)])
    assert [(one.kinds[0], one.severity, one.probability) for one in opinion.grades] == [
        ("harm.hate_discrimination", 1, 0.5),
        ("harm.self_harm", 2, 0.8),
        ("harm.sexual_content", 3, 0.95),
        ("harm.violent_crime", 3, 0.95),
    ]


def test_attacks_by_who_is_heard() -> None:
    assert kinds(ONE.read(ASKED, [analysed(), shielded(True)])) == ["injection.jailbreak"]
    assert kinds(ONE.read(READ, [analysed(), shielded(False, True)])) == ["injection.indirect"]
    assert ONE.read(READ, [analysed(), shielded(True, False)]) == Opinion()  # of nobody's prompt


@pytest.mark.parametrize(
    "rows",
    [
        None,
        [],
        [{"category": "Hate", "severity": 0}],
        [{"category": name, "severity": 0} for name in ("Hate", "Hate", "Sexual", "Violence")],
        [{"category": name, "severity": 0} for name in ("Hate", "SelfHarm", "Sexual", "Gewalt")],
        [{"category": name, "severity": level} for name, level in zip(HARMS, ("0", 0, 0, 0), strict=True)],
        [{"category": name, "severity": level} for name, level in zip(HARMS, (8, 0, 0, 0), strict=True)],
        [{"category": name, "severity": level} for name, level in zip(HARMS, (-1, 0, 0, 0), strict=True)],
        [{"category": name, "severity": level} for name, level in zip(HARMS, (True, 0, 0, 0), strict=True)],
        ["Hate", "SelfHarm", "Sexual", "Violence"],
    ],
)
def test_an_analysis_that_is_not_whole_is_none(rows: object) -> None:
    assert isinstance(ONE.read(ANSWERED, [said({"categoriesAnalysis": rows})]), Unreadable)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ASKED, shielded(None)),
        (ASKED, shielded("false")),
        (ASKED, shielded(0)),
        (ASKED, said({"documentsAnalysis": [{"attackDetected": False}]})),
        (READ, shielded(False)),
        (READ, shielded(False, False, False)),
        (READ, said({"documentsAnalysis": ["no"]})),
    ],
)
def test_a_shield_that_says_nothing_is_no_opinion(question: Question, answer: Answer) -> None:
    assert isinstance(ONE.read(question, [analysed(), answer]), Unreadable)


def test_what_the_other_half_saw_stays() -> None:
    half = ONE.read(ASKED, [analysed(Hate=2), said({}, 503)])
    assert isinstance(half, Unreadable)
    assert kinds(half) == ["harm.hate_discrimination"]
    assert isinstance(ONE.read(ASKED, [analysed()]), Unreadable)  # one answer is missing


@pytest.mark.parametrize(("trust", "field"), [("user", "userPrompt"), ("tool", "documents")])
def test_what_is_sent(trust: Trust, field: str) -> None:
    harms, shield = ONE.calls(Question("now", "before ", trust=trust))
    assert harms.path == "/contentsafety/text:analyze?api-version=2024-09-01"
    assert json.loads(harms.body)["text"] == "before now"
    assert "now" in str(json.loads(shield.body)[field])
    assert len(guard("azure_content_safety", shields=False).calls(ASKED)) == 1


def test_what_stands_before_gives_way() -> None:
    (harms, _) = ONE.calls(Question("x" * 9000, "b" * 5000))
    assert len(json.loads(harms.body)["text"]) == 10_000
    (harms, _) = ONE.calls(Question("x" * 12_000, "b" * 5000))
    assert json.loads(harms.body)["text"] == "x" * 12_000


def test_every_category_has_a_kind() -> None:
    assert all((*HARMS.values(), *ATTACKS.values()))
    assert set(ONE.covers) <= set(BY_KIND)
    assert "injection.direct" in ONE.covers
    assert "injection.direct" not in guard("azure_content_safety", shields=False).covers
