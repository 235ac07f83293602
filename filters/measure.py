"""What is done about a finding: a measure turns a verdict into an edit or a stop.

A measure that `holds` needs the text before it leaves, so detectors whose findings
it could act on delay the text; one that does not hold never delays a character.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from filters.model import Finding, Verdict
from filters.registry import Options, Registry

REFUSAL = 70  # the severity of `refuse`


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of the verdict's span."""

    text: str


@dataclass(frozen=True, slots=True)
class Halt:
    """Nothing of the span, or after it, may leave.

    refuse: the exchange is refused as a whole. cut: what was said before stands.
    hold: refused for now, and queued for a person.
    """

    how: Literal["refuse", "cut", "hold"]


class Pseudonyms(Protocol):
    """The surrogates of one exchange's conversation, as measures see them."""

    def token(self, kind: str, value: str, hide: bool) -> str:
        """The surrogate for `value`: the same value and type give the same token.

        hide: the value is hidden from the upstream (restored on the way down);
        otherwise it is hidden from the client (restored on the way up).
        """
        ...

    def original(self, token: str, direction: str) -> str | None:
        """The value behind a token of this exchange, if this direction may see it."""
        ...


class Measure(Protocol):
    """One file in `filters/measures/`; the module name is the configuration name.

    severity: the strictest wins; equal ones go to the earlier rule. holds: see above.
    documentation: one line. `Options`: a pydantic model; the constructor takes one.
    """

    name: str
    severity: int
    holds: bool
    documentation: str

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit | Halt | None:
        """What becomes of `text`, the characters of the verdict's span. None: it stays."""
        ...


def carry_out(
    measure: Measure, text: str, verdict: Verdict, pseudonyms: Pseudonyms
) -> tuple[Edit | Halt | None, Verdict]:
    """What becomes of `text`, and the verdict as it was carried out.

    A measure that raises, or answers what is no answer, has ruled nothing: that is a
    refusal, and the verdict says so. No policy row could decide it, since one just did.
    """
    why = "answer not understood"
    try:
        outcome = measure.act(text, verdict, pseudonyms)
        if outcome is None or type(outcome) is Halt or (type(outcome) is Edit and type(outcome.text) is str):
            return outcome, verdict
    except Exception as error:  # noqa: BLE001  # a measure may raise anything; nothing may pass for it
        why = type(error).__name__[:64]
    return Halt("refuse"), _failed(measure, verdict, why)


def _failed(measure: Measure, verdict: Verdict, why: str) -> Verdict:
    attrs = {"reader": measure.name, "why": why}
    failure = Finding(verdict.channel, verdict.span, "sekisho.failed", 1.0, "gate", attrs)
    findings = (failure, *verdict.findings)
    return replace(verdict, findings=findings, measure="refuse", severity=REFUSAL, kind="sekisho.failed")


MEASURES: Registry[Measure] = Registry("measure", "filters.measures", "sekisho.measures")

__all__ = ["MEASURES", "Edit", "Halt", "Measure", "Options", "Pseudonyms", "carry_out"]
