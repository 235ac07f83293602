"""Conversations over a socket without a socket: both sides' messages in, what each gets out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from filters.gate import Answer, Ask
from filters.model import Exchange
from filters.policy import Policy
from filters.vault import Vault
from proxy.account import Fact
from proxy.commands import Limits
from proxy.dialect import Seen
from proxy.dialects.openai import talk_of
from proxy.dialogue import Dialogue
from proxy.dialogue_turn import Desk, Down, Opening, Up
from proxy.fake.script import Line, Script
from proxy.readers import read, show
from proxy.talk import Talk

Doc = dict[str, Any]


def dumps(doc: object) -> bytes:
    return json.dumps(doc, ensure_ascii=False, separators=(",", ":")).encode()


def talk(path: str, query: str = "") -> Talk:
    found = talk_of(Seen("GET", path, query))
    assert found is not None
    return found


def exchanges(policy: Policy) -> Callable[[], Exchange]:
    numbers = count()

    def make() -> Exchange:
        began = datetime(2026, 11, 1, tzinfo=UTC)
        name = f"x{next(numbers)}"
        return Exchange(name, "/r", "openai", "m", "", "", "", policy.name, policy.digest, began, True)

    return make


@dataclass
class Heard:
    """What came of a conversation so far."""

    up: list[bytes] = field(default_factory=list)
    down: list[bytes] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    binary: list[bytes] = field(default_factory=list)

    @property
    def events(self) -> list[Doc]:
        return [json.loads(one) for one in self.down]

    @property
    def sent(self) -> list[Doc]:
        return [json.loads(one) for one in self.up]

    def kinds(self) -> list[str]:
        return [str(one.attrs["kind"]) for one in self.facts if one.name == "sekisho.finding"]

    def decisions(self) -> list[tuple[str, object, object]]:
        return [
            (one.exchange, one.attrs["outcome"], one.attrs["verdict"])
            for one in self.facts
            if one.name == "sekisho.decision"
        ]


class Room:
    """A dialogue, its two sides, and what it asked for."""

    def __init__(
        self,
        policy: Policy,
        path: str = "/v1/realtime",
        query: str = "",
        limits: Limits | None = None,
        answer: Answer = read,
    ) -> None:
        make = exchanges(policy)
        self.talk = talk(path, query)
        pseudonyms = Vault(b"k" * 32, 60.0, 100, 1000).open("tenant", "talk", 0.0)
        inline = show if answer is read else None
        desk = Desk(self.talk, pseudonyms, answer, inline, limits or Limits())
        self.dialogue = Dialogue(make(), lambda: Opening(make(), policy), desk)
        self.got = Heard()
        self._take(self.dialogue.begin())

    def said(self, message: Doc | bytes, text: bool = True) -> Room:
        self._take(self.dialogue.said(message if isinstance(message, bytes) else dumps(message), text))
        return self

    def heard(self, *messages: Doc | bytes, text: bool = True) -> Room:
        for one in messages:
            self._take(self.dialogue.heard(one if isinstance(one, bytes) else dumps(one), text))
        return self

    def report(self, event: Any) -> Room:
        self._take(self.dialogue.report(event))
        return self

    def close(self, why: str = "client_gone", clean: bool = True) -> Heard:
        self._take(self.dialogue.close(why, clean))
        return self.got

    def _take(self, commands: Iterable[object]) -> None:
        for one in commands:
            match one:
                case Up():
                    self.got.up.append(one.data)
                case Down():
                    (self.got.down if one.text else self.got.binary).append(one.data)
                case Fact():
                    self.got.facts.append(one)
                case Ask():
                    self.got.asks.append(one)
                case _:
                    raise AssertionError(one)


def texts(script: Script) -> Iterator[tuple[Line, bytes]]:
    """Every message of a script that is no template and no close."""
    for line in script.lines:
        if isinstance(line.text, bytes) and not line.close:
            yield line, line.text


def play(policy: Policy, script: Script, replaced: dict[int, bytes] | None = None) -> Heard:
    """A whole script; replaced: other messages in the place of those with these numbers."""
    room = Room(policy, script.path if script.path.endswith("responses") else "/v1/realtime")
    for number, (line, text) in enumerate(texts(script)):
        data = (replaced or {}).get(number, text)
        (room.said if line.sent else room.heard)(data)
    return room.close()
