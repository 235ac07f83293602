"""Release text only when nothing that may follow can change its fate.

Rule 1: every decision to let a character go is made in this file.
Rule 2: this file knows no clock, no socket, no thread and no detector by name.

A reader answers (findings, settled): what begins before `settled` is final,
whatever comes next. The *frontier* is the smallest such mark among the readers
whose findings a holding measure could act on; readers that can only be flagged
never move it, so they never delay a character. Text leaves up to the frontier,
but never past the first finding that waits for its ruling. A finding is ruled
when the frontier has passed the end of its whole cluster (everything that
overlaps it), so neither the cut of the stream nor the order of answers matters.

Findings whose row does not hold are ruled in a second lane behind the slowest of
all readers: they change no text, so nothing waits for them.

A reader that fails or is late, and text that waits beyond `hold`, become findings
of their own (`sekisho.*`): a policy row decides them like any other.

Not elegant yet: a failure of a reader that never holds comes after its text has
left; a row that refuses on it stops the rest, a row that masks has nothing to mask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Protocol, assert_never

from msgspec import Struct

from filters.allowing import allowed
from filters.attack.context import Context
from filters.detector import Detector, Window
from filters.folding import fold
from filters.measure import SURROGATE, Edit, Halt, Pseudonyms, carry_out
from filters.model import Channel, Finding, Reading, TextSpan, Verdict
from filters.policy import Plan, Reader
from filters.seats import Seat, rows
from filters.views import Raw

# Events and commands are Structs, not dataclasses: a dozen are made for every piece of
# text, and a Struct is made five times faster.


class Text(Struct, frozen=True, gc=False):
    """The next piece of the channel's text."""

    text: str


class Read(Struct, frozen=True, gc=False):
    """The answer to the ask with this ticket."""

    ticket: int
    reading: Reading


class Failed(Struct, frozen=True, gc=False):
    """The detector asked with this ticket raised; `why` is an exception's class name."""

    ticket: int
    why: str


class Late(Struct, frozen=True, gc=False):
    """The detector asked with this ticket missed its deadline."""

    ticket: int


class End(Struct, frozen=True, gc=False):
    """Nothing follows."""


class Ask(Struct, frozen=True, gc=False):
    """Show `window` to its detector and report Read, Failed or Late with the ticket."""

    ticket: int
    reader: Reader
    window: Window


class Release(Struct, frozen=True, gc=False):
    """This text may leave as it came."""

    text: str


class Replace(Struct, frozen=True, gc=False):
    """In the place of `span`, `text` leaves."""

    span: TextSpan
    text: str
    verdict: Verdict


class Note(Struct, frozen=True, gc=False):
    """A ruling that changes no text; for the record."""

    verdict: Verdict


class Stop(Struct, frozen=True, gc=False):
    """Nothing more of this channel may leave."""

    verdict: Verdict
    halt: Halt


Event = Text | Read | Failed | Late | End
Command = Ask | Release | Replace | Note | Stop
Answer = Callable[[Ask], Read | Failed | None]
# Shows a window to a cheap detector here and now: what it answered, or what it raised (a class name).
Inline = Callable[[Detector, Window], Reading | str]


class _Lane:
    """Findings that wait for a ruling, in text order; ruled from the front."""

    __slots__ = ("_at", "_found", "_sorted", "some")

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._at = 0
        self._sorted = True
        self.some = False  # any are waiting

    def add(self, finding: Finding) -> None:
        self._found.append(finding)
        self._sorted = False
        self.some = True

    def first(self) -> int | None:
        """Where the first waiting finding begins."""
        self._tidy()
        return self._found[self._at].span.start if self._at < len(self._found) else None

    def take(self, before: int) -> list[Finding] | None:
        """The first cluster (all that overlap it, directly or not) if it ends at or before `before`."""
        self._tidy()
        found, at = self._found, self._at
        if at == len(found):
            return None
        end, stop = found[at].span.end, at + 1
        while stop < len(found) and found[stop].span.start < end:
            end = max(end, found[stop].span.end)
            stop += 1
        if end > before:
            return None
        self._at = stop
        self.some = stop < len(found)
        return found[at:stop]

    def _tidy(self) -> None:
        if not self._sorted:
            self._found = sorted(self._found[self._at :], key=_order)
            self._at = 0
            self._sorted = True


class Gate:
    """The gate of one channel.

    tickets: source of numbers unique within the exchange. hold: code points that may wait.
    inline: how cheap detectors are asked; without it every one is an Ask. context: what else
    was said, for detectors that are contextual; without it they are not asked.
    Cost per piece: one window per reader over the text not yet settled, nothing per character.
    """

    def __init__(
        self,
        channel: Channel,
        plan: Plan,
        pseudonyms: Pseudonyms,
        tickets: Iterator[int],
        hold: int,
        inline: Inline | None = None,
        context: Context | None = None,
    ) -> None:
        self.channel = channel
        self._inline = inline
        self._context = context
        self._plan = plan
        self._pseudonyms = pseudonyms
        self._tickets = tickets
        self._hold = hold
        # Known texts are looked for in this channel alone.
        literals = pseudonyms.literals(channel.direction) if plan.literal else None
        own = () if literals is None else (Reader(literals, holds=True),)
        self._rows = rows(plan, *own) if context is None else rows(plan, *own, *plan.contextual)
        self._by_ticket: dict[int, Seat] = {}
        self._tail = ""  # original text from _tail_at on; what lies before _released has left
        self._tail_at = 0
        self._released = 0
        self._length = 0
        self._ended = False
        self._stopped = False
        self._held = _Lane()  # rulings that may change text: wait for the frontier
        self._flagged = _Lane()  # rulings that may not: wait for the slowest reader
        self._out: list[Command] = []

    @property
    def waiting(self) -> int:
        """Code points that have come and not left."""
        return 0 if self._stopped else self._length - self._released

    @property
    def closed(self) -> bool:
        """Nothing is owed any more: stopped, or ended with every reader done."""
        return self._stopped or (self._ended and not self._by_ticket and self._released == self._length)

    def passes(self, text: str) -> int:
        """Take the next piece, where that is all there is to say: how many code points may leave with it.

        Most pieces are words that are nothing; `receive` says the same of them in four times
        as long. -1: it was not taken.
        """
        loud = self._ended or self._stopped or self._held.some or self._flagged.some
        if loud or self._length + len(text) - self._released > self._hold:
            return -1
        for row in self._rows:
            if not row.dull(text):
                return -1
        self._length = to = self._length + len(text)
        for row in self._rows:
            row.take(text)
            free = row.free if row.view.even else row.view.raw_start(row.free)
            to = min(to, free)
            row.forget()
        count = to - self._released
        self._tail = (self._tail + text)[count:]
        self._released = self._tail_at = to
        return count

    def receive(self, *events: Event) -> list[Command]:
        """Take events in order; return what follows. Unknown tickets are ignored (they came too late)."""
        out = self._out = []
        for event in events:
            if self._stopped:
                break
            if isinstance(event, Text):
                self._feed(event.text)
            else:
                self._take(event)
        if not self._stopped:
            # Answers on their way move the frontier no further than they have come.
            if not self._ask() or type(events[0]) is not Text:
                self._advance()
            while self._length - self._released > self._hold and self._over():
                self._overflow()
                self._ask()
        self._tail = self._tail[self._released - self._tail_at :]
        self._tail_at = self._released
        return out

    def _take(self, event: Read | Failed | Late | End) -> None:
        match event:
            case Read(ticket, reading):
                self._read(ticket, reading)
            case End():
                self._ended = True
            case Failed(ticket, why):
                self._lost(ticket, "sekisho.failed", why)
            case Late(ticket):
                self._lost(ticket, "sekisho.late", "deadline")
            case _:
                assert_never(event)

    # -- what comes in

    def _feed(self, text: str) -> None:
        while self._length - self._released > self._hold and not self._stopped:
            self._overflow()
        self._tail += text
        self._length += len(text)
        for row in self._rows:
            row.view.feed(text)

    def _read(self, ticket: int, reading: Reading) -> None:
        seat = self._by_ticket.get(ticket)
        if seat is not None:
            self._answered(seat, reading)

    def _answered(self, seat: Seat, reading: Reading | str) -> None:
        if isinstance(reading, str):
            self._unread(seat, "sekisho.failed", reading)
            return
        settled = reading.settled
        if not seat.pos <= settled <= seat.asked_to or (seat.done and settled < seat.asked_to):
            self._unread(seat, "sekisho.failed", "settled out of range")
            return
        allows = self._plan.allows
        for finding in reading.findings:
            if seat.pos <= finding.span.start < settled and not (
                allows and allowed(allows, finding.kind, _value(finding, seat.view))
            ):
                self._found(self._original(finding, seat))
        self._settle(seat, settled)

    def _lost(self, ticket: int, kind: str, why: str) -> None:
        seat = self._by_ticket.get(ticket)
        if seat is not None:
            self._unread(seat, kind, why)

    def _unread(self, seat: Seat, kind: str, why: str) -> None:
        span = TextSpan(seat.raw, max(seat.raw, seat.view.raw_start(seat.asked_to)))
        attrs = {"reader": seat.detector.name, "why": why}
        self._found(Finding(self.channel, span, kind, 1.0, "gate", attrs))
        self._settle(seat, seat.asked_to)

    def _over(self) -> bool:
        return not (self._ended or self._stopped or self._by_ticket)

    def _overflow(self) -> None:
        # The span does not depend on how the text was cut: it ends one past the limit.
        start, end = self._released, self._released + self._hold + 1
        self._found(Finding(self.channel, TextSpan(start, end), "sekisho.overflow", 1.0, "gate"))
        for row in self._rows:
            row.part()
            for seat in row.apart:
                if seat.holds and seat.raw < end:
                    view = seat.view
                    places = range(view.start, view.end)
                    self._settle(seat, view.start + bisect_left(places, end, key=view.raw_start))
                    seat.raw = max(seat.raw, end)
                    seat.asked_to = -1
        self._advance()

    def _settle(self, seat: Seat, pos: int) -> None:
        if seat.ticket >= 0:
            self._by_ticket.pop(seat.ticket, None)
        seat.settle(pos)

    def _original(self, finding: Finding, seat: Seat) -> Finding:
        view, span, name = seat.view, finding.span, seat.detector.name
        there = TextSpan(view.raw_start(span.start), view.raw_end(span.end))
        return Finding(self.channel, there, finding.kind, finding.score, name, finding.attrs)

    def _found(self, finding: Finding) -> None:
        rule = self._plan.rule_for(finding)
        (self._held if rule.measure.holds else self._flagged).add(finding)

    # -- what goes out

    def _ask(self) -> bool:
        """Show every reader what is new to it; whether a holding one owes an answer."""
        owed, ended, here = False, self._ended, self._inline is not None
        for row in self._rows:
            view, seats = row.view, row.asking(ended=ended)
            start, text = view.start, view.text
            end = start + len(text)
            for seat in seats:
                if seat.ticket >= 0:
                    owed = owed or seat.holds
                elif seat.done:
                    pass
                elif seat.pos >= end:  # whatever came since is invisible in this view
                    seat.raw, seat.done = view.raw_start(seat.pos), ended
                elif ended or end - seat.asked_to >= (seat.patience if here else 1):  # else it waits for more
                    since = seat.pos - seat.detector.reach
                    shown = text[since - start :] if since > start else text
                    owed = (self._show(seat, shown, max(since, start), end) and seat.holds) or owed
        return owed

    def _show(self, seat: Seat, shown: str, start: int, end: int) -> bool:
        """Show the reader its window; whether its answer is still to come."""
        detector, ended = seat.detector, self._ended
        seat.asked_to = end
        seat.done = ended
        window = Window(self.channel, detector.name, shown, start, seat.pos, ended, self._context)
        if self._inline is not None and detector.inline:
            reading = self._inline(detector, window)
            if (
                not ended
                and isinstance(reading, Reading)
                and not reading.findings
                and seat.pos <= reading.settled <= end
            ):  # the usual answer: nothing, though the last word may become something
                seat.settle(reading.settled)
            else:
                self._answered(seat, reading)
            return False
        ticket = seat.ticket = next(self._tickets)
        self._by_ticket[ticket] = seat
        self._out.append(Ask(ticket, seat.reader, window))
        return True

    def _advance(self) -> None:
        frontier = slowest = self._length
        for row in self._rows:
            if row.waits:
                view = row.view
                slowest = min(slowest, view.raw_start(row.at))
                frontier = min(frontier, view.raw_start(row.free))
            for seat in row.apart:  # the others are level
                raw = seat.raw
                if raw < slowest:  # noqa: PLR1730  # a call less for every reader of every piece
                    slowest = raw
                if raw < frontier and seat.holds:
                    frontier = raw
        if self._held.some:
            self._rule_held(frontier)
        if self._flagged.some:
            self._rule_flagged(self._released if self._stopped else slowest)
        if self._stopped:
            return
        first = self._held.first() if self._held.some else None
        self._let_go(frontier if first is None else min(frontier, first))
        for row in self._rows:
            row.forget()

    def _rule_held(self, frontier: int) -> None:
        while not self._stopped and (cluster := self._held.take(frontier)):
            self._act(cluster)

    def _rule_flagged(self, slowest: int) -> None:
        while cluster := self._flagged.take(slowest):
            verdict, _ = self._plan.decide(self.channel, cluster)
            self._out.append(Note(verdict))

    def _act(self, cluster: list[Finding]) -> None:
        verdict, rule = self._plan.decide(self.channel, self._unshadowed(cluster))
        start, end = max(verdict.span.start, self._released), max(verdict.span.end, self._released)
        self._let_go(start)
        text = self._tail[start - self._tail_at : end - self._tail_at]
        outcome, verdict = carry_out(rule.measure, text, verdict, self._pseudonyms)
        match outcome:
            case Edit(new) if text:
                self._released = end
                self._out.append(Replace(TextSpan(start, end), new, verdict))
            case Halt() as halt:
                self._stopped = True
                self._out.append(Stop(verdict, halt))
            case None:  # nothing to do after all: a surrogate that is not ours
                self._let_go(end)
            case Edit():  # the text has left already: only the record remains
                self._out.append(Note(verdict))

    def _unshadowed(self, cluster: list[Finding]) -> list[Finding]:
        """Without what others see in a surrogate that is ours: it is no value."""
        if len(cluster) == 1 or not any(one.kind == SURROGATE for one in cluster):
            return cluster
        own = [one.span for one in cluster if one.kind == SURROGATE and self._ours(one.span)]
        return [
            one
            for one in cluster
            if one.kind == SURROGATE
            or not any(span.start <= one.span.start and one.span.end <= span.end for span in own)
        ]

    def _ours(self, span: TextSpan) -> bool:
        return self._pseudonyms.knows(self._tail[span.start - self._tail_at : span.end - self._tail_at])

    def _let_go(self, to: int) -> None:
        if to > self._released:
            self._out.append(Release(self._tail[self._released - self._tail_at : to - self._tail_at]))
            self._released = to


def _value(finding: Finding, view: Raw) -> str:
    """The text that was found, while the view still has it."""
    return view.text[finding.span.start - view.start : finding.span.end - view.start]


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return (finding.span.start, finding.span.end, finding.kind, finding.detector)


def passes(channel: Channel, plan: Plan, text: str, context: Context | None = None) -> bool:
    """Whether a whole text leaves as it came, with nothing to record: every reader says so at once.

    Most texts cost one or two native searches here. The windows of readers without a sieve
    are those a gate would show for the text and its end, so a text that passes here passes
    there. False says nothing: let a gate decide.
    """
    return (
        plan.clear(text)
        and (not plan.unsieved or all(_silent(channel, reader.detector, text) for reader in plan.unsieved))
        and (context is None or quiet(channel, plan, text, context))
    )


def quiet(channel: Channel, plan: Plan, text: str, context: Context) -> bool:
    """Whether those who judge by what else was said have nothing to say of a whole text."""
    return all(_silent(channel, reader.detector, text, context) for reader in plan.contextual)


def _silent(channel: Channel, detector: Detector, text: str, context: Context | None = None) -> bool:
    if not detector.inline:
        return False
    shown = fold(text) if detector.view == "folded" else text
    try:
        window = Window(channel, detector.name, shown, 0, 0, final=True, context=context)
        reading = detector.read(window)
        return not reading.findings and reading.settled == len(shown)
    except Exception:  # noqa: BLE001  # the gate will see it too, and make it a finding
        return False


class Receiver(Protocol):
    """What can be driven: a gate, or what speaks like one."""

    def receive(self, *events: Event) -> list[Command]: ...


def drive(gate: Receiver, answer: Answer, *events: Event) -> list[Command]:
    """Give events to the gate and settle every ask that `answer` can answer at once.

    answer: returns None for a reader that will report later; such asks are returned.
    """
    out: list[Command] = []
    while events:
        replies: list[Event] = []
        for command in gate.receive(*events):
            if type(command) is Ask and (reply := answer(command)) is not None:
                replies.append(reply)
            else:
                out.append(command)
        events = tuple(replies)
    return out
