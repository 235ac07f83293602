"""A conversation over a socket, from its first message to its last; no I/O.

The rim reports what either side said and carries out what comes back. Both sides keep the
session's promises: messages leave whole and in their order, one that was not touched in
the bytes that came; a record of a ruling comes out before the message it shaped; and every
exchange ends in exactly one decision. The connection is one exchange and each turn another
(docs/adr/0012-a-turn-is-an-exchange.md), joined by `connection` in the turns' records.

A ruling that stops a message of the client keeps that message here and answers with the
provider's own `error`; the conversation lives on. One that stops a message of the server
ends the turn: its answers are cancelled and ended as the provider would, and what the server
still says about them is dropped.

At most one message of the client waits at a time: the rim gives the next one when `waiting`
is over, so a slow reader slows the client and nothing is kept. Behind a slow verdict on the
server's side messages queue up, to a bound.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from filters.gate import Ask, Failed, Late, Read
from filters.model import Exchange
from proxy import commands as session
from proxy.account import Account, Fact
from proxy.dialogue_turn import Desk, Down, Opening, Turn, Up
from proxy.jsonscan import TooDeep
from proxy.judge import Judge, Stopped, parse

_DEAF = 4096  # keys of stopped answers that are remembered; the oldest are forgotten first
_INSIDE = ("internal_error", "audit_unavailable")  # nothing more can be told or done
_WORSE = ("allow", "flag", "unscanned", "mask", "hold", "refuse")


Command = Ask | Fact | Up | Down


@dataclass(slots=True)
class _Asked:
    """A message of the client on its way: who judges it, and where that is reported."""

    turn: Turn
    judge: Judge
    out: list[session.Command]
    data: bytes
    text: bool


class Dialogue:
    """The connection's memory between messages. Every method returns commands in order.

    open: a new turn's exchange and policy. desk: what judges are given.
    """

    def __init__(self, connection: Exchange, open_turn: Callable[[], Opening], desk: Desk) -> None:
        self.connection = connection
        self.over = False
        self._open = open_turn
        self._desk = desk
        self._account = Account(connection, desk.limits.findings, {"socket": True})
        self._account.tally.status = 101
        self._turns: deque[Turn] = deque()
        self._count = 0
        self._worst = 0
        self._asked: _Asked | None = None
        self._tickets = itertools.count()
        self._asks: dict[int, tuple[_Asked | Turn, int]] = {}
        self._deaf: dict[str, None] = {}
        self._out: list[Command] = []

    def begin(self) -> list[Command]:
        """The connection is about to be made."""
        self._out.append(self._account.opened())
        return self._take()

    @property
    def waiting(self) -> bool:
        """Whether a message of the client waits for its verdict."""
        return self._asked is not None

    # -- what either side says

    def said(self, data: bytes, text: bool) -> list[Command]:
        """A message of the client, not before the last one is dealt with."""
        if self._asked is not None:
            raise AssertionError("one message at a time")
        if self._desk.talk.asked is None:
            self._desk.talk.asked = _document(data)
        turn = self._turn(len(data))
        out: list[session.Command] = []
        asked = self._asked = _Asked(turn, turn.judge(out), out, data, text)
        turn.pending += 1
        try:
            if len(data) > self._desk.limits.event_bytes:
                asked.judge.too_large()
            asked.judge.request(data, "application/json" if text else "application/octet-stream")
        except Stopped as stopped:
            self._reject(asked, stopped)
        self._collect(asked)
        self._pass_up()
        self._flush()
        return self._take()

    def heard(self, data: bytes, text: bool) -> list[Command]:
        """A message of the server."""
        if self._unwanted(data):
            return self._take()
        turn = self._turn(len(data))
        self._guarded(turn, lambda: turn.heard(data, text))
        self._flush()
        return self._take()

    def report(self, event: Read | Failed | Late) -> list[Command]:
        """The answer to an Ask."""
        whose, ticket = self._asks.pop(event.ticket, (None, 0))
        told = _renumbered(event, ticket)
        match whose:
            case Turn():
                self._guarded(whose, lambda: whose.report(told))
            case _Asked():
                self._reported(whose, told)
            case None:
                pass
        self._flush()
        return self._take()

    # -- how it ends

    def close(self, why: str, clean: bool) -> list[Command]:
        """The connection ends. why: who went or what broke, in one of our words; clean: as agreed."""
        if self.over:
            return []
        self.over = True
        if self._turns and why not in _INSIDE:
            last = self._turns[-1]
            self._guarded(last, last.finish)
            self._flush()
        for turn in self._turns:
            self._decide(turn, why if turn.running or turn.pending or why in _INSIDE else "")
        self._turns.clear()
        more = {"verdict": _WORSE[self._worst], "turns": self._count}
        self._out.append(self._account.decided("completed" if clean else why, more))
        return self._take()

    def failed(self, why: str, status: int) -> list[Command]:
        """The connection was never made. status: what the client is answered."""
        self._account.tally.status = status
        return self.close(why, clean=False)

    # -- turns

    def _turn(self, size: int) -> Turn:
        """The turn a message belongs to now."""
        if not self._turns or self._turns[-1].over:
            turn = Turn(self._open(), self._desk, self.connection.id)
            self._count += 1
            self._turns.append(turn)
            self._out.append(turn.opened())
        self._turns[-1].grew(size)
        return self._turns[-1]

    def _flush(self) -> None:
        """Let the server's messages go that may; a turn that is done makes room for the next."""
        while self._turns:
            turn = self._turns[0]
            self._out += turn.free()
            if not turn.done:
                return
            self._turns.popleft()
            self._decide(turn)

    def _decide(self, turn: Turn, outcome: str = "") -> None:
        self._worst = max(self._worst, _WORSE.index(turn.verdict))
        self._out.append(turn.decided(outcome))

    def _guarded(self, turn: Turn, step: Callable[[], None]) -> None:
        """Let a turn judge; a ruling that stops it is carried out."""
        try:
            step()
        except Stopped as stopped:
            self._collect(turn)
            free, ending = turn.stop(stopped)
            self._out += (Up(data) for data in ending.up)
            self._out += free
            self._out += (Down(data) for data in ending.down)
            self._ignore(ending.deaf)
        self._collect(turn)

    # -- the client's message

    def _reported(self, asked: _Asked, told: Read | Failed | Late) -> None:
        if asked is not self._asked:
            return
        try:
            asked.judge.report(told)
        except Stopped as stopped:
            self._reject(asked, stopped)
        self._collect(asked)
        self._pass_up()

    def _pass_up(self) -> None:
        asked = self._asked
        if asked is None or asked.judge.busy:
            return
        try:
            body = asked.judge.request_body()
        except Stopped as stopped:
            self._reject(asked, stopped)
            return
        self._out.append(Up(body, asked.text))
        self._settle(asked)

    def _reject(self, asked: _Asked, stopped: Stopped) -> None:
        self._collect(asked)
        notice = asked.turn.notice(stopped)
        self._out.append(Down(self._desk.talk.rejected(_document(asked.data), notice)))
        asked.turn.rejected(stopped)
        self._settle(asked)

    def _settle(self, asked: _Asked) -> None:
        self._asked = None
        asked.turn.pending -= 1

    # -- small things

    def _collect(self, whose: _Asked | Turn) -> None:
        """Take what a judge reported: facts as they are, asks under a number of the connection."""
        told = whose.turn.reported(whose.out) if isinstance(whose, _Asked) else whose.reported()
        for one in told:
            if isinstance(one, Ask):
                ticket = next(self._tickets)
                self._asks[ticket] = (whose, one.ticket)
                self._out.append(Ask(ticket, one.reader, one.window))
            else:
                self._out.append(one)

    def _unwanted(self, data: bytes) -> bool:
        """Whether this is about an answer that was stopped; its last message makes it heard again."""
        if not self._deaf or (doc := _document(data)) is None:
            return False
        talk = self._desk.talk
        unwanted = any(key in self._deaf for key in talk.keys(doc))
        if unwanted and (ended := talk.ends(doc)):
            self._deaf.pop(ended, None)
        return unwanted

    def _ignore(self, keys: Iterable[str]) -> None:
        self._deaf.update(dict.fromkeys(keys))
        for key in [*itertools.islice(self._deaf, max(0, len(self._deaf) - _DEAF))]:
            del self._deaf[key]

    def _take(self) -> list[Command]:
        out, self._out = self._out, []
        return out


def _document(data: bytes) -> object:
    try:
        return parse(data)
    except TooDeep:
        return None


def _renumbered(event: Read | Failed | Late, ticket: int) -> Read | Failed | Late:
    """The same answer under the number its own judge knows."""
    match event:
        case Read():
            return Read(ticket, event.reading)
        case Failed():
            return Failed(ticket, event.why)
        case Late():
            return Late(ticket)
