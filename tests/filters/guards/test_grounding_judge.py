"""Any model as a judge of what an answer rests on: one JSON object, and nothing else."""

from __future__ import annotations

import json

import pytest

from filters.cascade.guard import UNSUPPORTED, Opinion, Question, Unreadable
from tests.filters.guards.conformance import RESTING, chat, guard, kinds, laws

ONE = guard("grounding_judge", model="m")
FINE = '{"verdict": "supported", "confidence": 1.0}'


@pytest.mark.parametrize(
    "text", [FINE, '{"verdict": "supported"}', f"```json\n{FINE}\n```", f"<think>Well.</think>\n{FINE}"]
)
def test_all_is_supported(text: str) -> None:
    assert ONE.read(RESTING, [chat(text)]) == Opinion()


def test_the_law() -> None:
    laws(ONE, RESTING, [chat(FINE)], FINE)


@pytest.mark.parametrize(
    ("said", "code", "probability"),
    [
        ({"verdict": "missing", "confidence": 0.8}, "missing", 0.8),
        ({"verdict": "contradicted"}, "contradicted", 0.95),
        ({"verdict": "contradicted", "confidence": 0.2}, "contradicted", 0.5),
    ],
)
def test_something_is_not(said: object, code: str, probability: float) -> None:
    (grade,) = ONE.read(RESTING, [chat(json.dumps(said))]).grades
    assert (grade.kinds, grade.code, grade.probability) == ((UNSUPPORTED,), code, probability)


def test_a_word_that_is_unsure_is_told_as_such() -> None:
    said = ONE.read(RESTING, [chat('{"verdict": "supported", "confidence": 0.75}')])
    assert isinstance(said, Opinion)
    assert [(one.probability, one.severity) for one in said.grades] == [(0.25, 1)]


@pytest.mark.parametrize(
    "text",
    [
        '{"verdict": "Supported"}',
        '{"verdict": "grounded"}',
        '{"verdict": "supported", "confidence": "high"}',
        '{"verdict": "supported", "confidence": 1.5}',
        '{"verdict": "supported", "confidence": 0.1}',
        '{"verdict": "supported", "verdict": "missing"}',
        '{"verdict": ["supported"]}',
        '{"supported": true}',
        f"Sure. {FINE}",
        f"{FINE} {FINE}",
        "supported",
        "出典に書かれています。",
    ],
)
def test_another_form_is_no_opinion(text: str) -> None:
    assert isinstance(ONE.read(RESTING, [chat(text)]), Unreadable)


def test_what_was_seen_before_it_was_cut_short_stays() -> None:
    said = ONE.read(RESTING, [chat('{"verdict": "missing"}', "length")])
    assert isinstance(said, Unreadable)
    assert kinds(said) == [UNSUPPORTED]
    assert ONE.read(RESTING, [chat(FINE, "length")]) == Unreadable("cut short")


def test_what_is_sent() -> None:
    (call,) = ONE.calls(RESTING)
    sent = json.loads(call.body)
    assert sent["messages"][1]["content"].splitlines()[1] == RESTING.given[0]
    assert sent["response_format"] == {"type": "json_object"}
    other = guard("grounding_judge", model="m", json_mode="off")
    assert "response_format" not in json.loads(other.calls(Question("x"))[0].body)
