"""A station between sockets: recorded conversations behind it, and a client that plays the other side."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from proxy.fake import CONVERSATIONS, FakeUpstream, Script, load_scripts
from proxy.fake.match import PICK_HEADER
from tests.station.stand import Stand, standing

SCRIPTS = {one.name: one for one in load_scripts(CONVERSATIONS)}


@dataclass(slots=True)
class Booth:
    """fake: the upstream; stand: the station in front of it."""

    fake: FakeUpstream
    stand: Stand

    def url(self, script: Script, query: str = "") -> str:
        return f"{self.stand.url.replace('http', 'ws', 1)}/openai/v1{script.path}{query}"

    def open(self, script: Script, query: str = "", **more: object) -> connect:
        headers = {PICK_HEADER: script.name, "authorization": "Bearer sk-test"}
        return connect(self.url(script, query), additional_headers=headers, proxy=None, **more)  # type: ignore[arg-type]  # as given


@contextlib.asynccontextmanager
async def booth(
    home: Path, policy: str = "observe", scripts: Iterable[Script] = SCRIPTS.values(), more: str = ""
) -> AsyncIterator[Booth]:
    async with (
        FakeUpstream((), scripts=scripts) as fake,
        standing(home, fake.base_url, policy=policy, more=more) as stand,
    ):
        yield Booth(fake, stand)


async def play(socket: ClientConnection, script: Script) -> list[bytes]:
    """Say what the script's client says; every message that came, as many as were recorded."""
    came: list[bytes] = []
    for line in script.lines:
        if line.close:
            break
        if line.sent:
            assert isinstance(line.text, bytes)
            await socket.send(line.text, text=True)
        else:
            came.append(await socket.recv(decode=False))
    return came


async def settled(one: Booth) -> None:
    """Every exchange that was opened is decided: the client has left, the station may still be writing."""
    async with asyncio.timeout(60):
        while True:
            records = one.stand.records()
            opened = {r["exchange"] for r in records if r["name"] == "sekisho.opened"}
            if opened and opened <= {r["exchange"] for r in records if r["name"] == "sekisho.decision"}:
                return
            await asyncio.sleep(0)
