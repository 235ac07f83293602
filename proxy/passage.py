"""One exchange at the rim: carry out what its session asks, in order.

The session decides, this file does: it writes records and waits for the disk before
their effect becomes visible, sends requests up and answers down, runs slow readers,
and closes whatever is open when either side goes away. The session is asked, and what
it answers is carried out, by one task at a time: whoever does so holds `_turn`, also
while a long text is judged in a thread.

Three things must stay true. Once the exchange is over nothing more is carried out; only
records are still written. Whatever fails here without a name ends the exchange as
"internal_error", with its decision, and is told to the log by type and place. A decision
that the ledger could not take is owed (`Station.owe`), not forgotten.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import Any, assert_never

from config.errors import AuditError, ClientError, UpstreamError
from filters.gate import Ask, Failed, Late, Read
from filters.model import AuditEvent
from filters.policy import Policy
from proxy import headers as rules
from proxy.assembly import Station
from proxy.call import Call, content_type_of, reason
from proxy.coding import Decoder
from proxy.commands import Begin, Command, Finish, Forward, Hangup, Record, Respond, Send
from proxy.dialect import Reply, Surface
from proxy.logs import described
from proxy.session import Session, State
from proxy.upstream import DecodedAnswer, Headers, UpstreamAnswer, UpstreamBroken

_LOG = logging.getLogger("sekisho")

Message = MutableMapping[str, Any]
SendAsgi = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

# Measures whose effect must not be seen before the disk has the record of it.
_PROMISED = frozenset({"mask", "pseudonymise", "hold_for_review", "cut", "refuse"})
# Longer documents are judged in a thread: they take more than about a millisecond.
LONG = 96 * 1024
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
        self._forwarded: asyncio.Future[Forward] = asyncio.get_running_loop().create_future()
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
        self._spawn(lambda: self._watch(receive))
        self._spawn(lambda: self._pass(body, content_type))
        try:
            await self._over.wait()
        finally:
            for task in (*self._tasks,):
                task.cancel()
            if not self._over.is_set():  # the station stops, and waited long enough
                await self._interrupted()
            if self._answer is not None:
                await self._answer.close()

    def nudge(self, idle_s: float) -> None:
        """Send the dialect's keep-alive if text is held and nothing left for so long."""
        if not self._turn.locked() and self._idle(idle_s):
            self._spawn(self._keep_alive)

    async def _keep_alive(self) -> None:
        async with self._turn:
            if self._idle(0) and (data := self._session.keepalive()):
                await self._body(data)

    def _idle(self, idle_s: float) -> bool:
        return self._session.holding and not self._over.is_set() and time.monotonic() - self._sent_at > idle_s

    def _spawn(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do a part of the work; if it fails, the exchange fails: it neither passes nor hangs."""
        try:
            await work()
        except Exception as error:  # noqa: BLE001  # the rim: whatever it is, the exchange must end
            _LOG.error("an exchange failed inside the station: %s", described(error))
            await self._crashed()

    async def _crashed(self) -> None:
        try:
            await self._step(self._session.crashed)
        except Exception as error:  # noqa: BLE001  # as above, and there is nobody left to tell
            _LOG.error("an exchange could not be ended well: %s", described(error))
        finally:
            self._over.set()

    async def _interrupted(self) -> None:
        """Cancelled from outside: what is on record must say so. Nothing more can be sent."""
        self._over.set()
        await self._carry_out(self._session.gone("station_stopped"))

    # -- up and down

    async def _pass(self, body: bytes, content_type: str) -> None:
        await self._step(lambda: self._session.request(body, content_type), len(body))
        forward = await self._forwarded
        try:
            self._answer = await self._call.send(forward)
            await self._head(self._answer)
            while piece := await self._answer.read():
                text = self._decoded(piece)
                await self._step(lambda text=text: self._session.body(text))
            if self._decoder is not None:
                self._decoder.end()
            await self._step(self._session.end, self._session.tally.bytes_in)
        except (UpstreamError, ClientError) as error:
            why = reason(error)
            await self._step(lambda: self._session.broken(*why))

    async def _head(self, answer: UpstreamAnswer) -> None:
        check_answer(answer)
        self._headers = answer.headers
        kind = content_type_of(answer.headers)
        coding = rules.codings(answer.headers)
        if coding and self._surface.framing(kind) != "opaque":
            decoder = Decoder(coding)  # first: after `head` there is no way back to an error of our own
            if self._session.framing_of(answer.status, kind) in ("whole", "text"):
                self._decoder, self._coded = decoder, []
            else:
                self._answer = DecodedAnswer(answer, decoder)
        await self._step(lambda: self._session.head(answer.status, kind))

    def _decoded(self, piece: bytes) -> bytes:
        if self._decoder is None or self._coded is None:
            return piece
        self._coded.append(piece)
        return self._decoder.feed(piece)

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        await self._step(self._session.gone)

    async def _step(self, step: Callable[[], list[Command]], size: int = 0) -> None:
        """Ask the session and do what it says, in our turn; steps over much text leave the loop."""
        async with self._turn:
            commands = step() if size < LONG else await asyncio.to_thread(step)
            if commands:
                await self._carry_out(commands)

    # -- carrying out

    async def _carry_out(self, commands: Sequence[Command]) -> None:
        if not await self._recorded([c for c in commands if type(c) is Record]) or self._over.is_set():
            return
        data = [c.data for c in commands if type(c) is Send]
        for command in commands:
            match command:
                case Finish():
                    await self._finish(b"".join(data))
                    data = []
                case Record() | Send():
                    pass
                case _:
                    await self._effect(command)
        if data and not self._over.is_set():
            await self._body(b"".join(data))
        if self._session.state in _ENDED:
            self._over.set()

    async def _effect(self, command: Ask | Forward | Respond | Begin | Hangup) -> None:
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
            case _:
                assert_never(command)

    async def _recorded(self, records: Sequence[Record]) -> bool:
        """All records of a batch come before all of its effects; False: it can have none."""
        unwritten = records
        try:
            if records:
                position = self._station.append([self._event(record) for record in records])
                unwritten = ()
                if any(_promised(record) for record in records):
                    await asyncio.wrap_future(self._station.spool.synced(position))
        except AuditError:
            await self._unrecorded(unwritten)
            return False
        return True

    def _event(self, record: Record) -> AuditEvent:
        attrs = record.attrs
        if record.name == "sekisho.decision":
            attrs = {**attrs, "duration_us": int((time.monotonic() - self._began) * 1_000_000)}
        self._seq += 1
        return AuditEvent(record.name, self._session.exchange.id, self._seq - 1, datetime.now(UTC), attrs)

    async def _unrecorded(self, records: Sequence[Record]) -> None:
        """The ledger takes no more: nothing may become visible that is not on record."""
        over = self._over.is_set()
        decisions = self._session.unrecorded([r for r in records if r.name == "sekisho.decision"])
        self._station.owe([self._event(record) for record in decisions])
        if not over:
            await self._respond(self._surface.failed("audit_unavailable", 503))
        await self._hangup(clean=False)

    def _start(self, ask: Ask) -> None:
        async def report(event: Read | Failed | Late) -> None:
            await self._step(lambda: self._session.report(event))

        self._spawn(lambda: self._station.readers.ask(ask, self._policy.deadline_s, report))

    async def _hangup(self, clean: bool) -> None:
        if self._answer is not None:
            await self._answer.close()
        if not clean:
            self._over.set()  # the answer stays unfinished: the server closes the connection on that

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
        if self._started:
            return
        self._coded = None  # the upstream's bytes stay here
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
        if self._coded is not None:
            data = b"".join(self._coded)
        await self._send({"type": "http.response.body", "body": data, "more_body": False})


def _promised(record: Record) -> bool:
    attrs = record.attrs
    return attrs.get("measure") in _PROMISED or attrs.get("verdict") in ("mask", "hold", "refuse")


def check_answer(answer: UpstreamAnswer) -> None:
    """UpstreamBroken for a head that cannot be passed on: no known status, or a broken header line."""
    if not 200 <= answer.status < 600 or not rules.printable(answer.headers):
        raise UpstreamBroken("the upstream's answer has a head that cannot be passed on")
