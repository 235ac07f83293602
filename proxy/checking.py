"""Judge text without an upstream: the check endpoint and `sekisho try` ask the same gate."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from filters.attack.context import Context, sourced
from filters.gate import Answer, Command, End, Event, Gate, Note, Release, Replace, Stop, Text, drive
from filters.harm.grounds import Grounds
from filters.measure import Pseudonyms
from filters.model import Channel, Direction, Trust, Verdict
from filters.policy import Policy
from proxy.ledger import word_for
from proxy.readers import read
from proxy.said import TURNS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gate did with a text. text: what left; of a stopped request, nothing.

    says: what is answered in the place of a refusal.
    """

    text: str
    verdicts: tuple[Verdict, ...]
    stopped: bool
    says: str = ""

    def as_json(self) -> dict[str, object]:
        """`{"verdict", "findings": […], "text"}`, and `says` if there is any; spans of the text that came."""
        return {
            "verdict": word_for(self.verdicts),
            "findings": [row for verdict in self.verdicts for row in _rows(verdict)],
            "text": self.text,
            **({"says": self.says} if self.says else {}),
        }


def judge(
    policy: Policy,
    pseudonyms: Pseudonyms,
    pieces: Iterable[str],
    direction: Direction,
    role: str = "user",
    reader: Answer = read,
    context: Context | None = None,
) -> Outcome:
    """Put the pieces through one gate; `reader` waits for every detector, however slow."""
    trust: Trust = "tool" if role == "tool" else "system" if role == "system" else "user"
    channel = Channel(direction, "/text", role, trust=trust)
    plan = policy.plan(channel)
    gate = Gate(channel, plan, pseudonyms, itertools.count(), policy.hold, context=context)
    out: list[Command] = []
    events: Sequence[Event] = [*(Text(piece) for piece in pieces), End()]
    for event in events:
        out += drive(gate, reader, event)
    stopped = any(isinstance(c, Stop) for c in out)
    texts = [c.text for c in out if isinstance(c, Release | Replace)]
    verdicts = tuple(c.verdict for c in out if isinstance(c, Replace | Note | Stop))
    says = next((c.halt.says for c in out if isinstance(c, Stop)), "")
    return Outcome("" if stopped and direction == "request" else "".join(texts), verdicts, stopped, says)


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a conversation."""

    role: str
    text: str


def judge_all(
    policy: Policy, pseudonyms: Pseudonyms, talk: Sequence[Said], direction: Direction, reader: Answer = read
) -> list[Outcome]:
    """Judge every message, each by what the others say as well."""
    system = "\n".join(one.text for one in talk if one.role == "system")
    given = [one.text for one in talk if one.role == "tool"]
    turns, out = list[str](), list[Outcome]()
    for one in talk:
        context = None
        if policy.contextual and direction == "response" and one.role == "assistant":
            context = _resting(policy, Context.of(system, given), given, [system, *turns])
        elif policy.contextual and direction == "request" and one.role in ("user", "tool"):
            context = Context.of(system, (), turns[-TURNS:] if one.role == "user" else ())
        out.append(judge(policy, pseudonyms, [one.text], direction, one.role, reader, context))
        turns += [one.text] if one.role == "user" else []
    return out


def _resting(
    policy: Policy, context: Context | None, given: Sequence[str], own: Sequence[str]
) -> Context | None:
    """The same with what an answer may rest on, where somebody holds it against that."""
    if context is None or not policy.sourced:
        return context
    foreign, said = tuple(map(sourced, given)), tuple(map(sourced, own))
    grounds = Grounds(given, own, own[-1]) if policy.grounded else None
    return replace(context, sources=foreign, own=said if foreign else (), grounds=grounds)


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
