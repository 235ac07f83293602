"""Whole exchanges without a socket: a recording, a policy, a cut; what the client would get."""

from __future__ import annotations

import functools
import gzip
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.load import default_settings, load_text
from config.policies import resolve
from filters.compiling import compile_policy
from filters.model import Exchange
from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Begin, Command, Finish, Forward, Hangup, Limits, Record, Respond, Send
from proxy.dialect import DIALECTS, Reply, Seen
from proxy.fake.recording import Recording, load
from proxy.judge import parse
from proxy.readers import read, show
from proxy.session import Session, State
from tests.fixtures import ROOT, WIRE

OURS = ROOT / "proxy" / "fake" / "conversations"

_DIALECTS = {
    "anthropic": "anthropic",
    "gemini": "gemini",
    "vertex": "gemini",
    "ollama": "ollama",
    "cohere": "cohere",
    "mcp": "mcp",
    "bedrock": "bedrock",
    "azure": "azure",
    "mistral": "mistral",
}

MASKING = """
policies:
  masking:
    rules:
      - {kind: "secret.*", measure: mask}
      - {kind: "pii.*", measure: mask}
"""


@functools.cache
def policy(name: str) -> Policy:
    """A preset, or the policy of that name in `MASKING`."""
    settings = load_text(MASKING) if name == "masking" else default_settings()
    return compile_policy(resolve(settings, name))


@functools.cache
def recordings() -> tuple[Recording, ...]:
    """Our own, and the third-party ones where they are."""
    return (*load(OURS), *(load(Path(WIRE)) if WIRE else ()))


def dialect_of(recording: Recording) -> str:
    """The dialect a route to this provider would have in this release."""
    if "/v1/messages" in recording.asked.path:
        return "anthropic"
    return _DIALECTS.get(recording.provider, "openai")


def content(recording: Recording) -> bytes:
    """The answer's body without content coding."""
    body = recording.reply.body(recording.asked.value)
    coded = dict(recording.reply.headers).get("content-encoding")
    return gzip.decompress(body) if coded == "gzip" else body


@dataclass(slots=True)
class Through:
    """What came out of a session."""

    state: State
    up: bytes | None  # the request as the upstream got it; None: it never did
    edited: bool
    down: bytes  # the answer's body as the client got it
    begun: Begin | None
    reply: Reply | None
    records: list[Record]
    finished: bool

    def kinds(self) -> list[str]:
        """The kinds on record, but for what only says that something was not mapped."""
        rows = (str(r.attrs["kind"]) for r in self.records if r.name == "sekisho.finding")
        return [kind for kind in rows if kind not in ("sekisho.unmapped", "sekisho.unscanned")]


class Passing:
    """A session with everything a rim would hold, driven by hand."""

    def __init__(self, recording: Recording, ruling: Policy, vault: Vault | None = None) -> None:
        asked = recording.asked
        path, _, query = asked.target.partition("?")
        self.surface = DIALECTS.build(dialect_of(recording)).surface(Seen(asked.method, path, query))
        exchange = Exchange(
            "0199-test",
            "/test/*",
            dialect_of(recording),
            "",
            "",
            "",
            "",
            ruling.name,
            ruling.digest,
            datetime.now(UTC),
            False,
        )
        vault = vault or Vault(b"k" * 32, 60.0, 100, 1000)
        desk = vault.open("tenant", recording.name, 0.0)
        self.session = Session(exchange, self.surface, ruling, desk, read, Limits(), show)
        self.commands: list[Command] = []

    def run(self, body: bytes, kind: str, status: int, answer_kind: str, pieces: Iterable[bytes]) -> Through:
        """The request, and if it goes up, the answer in these pieces."""
        self.surface.asked = parse(body) if body else None
        self.commands += self.session.request(body, kind)
        if self.session.state is State.FORWARDED:
            self.commands += self.session.head(status, answer_kind)
            for piece in pieces:
                self.commands += self.session.body(piece)
            self.commands += self.session.end()
        return self.outcome()

    def outcome(self) -> Through:
        forward = next((c for c in self.commands if isinstance(c, Forward)), None)
        return Through(
            state=self.session.state,
            up=forward.body if forward else None,
            edited=forward is not None and forward.edited,
            down=b"".join(c.data for c in self.commands if isinstance(c, Send)),
            begun=next((c for c in self.commands if isinstance(c, Begin)), None),
            reply=next((c.reply for c in self.commands if isinstance(c, Respond)), None),
            records=[c for c in self.commands if isinstance(c, Record)],
            finished=any(isinstance(c, Finish | Hangup) for c in self.commands),
        )


def through(
    recording: Recording,
    ruling: Policy,
    pieces: Sequence[bytes] | None = None,
    body: bytes | None = None,
    answer: bytes | None = None,
) -> Through:
    """One recording through a session; body, answer: in the place of the recorded ones."""
    headers = dict(recording.reply.headers)
    request = recording.asked.body if body is None else body
    whole = content(recording) if answer is None else answer
    kind = dict(recording.asked.headers).get("content-type", "application/json")
    return Passing(recording, ruling).run(
        request,
        kind,
        recording.reply.status,
        headers.get("content-type", ""),
        [whole] if pieces is None else pieces,
    )


def acted_on(recording: Recording, name: str) -> bool:
    """Whether the policy of that name changes something of this exchange."""
    records = through(recording, policy(name)).records
    return any(record.attrs.get("measure") not in (None, "flag", "allow") for record in records)


def policy_for(recording: Recording) -> str:
    """The policy under which client libraries read it: one that may hold text, unless it acts on some."""
    return "observe" if acted_on(recording, "standard") else "standard"


def cut(body: bytes, how: int | random.Random) -> Iterator[bytes]:
    """The body in pieces of this size, or of random ones."""
    at = 0
    while at < len(body):
        size = how if isinstance(how, int) else how.randint(1, 64)
        yield body[at : at + size]
        at += size
