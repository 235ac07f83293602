"""Sessions for tests of surfaces: a request and an answer in, what each side receives out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from filters.detector import View, Window
from filters.gate import Ask, Read
from filters.measure import MEASURES
from filters.model import Exchange, Reading
from filters.policy import Policy, Rule
from filters.vault import Vault
from proxy.commands import Begin, Command, Finish, Forward, Hangup, Limits, Record, Respond, Send
from proxy.dialect import Dialect, Reply, Seen
from proxy.session import Session

WHO = Exchange(
    "0199", "/x", "x", "m", "me", "", "", "test", "0" * 64, datetime(2026, 11, 1, tzinfo=UTC), True
)


class Word:
    """One literal word: exact hold-back, the longest suffix that is still a prefix of it."""

    name = "word"
    reach = 0
    view: View = "raw"
    inline = True

    def __init__(self, word: str, kind: str) -> None:
        self.word = word
        self.kind = kind
        self.kinds: Mapping[str, str] = {kind: "A word."}

    def read(self, window: Window) -> Reading:
        text, word = window.text, self.word
        found = []
        at = window.at
        while (start := text.find(word, at)) >= 0:
            at = start + len(word)
            found.append(window.finding((start, at), self.kind, 0.9))
        sure = len(text)
        if not window.final:
            tails = (
                n for n in range(min(len(word) - 1, len(text) - at), 0, -1) if word.startswith(text[-n:])
            )
            sure -= next(tails, 0)
        return Reading(tuple(found), window.start + sure)


SECRET = "Taro Yamada"
BANNED = "forbidden fruit"


def policy(*rows: tuple[str, Any], hold: int = 100_000) -> Policy:
    """A policy of (kind glob, measure or (measure, options)) rows over two words."""
    rules = []
    for kind, measure in rows:
        name, options = measure if isinstance(measure, tuple) else (measure, {})
        rules.append(Rule(f"{kind}→{name}", (kind,), MEASURES.build(name, options)))
    words = (Word(SECRET, "pii.name"), Word(BANNED, "harm.fruit"))
    default = Rule("default", ("*",), MEASURES.build("allow"))
    return Policy("test", "0" * 64, tuple(rules), default, 1.0, hold, words)


MASK = policy(("pii.*", ("mask", {"style": "label"})))
TOKEN = policy(("pii.*", "mask"))
REFUSE = policy(("harm.*", "refuse"), ("pii.*", ("mask", {"style": "label"})))


@dataclass
class Talk:
    """What came of an exchange."""

    forwarded: bytes | None = None
    reply: Reply | None = None
    pieces: list[bytes] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    finished: bool = False
    early: int = 0  # how many pieces had left before the upstream said that it had ended

    @property
    def sent(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def events(self) -> list[Any]:
        """The documents of a stream, as the client reads them."""
        return events(self.sent)

    def unmapped(self) -> list[str]:
        return [str(f["path"]) for f in self.findings if f["kind"] == "sekisho.unmapped"]

    def unscanned(self) -> list[str]:
        return [str(f["why"]) for f in self.findings if f["kind"] == "sekisho.unscanned"]

    def take(self, commands: Iterable[Command]) -> None:
        for command in commands:
            match command:
                case Forward(body):
                    self.forwarded = body
                case Respond(reply):
                    self.reply = reply
                case Send(data):
                    self.pieces.append(data)
                case Record("sekisho.finding", attrs):
                    self.findings.append(dict(attrs))
                case Record("sekisho.decision", attrs):
                    self.decisions.append(dict(attrs))
                case Finish():
                    self.finished = True
                case Ask() | Record() | Begin() | Hangup():
                    pass


def settle(ask: Ask) -> Read:
    return Read(ask.ticket, ask.reader.detector.read(ask.window))


def talk(
    dialect: Dialect,
    path: str,
    asked: object,
    answer: bytes = b"",
    policy: Policy = MASK,
    *,
    kind: str = "text/event-stream",
    method: str = "POST",
    status: int = 200,
    cuts: Sequence[int] = (),
    asking: str = "application/json",
) -> Talk:
    """One exchange. asked: the request's document, its exact bytes, or None. cuts: lengths of reads.

    kind: the content type of the answer; asking: of the request.
    """
    body = asked if isinstance(asked, bytes) else b"" if asked is None else dumps(asked)
    line, _, query = path.partition("?")
    surface = dialect.surface(Seen(method, line, query))
    surface.asked = json.loads(body) if body[:1] in (b"{", b"[") and asking == "application/json" else None
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", surface.conversation(surface.asked)[0], 0.0)
    session = Session(WHO, surface, policy, desk, settle, Limits())
    out = Talk()
    out.take(session.request(body, asking))
    if out.forwarded is None:
        return out
    out.take(session.head(status, kind))
    at = 0
    for length in (*cuts, len(answer)):
        if answer[at : at + length]:
            out.take(session.body(answer[at : at + length]))
        at += length
    out.early = len(out.pieces)
    out.take(session.end())
    return out


def dumps(doc: object) -> bytes:
    return json.dumps(doc, ensure_ascii=False, separators=(",", ":")).encode()


def sse(*docs: dict[str, Any]) -> bytes:
    """A named stream of these events."""
    return b"".join(b"event: %b\ndata: %b\n\n" % (doc["type"].encode(), dumps(doc)) for doc in docs)


def events(stream: bytes) -> list[Any]:
    lines = (line for line in stream.splitlines() if line.startswith(b"data:"))
    return [json.loads(line[5:]) for line in lines if line[5:].strip() != b"[DONE]"]
