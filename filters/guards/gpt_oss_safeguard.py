"""gpt-oss-safeguard: a model that reads a policy and reasons by it, so the policy can be yours.

The policy is its system message, the text alone its user message. It thinks before it
answers: give it time, or little `effort`. Source: docs/sources.md#guards.
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
    """Its policy, and how long it thinks."""

    logprobs: Annotated[bool, Field(description="Not read: its answer says how sure it is.")] = False
    policy: Annotated[str, Field(max_length=40_000, description="A policy in words, for ours.")] = ""
    effort: Annotated[Literal["low", "medium", "high"], Field(description="Of its reasoning.")] = "low"
    most: Annotated[int, Field(ge=128, le=16_384, description="Tokens, thoughts among them.")] = 2048
    timeout_s: Annotated[float, Field(gt=0, le=120, description="For one text.")] = 10.0


@GUARDS.add
class GptOssSafeguard:
    """One question, one call."""

    name = "gpt_oss_safeguard"
    documentation = "gpt-oss-safeguard behind an OpenAI-compatible server, with our policy or yours."
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
        return completion(self.options, messages, self.options.most, reasoning_effort=self.options.effort)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        told = said(answers[0])
        return told if isinstance(told, Unreadable) else verdict(told, self.options)
