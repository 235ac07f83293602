"""Gates for tests: small detectors whose findings anybody can see, and ways to run them."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from filters.detector import Window
from filters.gate import (
    Ask,
    Command,
    End,
    Event,
    Failed,
    Gate,
    Late,
    Note,
    Read,
    Release,
    Replace,
    Stop,
    Text,
)
from filters.measure import MEASURES
from filters.model import Channel, Reading
from filters.policy import Policy, Rule
from filters.vault import Vault

CHANNEL = Channel("response", "/text", "assistant")


class Digits:
    """Runs of three to six digits: a bounded pattern with one character of context each side."""

    name = "digits"
    kinds: ClassVar = {"test.digits": "Three to six digits."}
    reach = 1
    view = "folded"
    inline = True
    _run = re.compile(r"(?<![0-9])[0-9]{3,6}(?![0-9])")

    def read(self, window: Window) -> Reading:
        text = window.text
        sure = len(text) if window.final else len(text.rstrip("0123456789"))
        if not window.final and len(text) - sure > 6 + 1:
            sure = len(text)  # too long a run to become one; the context of one digit stays
        sure = max(sure, window.at)
        found = [
            window.finding(m.span(), "test.digits", 0.9)
            for m in self._run.finditer(text, window.at)
            if m.start() < sure
        ]
        return Reading(tuple(found), window.start + sure)


class Words:
    """The literals alpha and alphabet: exact hold-back, the longest suffix that is still a prefix."""

    name = "words"
    kinds: ClassVar = {"test.word": "alpha or alphabet."}
    reach = 0
    view = "raw"
    inline = True
    _entries = ("alphabet", "alpha")

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.at
        sure = len(text)
        if not window.final:
            sure = next(
                (
                    i
                    for i in range(max(at, len(text) - 7), len(text))
                    if any(e.startswith(text[i:]) and e != text[i:] for e in self._entries)
                ),
                len(text),
            )
        found = []
        while (start := text.find("alpha", at)) >= 0 and start < sure:
            end = start + (8 if text.startswith("alphabet", start) else 5)
            found.append(window.finding((start, end), "test.word", 0.8))
            at = end
        return Reading(tuple(found), window.start + max(sure, min(at, len(text)), window.at))


def policy(rules: Sequence[tuple[str, str]], detectors: Sequence[object] = (), hold: int = 1000) -> Policy:
    """A policy of (kind glob, measure) rows over these detectors."""
    rows = [Rule(f"{kind}→{name}", (kind,), MEASURES.build(name)) for kind, name in rules]
    default = Rule("default", ("*",), MEASURES.build("allow"))
    return Policy("test", "0" * 64, tuple(rows), default, 1.0, hold, tuple(detectors))  # type: ignore[arg-type]


def gate(
    rules: Sequence[tuple[str, str]], detectors: Sequence[object] | None = None, hold: int = 1000
) -> Gate:
    """A gate of one channel under such a policy."""
    made = policy(rules, detectors if detectors is not None else (Digits(), Words()), hold)
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
    return Gate(CHANNEL, made.plan(CHANNEL), desk, itertools.count(), hold)


class Run:
    """What came out of a gate: the text a client has, and the rulings, in a comparable form."""

    def __init__(self) -> None:
        self.text = ""
        self.rulings: set[tuple[str, int, int, str]] = set()
        self.stopped = False
        self.pending: list[Ask] = []

    def take(self, commands: Iterable[Command]) -> None:
        for command in commands:
            match command:
                case Release(text):
                    self.text += text
                case Replace(_, text, verdict):
                    self.text += text
                    self._ruled(verdict)
                case Note(verdict):
                    self._ruled(verdict)
                case Stop(verdict):
                    self.stopped = True
                    self._ruled(verdict)
                case Ask():
                    self.pending.append(command)

    def _ruled(self, verdict: object) -> None:
        v = verdict
        self.rulings.add((v.kind, v.span.start, v.span.end, v.measure))  # type: ignore[attr-defined]


def reply(ask: Ask) -> Read:
    return Read(ask.ticket, ask.reader.detector.read(ask.window))


def run(gate: Gate, pieces: Iterable[str], order: random.Random | None = None) -> Run:
    """Feed the pieces and an end; answers come at once, or (with `order`) late and in any order."""
    out = Run()
    events: list[Event] = [*(Text(p) for p in pieces), End()]
    for event in events:
        out.take(gate.receive(event))
        while out.pending and (order is None or order.random() < 0.6):
            at = 0 if order is None else order.randrange(len(out.pending))
            out.take(gate.receive(reply(out.pending.pop(at))))
    while out.pending:
        at = 0 if order is None else order.randrange(len(out.pending))
        out.take(gate.receive(reply(out.pending.pop(at))))
    return out


def pieces(text: str, cuts: Iterable[int]) -> list[str]:
    """The text cut at these places."""
    places = sorted({0, len(text), *(c % (len(text) + 1) for c in cuts)})
    return [text[a:b] for a, b in itertools.pairwise(places)]


__all__ = ["CHANNEL", "Digits", "Failed", "Late", "Run", "Words", "gate", "pieces", "policy", "reply", "run"]
