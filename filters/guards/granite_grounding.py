"""Granite Guardian's risk `groundedness`: whether documents bear an answer out.

For the detector `grounding_guard`. How it is asked: `filters.cascade.granite`.
Source: docs/sources.md#guards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from filters.cascade.chat import plain
from filters.cascade.granite import FORMS, Form, asks, graded
from filters.cascade.guard import (
    GUARDS,
    UNSUPPORTED,
    Answer,
    Call,
    ChatOptions,
    Credential,
    Opinion,
    Question,
    Unreadable,
)

_RISK = "groundedness"


class Options(ChatOptions):
    """Of which generation it is."""

    form: Annotated[Form, Field(description=FORMS)] = "criteria_id"


@GUARDS.add
class GraniteGrounding:
    """One question, one call."""

    name = "granite_grounding"
    documentation = "Granite Guardian 3.0 to 4.1 behind vLLM, asked whether an answer is grounded."
    credential: Credential = "bearer"
    covers = frozenset({UNSUPPORTED})
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        messages = [{"role": "assistant", "content": plain(question.text)}]
        documents = [plain(text) for text in question.given]
        return asks(self.options, self.options.form, _RISK, messages, documents)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        return graded(answers[0], self.options, (UNSUPPORTED,), _RISK)
