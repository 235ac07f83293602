"""Azure AI Content Safety: four harms with a severity, and Prompt Shields for attacks.

Severities 0, 2, 4, 6 are 0 to 3 here. Requests go to Prompt Shields as well, text of tools
and documents as a document; answers do not. Source: docs/sources.md#guards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from filters.cascade.answers import Document, document
from filters.cascade.grading import grades, table, together
from filters.cascade.guard import (
    GUARDS,
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
from filters.harm.taxonomy import Severity

HARMS = table("azure", ("Hate", "SelfHarm", "Sexual", "Violence"))
ATTACKS: dict[str, tuple[str, ...]] = {
    "userPrompt": ("injection.jailbreak", "injection.direct", "injection.extraction"),
    "documents": ("injection.indirect",),
}
# Severity and probability of 0 to 7, of which usually only the even ones come.
_LOW: tuple[Severity, float] = (1, 0.5)
_SCALE: tuple[tuple[Severity, float], ...] = (
    *((0, 0.0), _LOW, _LOW, _LOW),
    *((2, 0.8), (2, 0.8), (3, 0.95), (3, 0.95)),
)
_GIVEN = ("tool", "retrieved")  # trusts of what a model is given to read
_LONGEST = 10_000  # code points that a call takes


class Options(LabelOptions):
    """Which of its two halves is asked."""

    shields: Annotated[bool, Field(description="Ask Prompt Shields about requests as well.")] = True
    version: Annotated[
        str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?$", description="Of its API.")
    ] = "2024-09-01"


@GUARDS.add
class AzureContentSafety:
    """One question; one call, or two with Prompt Shields."""

    name = "azure_content_safety"
    documentation = "Azure AI Content Safety, with Prompt Shields."
    credential: Credential = "azure"
    Options = Options

    def __init__(self, options: Options) -> None:
        self.options = options
        self.covers = covered(HARMS) | (covered(ATTACKS) if options.shields else frozenset())

    def calls(self, question: Question) -> tuple[Call, ...]:
        # What stands before the text gives way where there is too much; a text that is itself longer
        # is refused by the service, and so is unread.
        text = (question.before + question.text)[-max(_LONGEST, len(question.text)) :]
        query = f"?api-version={self.options.version}"
        harms = {"text": text, "categories": list(HARMS), "outputType": "FourSeverityLevels"}
        found = [call(f"/contentsafety/text:analyze{query}", harms)]
        if self._shielded(question):
            given = question.trust in _GIVEN
            shield = {"userPrompt": "" if given else text, "documents": [text] if given else []}
            found.append(call(f"/contentsafety/text:shieldPrompt{query}", shield))
        return tuple(found)

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        shielded = self._shielded(question)
        if len(answers) != 1 + shielded:
            return Unreadable("not as agreed")
        read = [_harms(answers[0])]
        if shielded:
            read.append(self._attacks(answers[1], given=question.trust in _GIVEN))
        return together(read)

    def _shielded(self, question: Question) -> bool:
        return self.options.shields and not question.answer

    def _attacks(self, answer: Answer, *, given: bool) -> Opinion | Unreadable:
        doc = document(answer)
        if isinstance(doc, Unreadable):
            return doc
        code = "documents" if given else "userPrompt"
        rows = doc.get("documentsAnalysis") if given else [doc.get("userPromptAnalysis")]
        row = rows[0] if isinstance(rows, list) and len(rows) == 1 else None
        seen = row.get("attackDetected") if isinstance(row, dict) else None
        if not isinstance(seen, bool):
            return Unreadable("not as agreed")
        return grades([code], ATTACKS, self.options.bare) if seen else Opinion()


def _harms(answer: Answer) -> Opinion | Unreadable:
    doc = document(answer)
    if isinstance(doc, Unreadable):
        return doc
    levels = _levels(doc)
    if levels is None:
        return Unreadable("not as agreed")
    found = [(code, _SCALE[level]) for code, level in levels.items() if level]
    return Opinion(tuple(Grade(HARMS[code], much, sure, code) for code, (much, sure) in found))


def _levels(doc: Document) -> dict[str, int] | None:
    """Its number for each of the four; None unless there is one for each."""
    rows = doc.get("categoriesAnalysis")
    found: dict[str, int] = {}
    for row in rows if isinstance(rows, list) else ():
        code, level = (row.get("category"), row.get("severity")) if isinstance(row, dict) else (None, None)
        if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= 7:
            return None
        if not isinstance(code, str) or code not in HARMS or code in found:
            return None
        found[code] = level
    return found if len(found) == len(HARMS) else None
