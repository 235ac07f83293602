"""One exchange, from the request's first byte to the last byte of its answer; no I/O.

The rim reports what happened and carries out what comes back. The session keeps
three promises: text leaves in the frames it came in and in their order; a record of a
ruling comes out before the bytes it shaped; and every exchange ends in exactly one
decision. `TRANSITIONS` is the whole life of an exchange; anything else is a bug.

How text is judged is in `proxy.judge`, how frames keep their shape in `proxy.lane`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from filters.gate import Answer, Failed, Inline, Late, Read
from filters.measure import Halt, Pseudonyms
from filters.model import Exchange, Verdict
from filters.policy import Policy
from proxy.commands import Begin, Command, Extracted, Finish, Forward, Hangup, Limits, Record, Respond, Send
from proxy.dialect import STREAMS, Closer, Framing, Json, Notice, Surface
from proxy.frames import framer_for
from proxy.framing import Frame, Framer, FrameTooLarge
from proxy.judge import Judge, Stopped
from proxy.lane import Entry
from proxy.ledger import Tally
from proxy.past import Past

_SEEN = (Begin, Send)  # what the client sees
# Outcomes that are true whether or not anything could be recorded.
_GONE = ("client_gone", "station_stopped")


class State(Enum):
    """Where an exchange stands."""

    __hash__ = object.__hash__  # members are singletons: no need to ask their names

    READING = "the request is being judged"
    JUDGED = "every text of the request has its verdict"
    FORWARDED = "the upstream has the request"
    STREAMING = "the answer passes, frame by frame"
    DONE = "the answer has left, whole"
    HELD = "refused for now: it waits for a person"
    STOPPED = "a policy row ended it"
    FAILED = "the upstream, the client or the wire broke it"


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.READING: frozenset({State.JUDGED, State.STOPPED, State.HELD, State.FAILED}),
    State.JUDGED: frozenset({State.FORWARDED}),
    State.FORWARDED: frozenset({State.STREAMING, State.STOPPED, State.HELD, State.FAILED}),
    State.STREAMING: frozenset({State.DONE, State.STOPPED, State.HELD, State.FAILED}),
    State.DONE: frozenset(),
    State.HELD: frozenset(),
    State.STOPPED: frozenset(),
    State.FAILED: frozenset(),
}


class Session:
    """The exchange's memory between events. Every method returns commands in order.

    answer: settles an ask at once, or returns None for one that will be reported later.
    inline: shows a window to a cheap detector here and now (the same, without the detour).
    limits: sizes beyond which a document is an overflow.
    past: opens what is remembered of the conversation, once that is asked for. answered: told
    what the answer is called by whoever goes on from it. unshared: what replicas share of the
    conversation could not be had.
    """

    def __init__(
        self,
        exchange: Exchange,
        surface: Surface,
        policy: Policy,
        pseudonyms: Pseudonyms,
        answer: Answer,
        limits: Limits,
        inline: Inline | None = None,
        past: Callable[[], Past] | None = None,
        answered: Callable[[str], None] | None = None,
    ) -> None:
        self.unshared = False
        self.exchange = exchange
        self.state = State.READING
        self.tally = Tally(exchange)
        self._surface = surface
        self._limits = limits
        self._out: list[Command] = []
        self._judge = Judge(
            surface, policy, pseudonyms, answer, self.tally, self._out, inline, limits, past, answered
        )
        if policy.hasty:
            self._judge.go_ahead()
        self._body = b""
        self._framer: Framer | None = None
        self._framing: Framing = "whole"
        self._status = 0
        self._over = False  # the upstream has said everything
        self._begun = False  # the answer's headers have left
        self._closer: Closer | None = None  # for a stream
        self._shown: Json = None  # the document it saw last

    # -- the request

    def request(self, body: bytes, content_type: str) -> list[Command]:
        """Judge the request. content_type: of the decoded body; empty body: nothing to judge."""
        self._body = body
        self._out.append(Record("sekisho.opened", self.tally.opened()))
        if self.unshared:
            self._guarded(self._judge.unshared)
        self._guarded(lambda: self._judge.request(body, content_type, self._surface.asked))
        self._judged()
        return self._take()

    def _judged(self) -> None:
        if self.state is State.READING and not self._judge.waits:
            self._guarded(self._forward)

    def _forward(self) -> None:
        body = self._judge.request_body()
        self._go(State.JUDGED)
        self._go(State.FORWARDED)
        self._out.append(Forward(body, body is not self._body))
        self._body = b""

    def unkept(self, batch: Sequence[Command]) -> list[Command]:
        """What was hidden could not be told to other replicas. batch: what has had no effect yet.

        A row rules on it before the request goes up; later there is nothing left to rule on.
        """
        if self.state is not State.FORWARDED or not any(isinstance(one, Forward) for one in batch):
            return list(batch)
        try:
            self._judge.unshared()
        except Stopped as stopped:
            self._stop(stopped.verdict, stopped.halt, stopped.entry)
            return [*(one for one in batch if isinstance(one, Record)), *self._take()]
        return [*self._take(), *batch]

    # -- the answer

    def head(self, status: int, content_type: str) -> list[Command]:
        """The upstream's status line and content type have come."""
        self._head(status, content_type)
        return self._take()

    def _head(self, status: int, content_type: str) -> None:
        self._go(State.STREAMING)
        self.tally.status = status
        self._framing = self._surface.framed = self.framing_of(status, content_type)
        self._framer = framer_for(self._framing, self._limits)
        self._judge.answer(self._framing)
        if self._streams:
            self._closer = self._surface.closer()
            self._begin_at_once()

    def _begin_at_once(self) -> None:
        """The head of a stream leaves as it comes, unless more is to be known first."""
        if self._streams and not (self._begun or self._surface.patience or self._judge.barred):
            self._begin()

    def body(self, chunk: bytes) -> list[Command]:
        """The next bytes of the answer, without content coding."""
        if self.state is State.STREAMING and self._framer is not None:
            self.tally.bytes_in += len(chunk)
            self._frames(self._framer.feed, chunk)
        return self._take()

    def end(self) -> list[Command]:
        """The upstream has ended its answer cleanly."""
        if self.state is State.STREAMING and self._framer is not None:
            framer = self._framer
            self._frames(lambda _chunk: framer.end(), b"")
            self._ended()
        return self._take()

    def _ended(self) -> None:
        self._over = True
        self._guarded(self._judge.finish)
        self._flush()
        self._maybe_done()

    def whole(self, status: int, content_type: str, body: bytes) -> list[Command]:
        """All of an answer at once: its head, its body and its end."""
        self._head(status, content_type)
        if self._framing not in ("whole", "text") or len(body) > self._limits.answer_bytes:
            return [*self._take(), *self.body(body), *self.end()]
        self.tally.bytes_in += len(body)
        self._frames(_one_frame, body)
        self._ended()
        return self._take()

    def _frames(self, cut: Callable[[bytes], list[Frame]], chunk: bytes) -> None:
        try:
            frames = cut(chunk)
        except FrameTooLarge:
            self._guarded(self._judge.too_large)
            return
        judged = self._judge.frame
        try:
            for frame in frames:
                judged(frame)
        except Stopped as stopped:
            self._stop(stopped.verdict, stopped.halt, stopped.entry)
        else:
            self._flush()

    def _guarded(self, step: Callable[[], None]) -> None:
        """Let the judge work, unless the exchange is over; a ruling that stops it is carried out."""
        if self.state in (State.READING, State.STREAMING):
            self._carefully(step)

    def _carefully(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Stopped as stopped:
            self._stop(stopped.verdict, stopped.halt, stopped.entry)

    # -- what readers report

    def report(self, event: Read | Failed | Late | Extracted) -> list[Command]:
        """The answer to an Ask or an Extract. Too late for a finished exchange: nothing follows."""
        if self.state in (State.READING, State.FORWARDED, State.STREAMING):
            self._carefully(lambda: self._judge.report(event))
        self._judged()
        if self.state is State.STREAMING:
            self._begin_at_once()
        self._flush()
        self._maybe_done()
        return self._take()

    # -- how it can end

    def broken(self, why: str, status: int = 502) -> list[Command]:
        """The upstream refused, stalled or broke off. why: one of our words; status: where none was sent."""
        if self.state is State.STREAMING and self._begun:
            # What is lost is lost, but what came is judged to its end, as a client would have read it.
            self._guarded(self._judge.finish)
            self._flush()
        if self.state in (State.FORWARDED, State.STREAMING):
            self._go(State.FAILED)
            self._decide(why)
            if self._begun:
                self._out.append(Hangup(clean=False))
            else:
                self._out.append(Respond(self._surface.failed(why, status)))
        return self._take()

    def gone(self, outcome: str = "client_gone") -> list[Command]:
        """The client has disconnected, or (station_stopped) nothing more can be sent to it."""
        if self._fail(outcome):
            self._out.append(Hangup(clean=False))
        return self._take()

    def crashed(self) -> list[Command]:
        """Something failed inside the station; what it was is for the log."""
        self._out.clear()  # half of a step
        if self._fail("internal_error"):
            reply = self._surface.failed("internal_error", 500)
            final = replace(reply, headers=(*reply.headers, (b"x-should-retry", b"false")))
            self._out += [Respond(final), Hangup(clean=False)]  # the rim knows whether an answer has begun
        return self._take()

    def unrecorded(self, decisions: Sequence[Record]) -> list[Record]:
        """A batch could not be recorded and took no effect. Its decision, or the one now to be made."""
        if self._fail("audit_unavailable"):
            decisions = [c for c in self._take() if isinstance(c, Record)]
        return [one if one.attrs["outcome"] in _GONE else _without_effect(one) for one in decisions]

    def _fail(self, outcome: str) -> bool:
        """End it here, wherever it stands; False if it has ended."""
        ended = not TRANSITIONS[self.state]
        if not ended:
            self.state = State.FAILED
            self._decide(outcome)
        return not ended

    def framing_of(self, status: int, content_type: str) -> Framing:
        """How an answer with this head will be cut."""
        framing = self._surface.framing(content_type)
        # An error is one document, also where it is announced as a stream.
        return "whole" if status >= 400 and framing in STREAMS else framing

    @property
    def framing(self) -> Framing:
        """How the answer is cut into documents; known once its head has come."""
        return self._framing

    @property
    def holding(self) -> bool:
        """Whether frames of an answer that has begun wait for a verdict (the rim may send a keep-alive)."""
        return self._begun and self.state is State.STREAMING and bool(self._judge.queue)

    def keepalive(self) -> bytes:
        """What may be sent to the client meanwhile; empty when nothing is safe."""
        match self._framing:
            case "sse":
                return self._surface.keepalive
            case "array":
                return self._surface.padding
            case "lines":
                return self._surface.filler()
            case _:
                return b""

    def _stop(self, verdict: Verdict, halt: Halt, entry: Entry | None) -> None:
        notice = self._notice(verdict, halt)
        up = self.state is not State.READING
        # Nothing has come back yet, or what has was barred by a ruling on the request.
        barred = verdict.channel.direction == "request" and not self._begun
        asked = self.state in (State.READING, State.FORWARDED) or barred
        self._go(State.HELD if halt.how == "hold" else State.STOPPED)
        self._decide(halt.how)
        self._surface.stopped = entry.frame if entry else None
        if asked:
            reply = self._surface.spoken(notice) if notice.says else self._surface.refused(notice)
            self._out.append(Respond(reply))
            if up:
                self._out.append(Hangup(clean=True))
        elif (rest := self._ending(notice, entry)) is not None:
            self._out += [Send(rest), Finish(), Hangup(clean=True)]
        elif self._begun:
            self._out.append(Hangup(clean=False))
        else:
            reply = self._surface.instead(self._judge.stopped_doc, self.tally.status, notice)
            self._out += [Respond(reply), Hangup(clean=True)]

    def _ending(self, notice: Notice, entry: Entry | None) -> bytes | None:
        """What ends a stream; None where nothing is one, or the first bytes that were judged stopped it."""
        if self._closer is None:
            return None
        soon = self._judge.queued < self._surface.patience
        rest = b"".join(self._shape(one) for one in self._judge.rescued(entry))
        if not self._begun:
            if soon or not rest:
                return None
            self._begin()
        return rest + self._closer.close(notice)

    def _maybe_done(self) -> None:
        # A reader that only flags delays no text, but its answer belongs to the record.
        if not self._over or self._judge.queue or self._judge.busy or self.state is not State.STREAMING:
            return
        self._go(State.DONE)
        if not self._begun:
            self._begin()
        # The decision comes before the last bytes it is about.
        tail = [c for c in self._out if type(c) in _SEEN]
        self._out[:] = [c for c in self._out if type(c) not in _SEEN]
        self._decide("completed")
        self._out += [*tail, Finish()]

    # -- frames out

    @property
    def _streams(self) -> bool:
        return self._framing in STREAMS

    @property
    def _patient(self) -> bool:
        """Whether more is read before the head leaves: until then a status says best what was refused."""
        over = self._over and not self._judge.busy
        return not over and self._judge.queued < self._surface.patience

    def _flush(self) -> None:
        if self.state is State.STREAMING and not self._judge.barred and (self._begun or not self._patient):
            for entry in self._judge.free():
                raw = self._shape(entry)
                if not self._begun:
                    self._begin(raw, raw is not entry.frame.raw)
                self._out.append(Send(raw))

    def _begin(self, raw: bytes = b"", touched: bool = False) -> None:
        self._begun = True
        whole = self._framing in ("whole", "text")
        said, ip = self.tally.header(), self.tally.ip.header()
        self._out.append(Begin(self.tally.status, whole, said, touched, len(raw), ip))

    def _shape(self, entry: Entry) -> bytes:
        raw, doc = self._judge.shape(entry)
        if self._closer is not None and (doc is None or doc is not self._shown):
            self._shown = doc
            self._closer.saw(doc)
        return raw

    # -- small things

    def _notice(self, verdict: Verdict, halt: Halt) -> Notice:
        x = self.exchange
        return Notice(
            x.id, x.policy, verdict.rule, verdict.kind, halt.how, verdict.channel.direction, halt.says
        )

    def _decide(self, outcome: str) -> None:
        self._out.append(Record("sekisho.decision", self.tally.decision(outcome)))

    def _go(self, state: State) -> None:
        if state not in TRANSITIONS[self.state]:
            raise AssertionError(f"{self.state.name} → {state.name} is no transition")
        self.state = state

    def _take(self) -> list[Command]:
        out = self._out.copy()
        self._out.clear()
        return out


def _one_frame(body: bytes) -> list[Frame]:
    return [Frame(body, body)] if body else []


def _without_effect(decision: Record) -> Record:
    return Record(decision.name, {**decision.attrs, "outcome": "audit_unavailable"})
