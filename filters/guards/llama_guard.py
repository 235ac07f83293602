"""Llama Guard 3 and 4, behind any server with their chat template (vLLM, Ollama, TGI).

The template brings the instruction and the categories S1 to S14. An answer is `safe`, or
`unsafe` and a line of codes. Source: docs/sources.md#guards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from filters.cascade.answers import chance, said
from filters.cascade.chat import completion, turns
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
_CODES = re.compile(r"S[0-9]{1,3}", re.IGNORECASE)
_UNSAFE, _SAFE = ("unsafe", "un"), ("safe",)  # `unsafe` may be two tokens


@GUARDS.add
class LlamaGuard:
    """One question, one call."""

    name = "llama_guard"
    documentation = "Llama Guard 3 or 4 behind an OpenAI-compatible server."
    credential: Credential = "bearer"
    covers = covered(CATEGORIES)
    Options = ChatOptions

    def __init__(self, options: ChatOptions) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        return completion(self.options, turns(question), 64)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        told = said(answers[0])
        if isinstance(told, Unreadable):
            return told
        first, _, rest = told.text.partition("\n")
        likely = chance(told, _UNSAFE, _SAFE)
        if first.strip().lower() == "unsafe":
            codes = map(str.upper, _CODES.findall(rest))
            return found(told, codes, CATEGORIES, worth(self.options, likely))
        return nothing(told, likely) if told.text.lower() == "safe" else Unreadable("not as agreed")
