"""Granite Guardian 3.0 to 3.3: one risk a question, so a text costs a call for each.

Which risk is told to its chat template, by `chat_template_kwargs` (vLLM); up to 3.2 it answers
`Yes` or `No`, from 3.3 on `<score> yes </score>`. Source: docs/sources.md#guards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from filters.cascade.answers import chance, said
from filters.cascade.chat import completion, turns
from filters.cascade.grading import found, nothing, together, worth
from filters.cascade.guard import (
    GUARDS,
    UNSPECIFIED,
    Answer,
    Call,
    ChatOptions,
    Credential,
    Grade,
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
_SCORE = re.compile(r"<score>\s*(\w+)\s*</score>", re.IGNORECASE)
_LABEL = re.compile(r"(yes|no)\b\W*(?:<confidence>\s*(\w+)\s*</confidence>)?\s*", re.IGNORECASE)


class Options(ChatOptions):
    """Which risks are asked for, and of which generation it is."""

    risks: Annotated[
        tuple[Risk, ...], Field(min_length=1, description="A call for each that a wanted class is part of.")
    ] = ("harm", "jailbreak")
    form: Annotated[
        Literal["risk_name", "criteria_id"],
        Field(description="`risk_name` up to 3.2, `criteria_id` since 3.3."),
    ] = "criteria_id"


@GUARDS.add
class GraniteGuardian:
    """One question, as many calls as risks are meant."""

    name = "granite_guardian"
    documentation = "Granite Guardian 3.0 to 3.3 behind vLLM, a call for each risk."
    credential: Credential = "bearer"
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options
        self.covers = frozenset(kind for risk in options.risks for kind in _kinds(risk))

    def calls(self, question: Question) -> tuple[Call, ...]:
        messages, options = turns(question), self.options
        return tuple(
            one
            for risk in self._asked(question)
            for one in completion(
                options,
                messages,
                64,
                chat_template_kwargs={"guardian_config": {options.form: risk}, "think": False},
            )
        )

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        asked = self._asked(question)
        if len(answers) != len(asked):
            return Unreadable("not as agreed")
        return together([self._one(risk, answer) for risk, answer in zip(asked, answers, strict=True)])

    def _asked(self, question: Question) -> list[Risk]:
        risks = self.options.risks
        return [one for one in risks if _kinds(one) & question.wanted] or list(risks[:1])

    def _one(self, risk: Risk, answer: Answer) -> Opinion | Unreadable:
        told = said(answer)
        if isinstance(told, Unreadable):
            return told
        scores = [score.lower() for score in _SCORE.findall(told.text)]
        plainly = _LABEL.fullmatch(told.text)
        label = scores[0] if len(set(scores)) == 1 else plainly[1].lower() if plainly else ""
        likely = chance(told, ("yes",), ("no",))
        if label == "yes" or "yes" in scores:
            sure = worth(self.options, likely)
            if likely is None and plainly and plainly[2] and plainly[2].lower() == "low":
                sure = min(sure, 0.6)
            return found(told, [risk], CATEGORIES, sure)
        if label != "no":
            return Unreadable("cut short" if not told.whole else "not as agreed")
        said_nothing = nothing(told, likely)
        if isinstance(said_nothing, Opinion) and said_nothing.grades:
            return Opinion((Grade(CATEGORIES[risk], 1, likely or 0.0, risk),))
        return said_nothing


def _kinds(risk: str) -> frozenset[str]:
    return _UMBRELLA if risk == "harm" else frozenset(CATEGORIES[risk])
