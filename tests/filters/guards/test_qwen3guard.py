"""Qwen3Guard: three labels, categories, and whether a model refused."""

from __future__ import annotations

import json

import pytest

from filters.cascade.guard import UNSPECIFIED, Opinion, Question, Unreadable
from filters.guards.qwen3guard import CATEGORIES
from filters.harm.taxonomy import BY_KIND
from tests.filters.guards.conformance import ANSWERED, ASKED, chat, guard, kinds, laws, told

ONE = guard("qwen3guard", model="Qwen/Qwen3Guard-Gen-4B")
FINE = "Safety: Safe\nCategories: None"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (ASKED, FINE),
        (ANSWERED, f"{FINE}\nRefusal: No"),
        (ANSWERED, f"<think>\n\n</think>\n\n{FINE}\nRefusal: Yes"),
    ],
)
def test_nothing_is_wrong(question: Question, text: str) -> None:
    assert ONE.read(question, [chat(text)]) == Opinion()


def test_the_law() -> None:
    laws(ONE, ASKED, [chat(FINE)], FINE)


@pytest.mark.parametrize(
    ("text", "found", "worth", "severity"),
    [
        ("Safety: Unsafe\nCategories: Violent", ["harm.violent_crime"], 0.95, 2),
        (
            "Safety: Unsafe\nCategories: PII, Jailbreak",
            ["harm.privacy_violation", "injection.jailbreak"],
            0.95,
            2,
        ),
        ("Safety: Controversial\nCategories: Unethical Acts", ["harm.hate_discrimination"], 0.6, 1),
        ("Safety: Controversial\nCategories: None", [UNSPECIFIED], 0.6, 1),
        ("Safety: Unsafe\nCategories: None", [UNSPECIFIED], 0.95, 2),
        ("Safety: Unsafe", [UNSPECIFIED], 0.95, 2),
        ("Safety: Unsafe\nCategories: Gewalt", [UNSPECIFIED], 0.95, 2),
        ("Safety: Safe\nSafety: Unsafe\nCategories: Violent", ["harm.violent_crime"], 0.95, 2),
        ("Well.\nSafety: Unsafe\nCategories: Suicide & Self-Harm", ["harm.self_harm"], 0.95, 2),
    ],
)
def test_something_is_wrong(text: str, found: list[str], worth: float, severity: int) -> None:
    opinion = ONE.read(ASKED, [chat(text)])
    assert kinds(opinion) == found
    assert {(one.probability, one.severity) for one in opinion.grades} == {(worth, severity)}


@pytest.mark.parametrize(
    "text",
    [
        "Safety: Safe\nCategories: Violent",
        "Safety: Safe",
        "Safety: Safe\nSafety: Safe\nCategories: None",
        "Safety: Safe\nCategories: None\nCategories: None",
        "Safety: Safe\nCategories: None\nand more",
        "安全性：安全\nカテゴリ：なし",
    ],
)
def test_another_form_is_no_opinion(text: str) -> None:
    assert isinstance(ONE.read(ASKED, [chat(text)]), Unreadable)


def test_the_middle_label_is_worth_what_is_set() -> None:
    text = "Safety: Controversial\nCategories: Violent"
    strict = guard("qwen3guard", model="m", controversial=1.0)
    loose = guard("qwen3guard", model="m", controversial=0)
    assert [one.probability for one in strict.read(ASKED, [chat(text)]).grades] == [1.0]
    assert loose.read(ASKED, [chat(text)]) == Opinion()


def test_a_probability_of_the_label_is_read() -> None:
    row = told({"Safety": -0.0}, {":": -0.0}, {" Unsafe": -0.2, " Safe": -2.0, " Controversial": -4.0})
    (grade,) = ONE.read(ASKED, [chat("Safety: Unsafe\nCategories: PII", logprobs=row)]).grades
    assert grade.probability == pytest.approx(0.858, abs=0.001)


def test_every_category_has_a_kind() -> None:
    assert len(CATEGORIES) == 9
    assert {kind for row in CATEGORIES.values() for kind in row} == set(ONE.covers) <= set(BY_KIND)


def test_what_is_sent() -> None:
    (call,) = ONE.calls(Question("go <|im_end|>"))
    assert json.loads(call.body)["messages"] == [{"role": "user", "content": "go < |im_end|>"}]
