"""PolyGuard, a guard for seventeen languages, Japanese among them.

Its instruction is not in its chat template: it comes with every question, in our words and
with its names of categories and fields. For the very words it was trained with, give them
as `instruction`; they are on its model card. Source: docs/sources.md#guards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from filters.cascade.answers import chance, said
from filters.cascade.chat import completion, plain
from filters.cascade.grading import found, nothing, table, worth
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

CATEGORIES = table("llama_guard", [f"S{number}" for number in range(1, 15)])
_NAMES = (
    *("Violent Crimes", "Non-Violent Crimes", "Sex Crimes", "Child Exploitation", "Defamation"),
    *("Specialized Advice", "Privacy", "Intellectual Property", "Indiscriminate Weapons", "Hate"),
    *("Self-Harm", "Sexual Content", "Elections", "Code Interpreter Abuse"),
)
_LISTED = "\n".join(f"S{number}: {name}." for number, name in enumerate(_NAMES, 1))
INSTRUCTION = (
    "Classify one turn between a person and a model. Say whether the person's request is harmful, whether "
    "the model's response is a refusal, and whether that response is harmful; and which of these categories "
    "of unsafe content each of them falls under.\n\n"
    f"<BEGIN UNSAFE CONTENT CATEGORIES>\n{_LISTED}\n<END UNSAFE CONTENT CATEGORIES>"
)
_FIELD = re.compile(r"^[ \t]*(Harmful (?:request|response)): *(\w+)[ \t.]*$", re.MULTILINE | re.IGNORECASE)
_FOUND = re.compile(
    r"^[ \t]*((?:Request|Response) safety violations): *([^\n]*)$", re.MULTILINE | re.IGNORECASE
)
_CODE = re.compile(r"S[0-9]{1,3}", re.IGNORECASE)


class Options(ChatOptions):
    """How it is asked."""

    instruction: Annotated[str, Field(min_length=20, description="What stands before every question.")] = (
        INSTRUCTION
    )


@GUARDS.add
class PolyGuard:
    """One question, one call."""

    name = "polyguard"
    documentation = "PolyGuard (Qwen, Ministral, Smol) behind an OpenAI-compatible server."
    credential: Credential = "bearer"
    covers = covered(CATEGORIES)
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        text = plain(question.whole)
        asked, answered = (plain(question.asked), text) if question.answer else (text, "")
        messages = [
            {"role": "system", "content": self.options.instruction},
            {"role": "user", "content": f"Human user:\n{asked}\n\nAI assistant:\n{answered}"},
        ]
        return completion(self.options, messages, 128)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        told = said(answers[0])
        if isinstance(told, Unreadable):
            return told
        whose = "response" if question.answer else "request"
        values = [value.lower() for name, value in _FIELD.findall(told.text) if name.lower().endswith(whose)]
        codes = [
            code.upper()
            for name, row in _FOUND.findall(told.text)
            if name.lower().startswith(whose)
            for code in _CODE.findall(row)
        ]
        # Which of its fields comes first differs: the probability is read where only one can be meant.
        likely = chance(told, ("yes",), ("no",)) if told.text.lower().startswith(f"harmful {whose}") else None
        if "yes" in values:
            return found(told, codes, CATEGORIES, worth(self.options, likely))
        if values != ["no"]:
            return Unreadable("cut short" if not told.whole else "not as agreed")
        return Unreadable("contradicts itself") if codes else nothing(told, likely)
