"""What is done about a finding: a measure turns a verdict into an edit or a stop.

A measure that `holds` needs the text before it leaves, so detectors whose findings
it could act on delay the text; one that does not hold never delays a character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from filters.detector import Detector
from filters.model import Direction, Finding, Verdict
from filters.registry import Options, Registry

SURROGATE = "placeholder.token"  # the kind of what stands for a value
REFUSAL = 70  # the severity of `refuse`
# What they rule changes nothing of a text: it stops, also where the text has gone up already.
HALTING = frozenset({"cut", "hold_for_review", "refuse", "resources"})
QUEUE = r"^[a-z0-9][a-z0-9_-]{0,31}$"  # the name of a queue for people, as records carry it


class Edit(Struct, frozen=True, gc=False):
    """Put `text` in the place of the verdict's span."""

    text: str


class Halt(Struct, frozen=True, gc=False):
    """Nothing of the span, or after it, may leave.

    refuse: the exchange is refused as a whole. cut: what was said before stands.
    hold: refused for now, and queued for a person. says: what is answered in the place of
    a refusal, if anything: words of ours or of the operator's, never of the exchange.
    """

    how: Literal["refuse", "cut", "hold"]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Implied:
    """A row for `placeholder.token` that a measure brings along: its direction, measure and options."""

    direction: Direction
    measure: str
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])


# What becomes of a surrogate in the arguments of a tool.
Way = Literal["restore", "keep", "refuse"]
_STRICTEST_FIRST: tuple[Way, ...] = ("refuse", "keep", "restore")
Tools: TypeAlias = Mapping[str, Way]  # by name, which may have `*` in it; the first that fits


def way_of(tables: Sequence[Tools], tool: str) -> Way:
    """What these tables say of a tool, the strictest of them; values are put back where none names it."""
    ways: list[Way] = ["restore"]
    for one in tables:
        for name, way in one.items():
            if fnmatchcase(tool, name):
                ways.append(way)
                break
    return next(way for way in _STRICTEST_FIRST if way in ways)


class Hidden(Protocol):
    """What an exchange hides from the upstream. values: by text, their words; given: what is there anyway."""

    values: dict[str, str]
    given: set[str]


class Pseudonyms(Protocol):
    """The surrogates of one exchange's conversation, as measures see them."""

    @property
    def hidden(self) -> Hidden:
        """What was hidden from the upstream so far."""
        ...

    def token(self, kind: str, value: str, hide: bool) -> str:
        """The surrogate for `value`: the same value and type give the same token.

        hide: the value is hidden from the upstream (restored on the way down);
        otherwise it is hidden from the client (restored on the way up).
        """
        ...

    def fake(self, kind: str, value: str) -> str:
        """The same, hidden from the upstream, in the form of a value that is nobody's."""
        ...

    def conceal(self, kind: str, value: str) -> None:
        """A value was hidden from the upstream, and has no surrogate."""
        ...

    def original(self, text: str, direction: str) -> str | None:
        """The value behind a surrogate of this exchange, if this direction may see it."""
        ...

    def knows(self, text: str) -> bool:
        """Whether a text is a surrogate that this exchange may put back, in this direction or the other."""
        ...

    def escape(self, text: str, role: str) -> str | None:
        """What goes up for a text of this role in the form of a surrogate; None: the text itself."""
        ...

    def literals(self, direction: Direction) -> Detector | None:
        """A reader of surrogates that do not say themselves what they are, if any may come."""
        ...


class Measure(Protocol):
    """One file in `filters/measures/`; the module name is the configuration name.

    severity: the strictest wins; equal ones go to the earlier rule. holds: see above.
    documentation: one line. `Options`: a pydantic model; the constructor takes one. It may
    also have `keeps = True`, if what it acts on leaves all the same, with something beside it,
    and `review`, the queue in which a person should look.
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

__all__ = [
    "HALTING",
    "MEASURES",
    "QUEUE",
    "SURROGATE",
    "Edit",
    "Halt",
    "Hidden",
    "Implied",
    "Measure",
    "Options",
    "Pseudonyms",
    "Tools",
    "Way",
    "carry_out",
    "way_of",
]
