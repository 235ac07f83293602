"""Read documents text by text: find the slots, hand each text to its lane, shape what leaves.

A document's strings are found by the scanner, named by the surface's table, and judged in
lanes (`proxy.lanes`). Its frame waits in a queue until nothing in it is pending, and leaves
with just those strings changed that were ruled on, and what such a change makes untrue.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from filters.gate import Answer, Failed, Inline, Late, Read
from filters.measure import Pseudonyms
from filters.model import Direction
from filters.policy import Policy
from proxy import asked, form, jsonedit, jsonscan
from proxy.again import Mould, mould
from proxy.channels import role_of
from proxy.commands import Command, Extracted, Limits
from proxy.contexts import Contexts
from proxy.dialect import ALL_OVER, Framing, Json, Surface, dumps
from proxy.documents import parse
from proxy.enclosed import Enclosed
from proxy.filecontent import UnreadFrame
from proxy.form import HeadFrame, PartFrame
from proxy.framing import Frame
from proxy.jsonscan import Leaf, Strings
from proxy.lane import Entry, Lane, requoted
from proxy.lanes import Lanes, Stopped
from proxy.ledger import Tally
from proxy.offsets import moved
from proxy.past import LEAST, Past, Prefix, Recall
from proxy.table import BEYOND, Slot, Table, leads_to, opaque

_DONE = (b"", b"[DONE]")
LIMITS = Limits()


class Judge:
    """The texts of one exchange, and the queue of frames they hold.

    out: where records and asks are put, in order, beside what the session puts there.
    limits: beyond which a document is an overflow, and which enclosed documents are read. past:
    opens what is remembered of the conversation, once that is asked for. answered: told what the answer
    is called by whoever goes on from it. contexts: of the connection this is one message of.
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
        limits: Limits = LIMITS,
        past: Callable[[], Past] | None = None,
        answered: Callable[[str], None] | None = None,
        contexts: Contexts | None = None,
    ) -> None:
        self._answered = answered
        self._pseudonyms = pseudonyms
        self._nesting = limits.nesting
        self._past = past
        self._recall: Recall | None = None  # for a request long enough
        self._loud: list[Leaf] = []  # its texts that had something to say
        self._surface = surface
        # Of this exchange, where nobody gave those of a connection.
        self._contexts = (contexts or Contexts()) if policy.contextual else None
        if self._contexts is not None:
            self._contexts.sources = policy.sourced
            self._contexts.grounds = policy.grounded
            self._contexts.supplied = policy.supplied
        self._lanes = Lanes(surface, policy, pseudonyms, answer, tally, out, inline, self._contexts)
        kinds = limits.documents
        self._enclosed = Enclosed(kinds, limits.document_bytes, self._lanes, out) if kinds else None
        self._framing: Framing = "whole"
        self._body = b""  # the request's
        self._asked_as: Framing = "whole"
        self._passed: set[tuple[Direction, str]] = set()  # why something was not read
        self._mould: Mould | None = None  # of the last event
        self._like: Json = None  # that event's document
        self.queue: deque[Entry] = deque()
        self.queued = 0  # bytes
        self.stopped_doc: Json = None

    @property
    def busy(self) -> bool:
        """Whether a ruling is still awaited."""
        return self._lanes.busy or (self._enclosed is not None and self._enclosed.busy)

    @property
    def waits(self) -> bool:
        """Whether the request may not go up yet."""
        return self._lanes.waits or (self._enclosed is not None and self._enclosed.busy)

    @property
    def barred(self) -> bool:
        """Whether the request went up before all was ruled on it, and nothing of the answer may leave yet."""
        return self._lanes.barred

    def go_ahead(self) -> None:
        """The request may go up before readers that allow it have answered."""
        self._lanes.ahead = True

    # -- documents in

    def request(self, body: bytes, content_type: str, doc: Json = None) -> None:
        """Judge a request's body: JSON by its table, forms part by part, other text as one text.

        doc: the body's document, where it was parsed before.
        """
        if not body:
            return
        framing = self._asked_as = self._surface.asking(content_type)
        self._body = body
        try:
            frames = asked.frames(body, framing, content_type)
        except asked.Beyond as beyond:
            self._lanes.beyond(beyond.why)
        for frame in frames:
            entry = self._enter(frame)
            if isinstance(frame, PartFrame | HeadFrame):
                self._part(entry, frame)
            elif framing == "opaque" and self._parsed(entry, body) is None:
                self._unread(content_type.partition("/")[0].strip().lower())
            elif frame.data:
                self._document(entry, self._surface.request, doc if frame.data is body else None)
                self._sealed(entry.doc)

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
            self._lanes.unmapped(fields.public(shape))
        why = slot.why or form.unread(part)
        if why and self._enclosed and self._enclosed.file(entry, part.data, slot, fields.public(shape)):
            return
        self._unread(why)
        if slot.flow in ("exempt", "unscanned", "elsewhere") or not form.is_text(part):
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
        if text := data.decode("utf-8", "replace"):
            role, trust = role_of(slot, "", None)
            leaf = Leaf("", "", 0, len(data), is_key=False)
            self._lanes.text(entry, leaf, text, slot, role, trust, path)

    def _sealed(self, doc: Json) -> None:
        for why in self._surface.opaque(doc):
            self._unread(why)

    def _unread(self, why: str) -> bool:
        """A reason is reported once, however many lines or pieces have it; whether it was the first time."""
        reason = (self._lanes.direction, why)
        if not why or reason in self._passed:
            return False
        self._passed.add(reason)
        self._lanes.unscanned(why)
        return True

    def request_body(self) -> bytes:
        """The request as it may go up: the same object when nothing was touched. Stopped."""
        entries = list(self.queue)
        self.queue.clear()
        body = self._body
        if any(entry.edits or entry.nulls for entry in entries):
            body = asked.joined(self._asked_as, ((entry.frame, self.shape(entry)[0]) for entry in entries))
            if self._contexts is not None:
                self._contexts.goes_up(entries[-1].edits)
        if self._pseudonyms.hidden.values:
            seen = self._surface.seen
            self._lanes.outgoing(body.decode("utf-8", "replace"), seen.path, seen.query)
        return body

    def unshared(self) -> None:
        """What replicas share could not be reached: a finding like any other. Stopped."""
        self._lanes.unshared()

    def answer(self, framing: Framing) -> None:
        """From here on, frames of the answer come."""
        if self._contexts is not None and self._lanes.direction == "request":
            self._contexts.answering()
        self._lanes.direction = "response"
        self._lanes.entry = None
        self._framing = framing

    def frame(self, frame: Frame) -> None:
        """Judge one frame and put it in the queue."""
        entry = self._enter(frame)
        if self._mould is not None and self._again(entry):
            return
        if self._framing == "opaque" or isinstance(frame, UnreadFrame):
            self._unread(frame.event or "not text")
        elif frame.data in _DONE:
            if frame.data:
                self.finish()
        elif self._framing in ("whole", "text"):
            self._document(entry, self._surface.answer)
        else:
            self._event(entry)

    def finish(self) -> None:
        """Nothing follows: every channel ends."""
        self._mould = None
        self._lanes.end(ALL_OVER)

    def too_large(self, entry: Entry | None = None) -> None:
        """A document is larger or deeper than may be held: a finding, and never passed on unread."""
        self._lanes.beyond("document", entry)

    def report(self, event: Read | Failed | Late | Extracted) -> None:
        """A reader's late answer, or the text of a document."""
        if not isinstance(event, Extracted):
            self._lanes.report(event)
        elif self._enclosed is not None:
            self._enclosed.extracted(event)

    # -- frames out

    def free(self) -> Iterator[Entry]:
        """The frames that may leave now, in order."""
        while self.queue and not self.queue[0].pending:
            entry = self.queue.popleft()
            self.queued -= len(entry.frame.raw)
            yield entry

    def rescued(self, last: Entry | None) -> list[Entry]:
        """After a stop: the frames up to the one it happened in, with what was free of their text.

        Where something else had no ruling yet, they end there: what follows (that a call is
        complete, that a text is) would not be true. Frames without a document (`[DONE]`, a
        closing bracket) are left to the closer.
        """
        self._lanes.truncate()
        out: list[Entry] = []
        for entry in self.queue:
            if entry.withheld or (entry is last and not entry.delta):
                break
            if entry.frame.data not in _DONE:
                out.append(entry)
            if entry is last or entry.undecided:
                break
        self.queue.clear()
        return out

    def shape(self, entry: Entry) -> tuple[bytes, Json]:
        """The frame's bytes as they leave, and its document as the client will see it."""
        positions = self._positions(entry) if self._lanes.edited else {}
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
            lane = self._lanes.cited(entry, cited)
            if lane is None or not lane.edits:
                continue
            moves = lane.moves()
            for pointer, is_end in ((cited.start, False), (cited.end, True)):
                was = jsonedit.at(entry.doc, pointer) if pointer else None
                if isinstance(was, int) and (now := moved(was, moves, is_end)) != was:
                    out[pointer] = b"%d" % now
            if (told := requoted(entry, cited, lane.edits)) is not None:
                out[cited.quote] = dumps(told)
        return out

    # -- one document

    def _enter(self, frame: Frame) -> Entry:
        entry = self._lanes.entry = Entry(frame, None)
        self.queue.append(entry)
        self.queued += len(frame.raw)
        return entry

    def _again(self, entry: Entry) -> bool:
        """An event like the last one but for its text goes where that went."""
        known, data = self._mould, entry.frame.data
        found = known.fit(data) if known else None
        if known is None or found is None:
            return False
        entry.doc = self._like if self._surface.steady else self._parsed(entry, data)
        self._lanes.feed(known.lane, entry, *found)
        return True

    def _event(self, entry: Entry) -> None:
        """One event of a stream: what it ends, what it says, what it ends after that."""
        self._mould = None
        data = entry.frame.data
        doc = entry.doc = self._parsed(entry, data)
        if doc is None:
            self._whole_text(entry, data)
            return
        surface = self._surface
        self._called(doc)
        before = surface.over(doc)
        self._lanes.end(before)
        strings, piece = self._leaves(entry, data, surface.table(doc))
        after = surface.over_after(doc)
        self._lanes.end(after)
        if piece is not None and not before and not after:
            leaf, lane = piece
            self._like = doc
            self._mould = mould(data, leaf, strings.keys(surface.noise) if surface.noise else (), lane)

    def _document(self, entry: Entry, table: Table, doc: Json = None) -> None:
        # Whatever type it is said to be: there are readers who try JSON first.
        data = entry.frame.data
        doc = self._parsed(entry, data) if doc is None else doc
        if doc is None:
            self._whole_text(entry, data)
            return
        entry.doc = self.stopped_doc = doc
        self._called(doc)
        if self._past is not None and data is self._body:  # of an answer, or one of many: each is read anew
            self._remembering(entry, data, table, self._past)
        else:
            self._leaves(entry, data, table)

    def _called(self, doc: Json) -> None:
        """Learn what a document calls things: its tools and, told once, the answer itself."""
        self._lanes.meet(doc)
        if self._answered is None or self._lanes.direction == "request":
            return
        if name := self._surface.answered(doc):
            self._answered(name)
            self._answered = None

    def _remembering(self, entry: Entry, data: bytes, table: Table, past: Callable[[], Past]) -> None:
        """Judge a request by what is new in it."""
        self._lanes.recall = lambda: Recall(past(), data, entry.doc)
        if len(data) < LEAST:
            self._leaves(entry, data, table)
            return
        recall = self._recall = self._lanes.recalled()
        strings, _ = self._leaves(entry, data, table)
        recall.learn(strings, self._loud, self._contexts)
        self._recall = None

    def _leaves(self, entry: Entry, data: bytes, table: Table) -> tuple[Strings, tuple[Leaf, Lane] | None]:
        """Judge every text; the piece of a channel, where that is the document's only text."""
        prefix = self._recall.prefix if self._recall else None
        asking = self._lanes.direction == "request"
        strings = self._scan(entry, prefix.without(data) if prefix else data)
        wanted = self._named(
            entry, table.texts(strings, asked=asking) if prefix is None else _since(prefix, strings, table)
        )
        if asking and self._contexts is not None:
            self._contexts.note(data, entry.doc, wanted, prefix.kept if prefix else None)
        whole = self._whole(data, wanted) if len(wanted) > 1 else ()
        silent = self._lanes.silent(entry, whole) if whole else {}
        if len(silent) == len(wanted) and all(silent.values()):
            return strings, None
        bundles: dict[str, list[str]] = {}
        lane: Lane | None = None
        unread = iter(wanted)
        try:
            for leaf, slot in unread:
                known = silent.get(leaf.start)
                if known:
                    continue
                if slot.flow == "bundle":
                    root = jsonedit.above(leaf.pointer, slot.root)
                    bundles.setdefault(root, []).append(jsonscan.decode(data, leaf))
                    self._loud.append(leaf)  # ruled together, so read together
                else:
                    lane = self._leaf(entry, data, leaf, slot, table, loud=known is False)
            for root, texts in bundles.items():
                self._lanes.bundle(entry, root, texts)
        except Stopped:
            self._silence(entry, unread, bundles)
            raise
        return strings, (wanted[0][0], lane) if lane is not None and len(wanted) == 1 else None

    def _whole(self, data: bytes, wanted: Sequence[tuple[Leaf, Slot]]) -> list[tuple[Leaf, Slot, str]]:
        """The texts that are themselves all there is to say of them."""
        return [
            (leaf, slot, jsonscan.decode(data, leaf))
            for leaf, slot in wanted
            if slot.flow == "whole" and slot.mapped and slot.syntax != "json" and not slot.echo
        ]

    def _named(self, entry: Entry, found: Sequence[tuple[Leaf, Slot]]) -> Sequence[tuple[Leaf, Slot]]:
        """Every string that is to be read, and what it is."""
        if any(slot.varies for _, slot in found):
            tell, doc = self._surface.slot, entry.doc
            asked = [(leaf, tell(slot, leaf.pointer, doc) if slot.varies else slot) for leaf, slot in found]
            return [(leaf, slot) for leaf, slot in asked if slot.flow != "exempt"]
        return found

    def _silence(self, entry: Entry, unread: Iterable[tuple[Leaf, Slot]], roots: Iterable[str]) -> None:
        """A frame in which the exchange was stopped may leave, but nothing in it that was not read."""
        entry.nulls.update(roots)
        for leaf, slot in unread:
            if slot.flow == "bundle":
                entry.nulls.add(jsonedit.above(leaf.pointer, slot.root))
            elif slot.flow == "delta" and slot.syntax != "json" and not leaf.is_key:
                entry.edits.append((leaf, ""))
            else:
                entry.withheld = True  # it cannot be left out

    def _parsed(self, entry: Entry, data: bytes) -> Json:
        try:
            return parse(data)
        except jsonscan.TooDeep:
            self.too_large(entry)
            raise

    def _scan(self, entry: Entry, data: bytes) -> Strings:
        try:
            return jsonscan.strings(data, self._nesting)
        except jsonscan.JsonBroken:  # it is JSON, but beyond what is read
            self.too_large(entry)
            raise

    def _leaf(
        self, entry: Entry, data: bytes, leaf: Leaf, slot: Slot, table: Table, *, loud: bool
    ) -> Lane | None:
        """Judge one text; its lane, if it is the next piece of a channel. loud: as lanes have it."""
        text = jsonscan.decode(data, leaf)
        if slot.flow in BEYOND and (not text or self._beyond(entry, leaf, text, slot, table)):
            return None
        if not slot.mapped and not leaf.is_key:
            self._loud.append(leaf)
            self._lanes.unmapped(table.public(leaf.shape))
        if slot.flow == "delta":
            return self._lanes.delta(entry, leaf, slot, text, table)
        if text and not self._lanes.whole(entry, leaf, text, slot, table, loud=loud):
            self._loud.append(leaf)
        return None

    def _beyond(self, entry: Entry, leaf: Leaf, text: str, slot: Slot, table: Table) -> bool:
        """Report what is more than its text; whether there is no more to read here."""
        asking = self._lanes.direction == "request"
        if asking and self._enclosed and slot.flow in ("payload", "unscanned"):
            quiet = self._enclosed.take(entry, leaf, text, slot, table.public(leaf.shape))
            if quiet is not None:
                self._loud += () if quiet else (leaf,)
                return True
        if slot.flow == "elsewhere":  # many ids say what one says
            self._loud += (leaf,) if asking and self._unread(slot.why) else ()
            return True
        sealed = opaque(slot, text)
        why = slot.why if sealed else leads_to(slot, text) if asking else ""
        if why:
            self._loud.append(leaf)
            self._lanes.unscanned(why)
        return sealed

    def _whole_text(self, entry: Entry, data: bytes) -> None:
        """A document that is no JSON: one plain text."""
        text = data.decode("utf-8", "replace")
        leaf = Leaf("", "", 0, len(data), is_key=False)
        role = "user" if self._lanes.direction == "request" else "assistant"
        self._lanes.text(entry, leaf, text, Slot(), role, "user", "")


def _since(prefix: Prefix, strings: Strings, table: Table) -> list[tuple[Leaf, Slot]]:
    """What is to be read of a request whose prefix is known, in order of place."""
    found = [(prefix.back(leaf), slot) for leaf, slot in table.texts(strings, asked=True)]
    found += [(leaf, table.slot(leaf.shape)) for leaf in prefix.loud]
    return sorted(found, key=lambda one: one[0].start)


__all__ = ["Judge", "Stopped", "parse"]
