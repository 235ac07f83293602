"""One conversation over a socket at the rim: carry out what its dialogue asks, in order.

Two tasks listen, one to each side; two write (`Outbox`). Whatever is heard is shown to the
dialogue by one task at a time, and of what it answers the facts are written first, on disk
where a ruling changes what somebody sees; then messages go to the outboxes. So neither
side's slowness stops the other, and nothing overtakes its record.

However it ends, it ends once: the dialogue says what goes on record, what was still to be
sent is sent where there is somebody to read it, and the other side is closed with the code
the first one closed with.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import Any, assert_never

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from config.errors import AuditError
from filters.gate import Ask, Failed, Late, Read
from filters.model import AuditEvent
from proxy.account import Fact
from proxy.assembly import Station
from proxy.dialogue import Command, Dialogue
from proxy.dialogue_turn import Down, Up
from proxy.logs import described
from proxy.outbox import Outbox
from proxy.passage import LONG

_LOG = logging.getLogger("sekisho")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_PROMISED = frozenset(
    {
        "label",
        "require_source",
        "mask",
        "pseudonymise",
        "hold_for_review",
        "cut",
        "refuse",
        "resources",
        "hold",
    }
)
_NORMAL = (1000, 1001)
_RESTART = 1012  # the server's word to its clients when it stops
_LAST_S = 5.0  # how long what was still to be sent may take


class SocketPassage:
    """The doing half of one conversation. deadline_s: of slow readers."""

    def __init__(
        self, station: Station, dialogue: Dialogue, deadline_s: float, receive: Receive, send: Send
    ) -> None:
        self._station = station
        self._dialogue = dialogue
        self._deadline_s = deadline_s
        self._receive = receive
        self._send = send
        self._server: ClientConnection | None = None
        self._turn = asyncio.Lock()
        self._heeded = asyncio.Event()  # no message of the client waits
        self._over = asyncio.Event()
        self._up = Outbox(self._write_up)
        self._down = Outbox(self._write_down)
        self._tasks: set[asyncio.Task[None]] = set()
        self._began: dict[str, float] = {}

    async def record(self, commands: Sequence[Command]) -> bool:
        """Write what must be on record before the socket is made; False: it cannot be."""
        return await self._recorded([one for one in commands if isinstance(one, Fact)])

    async def run(self, server: ClientConnection) -> None:
        """From the moment both sides are open to the end of both."""
        self._server = server
        for work in (self._up.run, self._down.run, self._hear_client, self._hear_server):
            self._spawn(work)
        try:
            await self._over.wait()
        finally:
            for task in (*self._tasks,):
                task.cancel()
            if not self._dialogue.over:  # the station stops, and waited long enough
                await self._recorded(_facts(self._dialogue.close("station_stopped", clean=False)))
            await server.close()

    # -- what is heard

    async def _hear_client(self) -> None:
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                code = int(message.get("code") or 1005)
                why = "station_stopped" if code == _RESTART else "client_gone"
                await self._end(why, code, from_client=True)
                return
            text = message.get("text")
            data = message.get("bytes") or b"" if text is None else str(text).encode()
            is_text = text is not None
            await self._step(lambda data=data, is_text=is_text: self._dialogue.said(data, is_text), len(data))
            await self._heeded.wait()
            await self._up.room()

    async def _hear_server(self) -> None:
        assert self._server is not None
        while True:
            try:
                message = await self._server.recv()
            except ConnectionClosed as closed:
                await self._end(
                    "upstream_broken", closed.rcvd.code if closed.rcvd else 1006, from_client=False
                )
                return
            text = isinstance(message, str)
            data = message.encode() if isinstance(message, str) else message
            await self._step(lambda data=data, text=text: self._dialogue.heard(data, text), len(data))
            await self._down.room()

    def _ask(self, ask: Ask) -> None:
        async def report(event: Read | Failed | Late) -> None:
            await self._step(lambda: self._dialogue.report(event))

        self._spawn(lambda: self._station.readers.ask(ask, self._deadline_s, report))

    # -- what is done

    async def _step(self, step: Callable[[], list[Command]], size: int = 0) -> None:
        async with self._turn:
            if not self._dialogue.over:
                await self._carry_out(step() if size < LONG else await asyncio.to_thread(step))

    async def _carry_out(self, commands: Sequence[Command]) -> None:
        if not await self._recorded(_facts(commands)):
            return
        for command in commands:
            match command:
                case Fact():
                    pass
                case Up(data, text):
                    self._up.put(data, text)
                case Down(data, text):
                    self._down.put(data, text)
                case Ask():
                    self._ask(command)
                case _:
                    assert_never(command)
        if self._dialogue.waiting:
            self._heeded.clear()
        else:
            self._heeded.set()

    async def _end(self, why: str, code: int, *, from_client: bool) -> None:
        """One side has closed: record it, send what may still be sent, and close the other."""
        async with self._turn:
            if not self._dialogue.over:
                await self._carry_out(self._dialogue.close(why, clean=code in _NORMAL))
        side, close = (self._up, self._close_up) if from_client else (self._down, self._close_down)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_S):
                await side.empty()
        await close(passable(code, lost=1001 if from_client else 1011))
        self._over.set()

    async def _recorded(self, facts: Sequence[Fact]) -> bool:
        """All facts of a batch come before all of its effects; False: it can have none."""
        unwritten = facts
        try:
            if facts:
                position = self._station.append([self._event(fact) for fact in facts])
                unwritten = ()
                if any(_promised(fact) for fact in facts):
                    await asyncio.wrap_future(self._station.spool.synced(position))
        except AuditError:
            await self._unrecorded(unwritten)
            return False
        return True

    async def _unrecorded(self, facts: Sequence[Fact]) -> None:
        """The ledger takes no more: nothing may become visible that is not on record."""
        left = [*facts, *_facts(self._dialogue.close("audit_unavailable", clean=False))]
        decisions = [fact for fact in left if fact.name == "sekisho.decision"]
        self._station.owe([self._event(one, {"outcome": "audit_unavailable"}) for one in decisions])
        await self._abandon()

    def _event(self, fact: Fact, more: dict[str, object] | None = None) -> AuditEvent:
        attrs = {**fact.attrs, **(more or {})}
        now = time.monotonic()
        if fact.name == "sekisho.opened":
            self._began[fact.exchange] = now
        elif fact.name == "sekisho.decision":
            began = self._began.pop(fact.exchange, now)
            attrs["duration_us"] = int((now - began) * 1_000_000)
        return AuditEvent(fact.name, fact.exchange, fact.seq, datetime.now(UTC), attrs)

    # -- the wires

    async def _write_up(self, data: bytes, text: bool) -> None:
        if self._server is not None:
            try:
                await self._server.send(data, text=text)
            except ConnectionClosed:
                await asyncio.get_running_loop().create_future()  # whoever listens there sees to the end

    async def _write_down(self, data: bytes, text: bool) -> None:
        try:
            if text:
                await self._send({"type": "websocket.send", "text": data.decode("utf-8", "replace")})
            else:
                await self._send({"type": "websocket.send", "bytes": data})
        except (OSError, RuntimeError):
            await asyncio.get_running_loop().create_future()  # as above

    async def _close_up(self, code: int) -> None:
        if self._server is not None:
            await self._server.close(code)

    async def _close_down(self, code: int) -> None:
        with contextlib.suppress(OSError, RuntimeError):  # the client has gone as well
            await self._send({"type": "websocket.close", "code": code, "reason": ""})

    async def _abandon(self) -> None:
        """Close both sides at once, with the code for a server that failed."""
        await self._close_down(1011)
        self._over.set()

    # -- tasks

    def _spawn(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do a part of the work; if it fails, the conversation fails: it neither passes nor hangs."""
        try:
            await work()
        except Exception as error:  # noqa: BLE001  # the rim: whatever it is, the exchange must end
            _LOG.error("a conversation failed inside the station: %s", described(error))
            await self._recorded(_facts(self._dialogue.close("internal_error", clean=False)))
            await self._abandon()


def passable(code: int, lost: int) -> int:
    """The code to close with after one side closed with `code`; lost: where it closed without one."""
    if code in (1000, 1001, 1002, 1003) or 1007 <= code <= 1014 or 3000 <= code <= 4999:
        return code
    return 1000 if code == 1005 else lost


def _facts(commands: Sequence[Command]) -> list[Fact]:
    return [one for one in commands if isinstance(one, Fact)]


def _promised(fact: Fact) -> bool:
    return fact.attrs.get("measure") in _PROMISED or fact.attrs.get("verdict") in _PROMISED
