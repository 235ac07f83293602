"""Judge text without an upstream: the check endpoint and `sekisho try` ask the same gate."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filters.gate import Answer, Command, End, Event, Gate, Note, Release, Replace, Stop, Text, drive
from filters.measure import Pseudonyms
from filters.model import Channel, Direction, Verdict
from filters.policy import Policy
from proxy.ledger import word_for
from proxy.readers import read


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gate did with a text. text: what left; of a stopped request, nothing."""

    text: str
    verdicts: tuple[Verdict, ...]
    stopped: bool

    def as_json(self) -> dict[str, object]:
        """`{"verdict", "findings": […], "text"}`; spans in code points of the text that came."""
        return {
            "verdict": word_for(self.verdicts),
            "findings": [row for verdict in self.verdicts for row in _rows(verdict)],
            "text": self.text,
        }


def judge(
    policy: Policy,
    pseudonyms: Pseudonyms,
    pieces: Iterable[str],
    direction: Direction,
    role: str = "user",
    reader: Answer = read,
) -> Outcome:
    """Put the pieces through one gate; `reader` waits for every detector, however slow."""
    channel = Channel(direction, "/text", role)
    gate = Gate(channel, policy.plan(channel), pseudonyms, itertools.count(), policy.hold)
    out: list[Command] = []
    events: Sequence[Event] = [*(Text(piece) for piece in pieces), End()]
    for event in events:
        out += drive(gate, reader, event)
    stopped = any(isinstance(c, Stop) for c in out)
    texts = [c.text for c in out if isinstance(c, Release | Replace)]
    verdicts = tuple(c.verdict for c in out if isinstance(c, Replace | Note | Stop))
    return Outcome("" if stopped and direction == "request" else "".join(texts), verdicts, stopped)


def _rows(verdict: Verdict) -> list[dict[str, object]]:
    return [
        {
            "kind": finding.kind,
            "start": finding.span.start,
            "end": finding.span.end,
            "score": finding.score,
            "rule": verdict.rule,
            "measure": verdict.measure,
        }
        for finding in verdict.findings
    ]
