"""One exchange at the rim: carry out what its session asks, in order.

The session decides, this file does: it writes records and waits for the disk before
their effect becomes visible, sends requests up and answers down, runs slow readers,
and closes whatever is open when either side goes away. Commands of one exchange never
run at the same time: whoever has a batch holds `_turn`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import Any

from config.errors import AuditError, ClientError, UpstreamError
from filters.gate import Ask, Failed, Late, Read
from filters.model import AuditEvent, Exchange
from filters.policy import Policy
from proxy import headers as rules
from proxy.assembly import Station
from proxy.call import Call, content_type_of, reason
from proxy.coding import CodingError, Decoder
from proxy.commands import Begin, Command, Finish, Forward, Hangup, Record, Respond, Send
from proxy.dialect import Reply, Surface
from proxy.session import Session, State
from proxy.upstream import DecodedAnswer, Headers, UpstreamAnswer, UpstreamBroken

Message = MutableMapping[str, Any]
SendAsgi = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

# Measures whose effect must not be seen before the disk has the record of it.
_PROMISED = frozenset({"mask", "pseudonymise", "hold_for_review", "cut", "refuse"})
# Longer documents are judged in a thread: they take more than about a millisecond.
_LONG = 96 * 1024
_ENDED = frozenset({State.DONE, State.STOPPED, State.HELD, State.FAILED})


class Passage:
    """The doing half of one exchange. call: how the request goes up."""

    def __init__(
        self,
        station: Station,
        session: Session,
        surface: Surface,
        policy: Policy,
        call: Call,
        send: SendAsgi,
    ) -> None:
        self._station = station
        self._session = session
        self._surface = surface
        self._policy = policy
        self._call = call
        self._send = send
        self._turn = asyncio.Lock()
        self._forwarded: asyncio.Future[Forward | None] = asyncio.get_running_loop().create_future()
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answer: UpstreamAnswer | None = None
        self._headers: Headers = []  # the upstream's
        self._decoder: Decoder | None = None
        self._coded: list[bytes] | None = None  # a whole answer's bytes as they came, if it came coded
        self._seq = 0
        self._began = time.monotonic()
        self._sent_at = self._began
        self._started = False  # response headers have left

    async def run(self, body: bytes, content_type: str, receive: Receive) -> None:
        """From the request to the last byte of the answer, or to whoever goes first."""
        watch = asyncio.create_task(self._watch(receive))
        try:
            await self._work(len(body), lambda: self._session.request(body, content_type))
            forward = await self._forwarded
            if forward is not None:
                await self._relay(forward)
                await self._over.wait()
        finally:
            watch.cancel()
            for task in (*self._tasks,):
                task.cancel()
            if self._answer is not None:
                await self._answer.close()

    async def nudge(self, idle_s: float) -> None:
        """Send the dialect's keep-alive if text is held and nothing left for so long."""
        if self._session.holding and time.monotonic() - self._sent_at > idle_s:
            async with self._turn:
                if self._session.holding and (data := self._session.keepalive()):
                    await self._body(data)

    # -- up and down

    async def _relay(self, forward: Forward) -> None:
        try:
            self._answer = await self._call.send(forward)
            await self._head(self._answer)
            while piece := await self._answer.read():
                await self._do(self._session.body(self._decoded(piece)))
                if self._over.is_set():
                    return
            await self._work(self._session.tally.bytes_in, self._session.end)
        except (UpstreamError, ClientError) as error:
            await self._do(self._session.broken(*reason(error)))

    async def _head(self, answer: UpstreamAnswer) -> None:
        self._headers = answer.headers
        commands = self._session.head(answer.status, content_type_of(answer.headers))
        coding = rules.codings(answer.headers)
        framing = self._session.framing
        if coding and framing != "opaque":
            decoder = Decoder(coding)
            if framing in ("whole", "text"):
                self._decoder, self._coded = decoder, []
            else:
                self._answer = DecodedAnswer(answer, decoder)
        await self._do(commands)

    def _decoded(self, piece: bytes) -> bytes:
        if self._decoder is None or self._coded is None:
            return piece
        self._coded.append(piece)
        return self._decoder.feed(piece)

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        async with self._turn:
            commands = self._session.gone()
        await self._do(commands)

    async def _work(self, size: int, step: Callable[[], list[Command]]) -> None:
        """A step whose cost grows with `size`: long ones leave the loop."""
        if size < _LONG:
            await self._do(step())
        else:
            await self._do(await asyncio.to_thread(step))

    # -- carrying out

    async def _do(self, commands: Sequence[Command]) -> None:
        if commands:
            async with self._turn:
                await self._carry_out(commands)

    async def _carry_out(self, commands: Sequence[Command]) -> None:
        records = [c for c in commands if type(c) is Record]
        try:
            if records:
                await self._write(records)
        except AuditError:
            await self._unrecorded()
            return
        data = [c.data for c in commands if type(c) is Send]
        for command in commands:
            match command:
                case Ask():
                    self._start(command)
                case Forward():
                    self._forwarded.set_result(command)
                case Respond(reply):
                    await self._respond(reply)
                case Begin():
                    await self._begin(command)
                case Hangup(clean):
                    await self._hangup(clean)
                case Finish():
                    await self._finish(b"".join(data))
                    data = []
                case Record() | Send():
                    pass
        if data and not self._over.is_set():
            await self._body(b"".join(data))
        if self._session.state in _ENDED:
            self._end()

    async def _write(self, records: Sequence[Record]) -> None:
        """All records of a batch come before all of its effects."""
        now = datetime.now(UTC)
        events = [AuditEvent(r.name, self._session.exchange.id, self._next(), now, self._timed(r)) for r in records]
        position = self._station.append(events)
        if any(_promised(record) for record in records):
            await asyncio.wrap_future(self._station.spool.synced(position))

    def _timed(self, record: Record) -> Any:
        if record.name != "sekisho.decision":
            return record.attrs
        return {**record.attrs, "duration_us": int((time.monotonic() - self._began) * 1_000_000)}

    def _next(self) -> int:
        self._seq += 1
        return self._seq - 1

    async def _unrecorded(self) -> None:
        """The ledger takes no more: nothing may become visible that is not on record."""
        if not self._started:
            await self._respond(self._surface.failed("audit_unavailable", 503))
        await self._hangup(clean=False)
        self._end()

    def _start(self, ask: Ask) -> None:
        async def report(event: Read | Failed | Late) -> None:
            await self._do(self._session.report(event))

        task = asyncio.create_task(self._station.readers.ask(ask, self._policy.deadline_s, report))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _end(self) -> None:
        self._over.set()
        if not self._forwarded.done():
            self._forwarded.set_result(None)

    async def _hangup(self, clean: bool) -> None:
        if self._answer is not None:
            await self._answer.close()
        if not clean:
            self._end()  # the answer stays unfinished: the server closes the connection on that

    # -- ASGI

    async def _begin(self, begin: Begin) -> None:
        whole = begin.whole
        edited = begin.touched or not (whole or self._session.framing == "opaque")
        if edited:
            self._coded = None
        given = rules.to_client(
            self._headers,
            edited=edited,
            length=begin.length if edited and whole else None,
            add=self.marks(begin.verdict),
        )
        if whole and begin.length and not any(name == b"content-length" for name, _ in given):
            length = begin.length if self._coded is None else sum(map(len, self._coded))
            given.append((b"content-length", b"%d" % length))
        await self._start_response(begin.status, given)

    def marks(self, verdict: str) -> Headers:
        """Our own headers of an answer."""
        x = self._session.exchange
        return [
            (b"sekisho-exchange", x.id.encode()),
            (b"sekisho-policy", f"{x.policy}@{x.policy_digest[:12]}".encode("ascii", "replace")),
            (b"sekisho-verdict", verdict.encode()),
        ]

    async def _respond(self, reply: Reply) -> None:
        given = [(b"content-type", reply.content_type), (b"content-length", b"%d" % len(reply.body))]
        given += [*reply.headers, *self.marks(self._session.tally.header())]
        await self._start_response(reply.status, given)
        await self._finish(reply.body)

    async def _start_response(self, status: int, given: Headers) -> None:
        self._started = True
        await self._send({"type": "http.response.start", "status": status, "headers": given})

    async def _body(self, data: bytes) -> None:
        if self._coded is None:
            self._sent_at = time.monotonic()
            await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def _finish(self, data: bytes) -> None:
        if self._coded is not None and self._started:
            data = b"".join(self._coded)
        await self._send({"type": "http.response.body", "body": data, "more_body": False})


def _promised(record: Record) -> bool:
    attrs = record.attrs
    return attrs.get("measure") in _PROMISED or attrs.get("verdict") in ("mask", "hold", "refuse")
