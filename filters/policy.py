"""Rule on findings: an ordered table in which the strictest row wins.

Every row whose selector fits a finding competes; the highest severity wins, and
equal ones go to the earlier row. What no row names gets the policy's default.
A `Plan` is the table as one channel sees it, so that the hot path asks a dict.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import reduce
from typing import Literal

from filters.allowing import Allowance
from filters.detector import Detector, View
from filters.familiar import Familiar, digest_of
from filters.folding import fold
from filters.harm.taxonomy import SUBKINDS, ruled_as
from filters.measure import HALTING, MEASURES, Measure
from filters.model import Channel, Direction, Finding, TextSpan, Trust, Verdict
from filters.sieve import Sieve, Sift, sift

# What can go wrong is a finding as well, so that a row decides it.
FAILURES: Mapping[str, str] = {
    "sekisho.failed": "A detector raised or answered nonsense; the stretch it was shown is unread.",
    "sekisho.late": "A detector missed the policy's deadline; the stretch it was shown is unread.",
    "sekisho.overflow": "More text waited for a verdict than the policy allows to be held.",
    "sekisho.unmapped": "A text field that no dialect table names; it was inspected all the same.",
    "sekisho.unscanned": "Content that could not be inspected as text; the reason is an attribute.",
    "sekisho.egress": "A value that was hidden in one place of a request would leave in another.",
    "sekisho.unshared": "The store that replicas share was not reached: some values are not put back.",
}


# The role of text that is sent to be judged, and the kinds that it may be judged for. If such text
# were refused for them, nobody could ask: a row that is to act here names the role.
JUDGED = "moderation"
_JUDGED_FOR = ("harm.", "injection.")
# Statements, not values: to mask one leaves a text that says less than nothing. And names of companies
# and places, which are nobody's own. A row that is to act on them names them; to the others they are
# something to point out.
_STATEMENTS = frozenset({"pii.special_care", "pii.organization", "pii.location"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: which findings it fits, and the measure taken."""

    name: str
    kinds: tuple[str, ...]  # globs
    measure: Measure
    unless: tuple[str, ...] = ()  # globs that exempt
    direction: Literal["request", "response", "both"] = "both"
    roles: frozenset[str] | None = None
    trusts: frozenset[Trust] | None = None
    min_score: float = 0.0

    def sees(self, channel: Channel) -> bool:
        """Whether this row applies to the channel at all."""
        return (
            self.direction in ("both", channel.direction)
            and (self.roles is None or channel.role in self.roles)
            and (self.trusts is None or channel.trust in self.trusts)
        )

    def names(self, kind: str) -> bool:
        """Whether one of its globs fits `kind`, and none of its exceptions does.

        A sub-class (`harm.fraud_scam.phishing`) is also named by what names the kind it is of.
        """
        said = (kind, SUBKINDS[kind]) if kind in SUBKINDS else (kind,)
        return _fit(self.kinds, said) and not _fit(self.unless, said)


@dataclass(frozen=True, slots=True)
class Reader:
    """A detector as one plan employs it.

    holds: a measure could act on what it finds, so text waits for it. sieve: its own, where it has one.
    ahead: a request goes up without its answer; bars: but nothing of what comes back leaves before it.
    """

    detector: Detector
    holds: bool
    sieve: Sieve | None = None
    ahead: bool = False
    bars: bool = False

    @property
    def sieved(self) -> bool:
        """Whether the sieve alone may say, of text that goes on, that nothing is there."""
        return self.sieve is not None and bool(self.sieve.starts)


class Plan:
    """A policy as one sort of channel (direction, role, trust) meets it. Immutable after use."""

    def __init__(
        self,
        rules: Sequence[Rule],
        default: Rule,
        detectors: Sequence[Detector],
        role: str = "",
        *,
        ahead: bool = False,
        familiar: Familiar | None = None,
    ) -> None:
        self._rules = rules
        self._ahead = ahead
        self._familiar = familiar
        self._default = default
        self._judged = role == JUDGED
        self._by_kind: dict[str, tuple[Rule, ...]] = {}
        wanted = [self._reader(detector) for detector in detectors if self._wanted(detector)]
        self.readers = tuple(reader for reader in wanted if not _contextual(reader.detector))
        # Those that are asked only where there is a context.
        self.contextual = tuple(reader for reader in wanted if _contextual(reader.detector))
        self.holds = any(reader.holds for reader in self.readers)
        # What the operator lets be, whoever finds it.
        self.allows: tuple[Allowance, ...] = tuple(
            row for detector in detectors for row in getattr(detector, "allows", ())
        )
        # Whether surrogates that do not say themselves what they are may have to be put back.
        self.literal = any(getattr(rule.measure, "literal", False) for rule in rules)
        views: set[View] = {reader.detector.view for reader in self.readers}
        whole = ((view == "folded", self._sift(view, running=False)) for view in views)
        self._whole = [(folds, sift) for folds, sift in whole if sift]
        self._running = {view: self._sift(view, running=True) for view in views}
        self.unsieved = tuple(reader for reader in self.readers if reader.sieve is None)
        # Whether what is said of a text today is said of it tomorrow.
        self._steady = not self.literal and all(reader.detector.inline for reader in self.readers)
        # Plans in which this is the same say the same of which texts are loud.
        self.hearing: Hashable = (tuple(self._whole), self.literal, id(familiar) if familiar else None)

    def _sift(self, view: View, *, running: bool) -> Sift | None:
        mine = [reader for reader in self.readers if reader.detector.view == view]
        level = [r for r in mine if r.sieve is not None and (r.sieved or not running)]
        sieves = tuple(r.sieve for r in level if r.sieve is not None)
        held = tuple(place for place, r in enumerate(level) if r.holds and running)
        return sift(sieves, held) if sieves else None

    def ready(self) -> None:
        """Have compiled what would be at its first use."""
        for one in (*self._running.values(), *(whole for _, whole in self._whole)):
            if one:
                one.ready()

    def sift(self, view: View) -> Sift | None:
        """The sieves of all readers of this view that have one for text that goes on."""
        return self._running.get(view)

    def clear(self, text: str) -> bool:
        """Whether no reader with a sieve finds anything in a whole text; the `unsieved` were not asked."""
        return not self.loud((text,))

    def loud(self, texts: Sequence[str]) -> Sequence[int]:
        """Those of some whole texts, by their place, that are not clear. One search where all are."""
        if self.literal:
            return range(len(texts))
        familiar = self._familiar
        if familiar is None:
            return self._loud(texts, 0)
        name = digest_of(texts)
        known = familiar.get(name)
        if known is None:
            known = tuple(self._loud(texts, 0))
            familiar.put(name, known)
        return known and [n for n in known if familiar.get(digest_of((texts[n],))) != ()]

    def learn(self, text: str) -> None:
        """Every reader was asked about a whole text, and found nothing."""
        if self._familiar is not None and self._steady:
            self._familiar.put(digest_of((text,)), ())

    def _loud(self, texts: Sequence[str], first: int) -> list[int]:
        """What holds for texts in a row holds for each; where it does not hold, each half is searched."""
        shown = texts[0] if len(texts) == 1 else "\n".join(texts)
        folded = shown if shown.isascii() else fold(shown)
        if all(sift.clear(folded if folds else shown) for folds, sift in self._whole):
            return []
        if len(texts) == 1:
            return [first]
        half = len(texts) // 2
        return self._loud(texts[:half], first) + self._loud(texts[half:], first + half)

    def _candidates(self, kind: str) -> tuple[Rule, ...]:
        known = self._by_kind.get(kind)
        if known is None:
            rows = (self._meant(rule, kind) for rule in self._rules if rule.names(kind))
            known = tuple(sorted(rows, key=lambda rule: -rule.measure.severity))
            self._by_kind[kind] = known
        return known

    def _may_hold(self, detector: Detector) -> bool:
        return any(measure.holds for measure in self._measures(detector))

    def _measures(self, detector: Detector) -> Iterator[Measure]:
        """What some row may do about what it finds."""
        parts = (part for part, kind in SUBKINDS.items() if kind in detector.kinds)
        for kind in (*detector.kinds, *parts):
            for rule in self._candidates(kind):
                yield rule.measure

    def _reader(self, detector: Detector) -> Reader:
        holds = self._may_hold(detector)
        if self._ahead and getattr(detector, "ahead", False) and not (holds and self._may_edit(detector)):
            return Reader(detector, holds=False, ahead=True, bars=holds)
        return Reader(detector, holds, _sieve(detector))

    def _may_edit(self, detector: Detector) -> bool:
        return any(one.holds and one.name not in HALTING for one in self._measures(detector))

    def _wanted(self, detector: Detector) -> bool:
        # Surrogates matter only where a row puts them back; elsewhere they are plain words.
        placeholders = all(kind.startswith("placeholder.") for kind in detector.kinds)
        return not placeholders or any(self._candidates(kind) for kind in detector.kinds)

    def rule(self, kind: str, score: float) -> Rule:
        """The strictest row for a finding; the default where no row names it. O(rows), memoised by kind."""
        for rule in self._candidates(kind):
            if score >= rule.min_score:
                return rule
        return self._meant(self._default, kind)

    def rule_for(self, finding: Finding) -> Rule:
        """The same for a finding, by its sub-class where it names one."""
        return self.rule(ruled_as(finding.kind, finding.attrs), finding.score)

    def _meant(self, rule: Rule, kind: str) -> Rule:
        """The row, or one of its name that only flags."""
        asked = self._judged and rule.roles is None and kind.startswith(_JUDGED_FOR)
        told = kind in _STATEMENTS and kind not in rule.kinds
        return (
            replace(rule, measure=MEASURES.build("flag")) if rule.measure.holds and (asked or told) else rule
        )

    def decide(self, channel: Channel, findings: Sequence[Finding]) -> tuple[Verdict, Rule]:
        """One verdict for one cluster of overlapping findings: the strictest of their rows.

        findings: at least one, in text order. The text is not read. O(n).
        """
        if len(findings) == 1:  # as most are
            chief = findings[0]
            rule, span = self.rule_for(chief), chief.span
        else:
            rule, chief = reduce(_stricter, [(self.rule_for(f), f) for f in findings])
            span = TextSpan(min(f.span.start for f in findings), max(f.span.end for f in findings))
        by = rule.measure
        queue = getattr(by, "review", "")
        verdict = Verdict(channel, span, tuple(findings), rule.name, by.name, by.severity, chief.kind, queue)
        return verdict, rule


def _fit(globs: Sequence[str], kinds: Sequence[str]) -> bool:
    return any(fnmatchcase(kind, glob) for glob in globs for kind in kinds)


def _contextual(detector: Detector) -> bool:
    return getattr(detector, "contextual", False)


def _deaf(detector: Detector) -> frozenset[Trust]:
    """Whose texts say nothing to it; it is not even asked about them."""
    return getattr(detector, "deaf", frozenset())


def _hears(detector: Detector, direction: Direction) -> bool:
    """Whether it reads texts of this direction; most read both."""
    return getattr(detector, "direction", direction) == direction


def _sieve(detector: Detector) -> Sieve | None:
    alone = not detector.inline or _contextual(detector)  # never asked with the others
    return None if alone else getattr(detector, "sieve", None)


def _stricter(one: tuple[Rule, Finding], other: tuple[Rule, Finding]) -> tuple[Rule, Finding]:
    return other if other[0].measure.severity > one[0].measure.severity else one


@dataclass(frozen=True, slots=True)
class Policy:
    """An ordered table of rules with its digest; the same digest means the same rulings.

    deadline_s: how long a detector may take. hold: how many code points of one channel
    may wait for a verdict before that is an overflow.
    """

    name: str
    digest: str
    rules: tuple[Rule, ...]
    default: Rule
    deadline_s: float
    hold: int
    detectors: tuple[Detector, ...]
    reversible: bool = False  # whether any row keeps what it hides, or puts it back
    tools: bool = False  # whether it matters which tool an argument is for
    contextual: bool = field(init=False, compare=False)  # whether anybody asks what else was said
    sourced: bool = field(init=False, compare=False)  # and what an answer may rest on
    grounded: bool = field(init=False, compare=False)  # and in its very words
    supplied: bool = field(init=False, compare=False)  # and which passages it may be from
    hasty: bool = field(init=False, compare=False)  # whether a request need not wait for everybody
    _plans: dict[tuple[Direction, str, Trust, bool], Plan] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "grounded", any(getattr(one, "grounds", False) for one in self.detectors))
        object.__setattr__(self, "supplied", any(getattr(one, "supplied", False) for one in self.detectors))
        asked = self.grounded or self.supplied
        object.__setattr__(self, "contextual", asked or any(map(_contextual, self.detectors)))
        object.__setattr__(self, "hasty", any(getattr(one, "ahead", False) for one in self.detectors))
        object.__setattr__(self, "sourced", any(getattr(one, "sources", False) for one in self.detectors))

    def plan(self, channel: Channel, *, ahead: bool = False) -> Plan:
        """The table as `channel` sees it."""
        return self.plan_of(channel.direction, channel.role, channel.trust, ahead=ahead)

    def plan_of(self, direction: Direction, role: str, trust: Trust, *, ahead: bool = False) -> Plan:
        """The table as channels of this sort see it. Cached: there are few sorts of channels.

        ahead: a request may go up before detectors that allow it have answered.
        """
        sort = (direction, role, trust, ahead)
        plan = self._plans.get(sort)
        if plan is None:
            channel = Channel(direction, "", role, trust=trust)
            rules = [rule for rule in self.rules if rule.sees(channel)]
            heard = [one for one in self.detectors if _hears(one, direction) and trust not in _deaf(one)]
            told = direction == "request" and trust == "system"  # what the application itself says
            familiar = Familiar() if told else None
            plan = Plan(rules, self.default, heard, role, ahead=ahead, familiar=familiar)
            if len(self._plans) < 256:  # roles are our words, but stay bounded all the same
                self._plans[sort] = plan
        return plan
