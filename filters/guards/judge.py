"""Any chat model behind an OpenAI-compatible server, told what to look for.

It takes longer and costs more than a model that was trained for it, and a text may talk it
round. `policy` takes the place of our classes, in words; classes it names that are ours are
reported as such, others as `harm.unspecified`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from filters.cascade.answers import said
from filters.cascade.asking import framed, instruction, verdict
from filters.cascade.chat import completion
from filters.cascade.guard import GUARDS, Answer, Call, ChatOptions, Credential, Opinion, Question, Unreadable
from filters.harm.taxonomy import BY_KIND


class Options(ChatOptions):
    """What it is told, and how it is held to JSON."""

    logprobs: Annotated[bool, Field(description="Not read: its answer says how sure it is.")] = False
    policy: Annotated[str, Field(max_length=40_000, description="A policy in words, for ours.")] = ""
    most: Annotated[int, Field(ge=64, le=8192, description="Tokens of an answer.")] = 512
    json_mode: Annotated[
        Literal["object", "off"], Field(description="Whether the server is told to let it write JSON only.")
    ] = "object"


@GUARDS.add
class Judge:
    """One question, one call."""

    name = "judge"
    documentation = "Any model behind an OpenAI-compatible server, told what to look for."
    credential: Credential = "bearer"
    covers = frozenset(BY_KIND)
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options
        self._instruction = instruction(options.policy)

    def calls(self, question: Question) -> tuple[Call, ...]:
        messages = [
            {"role": "system", "content": self._instruction},
            {"role": "user", "content": framed(question)},
        ]
        more = {"response_format": {"type": "json_object"}} if self.options.json_mode == "object" else {}
        return completion(self.options, messages, self.options.most, **more)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        told = said(answers[0])
        return told if isinstance(told, Unreadable) else verdict(told, self.options)
