"""A station in any configuration in front of any upstream, and what its ledger says afterwards.

Real sockets on both sides. A record is on file before its effect can be seen from outside,
so whoever has seen the end of an exchange may read the ledger at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson

from audit.layout import spool_files
from audit.record import Record, decode
from config.environment import variable_of
from proxy.fake import CONVERSATIONS, Recording, load
from proxy.serve import Place, Running, running

# For tests of waiting, each for one thing; elsewhere a busy machine must not look like a slow upstream.
IMPATIENT = "timeouts: {connect_s: 60.0, first_byte_s: 0.3, idle_s: 60.0}"
STALLED = "timeouts: {connect_s: 60.0, first_byte_s: 60.0, idle_s: 0.3}"
PATIENT = "timeouts: {connect_s: 60.0, first_byte_s: 60.0, idle_s: 60.0}"
TALKS: Mapping[str, Recording] = {one.name: one for one in load(CONVERSATIONS)}


@dataclass(slots=True)
class Answer:
    """What a client got. whole: the answer ended as an answer ends; else it was visibly cut off."""

    status: int
    headers: httpx.Headers
    body: bytes
    whole: bool

    @property
    def json(self) -> dict[str, Any]:
        return orjson.loads(self.body)


@dataclass(slots=True)
class Stand:
    """A running station, a client beside it, and its ledger."""

    station: Running
    client: httpx.AsyncClient
    ledger: Path
    file: Path

    @property
    def url(self) -> str:
        return self.station.data_url

    async def talk(self, name: str, prefix: str = "/openai", **more: Any) -> Answer:
        """One of our recorded conversations, as its client began it."""
        asked = TALKS[name].asked
        return await self.send(asked.method, prefix + asked.target, asked.body, **more)

    async def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        given = {"content-type": "application/json", **(headers or {})}
        request = self.client.build_request(method, self.url + path, content=body, headers=given)
        answer = await self.client.send(request, stream=True)
        pieces: list[bytes] = []
        whole = True
        try:
            async for piece in answer.aiter_raw():
                pieces.append(piece)  # noqa: PERF401  # what came before a break counts
        except httpx.RemoteProtocolError:
            whole = False
        finally:
            await answer.aclose()
        return Answer(answer.status_code, answer.headers, b"".join(pieces), whole)

    def records(self, name: str = "") -> list[Record]:
        return [one for one in read_ledger(self.ledger) if not name or one["name"] == name]

    def decision(self) -> dict[str, Any]:
        """The one decision there is."""
        (only,) = self.records("sekisho.decision")
        return only["attrs"]

    def outcomes(self) -> list[str]:
        return [str(one["attrs"]["outcome"]) for one in self.records("sekisho.decision")]


def read_ledger(ledger: Path) -> list[Record]:
    """Every record, writer by writer. A damaged or half line is an error."""
    found = []
    for files in spool_files(ledger).values():
        for file in files:
            data = file.path.read_bytes()
            assert not data or data.endswith(b"\n"), "half a line"
            for line in data.splitlines(keepends=True):
                record = decode(line)
                assert record is not None, "a damaged line"
                found.append(record)
    return found


def one_decision_each(records: list[Record]) -> dict[str, str]:
    """The outcome of each exchange that was opened; an error if one has none, or two."""
    opened = {one["exchange"] for one in records if one["name"] == "sekisho.opened"}
    outcomes: dict[str, str] = {}
    for one in records:
        if one["name"] == "sekisho.decision":
            assert one["exchange"] not in outcomes, "two decisions"
            outcomes[one["exchange"]] = str(one["attrs"]["outcome"])
    assert opened <= outcomes.keys(), "no decision"
    return outcomes


@contextlib.asynccontextmanager
async def standing(
    home: Path,
    upstream: str,
    more: str = "",
    policy: str = "standard",
    waits: str = PATIENT,
    env: Mapping[str, str] | None = None,
) -> AsyncIterator[Stand]:
    """A station under `policy`. upstream: its base URL; more: sections, as YAML; waits: of each upstream."""
    file = home / "sekisho.yaml"
    file.write_text(configuration(policy, more, waits))
    env = {
        **{variable_of(name): upstream for name in ("openai", "anthropic", "gemini")},
        "SEKISHO_HOME": str(home / "state"),
        **(env or {}),
    }
    async with (
        running(Place(file, env, port=0, admin_port=0)) as one,
        httpx.AsyncClient(trust_env=False, timeout=60) as client,
    ):
        yield Stand(one, client, home / "state" / "ledger", file)


def configuration(policy: str, more: str = "", waits: str = PATIENT) -> str:
    rows = "".join(f"  {name}: {{{waits}}}\n" for name in ("openai", "anthropic", "gemini"))
    return f"policy: {policy}\nupstreams:\n{rows}{more}"
