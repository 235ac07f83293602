"""One exchange at the rim: carry out what its session asks, in order.

The session decides, this file does: it writes records and waits for the disk before
their effect becomes visible, sends requests up and answers down, runs slow readers,
and closes whatever is open when either side goes away. The session is asked, and what
it answers is carried out, by one task at a time: whoever does so has the `_turn`, also
while a long text is judged in a thread. Most exchanges have one task only, the one that
runs them; others come for a slow reader, a keep-alive or a client that left. A piece of
a stream that only leads to bytes wakes no task at all: it goes through the session and
down to the client inside the call that brought it (`_take`).

Three things must stay true. Once the exchange is over nothing more is carried out; only
records are still written. Whatever fails here without a name ends the exchange as
"internal_error", with its decision, and is told to the log by type and place. A decision
that the ledger could not take is owed (`Station.owe`), not forgotten.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import ParamSpec, assert_never

from config.errors import AuditError, ClientError, UpstreamError
from filters.gate import Ask, Failed, Late, Read
from filters.policy import Policy
from proxy.answer import Answer
from proxy.assembly import Station
from proxy.call import Call, reason
from proxy.commands import Begin, Command, Extract, Extracted, Finish, Forward, Hangup, Record, Respond, Send
from proxy.dialect import Surface
from proxy.downstream import Downstream
from proxy.logs import described
from proxy.recorder import Recorder
from proxy.session import Session, State
from proxy.turn import Turn
from proxy.upstream import UpstreamAnswer

_LOG = logging.getLogger("sekisho")
P = ParamSpec("P")

# Longer documents are judged in a thread: they take more than about a millisecond.
LONG = 96 * 1024
_ENDED = (State.DONE, State.STOPPED, State.HELD, State.FAILED)


class Passage:
    """The doing half of one exchange. call: how the request goes up; down: where its answer goes.

    keep: writes what was hidden to where other replicas see it; whether that could be done.
    """

    def __init__(
        self,
        station: Station,
        session: Session,
        surface: Surface,
        policy: Policy,
        call: Call,
        down: Downstream,
        keep: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        self._keep = keep
        self._station = station
        self._session = session
        self._surface = surface
        self._policy = policy
        self._call = call
        self._down = down
        self._answer = Answer(down, session.exchange)
        self._turn = Turn()
        self._over = False
        self._main: asyncio.Task[None] | None = None  # runs the exchange
        self._tasks: set[asyncio.Task[None]] = set()  # the others
        self._forward: Forward | None = None
        self._waiting: asyncio.Future[None] | None = None  # for `_forward`
        self._upstream: UpstreamAnswer | None = None
        self._untold = b""  # a piece of the answer that came out of turn
        self._undone: Sequence[
            Command
        ] = ()  # what the last piece asked for; the turn is ours until it is done
        self._recorder = Recorder(station, session.exchange.id)
        self._answer.sent_at = time.monotonic()

    async def run(self, body: bytes, content_type: str) -> None:
        """From the request to the last byte of the answer, or to whoever goes first."""
        self._main = asyncio.current_task()
        self._down.on_leave = self._left
        if self._down.disconnected:
            self._left()
        try:
            await self._guarded(self._pass, body, content_type)
            if not self._over:  # slow readers still read
                await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            if not self._over:  # the station stops, and waited long enough
                await self._interrupted()
                raise
            if self._main is not None:
                self._main.uncancel()  # it was `_end`
        finally:
            self._stop_others()
            if self._upstream is not None:
                await self._upstream.close()
            self._down.cut()

    def nudge(self, idle_s: float) -> None:
        """Send the dialect's keep-alive if text is held and nothing left for so long."""
        if not self._turn.taken and self._idle(idle_s):
            self._spawn(self._keep_alive)

    async def _keep_alive(self) -> None:
        await self._step(lambda: [Send(self._session.keepalive())] if self._idle(0) else [])

    def _idle(self, idle_s: float) -> bool:
        waited = time.monotonic() - self._answer.sent_at
        return self._session.holding and not self._over and waited > idle_s

    # -- tasks, and the end

    def _spawn(self, work: Callable[P, Awaitable[None]], *args: P.args, **kwargs: P.kwargs) -> None:
        task = asyncio.create_task(self._guarded(work, *args, **kwargs))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Callable[P, Awaitable[None]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do a part of the work; if it fails, the exchange fails: it neither passes nor hangs."""
        try:
            await work(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  # the rim: whatever it is, the exchange must end
            _LOG.error("an exchange failed inside the station: %s", described(error))
            await self._crashed()

    async def _crashed(self) -> None:
        try:
            await self._step(self._session.crashed)
        except Exception as error:  # noqa: BLE001  # as above, and there is nobody left to tell
            _LOG.error("an exchange could not be ended well: %s", described(error))
        finally:
            self._end()

    def _end(self) -> None:
        """Nothing more is carried out. Whatever the exchange's own task waits for, it waits no longer."""
        if not self._over:
            self._over = True
            if self._main is not None and self._main is not asyncio.current_task():
                self._main.cancel()

    def _stop_others(self) -> None:
        for task in (*self._tasks,):
            task.cancel()

    async def _interrupted(self) -> None:
        """Cancelled from outside: what is on record must say so. Nothing more can be sent."""
        self._stop_others()
        self._over = True
        undone, self._undone = self._undone, ()
        await self._carry_out([*undone, *self._session.gone("station_stopped")])

    def _left(self) -> None:
        if not self._over:
            self._spawn(self._step, self._session.gone)

    # -- up and down

    async def _pass(self, body: bytes, content_type: str) -> None:
        if len(body) < LONG:
            await self._step(self._session.request, body, content_type)
        else:
            await self._long_step(self._session.request, body, content_type)
        try:
            if forward := await self._forwarded():
                await self._exchange(forward)
        except (UpstreamError, ClientError) as error:
            await self._step(self._session.broken, *reason(error))

    async def _forwarded(self) -> Forward | None:
        """What may go up, once every reader has answered; None if nothing may."""
        if self._forward is None and not self._over:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        return self._forward

    async def _exchange(self, forward: Forward) -> None:
        answer = self._upstream = await self._call.send(forward)
        kind, reading = self._answer.meet(answer, self._surface, self._session)
        self._upstream = reading
        if (rest := reading.rest()) is not None and len(rest) < LONG:
            body = self._answer.decoded(rest)
            self._answer.decoded_all()
            await self._step(self._session.whole, answer.status, kind, body)
            return
        await self._step(self._session.head, answer.status, kind)
        while not self._over and await reading.pour(self._take):
            await self._catch_up()
        if self._over:
            return
        self._answer.decoded_all()
        if self._session.tally.bytes_in < LONG:
            await self._step(self._session.end)
        else:
            await self._long_step(self._session.end)

    def _take(self, piece: bytes) -> bool:
        """Judge a piece of the answer and let it go on here and now; False: something must be awaited."""
        if self._turn.taken or self._over:
            self._untold = piece
            return False
        commands = self._session.body(self._answer.decoded(piece))
        if not commands:
            return True
        sent: list[bytes] = []
        for command in commands:
            if type(command) is not Send:
                self._turn.taken, self._undone = True, commands
                return False
            sent.append(command.data)
        self._answer.send(sent[0] if len(sent) == 1 else b"".join(sent))
        return not self._down.behind

    async def _catch_up(self) -> None:
        """What `_take` could not do without waiting."""
        undone, self._undone = self._undone, ()
        untold, self._untold = self._untold, b""
        if undone:
            try:
                await self._carry_out(undone)
            finally:
                self._turn.give()
        elif untold:
            await self._step(self._session.body, self._answer.decoded(untold))
        elif self._down.behind:
            await self._down.drained()

    async def _step(self, step: Callable[P, list[Command]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Ask the session and do what it says, in our turn."""
        turn = self._turn
        if turn.taken:
            await turn.wait()
        else:
            turn.taken = True
        try:
            if commands := step(*args, **kwargs):
                await self._carry_out(commands)
        finally:
            turn.give()

    async def _long_step(self, step: Callable[P, list[Command]], *args: P.args, **kwargs: P.kwargs) -> None:
        """A step over much text, which leaves the loop."""
        turn = self._turn
        if turn.taken:
            await turn.wait()
        turn.taken = True
        try:
            await self._carry_out(await asyncio.to_thread(step, *args, **kwargs))
        finally:
            turn.give()

    # -- carrying out

    async def _carry_out(self, commands: Sequence[Command]) -> None:
        commands = await self._kept(commands)
        records = [c for c in commands if type(c) is Record]
        if records and not await self._recorded(records):
            return
        if self._over:
            return
        hangup = self._effects(commands)
        if hangup is not None:
            await self._hangup(hangup.clean)
        elif self._down.behind:
            await self._down.drained()
        if self._session.state in _ENDED:
            self._end()

    def _effects(self, commands: Sequence[Command]) -> Hangup | None:
        """Carry out all but the records, and the hangup that may come last; in one write what leaves."""
        sent: list[bytes] = []
        begun = False
        hangup: Hangup | None = None
        for command in commands:
            match command:
                case Send(data):
                    sent.append(data)
                case Record():
                    pass
                case Begin():
                    self._answer.begin(command, self._session.framing)
                    begun = True
                case Finish():
                    self._answer.finish(b"".join(sent))
                    sent, begun = [], False
                case Hangup():
                    hangup = command
                case _:
                    self._effect(command)
        if sent or begun:
            self._answer.send(b"".join(sent))
        return hangup

    async def _kept(self, commands: Sequence[Command]) -> Sequence[Command]:
        """What is to be done, once other replicas know what this hides; or else what a row says."""
        if self._keep is None or await self._keep():
            return commands
        return self._session.unkept(commands)

    def _effect(self, command: Ask | Extract | Forward | Respond) -> None:
        match command:
            case Forward():
                self._forward = command
                if self._waiting is not None and not self._waiting.done():
                    self._waiting.set_result(None)
            case Ask():
                self._spawn(self._station.readers.ask, command, self._policy.deadline_s, self._report)
            case Extract():
                self._spawn(self._extract, command)
            case Respond(reply):
                self._answer.respond(reply, self._session.tally.header())
            case _:
                assert_never(command)

    async def _report(self, event: Read | Failed | Late | Extracted) -> None:
        if type(event) is Extracted and event.text is not None and len(event.text) >= LONG:
            await self._long_step(self._session.report, event)
        else:
            await self._step(self._session.report, event)

    async def _extract(self, asked: Extract) -> None:
        bounds = self._station.setup.settings.documents
        await self._report(await self._station.extraction.extract(asked, bounds))

    async def _hangup(self, clean: bool) -> None:
        if self._upstream is not None:
            await self._upstream.close()
        if not clean:
            self._end()  # the answer stays unfinished: the connection closes on that

    # -- records

    async def _recorded(self, records: Sequence[Record]) -> bool:
        """All records of a batch come before all of its effects; False: it can have none."""
        unwritten = records
        try:
            promised = self._recorder.write(records)
            unwritten = ()
            if promised is not None:
                await asyncio.wrap_future(promised)
        except AuditError:
            await self._unrecorded(unwritten)
            return False
        return True

    async def _unrecorded(self, records: Sequence[Record]) -> None:
        """The ledger takes no more: nothing may become visible that is not on record."""
        over = self._over
        self._recorder.owe(self._session.unrecorded([r for r in records if r.name == "sekisho.decision"]))
        if not over:
            self._answer.respond(self._surface.failed("audit_unavailable", 503), self._session.tally.header())
        await self._hangup(clean=False)
