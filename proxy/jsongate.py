"""Judge a text that is a JSON document: tool arguments, in fragments.

Nothing leaves before the document is complete: half a value cannot be judged, and a
client that parses half a masked value reads a wrong one without a word. Complete, it
is read leaf by leaf as decoded strings (keys too), and written back as valid JSON:
only the touched string tokens change. What is no JSON after all is judged as plain
text. It speaks the gate's events and commands, so a lane cannot tell the difference.

Under a plan that holds nothing the pieces leave as they come, and are read at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from filters.attack.context import Context
from filters.gate import (
    Ask,
    Command,
    End,
    Event,
    Failed,
    Gate,
    Inline,
    Late,
    Note,
    Read,
    Release,
    Replace,
    Stop,
    Text,
)
from filters.measure import Halt, Pseudonyms, carry_out
from filters.model import Channel, Finding, TextSpan
from filters.policy import Plan
from proxy import jsonscan
from proxy.jsonend import ValueEnd

_NO_LIMIT = 1 << 60  # the document is whole already: its own size bounds it


class _Leaf:
    """One string of the document: its token, its gate, and what becomes of it."""

    __slots__ = ("edits", "end", "gate", "start", "text")

    def __init__(self, start: int, end: int, text: str, gate: Gate) -> None:
        self.start = start  # of the token, in code points of the document
        self.end = end
        self.text = text
        self.gate = gate
        self.edits: list[Replace] = []

    def outcome(self) -> str:
        out: list[str] = []
        at = 0
        for edit in self.edits:
            out += (self.text[at : edit.span.start], edit.text)
            at = edit.span.end
        return "".join((*out, self.text[at:]))


class JsonGate:
    """The gate of one channel whose syntax is JSON. hold: code points that may wait."""

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
        self._holds = plan.holds or (context is not None and any(one.holds for one in plan.contextual))
        self._plan = plan
        self._pseudonyms = pseudonyms
        self._tickets = tickets
        self._hold = hold
        self._pieces: list[str] = []
        self._length = 0
        self._value = ValueEnd()
        self._tail_at = 0  # where the text behind the document begins
        self._later: list[str] = []  # text behind a document that is still being judged
        self._leaves: list[_Leaf] | None = None  # once the document is complete
        self._by_ticket: dict[int, _Leaf] = {}
        self._open = 0  # leaves whose gates are not closed
        self._plain: Gate | None = None  # what is not, or no longer, JSON
        self._plain_at = 0  # where in the document its text begins
        self._plain_to = 0  # how far it has let go
        self._ended = False
        self._stopped = False
        self._released = 0
        self._out: list[Command] = []

    @property
    def waiting(self) -> int:
        """Code points that have come and not left."""
        return 0 if self._stopped else self._length - self._released

    @property
    def closed(self) -> bool:
        """Nothing is owed any more."""
        if self._stopped:
            return True
        done = self._leaves is not None and not self._open
        return self._ended and (done if self._plain is None else self._plain.closed)

    def passes(self, text: str) -> int:
        """As a gate's: a value is never let go in parts, so -1."""
        del text
        return -1

    def receive(self, *events: Event) -> list[Command]:
        """Take events in order; return what follows."""
        out = self._out = []
        for event in events:
            if self._stopped:
                break
            match event:
                case Text(text):
                    self._feed(text)
                case End():
                    self._end()
                case Read(ticket) | Failed(ticket) | Late(ticket):
                    self._reply(ticket, event)
        return out

    def _feed(self, text: str) -> None:
        self._length += len(text)
        if self._plain is not None:
            self._take_plain(self._plain.receive(Text(text)))
            return
        if self._leaves is not None:
            self._after(text)
            return
        end = self._value.feed(raw := text.encode("utf-8", "surrogatepass"))
        head = text if end < 0 else raw[:end].decode("utf-8", "surrogatepass")
        self._document(head, complete=end >= 0)
        if len(head) < len(text) and not self._stopped:
            self._after(text[len(head) :])

    def _document(self, text: str, *, complete: bool) -> None:
        self._pieces.append(text)
        if not self._holds:
            self._let_go(text)
        if complete:
            self._judge()
        elif self._holds and self._length > self._hold:
            self._overflow()

    def _after(self, text: str) -> None:
        """Text behind a complete document: blanks pass, anything else is plain text, in its turn."""
        if self._plain is not None:  # the document was none: this follows it
            self._take_plain(self._plain.receive(Text(text)))
            return
        if not self._holds:
            self._let_go(text)
        if self._open:
            self._later.append(text)
        else:
            self._behind(text)

    def _behind(self, text: str) -> None:
        if text.strip():
            self._to_plain(text, self._tail_at)
            return
        self._tail_at += len(text)
        if self._holds:
            self._let_go(text)

    def _end(self) -> None:
        self._ended = True
        if self._plain is not None:
            self._take_plain(self._plain.receive(End()))
        elif self._leaves is None:
            self._judge()

    def _judge(self) -> None:
        text = "".join(self._pieces)
        self._tail_at = len(text)
        raw = text.encode("utf-8", "replace")  # lone surrogates cannot stand in JSON: they become ?
        try:
            found = jsonscan.scan(raw)
        except jsonscan.JsonBroken:
            self._to_plain(text, 0)
            return
        self._leaves = []
        at = chars = 0
        for leaf in found:
            chars += len(raw[at : leaf.start].decode("utf-8", "replace"))
            start, at = chars, leaf.start
            end = start + len(raw[leaf.start : leaf.end].decode("utf-8", "replace"))
            channel = replace(self.channel, syntax="plain")
            gate = self._gate(channel, _NO_LIMIT)
            self._leaves.append(_Leaf(start, end, jsonscan.decode(raw, leaf), gate))
        self._open = len(self._leaves)
        for one in self._leaves:
            self._take(one, one.gate.receive(Text(one.text), End()))
            if self._stopped:
                return
        self._finish()

    def _gate(self, channel: Channel, hold: int) -> Gate:
        return Gate(channel, self._plan, self._pseudonyms, self._tickets, hold, self._inline, self._context)

    def _reply(self, ticket: int, event: Event) -> None:
        leaf = self._by_ticket.pop(ticket, None)
        if leaf is not None:
            self._take(leaf, leaf.gate.receive(event))
            self._finish()
        elif self._plain is not None:
            self._take_plain(self._plain.receive(event))

    def _take(self, leaf: _Leaf, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Ask(ticket):
                    self._by_ticket[ticket] = leaf
                    self._out.append(command)
                case Replace():
                    leaf.edits.append(command)
                case Stop():
                    self._stopped = True
                    self._out.append(command)
                case Note():
                    self._out.append(command)
                case Release():
                    pass  # the leaf leaves with its document
        if leaf.gate.closed:
            self._open -= 1

    def _finish(self) -> None:
        """Once every leaf is ruled, the document leaves in one go."""
        if self._open or self._stopped or self._leaves is None:
            return
        if self._released >= self._tail_at:
            self._note_late_edits()
        else:
            self._leave()
        later, self._later = "".join(self._later), []
        if later:
            self._behind(later)

    def _leave(self) -> None:
        text = "".join(self._pieces)
        for leaf in self._leaves or ():
            if leaf.edits:
                self._let_go(text[self._released : leaf.start])
                self._out += [Note(edit.verdict) for edit in leaf.edits[:-1]]
                was = text[leaf.start : leaf.end].encode("utf-8", "replace")
                token = jsonscan.encode(leaf.outcome(), was)
                span = TextSpan(leaf.start, leaf.end)
                self._out.append(Replace(span, token.decode(), leaf.edits[-1].verdict))
                self._released = leaf.end
        self._let_go(text[self._released :])
        self._pieces = []

    def _note_late_edits(self) -> None:
        for leaf in self._leaves or ():
            self._out += [Note(edit.verdict) for edit in leaf.edits]

    def _to_plain(self, text: str, at: int) -> None:
        self._leaves = self._leaves or []
        self._plain = self._gate(self.channel, self._hold)
        self._plain_at = self._plain_to = at
        events: list[Event] = [Text(text)]
        if self._ended:
            events.append(End())
        self._take_plain(self._plain.receive(*events))

    def _take_plain(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Release(text):
                    at, self._plain_to = self._plain_to, self._plain_to + len(text)
                    self._let_go(text[max(0, self._released - at) :])  # some may have left before
                case Replace(span, text, verdict):
                    there = TextSpan(span.start + self._plain_at, span.end + self._plain_at)
                    self._released = self._plain_to = there.end
                    self._out.append(Replace(there, text, verdict))
                case Stop():
                    self._stopped = True
                    self._out.append(command)
                case Ask() | Note():
                    self._out.append(command)

    def _let_go(self, text: str) -> None:
        if text:
            self._out.append(Release(text))
            self._released += len(text)

    def _overflow(self) -> None:
        span = TextSpan(0, self._hold + 1)
        finding = Finding(self.channel, span, "sekisho.overflow", 1.0, "gate")
        verdict, rule = self._plan.decide(self.channel, (finding,))
        outcome, verdict = carry_out(rule.measure, "", verdict, self._pseudonyms)
        if isinstance(outcome, Halt):
            self._stopped = True
            self._out.append(Stop(verdict, outcome))
            return
        # Any other row lets it go on without waiting for the end: as plain text.
        self._out.append(Note(verdict))
        text, self._pieces = "".join(self._pieces), []
        self._to_plain(text, 0)
