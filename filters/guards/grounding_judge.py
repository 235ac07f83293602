"""Any chat model behind an OpenAI-compatible server, shown an answer and what it was given.

For the detector `grounding_guard`. A document may try to talk it round; see `filters.cascade.statements`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from filters.cascade.answers import said
from filters.cascade.chat import completion
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
from filters.cascade.statements import framed, instruction, verdict


class Options(ChatOptions):
    """How it is held to JSON."""

    logprobs: Annotated[bool, Field(description="Not read: its answer says how sure it is.")] = False
    most: Annotated[int, Field(ge=64, le=8192, description="Tokens of an answer.")] = 256
    json_mode: Annotated[
        Literal["object", "off"], Field(description="Whether the server is told to let it write JSON only.")
    ] = "object"
    timeout_s: Annotated[float, Field(gt=0, le=120, description="For one passage.")] = 10.0


@GUARDS.add
class GroundingJudge:
    """One question, one call."""

    name = "grounding_judge"
    documentation = "Any model behind an OpenAI-compatible server, shown an answer and its sources."
    credential: Credential = "bearer"
    covers = frozenset({UNSUPPORTED})
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        messages = [
            {"role": "system", "content": instruction()},
            {"role": "user", "content": framed(question)},
        ]
        more = {"response_format": {"type": "json_object"}} if self.options.json_mode == "object" else {}
        return completion(self.options, messages, self.options.most, **more)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        told = said(answers[0])
        return told if isinstance(told, Unreadable) else verdict(told, self.options)
