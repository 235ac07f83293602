"""One turn of a conversation over a socket: what is said until the answers asked for are given.

A turn is an exchange of its own: its own id, its own policy, its own decision. It judges
each message of the client by itself, and all messages of the server together, because
the pieces of a text and its repeats come in many of them. So memory is bounded by the turn
and not by the connection.

What its judges report comes out as facts, numbered within the turn; they share its tally.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from filters.gate import Answer, Ask, Failed, Inline, Late, Read
from filters.measure import Pseudonyms
from filters.model import Exchange
from filters.policy import Policy
from proxy.account import Account, Fact
from proxy.commands import Command, Limits, Record
from proxy.contexts import Contexts
from proxy.dialect import Json, Notice
from proxy.framing import Frame
from proxy.jsonscan import TooDeep
from proxy.judge import Judge, Stopped, parse
from proxy.lane import Entry
from proxy.talk import Ending, Talk

_BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a turn begins with: its exchange, and the policy in force at that moment."""

    exchange: Exchange
    policy: Policy


@dataclass(frozen=True, slots=True)
class Up:
    """Send this message to the server. text: as a text message, else as a binary one."""

    data: bytes
    text: bool = True


@dataclass(frozen=True, slots=True)
class Down:
    """Send this message to the client."""

    data: bytes
    text: bool = True


@dataclass(frozen=True, slots=True)
class Desk:
    """What every judge of a connection is given. limits: no documents but those of `enclosed.HERE`.

    contexts: what was said on it so far.
    """

    talk: Talk
    pseudonyms: Pseudonyms
    answer: Answer
    inline: Inline | None
    limits: Limits
    contexts: Contexts = field(default_factory=lambda: Contexts(lasting=True))


class Turn:
    """See above. connection: the id of the exchange that the whole connection is."""

    def __init__(self, opening: Opening, desk: Desk, connection: str) -> None:
        self.running: set[str] = set()  # answers the server has begun and not ended
        self.pending = 0  # messages of the client that wait for a verdict
        self._how = "completed"
        self._stopped = False
        self._ended = False  # it has had what it was for; what is held may still belong to it
        self._policy = opening.policy
        self._desk = desk
        self._account = Account(opening.exchange, desk.limits.findings, {"connection": connection})
        self._account.tally.status = 101
        self._out: list[Command] = []
        self._judge = self.judge(self._out)
        self._follower = desk.talk.follower()
        self._size = 0

    # -- what a message is judged by

    def judge(self, out: list[Command]) -> Judge:
        """A judge of this turn that reports to `out`."""
        desk, tally = self._desk, self._account.tally
        return Judge(
            desk.talk,
            self._policy,
            desk.pseudonyms,
            desk.answer,
            tally,
            out,
            desk.inline,
            desk.limits,
            contexts=desk.contexts,
        )

    def grew(self, size: int) -> None:
        """Count a message's bytes. A turn without an answer ends where it grows too large."""
        self._size += size
        self._ended = self._ended or self._size > self._desk.limits.answer_bytes

    # -- the server's messages

    def heard(self, data: bytes, text: bool) -> None:
        """Judge a message of the server and see what it begins and ends. Stopped."""
        limits = self._desk.limits
        self._account.tally.bytes_in += len(data)
        waiting = self._judge.queued + len(data) > limits.queue_bytes
        if waiting or len(data) > limits.event_bytes or self._size > limits.answer_bytes:
            self._judge.too_large()
        # Messages are events, whatever carries them; some servers send theirs as binary ones.
        self._judge.answer("sse" if text or _is_json(data) else "opaque")
        self._judge.frame(Frame(data, data, "" if text else _BINARY))
        self._place(self._judge.queue[-1].doc)

    def _place(self, doc: Json) -> None:
        talk = self._desk.talk
        if begun := talk.begins(doc):
            self.running.add(begun)
        ended = talk.ends(doc)
        self.running.discard(ended)
        if ended or talk.pauses(doc):
            self._ended = True

    def report(self, event: Read | Failed | Late) -> None:
        """A reader's late answer about the server's messages. Stopped."""
        if not self._stopped:
            self._judge.report(event)

    def finish(self) -> None:
        """Nothing follows: what waits for more text waits no longer. Stopped."""
        if not self._stopped:
            self._judge.finish()

    def free(self) -> Iterator[Down]:
        """The server's messages that may leave now, in order."""
        for entry in self._judge.free():
            yield self._shaped(entry)

    def _shaped(self, entry: Entry) -> Down:
        raw, doc = self._judge.shape(entry)
        self._follower.saw(doc)
        return Down(raw, entry.frame.event != _BINARY)

    # -- how it ends

    def stop(self, stopped: Stopped) -> tuple[list[Down], Ending]:
        """End the turn at a ruling: what was free still leaves, then what ends its answers."""
        doc = stopped.entry.doc if stopped.entry is not None else None
        free = [self._shaped(entry) for entry in self._judge.rescued(stopped.entry)]
        self.running.discard(self._desk.talk.ends(doc))
        ending = self._follower.close(self.notice(stopped), sorted(self.running), doc)
        self.running.clear()
        self._stopped = True
        self._how = stopped.halt.how
        return free, ending

    def notice(self, stopped: Stopped) -> Notice:
        """Why something of this turn was stopped."""
        x, verdict, halt = self._account.exchange, stopped.verdict, stopped.halt
        return Notice(
            x.id, x.policy, verdict.rule, verdict.kind, halt.how, verdict.channel.direction, halt.says
        )

    def rejected(self, stopped: Stopped) -> None:
        """A message of the client was not passed on. With no answer under way that is the turn's end."""
        self._how = stopped.halt.how
        self._ended = True

    @property
    def over(self) -> bool:
        """Whether the next message belongs to another turn: nothing runs here, and nothing is held."""
        return self._stopped or (self._ended and not self.running and not self._judge.queue)

    @property
    def done(self) -> bool:
        """Whether everything of it has left or been decided."""
        return self.over and not self.pending and (self._stopped or not self._judge.busy)

    @property
    def verdict(self) -> str:
        """The word for what it came to, as a header would say it."""
        return self._account.tally.header()

    # -- what is on record

    def opened(self) -> Fact:
        return self._account.opened()

    def decided(self, outcome: str = "") -> Fact:
        """Its decision; outcome: what broke, if it did not come to its own end."""
        return self._account.decided(outcome or self._how, {})

    def reported(self, out: list[Command] | None = None) -> Iterator[Fact | Ask]:
        """What a judge reported since the last time; `out` is emptied."""
        source = self._out if out is None else out
        told, source[:] = source[:], []
        for command in told:
            if isinstance(command, Record):
                yield self._account.fact(command.name, command.attrs)
            elif isinstance(command, Ask):
                yield command


def _is_json(data: bytes) -> bool:
    try:
        return parse(data) is not None
    except TooDeep:
        return True  # it is read as far as it can be, and found to be too deep
