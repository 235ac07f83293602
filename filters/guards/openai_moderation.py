"""OpenAI's moderation endpoint, or one of the same form: free with an account, quick, no Japanese law.

Thirteen categories, each with a yes or no and a score. A category it says yes to counts
as sure as `flagged` says, at least: its thresholds are its own. Source: docs/sources.md#guards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from filters.cascade.answers import Document, document, probability
from filters.cascade.grading import HIGH, MEDIUM, grades, severity_of, table
from filters.cascade.guard import (
    GUARDS,
    Answer,
    Call,
    Credential,
    Grade,
    GuardOptions,
    Opinion,
    Question,
    Unreadable,
    call,
    covered,
)

CODES = (
    *("hate", "hate/threatening", "harassment", "harassment/threatening", "illicit", "illicit/violent"),
    *("self-harm", "self-harm/intent", "self-harm/instructions", "sexual", "sexual/minors"),
    *("violence", "violence/graphic"),
)
CATEGORIES = table("openai", CODES)
_GRAVE = frozenset({"hate/threatening", "harassment/threatening", "illicit/violent", "violence/graphic"})


class Options(GuardOptions):
    """Which model, and what its yes is worth."""

    url: Annotated[str, Field(description="With the version: `https://api.openai.com/v1`.")] = (
        "https://api.openai.com/v1"
    )
    model: Annotated[str, Field(min_length=1, description="The moderation model.")] = "omni-moderation-latest"
    flagged: Annotated[
        float, Field(gt=0, le=1, description="What a category it says yes to counts as, at least.")
    ] = 0.9


@GUARDS.add
class OpenAIModeration:
    """One question, one call."""

    name = "openai_moderation"
    documentation = "OpenAI's `/moderations`, or an endpoint of the same form."
    credential: Credential = "bearer"
    covers = covered(CATEGORIES)
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        return (call("/moderations", {"model": self.options.model, "input": question.whole}),)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        doc = document(answers[0])
        if isinstance(doc, Unreadable):
            return doc
        results = doc.get("results")
        result = results[0] if isinstance(results, list) and len(results) == 1 else None
        if not isinstance(result, dict) or not isinstance(result.get("flagged"), bool):
            return Unreadable("no result")
        found = self._grades(result)
        seen = () if isinstance(found, Unreadable) else found
        if result["flagged"] and not any(one.probability >= self.options.flagged for one in seen):
            seen = (*seen, *grades((), {}, self.options.flagged).grades)
        return Unreadable(found.why, seen) if isinstance(found, Unreadable) else Opinion(seen)

    def _grades(self, result: Document) -> tuple[Grade, ...] | Unreadable:
        verdicts, scores = result.get("categories"), result.get("category_scores")
        if not isinstance(verdicts, dict) or not isinstance(scores, dict) or not verdicts:
            return Unreadable("no categories")
        found: list[Grade] = []
        for code, verdict in verdicts.items():
            score = probability(scores.get(code))
            if score is None or not isinstance(verdict, bool):
                return Unreadable("not as agreed")
            sure = max(score, self.options.flagged) if verdict else score
            found += self._grade(code, sure, verdict=verdict)
        return tuple(found)

    def _grade(self, code: str, sure: float, *, verdict: bool) -> tuple[Grade, ...]:
        kinds = CATEGORIES.get(code)
        if kinds is None:
            return grades((), {}, sure).grades if verdict else ()
        usual = HIGH if code in _GRAVE else MEDIUM
        return (Grade(kinds, severity_of(kinds, usual) if verdict else 1, sure, code),)
