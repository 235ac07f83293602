"""The lanes of one exchange: find the lane of a text, feed its gate, carry its rulings.

A text that is whole has a lane of its own; pieces of a channel share one, found by family
and indexes. A text that was judged before in this exchange (an echo, a final event that
repeats the stream) follows the lane that ruled it: one text, one ruling, one record.

Most texts have nothing in them, and one native search over the text says so: they need no
lane, and nothing remembers them. A ruling that stops the exchange is raised as `Stopped`,
so that nothing after it can happen by oversight.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

import msgspec

from filters.attack.context import Context
from filters.egress import leaving
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
    quiet,
)
from filters.measure import REFUSAL, Edit, Halt, Pseudonyms, carry_out
from filters.model import Channel, Direction, Finding, TextSpan, Trust, Verdict
from filters.policy import Plan, Policy
from proxy.channels import channel_of, key_of, role_of
from proxy.commands import Command, Record
from proxy.contexts import Contexts
from proxy.dialect import Json, Over, Surface
from proxy.jsongate import JsonGate
from proxy.jsonscan import Leaf
from proxy.lane import Entry, Key, Lane, Mark, digest_of, mark_of
from proxy.ledger import Tally
from proxy.offsets import Citation
from proxy.past import Recall
from proxy.table import Slot, Table
from proxy.toolnames import ToolNames, is_argument

_WHOLE = 1 << 60  # a text that is here already is bounded by its document
_NO_KEY: Key = ("", ())
# In the place of what stopped an earlier request, from where it begins: fixed, so that the
# conversation up to here stays the same in every turn.
REMOVED = "[removed]"
_TAKEN_OUT = 40  # as severe as a mask
_MOST_RULED = 8192


class Stopped(Exception):  # not an error: a ruling that ends the exchange
    """A row halted the exchange. entry: the frame it happened in, if the stream has one."""

    def __init__(self, verdict: Verdict, halt: Halt, entry: Entry | None) -> None:
        super().__init__(verdict.rule)
        self.verdict = verdict
        self.halt = halt
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Said:
    """Of a document enclosed in another: how far it is trusted, and its name in records and in the past."""

    trust: Trust
    path: str
    mark: Mark


Wrap = Callable[[str], str]


class Lanes:
    """All the lanes. out: where records and asks are put, in order. entry: the frame being read."""

    def __init__(
        self,
        surface: Surface,
        policy: Policy,
        pseudonyms: Pseudonyms,
        answer: Answer,
        tally: Tally,
        out: list[Command],
        inline: Inline | None,
        contexts: Contexts | None = None,
    ) -> None:
        self.direction: Direction = "request"
        self.entry: Entry | None = None
        self.edited = False  # a text was touched, so offsets may have to move
        self._surface = surface
        self._policy = policy
        self._pseudonyms = pseudonyms
        self._answer = answer
        self._tally = tally
        self._out = out
        self._inline = inline
        self._contexts = contexts
        self._tickets = itertools.count()
        self.ahead = False  # a request may go up before readers that allow it have answered
        self._asked: dict[int, Lane] = {}
        self._awaited: set[int] = set()  # of these, what a request waits for
        self._bars: set[int] = set()  # and what an answer to it waits for
        self._open: dict[Key, Lane] = {}  # channels that come in pieces
        self._ruled: dict[Mark, Lane] = {}  # by what was judged
        self._channels: dict[Key, Lane] = {}  # the latest of each, open or not
        self._unmapped: set[tuple[Direction, str]] = set()
        self._tools = ToolNames() if policy.tools else None
        self.recall: Callable[[], Recall] | None = None  # what is remembered of a request's conversation
        self._recalled: Recall | None = None

    @property
    def remembers(self) -> bool:
        """Whether what is judged belongs to a conversation that is remembered."""
        return self.recall is not None and self.direction == "request"

    def recalled(self) -> Recall:
        """What is remembered, opened at first use."""
        assert self.recall is not None
        self._recalled = self._recalled or self.recall()
        return self._recalled

    @property
    def busy(self) -> bool:
        """Whether a ruling is still awaited."""
        return bool(self._asked)

    @property
    def waits(self) -> bool:
        """Whether a request may not go up yet."""
        return bool(self._awaited)

    @property
    def barred(self) -> bool:
        """Whether what comes back for a request that went up may not leave yet."""
        return bool(self._bars)

    # -- texts that are whole

    def whole(
        self, entry: Entry, leaf: Leaf, text: str, slot: Slot, table: Table, *, loud: bool = False
    ) -> bool:
        """Judge the text of one leaf; whether there was nothing to say. table: names its path in records.

        loud: somebody may have something to say; that was asked before.
        """
        role, trust = role_of(slot, leaf.pointer, entry.doc)
        if slot.echo and self._echoes(entry, leaf, text, slot):
            return False
        # In an answer, a text that follows a channel is edited as that was, whatever is in it.
        alone = not self._ruled or self.direction == "request"
        if (
            not loud
            and alone
            and slot.syntax != "json"
            and self._clear(text, role, trust)
            and self._quiet(entry, leaf, slot, text, role, trust)
        ):
            return True
        return self.text(entry, leaf, text, slot, role, trust, table.public(leaf.shape), loud=loud)

    def _echoes(self, entry: Entry, leaf: Leaf, text: str, slot: Slot) -> bool:
        """Whether an open channel has said just this so far; then the text leaves as that does."""
        lane = self._open.get(key_of(slot.family, leaf.pointer, entry.doc, slot.depth))
        if lane is None or lane.length != len(text) or lane.mark() != digest_of(text):
            return False
        lane.follow(entry, leaf, text)
        return True

    def silent(self, entry: Entry, texts: Sequence[tuple[Leaf, Slot, str]]) -> Mapping[int, bool]:
        """By place: whether nobody has anything to say of these whole texts, or somebody may.

        One search for all in which the same is looked for, or some more where one has something. Not known
        are those that somebody reads who has no sieve.
        """
        if self._ruled and self.direction == "response":
            return {}
        sorts = dict[Hashable, tuple[Plan, list[int], list[str]]]()
        last, places, said = None, list[int](), list[str]()
        for leaf, slot, text in texts:
            if slot is not last:
                plan = self._policy.plan_of(self.direction, *role_of(slot, leaf.pointer, entry.doc))
                _, places, said = sorts.setdefault(plan.hearing, (plan, [], []))
                last = None if slot.role.startswith("@") else slot
            places.append(leaf.start)
            said.append(text)
        known = dict[int, bool]()
        for plan, places, said in sorts.values():
            if not plan.unsieved:
                known.update(dict.fromkeys(places, True))
                known.update((places[n], False) for n in plan.loud(said))
        if self._contexts is not None:
            self._move(entry, texts, known)
        return known

    def _move(self, entry: Entry, texts: Sequence[tuple[Leaf, Slot, str]], known: dict[int, bool]) -> None:
        """Some are not silent after all, by what else was said."""
        if self.direction == "response":
            for leaf, slot, text in texts:
                if known.get(leaf.start):
                    sort = role_of(slot, leaf.pointer, entry.doc)
                    known[leaf.start] = self._quiet(entry, leaf, slot, text, *sort)
        elif self._contexts is not None and (heard := self._contexts.heard()):
            said = {leaf.start: (slot, text) for leaf, slot, text in texts}
            for leaf, role, trust in heard:
                if known.get(leaf.start):
                    known[leaf.start] = self._quiet(entry, leaf, *said[leaf.start], role, trust)

    def _quiet(self, entry: Entry, leaf: Leaf, slot: Slot, text: str, role: str, trust: Trust) -> bool:
        context = self._context(entry, leaf, slot, role, trust)
        if context is None:
            return True
        channel = channel_of(self.direction, "", role, trust, slot)
        return quiet(channel, self._policy.plan(channel), text, context)

    def _context(self, entry: Entry, leaf: Leaf, slot: Slot, role: str, trust: Trust) -> Context | None:
        """What else was said, where somebody judges by it."""
        if self._contexts is None:
            return None
        if self.direction == "response":
            return self._contexts.answer(role, call=is_argument(leaf.pointer, slot, entry.doc))
        return self._contexts.of(leaf, role, trust)

    def _clear(self, text: str, role: str, trust: Trust) -> bool:
        plan = self._policy.plan_of(self.direction, role, trust)
        return not plan.unsieved and plan.clear(text)

    def text(
        self,
        entry: Entry,
        leaf: Leaf,
        text: str,
        slot: Slot,
        role: str,
        trust: Trust,
        path: str,
        *,
        loud: bool = False,
    ) -> bool:
        """The same for a text whose speaker is known. path: fit for records."""
        context = self._context(entry, leaf, slot, role, trust)
        mark: Mark | None = None
        tool = self._tool(entry, leaf, slot)
        said = f"{slot.syntax} {tool}"
        if context is not None and self.direction == "request":
            said = f"{said} {hash(context)}"  # the same text, said in something else
        if self._ruled:
            mark = mark_of(self.direction, role, trust, said, text)
            known = self._ruled.get(mark)
            if known is not None:
                entry.texts[leaf.pointer] = known
                known.follow(entry, leaf, text)
                return False
        channel = channel_of(self.direction, path, role, trust, slot, tool)
        if not loud and slot.syntax != "json" and passes(channel, self._policy.plan(channel), text, context):
            return True
        mark = mark or mark_of(self.direction, role, trust, said, text)
        if self.remembers and self.recalled().is_clear(mark):
            return False
        lane = self._lane(_NO_KEY, channel, slot, _WHOLE, context, ahead=self._may_go_ahead(text))
        lane.judged_as = mark
        self._rule(mark, lane)
        entry.texts[leaf.pointer] = lane
        if self._judge(lane, entry, leaf, text) and context is None and slot.syntax != "json":
            self._policy.plan_of(self.direction, role, trust).learn(text)
        return False

    def bundle(self, entry: Entry, root: str, texts: Iterable[str]) -> None:
        """Judge neighbours as one text; the value at `root` becomes null when anything in it is acted on."""
        channel = Channel(self.direction, root, "assistant")
        text = "\n".join(texts)
        context = self._contexts.answer("assistant", call=False) if self._contexts else None
        if not passes(channel, self._policy.plan(channel), text, context):
            self._judge(self._lane(_NO_KEY, channel, Slot(), _WHOLE, context), entry, None, text, root)

    def enclosed(self, entry: Entry, leaf: Leaf, text: str, said: Said, wrap: Wrap | None) -> bool:
        """Judge the text of a document that stands at `leaf`; whether there was nothing to say.

        wrap: how a text is written back there; None: it cannot be, and what would change it refuses.
        """
        channel = Channel(self.direction, said.path, "user", trust=said.trust)
        context = self._context(entry, leaf, Slot(), "user", said.trust)
        remembers = self.remembers and context is None
        if passes(channel, self._policy.plan(channel), text, context):
            if remembers:
                self.recalled().cleared(said.mark)
            return True
        lane = self._lane(_NO_KEY, channel, Slot(), _WHOLE, context)
        lane.wrap, lane.fixed = wrap, wrap is None
        lane.judged_as = said.mark if remembers else None
        self._judge(lane, entry, leaf, text)
        return False

    def _judge(self, lane: Lane, entry: Entry, leaf: Leaf | None, text: str, root: str = "") -> bool:
        """Judge a text that is whole; whether it is known that nobody has anything to say of it."""
        lane.add(entry, leaf, text, root)
        lane.ended = True
        self._drive(lane, Text(text), End())
        return lane.judged_as is not None and lane.gate.closed

    # -- texts in pieces

    def delta(self, entry: Entry, leaf: Leaf, slot: Slot, text: str, table: Table) -> Lane | None:
        """Judge the next piece of a channel; its lane, if there is one yet."""
        if not slot.family:  # each place is a channel of its own
            slot = replace(slot, family=leaf.shape)
        key = key_of(self._surface.family(entry.doc, slot), leaf.pointer, entry.doc, slot.depth)
        lane = self._open.get(key)
        if text and slot.phase and len(self._open) > (lane is not None):
            self._end_phases(slot, key)
        if lane is None:
            if not text:
                return None
            role, trust = role_of(slot, leaf.pointer, entry.doc)
            tool = self._tool(entry, leaf, slot)
            channel = channel_of(self.direction, table.public(leaf.shape), role, trust, slot, tool)
            context = self._context(entry, leaf, slot, role, trust)
            lane = self._lane(key, channel, slot, self._policy.hold, context)
            self._open[key] = self._channels[key] = lane
        self.feed(lane, entry, leaf, text)
        return lane

    def feed(self, lane: Lane, entry: Entry, leaf: Leaf, text: str) -> None:
        """Judge the next piece of this lane's channel."""
        entry.delta = True
        lane.add(entry, leaf, text)
        count = lane.gate.passes(text)
        if count < 0:
            self._drive(lane, Text(text))
        else:
            lane.let_go(count)
            lane.settle()

    def meet(self, doc: Json) -> None:
        """A document of an answer is about to be read."""
        if self._tools is not None and self.direction == "response":
            self._tools.learn(doc)

    def _tool(self, entry: Entry, leaf: Leaf, slot: Slot) -> str:
        """The tool a text is an argument for, where a row asks."""
        if self._tools is None or self.direction == "request":
            return ""
        return self._tools.of(leaf.pointer, slot, entry.doc)

    def _may_go_ahead(self, text: str) -> bool:
        """Whether a text of a request may go up before every reader has answered.

        One that stopped an earlier request waits: it is to be taken out, should it do so again.
        """
        if not self.ahead or self.direction == "response":
            return False
        return self.recall is None or not self.recalled().has_stopped(digest_of(text))

    def _lane(
        self,
        key: Key,
        channel: Channel,
        slot: Slot,
        hold: int,
        context: Context | None = None,
        *,
        ahead: bool = False,
    ) -> Lane:
        plan = self._policy.plan(channel, ahead=ahead and slot.syntax != "json")
        make = JsonGate if slot.syntax == "json" else Gate
        gate = make(channel, plan, self._pseudonyms, self._tickets, hold, self._inline, context)
        return Lane(key, channel, slot, gate, self._surface.counts == "bytes")

    def end(self, overs: Iterable[Over]) -> None:
        """Channels of a stream end."""
        for over in overs:
            for key in [k for k in self._open if over.ends(*k)]:
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
        said = f"{channel.syntax} {channel.tool}"
        mark = (channel.direction, channel.role, channel.trust, said, lane.mark())
        if mark not in self._ruled:
            self._rule(mark, lane)
        self._drive(lane, End())

    def _rule(self, mark: Mark, lane: Lane) -> None:
        """Remember who ruled a text. Boundedly: a stream may live for days."""
        self._ruled[mark] = lane
        if len(self._ruled) > _MOST_RULED:
            del self._ruled[next(iter(self._ruled))]

    # -- rulings

    def report(self, event: Read | Failed | Late) -> None:
        """A reader's late answer."""
        lane = self._asked.pop(event.ticket, None)
        self._awaited.discard(event.ticket)
        self._bars.discard(event.ticket)
        if lane is not None:
            self._drive(lane, event)

    def _drive(self, lane: Lane, *events: Event) -> None:
        for command in drive(lane.gate, self._answer, *events):
            match command:
                case Release(text):
                    lane.let_go(len(text))
                case Replace(span, text, verdict):
                    lane.judged_as = None
                    if lane.fixed:
                        self._unwritable(lane, verdict)
                    self._record(verdict, lane.channel.path)
                    lane.edit(span.start, span.end, text)
                    self.edited = True
                case Note(verdict):
                    lane.judged_as = None
                    self._record(verdict, lane.channel.path)
                case Ask():
                    self._await(lane, command)
                case Stop(verdict, halt):
                    lane.judged_as = None
                    if not self._outlived(lane, verdict, halt):
                        self._record(verdict, lane.channel.path)
                        raise Stopped(verdict, halt, lane.front() or self.entry)
        lane.settle()
        if lane.judged_as is not None and lane.gate.closed and self.remembers:
            self.recalled().cleared(lane.judged_as)

    def _await(self, lane: Lane, ask: Ask) -> None:
        """A reader will answer later."""
        self._asked[ask.ticket] = lane
        if ask.reader.bars:
            self._bars.add(ask.ticket)
        if not ask.reader.ahead:
            self._awaited.add(ask.ticket)
        self._out.append(ask)

    def _unwritable(self, lane: Lane, verdict: Verdict) -> NoReturn:
        """A row would change a text that stands where nothing can be written."""
        refused = msgspec.structs.replace(verdict, measure="refuse", severity=REFUSAL)
        self._record(refused, lane.channel.path)
        raise Stopped(refused, Halt("refuse"), lane.front() or self.entry)

    def _outlived(self, lane: Lane, verdict: Verdict, halt: Halt) -> bool:
        """Whether a text that stopped an earlier request is taken out of this one, where it is history."""
        pointer = lane.pointer
        if self.recall is not None and lane.channel.direction == "request" and not pointer:
            self.recalled().stopped(lane.mark())  # it has gone up; the next turn's waits
        if not self.remembers or not pointer or halt.how == "hold" or lane.fixed:
            return False
        past, digest = self.recalled(), lane.mark()
        if not past.outlived(digest, pointer):
            past.stopped(digest)
            return False
        taken = msgspec.structs.replace(verdict, measure="mask", severity=_TAKEN_OUT)
        self._record(taken, lane.channel.path)
        lane.edit(lane.released, lane.length, "{}" if lane.channel.syntax == "json" else REMOVED)
        self.edited = True
        return True

    def truncate(self) -> None:
        """After a stop: every piece is complete with what has been let go of it."""
        for lane in {*self._open.values(), *self._ruled.values(), *self._asked.values()}:
            lane.truncate()

    def cited(self, entry: Entry, cited: Citation) -> Lane | None:
        """The lane of the text a citation points into."""
        return entry.texts.get(cited.text) or self._channels.get(cited.channel or _NO_KEY)

    def _record(self, verdict: Verdict, path: str) -> None:
        if self._contexts is not None and self.direction == "request" and verdict.measure != "allow":
            self._contexts.found(verdict)
        attrs = self._tally.finding(verdict, path)
        if attrs is not None:
            self._out.append(Record("sekisho.finding", attrs))

    # -- findings that have no text of their own

    def unmapped(self, path: str) -> None:
        """No table names the text at `path`: reported once."""
        if (self.direction, path) not in self._unmapped:
            self._unmapped.add((self.direction, path))
            self._alone(self._about("sekisho.unmapped", {"why": "no table names it"}, path))

    def unscanned(self, why: str) -> None:
        """Something that cannot be read as text. why: one of our words."""
        self._alone(self._about("sekisho.unscanned", {"why": why[:64]}))

    def unshared(self) -> None:
        """What replicas share could not be read or written."""
        self._alone(self._about("sekisho.unshared", {"why": "store not reached"}))

    def outgoing(self, *texts: str) -> None:
        """What leaves for the upstream, as a whole: nothing that was hidden in it may be there still.

        Nothing can be written there, so a row that would edit it refuses it.
        """
        if word := leaving(self._pseudonyms.hidden, *texts):
            finding = self._about("sekisho.egress", {"why": word.lower()})
            channel = finding.channel
            verdict, rule = self._policy.plan(channel).decide(channel, (finding,))
            outcome, verdict = carry_out(rule.measure, "", verdict, self._pseudonyms)
            if isinstance(outcome, Edit):
                outcome = Halt("refuse")
                verdict = msgspec.structs.replace(verdict, measure="refuse", severity=REFUSAL)
            self._record(verdict, channel.path)
            if isinstance(outcome, Halt):
                raise Stopped(verdict, outcome, None)

    def beyond(self, why: str, entry: Entry | None = None) -> NoReturn:
        """A document that cannot be read whole is never passed on: whatever the row, it stops."""
        finding = self._about("sekisho.overflow", {"why": why[:64]})
        outcome, verdict = self._ruling(finding)
        raise Stopped(verdict, outcome if isinstance(outcome, Halt) else Halt("cut"), entry)

    def _about(self, kind: str, attrs: dict[str, str], path: str = "") -> Finding:
        channel = Channel(self.direction, path, "unmapped")
        return Finding(channel, TextSpan(0, 0), kind, 1.0, "station", attrs)

    def _alone(self, finding: Finding) -> None:
        outcome, verdict = self._ruling(finding)
        if isinstance(outcome, Halt):
            if self.entry is not None:
                self.entry.withheld = True  # there is no text to cut short
            raise Stopped(verdict, outcome, self.entry)

    def _ruling(self, finding: Finding) -> tuple[object, Verdict]:
        channel = finding.channel
        verdict, rule = self._policy.plan(channel).decide(channel, (finding,))
        outcome, verdict = carry_out(rule.measure, "", verdict, self._pseudonyms)
        self._record(verdict, channel.path)
        return outcome, verdict
