"""Granite Guardian 3.0 to 4.1: one risk a question, so a text costs a call for each.

How it is asked and what it says: `filters.cascade.granite`. Source: docs/sources.md#guards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from filters.cascade.chat import turns
from filters.cascade.grading import together
from filters.cascade.granite import FORMS, Form, asks, graded
from filters.cascade.guard import (
    GUARDS,
    UNSPECIFIED,
    Answer,
    Call,
    ChatOptions,
    Credential,
    Opinion,
    Question,
    Unreadable,
)

Risk = Literal[
    "harm", "social_bias", "jailbreak", "violence", "profanity", "sexual_content", "unethical_behavior"
]
_CRIMES = ("harm.nonviolent_crime", "harm.fraud_scam", "harm.cyber_abuse")
CATEGORIES: dict[str, tuple[str, ...]] = {
    "harm": (UNSPECIFIED,),  # the umbrella: all harms
    "social_bias": ("harm.hate_discrimination",),
    "jailbreak": ("injection.jailbreak", "injection.direct", "injection.indirect", "injection.extraction"),
    "violence": ("harm.violent_crime", "harm.weapons_cbrn", "harm.self_harm"),
    "profanity": ("harm.harassment",),
    "sexual_content": ("harm.sexual_content", "harm.sexual_crime", "harm.csae"),
    "unethical_behavior": ("harm.manipulation", *_CRIMES),
}
_UMBRELLA = frozenset(
    {
        *("harm.violent_crime", "harm.weapons_cbrn", *_CRIMES, "harm.csae", "harm.sexual_crime"),
        *("harm.sexual_content", "harm.hate_discrimination", "harm.harassment", "harm.self_harm"),
        "harm.manipulation",
    }
)


class Options(ChatOptions):
    """Which risks are asked for, and of which generation it is."""

    risks: Annotated[
        tuple[Risk, ...], Field(min_length=1, description="A call for each that a wanted class is part of.")
    ] = ("harm", "jailbreak")
    form: Annotated[Form, Field(description=FORMS)] = "criteria_id"


@GUARDS.add
class GraniteGuardian:
    """One question, as many calls as risks are meant."""

    name = "granite_guardian"
    documentation = "Granite Guardian 3.0 to 4.1 behind vLLM, a call for each risk."
    credential: Credential = "bearer"
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options
        self.covers = frozenset(kind for risk in options.risks for kind in _kinds(risk))

    def calls(self, question: Question) -> tuple[Call, ...]:
        form, messages = self.options.form, turns(question)
        return tuple(
            one for risk in self._asked(question) for one in asks(self.options, form, risk, messages)
        )

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        asked = self._asked(question)
        if len(answers) != len(asked):
            return Unreadable("not as agreed")
        pairs = zip(asked, answers, strict=True)
        return together([graded(answer, self.options, CATEGORIES[risk], risk) for risk, answer in pairs])

    def _asked(self, question: Question) -> list[Risk]:
        risks = self.options.risks
        return [one for one in risks if _kinds(one) & question.wanted] or list(risks[:1])


def _kinds(risk: str) -> frozenset[str]:
    return _UMBRELLA if risk == "harm" else frozenset(CATEGORIES[risk])
