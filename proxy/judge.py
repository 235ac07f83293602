"""Read documents text by text: find the slots, keep a gate for each channel, rule.

A document's strings are found by the scanner, named by the surface's table, and fed
to lanes: one for each text that is whole in itself, one for each channel that comes
in pieces. A text seen before in this exchange (an echo, a final event that repeats
the stream) follows the lane that ruled it: one text, one ruling, one record.

A ruling that stops the exchange is raised as `Stopped`, so that nothing after it can
happen by oversight.
"""

from __future__ import annotations

import itertools
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

import orjson

from filters.gate import (
    Answer,
    Ask,
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
    drive,
    passes,
)
from filters.measure import Halt, Pseudonyms, carry_out
from filters.model import Channel, Direction, Finding, TextSpan, Verdict
from filters.policy import Policy
from proxy import form, jsonedit, jsonscan
from proxy.channels import channel_of, key_of, role_of
from proxy.commands import Command, Record
from proxy.dialect import ALL_OVER, Framing, Json, Surface
from proxy.filecontent import UnreadFrame
from proxy.form import HeadFrame, PartFrame
from proxy.framing import Frame, LinesFramer
from proxy.jsongate import JsonGate
from proxy.jsonscan import Leaf
from proxy.lane import Entry, Key, Lane, Mark, mark_of
from proxy.ledger import Tally
from proxy.offsets import moved
from proxy.table import Slot, Table, encoded

_WHOLE = 1 << 60  # a text that is here already is bounded by its document
_DONE = (b"", b"[DONE]")
_BOM = b"\xef\xbb\xbf"


class Stopped(Exception):  # not an error: a ruling that ends the exchange
    """A row halted the exchange. entry: the frame it happened in, if the stream has one."""

    def __init__(self, verdict: Verdict, halt: Halt, entry: Entry | None) -> None:
        super().__init__(verdict.rule)
        self.verdict = verdict
        self.halt = halt
        self.entry = entry


class Judge:
    """All the lanes of one exchange, and the queue of frames they hold.

    out: where records and asks are put, in order, beside what the session puts there.
    nesting: levels of a document beyond which it is an overflow.
    """

    def __init__(
        self,
        surface: Surface,
        policy: Policy,
        pseudonyms: Pseudonyms,
        answer: Answer,
        tally: Tally,
        out: list[Command],
        inline: Inline | None = None,
        nesting: int = jsonscan.MAX_DEPTH,
    ) -> None:
        self._inline = inline
        self._nesting = nesting
        self._surface = surface
        self._policy = policy
        self._pseudonyms = pseudonyms
        self._answer = answer
        self._tally = tally
        self._out = out
        self._tickets = itertools.count()
        self._asked: dict[int, Lane] = {}
        self._open: dict[Key, Lane] = {}  # channels that come in pieces
        self._ruled: dict[Mark, Lane | None] = {}  # by what was judged; None: let go as it came
        self._channels: dict[Key, Lane] = {}  # the latest of each, open or not
        self._edited = False  # a text was touched, so offsets may have to move
        self._direction: Direction = "request"
        self._framing: Framing = "whole"
        self._body = b""  # the request's
        self._asked_as: Framing = "whole"
        self._passed: set[str] = set()  # why something of the request was not read
        self._unmapped: set[tuple[Direction, str]] = set()
        self._entry: Entry | None = None  # being read now
        self._opaque = False  # bytes that are no text have been reported
        self.queue: deque[Entry] = deque()
        self.queued = 0  # bytes
        self.stopped_doc: Json = None

    @property
    def busy(self) -> bool:
        """Whether a ruling is still awaited."""
        return bool(self._asked)

    # -- documents in

    def request(self, body: bytes, content_type: str) -> None:
        """Judge a request's body: JSON by its table, forms part by part, other text as one text."""
        if not body:
            return
        framing = self._asked_as = self._surface.asking(content_type)
        self._body = body
        for frame in self._asked_frames(body, framing, content_type):
            entry = self._enter(frame)
            if isinstance(frame, PartFrame | HeadFrame):
                self._part(entry, frame)
            elif framing == "opaque" and self._parsed(entry, body) is None:
                self._unscanned(content_type.partition("/")[0].strip().lower())
            elif frame.data:
                self._document(entry, self._surface.request)
                self._sealed(entry.doc)

    def _asked_frames(self, body: bytes, framing: Framing, content_type: str) -> list[Frame]:
        """The frames of a request. One that is JSON as a whole is that, whatever its type says."""
        if framing == "form" and not _is_json(body):
            try:
                return [row for frame in form.frames(body, content_type) for row in self._rows(frame)]
            except form.FormBroken as broken:
                self._beyond(f"form: {broken.why}")
        if framing == "lines" and not _is_json(body):
            if body.count(b"\n") > form.MOST_LINES:
                self._beyond("lines")
            framer = LinesFramer(len(body))
            return framer.feed(body) + framer.end()
        return [Frame(body, body)]

    def _rows(self, frame: Frame) -> Sequence[Frame]:
        if not isinstance(frame, PartFrame) or not form.has_lines(frame) or _is_json(frame.data):
            return (frame,)
        return form.lines(frame)

    def _part(self, entry: Entry, part: PartFrame | HeadFrame) -> None:
        """One field of a form, a line of a file in it, or the name of that file."""
        fields, shape = self._surface.form, form.shape_of(part.event)
        slot = fields.slot(shape)
        if isinstance(part, HeadFrame):
            self._field(entry, Slot(), f"{fields.public(shape)}/filename")
            return
        if part.file:
            slot = replace(slot, flow="whole", keys=True)
        if not slot.mapped:
            self._report_unmapped(fields.public(shape))
        self._unread(slot.why or form.unread(part))
        if slot.flow in ("exempt", "unscanned") or not form.is_text(part):
            return
        doc = entry.doc = self._parsed(entry, part.data)
        if doc is None:
            self._field(entry, slot, fields.public(shape))
            return
        table = self._surface.filed(doc) if part.file else None
        self._leaves(entry, part.data, table or Table({}, replace(slot, keys=True)))
        self._sealed(doc)

    def _field(self, entry: Entry, slot: Slot, path: str) -> None:
        data = entry.frame.data
        text = data.decode("utf-8", "replace")
        role, trust = role_of(slot, "", None)
        leaf = Leaf("", "", 0, len(data), is_key=False)
        mark = mark_of("request", role, trust, slot.syntax, text)
        if text and not self._repeats(mark, entry, leaf, text):
            self._whole(entry, leaf, text, channel_of("request", path, role, trust, slot), mark)

    def _sealed(self, doc: Json) -> None:
        for why in self._surface.opaque(doc):
            self._unread(why)

    def _unread(self, why: str) -> None:
        """A reason is reported once, however many lines have it."""
        if why and why not in self._passed:
            self._passed.add(why)
            self._unscanned(why)

    def request_body(self) -> bytes:
        """The request as it may go up: the same object when nothing was touched."""
        entries = list(self.queue)
        self.queue.clear()
        if not any(entry.edits or entry.nulls for entry in entries):
            return self._body
        pieces = [(entry.frame, self.shape(entry)[0]) for entry in entries]
        return form.joined(pieces) if self._asked_as == "form" else b"".join(raw for _, raw in pieces)

    def answer(self, framing: Framing) -> None:
        """From here on, frames of the answer come."""
        self._direction = "response"
        self._framing = framing
        self._entry = None

    def frame(self, frame: Frame) -> None:
        """Judge one frame and put it in the queue."""
        entry = self._enter(frame)
        if self._framing == "opaque" or isinstance(frame, UnreadFrame):
            if not self._opaque:
                self._opaque = True
                self._unscanned(frame.event or "not text")
        elif frame.data in _DONE:
            if frame.data:
                self._end(ALL_OVER)
        elif self._framing in ("whole", "text"):
            self._document(entry, self._surface.answer)
        else:
            self._event(entry)

    def finish(self) -> None:
        """Nothing follows: every channel ends."""
        self._end(ALL_OVER)

    def too_large(self, entry: Entry | None = None) -> None:
        """A document is larger or deeper than may be held: a finding, and never passed on unread."""
        self._beyond("document", entry)

    def _beyond(self, why: str, entry: Entry | None = None) -> NoReturn:
        finding = self._about("sekisho.overflow", {"why": why[:64]})
        verdict, rule = self._policy.plan(finding.channel).decide(finding.channel, (finding,))
        outcome, verdict = carry_out(rule.measure, "", verdict, self._pseudonyms)
        self._record(verdict, "")
        raise Stopped(verdict, outcome if isinstance(outcome, Halt) else Halt("cut"), entry)

    def report(self, event: Read | Failed | Late) -> None:
        """A reader's late answer."""
        lane = self._asked.pop(event.ticket, None)
        if lane is not None:
            self._drive(lane, event)

    # -- frames out

    def free(self) -> Iterator[Entry]:
        """The frames that may leave now, in order."""
        while self.queue and not self.queue[0].pending:
            entry = self.queue.popleft()
            self.queued -= len(entry.frame.raw)
            yield entry

    def rescued(self, last: Entry | None) -> list[Entry]:
        """After a stop: the frames up to the one it happened in, with what was free of their text.

        Frames without a document (`[DONE]`, a closing bracket) are left to the closer.
        """
        for lane in {*self._open.values(), *self._ruled.values(), *self._asked.values()}:
            if lane is not None:
                lane.truncate()
        out: list[Entry] = []
        for entry in self.queue:
            if entry is last and not entry.delta:
                break
            if entry.frame.data not in _DONE:
                out.append(entry)
            if entry is last:
                break
        self.queue.clear()
        return out

    def shape(self, entry: Entry) -> tuple[bytes, Json]:
        """The frame's bytes as they leave, and its document as the client will see it."""
        positions = self._positions(entry) if self._edited else {}
        if not entry.edits and not entry.nulls and not positions:
            return entry.frame.raw, entry.doc
        data = entry.frame.data
        if entry.doc is None:
            text = entry.edits[-1][1]
            return entry.frame.carrying(text.encode("utf-8", "replace")), None
        touched = [*(leaf.pointer for leaf, _ in entry.edits), *entry.nulls]
        values = positions | dict.fromkeys(entry.nulls, b"null") | dict(self._surface.scrub(touched))
        data = jsonscan.rewrite(data, entry.edits)
        if values:
            data = jsonedit.put(data, values)
        return entry.frame.carrying(data), parse(data)

    def _positions(self, entry: Entry) -> dict[str, bytes]:
        """What of this document is no longer true, offsets above all: pointer → the new value."""
        out = dict(self._surface.stale(entry.doc))
        for cited in self._surface.citations(entry.doc):
            lane = entry.texts.get(cited.text) or self._channels.get(cited.channel or ("", ()))
            if lane is None or not lane.edits:
                continue
            moves = lane.moves()
            for pointer, is_end in ((cited.start, False), (cited.end, True)):
                was = jsonedit.at(entry.doc, pointer) if pointer else None
                if isinstance(was, int) and (now := moved(was, moves, is_end)) != was:
                    out[pointer] = b"%d" % now
        return out

    # -- one document

    def _enter(self, frame: Frame) -> Entry:
        entry = self._entry = Entry(frame, None)
        self.queue.append(entry)
        self.queued += len(frame.raw)
        return entry

    def _event(self, entry: Entry) -> None:
        """One event of a stream: what it ends, what it says, what it ends after that."""
        data = entry.frame.data
        doc = entry.doc = self._parsed(entry, data)
        if doc is None:
            self._whole_text(entry, data)
            return
        surface = self._surface
        self._end(surface.over(doc))
        self._leaves(entry, data, surface.table(doc))
        self._end(surface.over_after(doc))

    def _document(self, entry: Entry, table: Table) -> None:
        # Whatever type it is said to be: there are readers who try JSON first.
        data = entry.frame.data
        doc = self._parsed(entry, data)
        if doc is None:
            self._whole_text(entry, data)
            return
        entry.doc = self.stopped_doc = doc
        self._leaves(entry, data, table)

    def _leaves(self, entry: Entry, data: bytes, table: Table) -> None:
        bundles: dict[str, list[str]] = {}
        unread = deque(self._named(entry, data, table))
        try:
            while unread:
                leaf, slot = unread.popleft()
                if slot.flow == "bundle":
                    root = jsonedit.above(leaf.pointer, slot.root)
                    bundles.setdefault(root, []).append(jsonscan.decode(data, leaf))
                else:
                    self._leaf(entry, data, leaf, slot, table)
            for root, texts in bundles.items():
                self._bundle(entry, root, texts)
        except Stopped:
            self._silence(entry, unread, bundles)
            raise

    def _named(self, entry: Entry, data: bytes, table: Table) -> Iterator[tuple[Leaf, Slot]]:
        """Every string that is to be read, and what it is."""
        for leaf, known in table.texts(self._scan(entry, data)):
            slot = self._surface.slot(known, leaf.pointer, entry.doc) if known.varies else known
            if slot.flow != "exempt":
                yield leaf, slot

    def _silence(self, entry: Entry, unread: Iterable[tuple[Leaf, Slot]], roots: Iterable[str]) -> None:
        """A frame in which the exchange was stopped may leave, but nothing in it that was not read."""
        entry.nulls.update(roots)
        for leaf, slot in unread:
            if leaf.is_key:
                entry.delta = False  # a key cannot be left out: the frame stays here
            elif slot.flow == "bundle":
                entry.nulls.add(jsonedit.above(leaf.pointer, slot.root))
            else:
                entry.edits.append((leaf, ""))

    def _parsed(self, entry: Entry, data: bytes) -> Json:
        try:
            return parse(data)
        except jsonscan.TooDeep:
            self.too_large(entry)
            raise

    def _scan(self, entry: Entry, data: bytes) -> list[Leaf]:
        try:
            return jsonscan.scan(data, self._nesting)
        except jsonscan.JsonBroken:  # it is JSON, but beyond what is read
            self.too_large(entry)
            raise

    def _leaf(self, entry: Entry, data: bytes, leaf: Leaf, slot: Slot, table: Table) -> None:
        text = jsonscan.decode(data, leaf)
        if slot.flow == "unscanned" or (slot.flow == "payload" and encoded(text)):
            if text:
                self._unscanned(slot.why)
            return
        if not slot.mapped and not leaf.is_key:
            self._report_unmapped(table.public(leaf.shape))
        if slot.flow == "delta":
            self._delta(entry, leaf, slot, text, table)
        elif text:
            role, trust = role_of(slot, leaf.pointer, entry.doc)
            mark = mark_of(self._direction, role, trust, slot.syntax, text)
            if not self._repeats(mark, entry, leaf, text):
                path = table.public(leaf.shape)
                self._whole(entry, leaf, text, channel_of(self._direction, path, role, trust, slot), mark)

    # -- one text

    def _whole_text(self, entry: Entry, data: bytes) -> None:
        """A document that is no JSON: one plain text."""
        text = data.decode("utf-8", "replace")
        leaf = Leaf("", "", 0, len(data), is_key=False)
        role = "user" if self._direction == "request" else "assistant"
        mark = mark_of(self._direction, role, "user", "plain", text)
        if not self._repeats(mark, entry, leaf, text):
            self._whole(entry, leaf, text, Channel(self._direction, "", role), mark)

    def _repeats(self, mark: Mark, entry: Entry, leaf: Leaf, text: str) -> bool:
        """Whether this text was judged before in this exchange; then it is edited as it was then."""
        if mark not in self._ruled:
            return False
        known = self._ruled[mark]
        if known is not None:
            entry.texts[leaf.pointer] = known
            known.follow(entry, leaf, text)
        return True

    def _whole(self, entry: Entry, leaf: Leaf, text: str, channel: Channel, mark: Mark) -> None:
        if channel.syntax != "json" and passes(channel, self._policy.plan(channel), text):
            self._ruled[mark] = None
            return
        lane = self._ruled[mark] = self._lane(("", ()), channel, Slot(syntax=channel.syntax), _WHOLE)
        entry.texts[leaf.pointer] = lane
        lane.add(entry, leaf, text)
        lane.ended = True
        self._drive(lane, Text(text), End())

    def _bundle(self, entry: Entry, root: str, texts: list[str]) -> None:
        channel = Channel(self._direction, root, "assistant")
        text = "\n".join(texts)
        if passes(channel, self._policy.plan(channel), text):
            return
        lane = self._lane(("", ()), channel, Slot(), _WHOLE)
        lane.add(entry, None, text, root)
        lane.ended = True
        self._drive(lane, Text(text), End())

    def _delta(self, entry: Entry, leaf: Leaf, slot: Slot, text: str, table: Table) -> None:
        if not slot.family:  # each place is a channel of its own
            slot = replace(slot, family=leaf.shape)
        key = key_of(self._surface.family(entry.doc, slot), leaf.pointer, entry.doc, slot.depth)
        lane = self._open.get(key)
        if text and slot.phase and len(self._open) > (lane is not None):
            self._end_phases(slot, key)
        if lane is None:
            if not text:
                return
            role, trust = role_of(slot, leaf.pointer, entry.doc)
            channel = channel_of("response", table.public(leaf.shape), role, trust, slot)
            lane = self._open[key] = self._channels[key] = self._lane(key, channel, slot, self._policy.hold)
        entry.delta = True
        lane.add(entry, leaf, text)
        self._drive(lane, Text(text))

    def _lane(self, key: Key, channel: Channel, slot: Slot, hold: int) -> Lane:
        plan = self._policy.plan(channel)
        make = JsonGate if slot.syntax == "json" else Gate
        gate = make(channel, plan, self._pseudonyms, self._tickets, hold, self._inline)
        return Lane(key, channel, slot, gate, self._surface.counts == "bytes")

    # -- ends

    def _end(self, overs: tuple[object, ...]) -> None:
        for over in overs:
            for key in [k for k in self._open if over.ends(*k)]:  # type: ignore[attr-defined]
                self._close(self._open.pop(key))

    def _end_phases(self, slot: Slot, key: Key) -> None:
        beside = [
            k for k, lane in self._open.items() if 0 < lane.slot.phase < slot.phase and k[1][:1] == key[1][:1]
        ]
        for one in beside:
            self._close(self._open.pop(one))

    def _close(self, lane: Lane) -> None:
        lane.ended = True
        channel = lane.channel
        self._ruled.setdefault(
            (channel.direction, channel.role, channel.trust, channel.syntax, lane.mark()), lane
        )
        self._drive(lane, End())

    # -- rulings

    def _drive(self, lane: Lane, *events: Event) -> None:
        for command in drive(lane.gate, self._answer, *events):
            match command:
                case Release(text):
                    lane.let_go(len(text))
                case Replace(span, text, verdict):
                    self._record(verdict, lane.channel.path)
                    lane.edit(span.start, span.end, text)
                    self._edited = True
                case Note(verdict):
                    self._record(verdict, lane.channel.path)
                case Ask(ticket):
                    self._asked[ticket] = lane
                    self._out.append(command)
                case Stop(verdict, halt):
                    self._record(verdict, lane.channel.path)
                    raise Stopped(verdict, halt, lane.front() or self._entry)
        lane.settle()

    def _record(self, verdict: Verdict, path: str) -> None:
        attrs = self._tally.finding(verdict, path)
        if attrs is not None:
            self._out.append(Record("sekisho.finding", attrs))

    def _report_unmapped(self, path: str) -> None:
        if (self._direction, path) not in self._unmapped:
            self._unmapped.add((self._direction, path))
            self._alone(self._about("sekisho.unmapped", {"why": "no table names it"}, path))

    def _unscanned(self, why: str) -> None:
        self._alone(self._about("sekisho.unscanned", {"why": why[:64]}))

    def _about(self, kind: str, attrs: dict[str, str], path: str = "") -> Finding:
        channel = Channel(self._direction, path, "unmapped")
        return Finding(channel, TextSpan(0, 0), kind, 1.0, "station", attrs)

    def _alone(self, finding: Finding) -> None:
        """Rule on a finding that has no text of its own to act on."""
        channel = finding.channel
        verdict, rule = self._policy.plan(channel).decide(channel, (finding,))
        outcome, verdict = carry_out(rule.measure, "", verdict, self._pseudonyms)
        self._record(verdict, channel.path)
        if isinstance(outcome, Halt):
            raise Stopped(verdict, outcome, self._entry)


def parse(data: bytes) -> Json:
    """The document, or None when it is no JSON object or array. TooDeep: it may be one, beyond reading."""
    try:
        doc = orjson.loads(data)
    except orjson.JSONDecodeError:
        try:  # broken UTF-8 or a lone surrogate inside a string is no reason to read less
            doc = json.loads(data.removeprefix(_BOM).decode("utf-8", "replace"))
        except RecursionError:
            raise jsonscan.TooDeep(jsonscan.MAX_DEPTH) from None  # it keeps the document
        except ValueError:
            return None
    return doc if isinstance(doc, dict | list) else None


def _is_json(data: bytes) -> bool:
    """Whether this is a document, or too deep to tell."""
    try:
        return parse(data) is not None
    except jsonscan.TooDeep:
        return True


__all__ = ["Judge", "Stopped", "parse"]
