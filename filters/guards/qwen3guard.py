"""Qwen3Guard-Gen, behind any server with its chat template (vLLM, SGLang).

Three labels: `Safe`, `Controversial` (it depends on who asks), `Unsafe`; one of 119 languages may
be the text's. An answer is a line `Safety: …`, a line `Categories: …`, and for answers of a
model `Refusal: …`. Source: docs/sources.md#guards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from filters.cascade.answers import chance, said
from filters.cascade.chat import completion, turns
from filters.cascade.grading import found, nothing, worth
from filters.cascade.guard import (
    GUARDS,
    Answer,
    Call,
    ChatOptions,
    Credential,
    Opinion,
    Question,
    Unreadable,
    covered,
)

CATEGORIES: dict[str, tuple[str, ...]] = {
    "Violent": ("harm.violent_crime", "harm.weapons_cbrn"),
    "Non-violent Illegal Acts": ("harm.nonviolent_crime", "harm.fraud_scam", "harm.cyber_abuse"),
    "Sexual Content or Sexual Acts": ("harm.sexual_content", "harm.sexual_crime", "harm.csae"),
    "PII": ("harm.privacy_violation",),
    "Suicide & Self-Harm": ("harm.self_harm",),
    "Unethical Acts": (
        "harm.hate_discrimination",
        "harm.harassment",
        "harm.defamation",
        "harm.manipulation",
    ),
    "Politically Sensitive Topics": ("harm.misinformation",),
    "Copyright Violation": ("harm.ip_violation",),
    "Jailbreak": ("injection.jailbreak", "injection.direct", "injection.indirect", "injection.extraction"),
}
_CONTROVERSIAL = 1  # of severity
_LINES = re.compile(r"^[ \t]*(Safety|Categories): *([^\n]*?)[ \t]*$", re.MULTILINE)
_FORM = re.compile(r"Safety: (?:Safe|Controversial)\s*\nCategories: [^\n]+(?:\s*\nRefusal: (?:Yes|No))?")


class Options(ChatOptions):
    """What its middle label is worth."""

    controversial: Annotated[
        float, Field(ge=0, le=1, description="What `Controversial` counts as; 0: nothing.")
    ] = 0.6


@GUARDS.add
class Qwen3Guard:
    """One question, one call."""

    name = "qwen3guard"
    documentation = "Qwen3Guard-Gen behind an OpenAI-compatible server."
    credential: Credential = "bearer"
    covers = covered(CATEGORIES)
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        return completion(self.options, turns(question), 128)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        told = said(answers[0])
        if isinstance(told, Unreadable):
            return told
        lines = _LINES.findall(told.text)
        labels = {label for name, label in lines if name == "Safety"}
        named = [code.strip() for name, row in lines if name == "Categories" for code in row.split(",")]
        named = [code for code in named if code not in ("", "None")]
        likely = chance(told, ("unsafe",), ("safe",))
        if "Unsafe" in labels:
            return found(told, named, CATEGORIES, worth(self.options, likely))
        if _FORM.fullmatch(told.text) is None:
            return Unreadable("cut short" if not told.whole else "not as agreed")
        if labels == {"Controversial"}:
            much = self.options.controversial
            return found(told, named, CATEGORIES, much, _CONTROVERSIAL) if much else nothing(told)
        return Unreadable("contradicts itself") if named else nothing(told, likely)
