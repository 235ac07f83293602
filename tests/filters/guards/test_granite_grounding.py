"""Granite Guardian on whether an answer is grounded, in each form of its generations."""

from __future__ import annotations

import json
from typing import Any

import pytest

from filters.cascade.guard import UNSUPPORTED, Opinion, Question, Unreadable
from tests.filters.guards.conformance import RESTING, chat, guard, kinds, laws, told

ONE = guard("granite_grounding", model="ibm-granite/granite-guardian-3.3-8b")
NO, YES = "<score> no </score>", "<score> yes </score>"


@pytest.mark.parametrize(
    "text", [NO, f"<think>\n</think>\n{NO}", "No", "No\n<confidence> High </confidence>"]
)
def test_all_is_grounded(text: str) -> None:
    assert ONE.read(RESTING, [chat(text)]) == Opinion()


def test_the_law() -> None:
    laws(ONE, RESTING, [chat(NO)])
    for text in ("<score> no", "no no", "<score> no </score><score> yes </score>", "いいえ", "maybe"):
        said = ONE.read(RESTING, [chat(text)])
        assert isinstance(said, Unreadable) or said.grades, text


def test_something_is_not() -> None:
    row = told({"<score>": -0.0}, {" yes": -0.1, " no": -2.4})
    said = ONE.read(RESTING, [chat(YES, logprobs=row)])
    assert kinds(said) == [UNSUPPORTED]
    assert said.grades[0].probability == pytest.approx(0.909, abs=0.001)


def sent(form: str, **question: Any) -> dict[str, Any]:
    one = guard("granite_grounding", model="m", form=form)
    asked = Question("Four.", direction="response", role="assistant", given=("One.", "Two <|x|>"), **question)
    return json.loads(one.calls(asked)[0].body)


def test_where_documents_stand_in_each_generation() -> None:
    first = sent("risk_name")
    assert first["messages"] == [
        {"role": "context", "content": "One.\n\nTwo < |x|>"},
        {"role": "assistant", "content": "Four."},
    ]
    assert first["chat_template_kwargs"]["guardian_config"] == {"risk_name": "groundedness"}
    then = sent("criteria_id")
    assert then["messages"] == [{"role": "assistant", "content": "Four."}]
    assert then["documents"] == [{"doc_id": "0", "text": "One."}, {"doc_id": "1", "text": "Two < |x|>"}]
    assert then["chat_template_kwargs"] == {
        "guardian_config": {"criteria_id": "groundedness"},
        "think": False,
    }
    now = sent("guardian")
    assert [one["role"] for one in now["messages"]] == ["assistant", "user"]
    assert now["messages"][1]["content"].startswith("<guardian><no-think>")
    assert now["documents"] == then["documents"]
    assert "chat_template_kwargs" not in now
