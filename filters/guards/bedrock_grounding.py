"""The contextual grounding check of a guardrail of Amazon Bedrock, through ApplyGuardrail.

For the detector `grounding_guard`; the guardrail needs a GROUNDING filter. What else it finds (content,
topics, relevance) is not read here: `bedrock_guardrail` does. Source: docs/sources.md#guards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from config.traffic import SigV4
from filters.cascade.answers import Document, document, probability
from filters.cascade.guard import (
    GUARDS,
    UNSUPPORTED,
    Answer,
    Call,
    Credential,
    Grade,
    GuardOptions,
    Opinion,
    Question,
    Unreadable,
    call,
)

_ACTIONS = ("NONE", "GUARDRAIL_INTERVENED")


class Options(GuardOptions):
    """Which guardrail, and how requests are signed."""

    guardrail: Annotated[str, Field(pattern=r"^[a-z0-9]+$", description="Its identifier.")]
    version: Annotated[str, Field(pattern=r"^([1-9][0-9]{0,7}|DRAFT)$", description="Its version.")] = "DRAFT"
    sigv4: Annotated[
        SigV4 | None, Field(description="Sign with AWS credentials, as upstreams do; else a bearer key.")
    ] = None


@GUARDS.add
class BedrockGrounding:
    """One question, one call."""

    name = "bedrock_grounding"
    documentation = "The contextual grounding check of a guardrail of Amazon Bedrock."
    credential: Credential = "bearer"
    covers = frozenset({UNSUPPORTED})
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options

    def calls(self, question: Question) -> tuple[Call, ...]:
        path = f"/guardrail/{self.options.guardrail}/version/{self.options.version}/apply"
        blocks = [_block("\n\n".join(question.given), "grounding_source")]
        blocks += [_block(question.asked, "query")] if question.asked else []
        blocks.append(_block(question.text, "guard_content"))
        # `FULL`: else a score that is well may not be told, and without one there is no opinion.
        return (call(path, {"source": "OUTPUT", "outputScope": "FULL", "content": blocks}),)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        doc = document(answers[0])
        if isinstance(doc, Unreadable):
            return doc
        rows = doc.get("assessments")
        if doc.get("action") not in _ACTIONS or not isinstance(rows, list):
            return Unreadable("not as agreed")
        try:
            scores = [_score(one) for row in rows for one in _checks(row)]
        except (AttributeError, LookupError, TypeError):
            return Unreadable("not as agreed")
        if not scores:  # no such filter, or it was not looked at
            return Unreadable("not as agreed")
        likely = max(scores)
        return Opinion(
            (Grade((UNSUPPORTED,), 2 if likely >= 0.5 else 1, likely, "grounding"),) if likely else ()
        )


def _block(text: str, what: str) -> Document:
    return {"text": {"text": text, "qualifiers": [what]}}


def _checks(row: Document) -> list[Document]:
    """The entries of an assessment that are about grounding."""
    found = (row.get("contextualGroundingPolicy") or {}).get("filters") or []
    if not isinstance(found, list):
        raise TypeError
    return [one for one in found if one["type"] == "GROUNDING"]


def _score(one: Document) -> float:
    """How likely it is that the answer is not grounded. TypeError where nothing of the kind is said."""
    grounded = probability(one["score"])
    if grounded is None or one["action"] not in ("NONE", "BLOCKED"):
        raise TypeError
    seen = one["action"] == "BLOCKED" or one.get("detected") is True
    return max(round(1 - grounded, 6), 0.5 if seen else 0.0)
