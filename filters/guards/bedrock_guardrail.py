"""A guardrail of Amazon Bedrock, through ApplyGuardrail: no model is invoked.

What it looks for is set where it was made: content filters, denied topics, words, personal
data. A bearer key of Bedrock, or `sigv4`. Source: docs/sources.md#guards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field, field_validator

from config.traffic import SigV4
from filters.cascade.answers import Document, document
from filters.cascade.grading import grades, table
from filters.cascade.guard import (
    GUARDS,
    UNSPECIFIED,
    Answer,
    Call,
    Credential,
    Grade,
    LabelOptions,
    Opinion,
    Question,
    Unreadable,
    call,
    covered,
)
from filters.harm.taxonomy import BY_KIND, Severity

FILTERS = {
    **table("bedrock", ("INSULTS", "HATE", "SEXUAL", "VIOLENCE", "MISCONDUCT")),
    "PROMPT_ATTACK": ("injection.jailbreak", "injection.direct", "injection.extraction"),
}
_SURE: Mapping[str, tuple[Severity, float]] = {
    "NONE": (0, 0.0),
    "LOW": (1, 0.5),
    "MEDIUM": (2, 0.75),
    "HIGH": (3, 0.95),
}
# Lists of findings of a policy: where, whether only what acted counts, and what it is in our words.
_LISTS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("wordPolicy", "customWords", (UNSPECIFIED,), "word"),
    ("wordPolicy", "managedWordLists", ("harm.harassment",), "PROFANITY"),
    ("sensitiveInformationPolicy", "piiEntities", ("harm.privacy_violation",), "pii"),
    ("sensitiveInformationPolicy", "regexes", ("harm.privacy_violation",), "regex"),
    ("contextualGroundingPolicy", "filters", (UNSPECIFIED,), "grounding"),
)


class Options(LabelOptions):
    """Which guardrail, and how requests are signed."""

    guardrail: Annotated[str, Field(pattern=r"^[a-z0-9]+$", description="Its identifier.")]
    version: Annotated[str, Field(pattern=r"^([1-9][0-9]{0,7}|DRAFT)$", description="Its version.")] = "DRAFT"
    topics: Annotated[
        Mapping[str, str], Field(description="Kinds by denied topic; others are `harm.unspecified`.")
    ] = {}
    sigv4: Annotated[
        SigV4 | None, Field(description="Sign with AWS credentials, as upstreams do; else a bearer key.")
    ] = None

    @field_validator("topics")
    @classmethod
    def _known(cls, topics: Mapping[str, str]) -> Mapping[str, str]:
        if unknown := sorted(set(topics.values()) - set(BY_KIND)):
            raise ValueError(f"no kind '{unknown[0]}'")
        return topics


@GUARDS.add
class BedrockGuardrail:
    """One question, one call."""

    name = "bedrock_guardrail"
    documentation = "A guardrail of Amazon Bedrock (ApplyGuardrail)."
    credential: Credential = "bearer"
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options
        lists = {kind for _, _, kinds, _ in _LISTS for kind in kinds} - {UNSPECIFIED}
        self.covers = covered(FILTERS) | lists | set(options.topics.values())

    def calls(self, question: Question) -> tuple[Call, ...]:
        path = f"/guardrail/{self.options.guardrail}/version/{self.options.version}/apply"
        source = "OUTPUT" if question.answer else "INPUT"
        return (call(path, {"source": source, "content": [{"text": {"text": question.whole}}]}),)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        del question
        doc = document(answers[0])
        if isinstance(doc, Unreadable):
            return doc
        action, rows = doc.get("action"), doc.get("assessments")
        acted = action == "GUARDRAIL_INTERVENED"
        if action not in ("NONE", "GUARDRAIL_INTERVENED") or not isinstance(rows, list):
            return Unreadable("not as agreed")
        try:
            found = tuple(grade for row in rows for grade in self._assessed(row))
        except (AttributeError, LookupError, TypeError):
            found = ()
            if not acted:
                return Unreadable("not as agreed")
        if acted and not any(one.probability >= 0.5 for one in found):
            return Opinion((*found, *grades((), {}, self.options.bare).grades))
        if not acted and not _all_read(doc):
            return Unreadable("not all read", found)
        return Opinion(found)

    def _assessed(self, row: Document) -> Iterator[Grade]:
        """What one assessment found. AttributeError, LookupError or TypeError where it is none."""
        for one in _items(row, "contentPolicy", "filters"):
            severity, sure = _SURE[one["confidence"]]
            if severity:
                kinds, code = FILTERS.get(one["type"]), one["type"]
                yield Grade(kinds or (UNSPECIFIED,), severity, sure, code if kinds else "")
        for one in _items(row, "topicPolicy", "topics"):
            if _seen(one):
                yield Grade(
                    (self.options.topics.get(one["name"], UNSPECIFIED),), 2, self.options.bare, "topic"
                )
        for policy, name, kinds, code in _LISTS:
            if any(_seen(one) for one in _items(row, policy, name)):
                yield Grade(kinds, 1 if kinds != (UNSPECIFIED,) else 2, self.options.bare, code)


def _items(row: Document, policy: str, name: str) -> list[Document]:
    found = (row.get(policy) or {}).get(name) or []
    if not isinstance(found, list):
        raise TypeError
    return found


def _seen(one: Document) -> bool:
    """Whether an entry says that something is there, and not only that it was looked for."""
    return one.get("detected", True) is not False and one["action"] != "NONE"


def _all_read(doc: Document) -> bool:
    """Whether it says that it read the whole text, or nothing of how much it read."""
    coverage = doc.get("guardrailCoverage")
    counts = coverage.get("textCharacters") if isinstance(coverage, dict) else None
    return not isinstance(counts, dict) or counts.get("guarded") == counts.get("total")
