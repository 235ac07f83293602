"""The nouns of Sekisho: frozen values that every floor above speaks in.

All positions are half-open and counted in code points of a channel's *original*
text: there is no second coordinate system outside `filters.views`. Nothing here
ever holds matched text, so every value may be logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

Direction = Literal["request", "response"]
Trust = Literal["user", "system", "tool", "retrieved"]
Syntax = Literal["plain", "json", "code"]

NO_ATTRS: Mapping[str, str | int | float | bool] = {}


class Exchange(Struct, frozen=True, gc=False):
    """One request and its answer, as far as it is known before the answer."""

    id: str  # UUIDv7
    route: str
    dialect: str
    model: str
    caller: str  # pseudonymous: a keyed digest of the credential, or a key's name
    system: str
    purpose: str
    policy: str
    policy_digest: str  # SHA-256, hexadecimal
    began_at: datetime  # UTC
    streaming: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """One flow of text: each choice, tool argument and reasoning trace has its own."""

    direction: Direction
    path: str  # JSON pointer of the text inside its document
    role: str = "user"  # system, user, assistant, tool, reasoning, definition, error, …
    syntax: Syntax = "plain"
    trust: Trust = "user"
    tool: str = ""  # whose arguments these are, where a row asks; `?` for one that is not named


# Structs where several are made for every value that is found: twenty times faster than a dataclass.


class TextSpan(Struct, frozen=True, order=True, gc=False):
    """Half-open, in code points of the channel's original text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: TextSpan) -> bool:
        return self.start < other.end and other.start < self.end


class Finding(Struct, frozen=True, gc=False):
    """Something a detector saw. It never holds the matched text."""

    channel: Channel
    span: TextSpan
    kind: str
    score: float  # 0…1
    detector: str
    attrs: Mapping[str, str | int | float | bool] = field(default_factory=lambda: NO_ATTRS)


class Reading(Struct, frozen=True, gc=False):
    """A detector's answer: findings that begin before `settled` are final and complete."""

    findings: tuple[Finding, ...]
    settled: int


class Verdict(Struct, frozen=True, gc=False):
    """One ruling on one cluster of overlapping findings."""

    channel: Channel
    span: TextSpan
    findings: tuple[Finding, ...]
    rule: str  # the rule's name, e.g. "pii.*→mask"
    measure: str
    severity: int
    kind: str  # the kind the strictest rule matched
    review: str = ""  # the queue in which a person should look at it; empty: none


class AuditEvent(Struct, frozen=True, gc=False):
    """A fact, already free of content. `seq` counts within its exchange from 0."""

    name: str  # sekisho.opened, sekisho.finding, sekisho.decision, …
    exchange: str
    seq: int
    at: datetime  # UTC
    attrs: Mapping[str, object]
