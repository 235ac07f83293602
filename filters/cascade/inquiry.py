"""From a window of text to questions, and from what was heard to findings; no calls are made here.

A text is cut into units by what it says (`filters.stretches`), never by how it came, so an
answer that is streamed is judged as it would be whole. A unit is asked about once it is
complete, with what stands before it. A request is one unit up to `most` characters; an
answer is cut at ends of sentences behind `least`.

What must stay true: a kind that was wanted and that no guard could judge is a finding
(`sekisho.failed`, `sekisho.late`, or `guard.unjudged` where it is to fail open), whatever
else the guards said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filters.cascade.choice import Terms, draw, speaks, wanted
from filters.cascade.guard import UNSPECIFIED, Grade, Guard, Opinion, Question, Unreadable, label_of
from filters.detector import Window
from filters.harm.canon import views
from filters.harm.taxonomy import BY_KIND
from filters.model import Finding, Reading
from filters.stretches import stretches

SHADOW = "guard.shadow"
UNJUDGED = "guard.unjudged"
FAILED, LATE = "sekisho.failed", "sekisho.late"
_MOST_VIEWS = 2  # beside a text itself
Scoring = Callable[[str, Window], Mapping[str, float]]  # what the first stage says, by kind


class Unit(NamedTuple):
    """A stretch of a window's text, and the kinds it is asked about."""

    begin: int
    end: int
    kinds: frozenset[str]


class Query(NamedTuple):
    """A question about a unit to guards: to all of them, or in turn until what is wanted is judged."""

    unit: Unit
    question: Question
    guards: tuple[Guard, ...]
    in_turn: bool


class Inquiry(NamedTuple):
    """What is to be asked about a window. left: units that are one too many. settled: of the window."""

    queries: tuple[Query, ...]
    left: tuple[Unit, ...]
    settled: int


class Heard(NamedTuple):
    """What one guard said to a query."""

    guard: Guard
    said: Opinion | Unreadable


class Cascade(NamedTuple):
    """How a detector asks. terms: by kind, of classes that are not off. scoring: None where no band is."""

    guards: tuple[Guard, ...]
    terms: Mapping[str, Terms]
    in_turn: bool
    least: int
    most: int
    before: int
    calls: int
    decoded: bool
    scoring: Scoring | None


def inquire(cascade: Cascade, window: Window, key: bytes) -> Inquiry:
    """What to ask about the units of a window that are complete."""
    text, most = window.text, cascade.most
    least = most if window.channel.direction == "request" else cascade.least
    queries: list[Query] = []
    left: list[Unit] = []
    end = window.at
    for one in stretches(text, window.at, final=window.final, least=least, most=most):
        end = one.end
        shown = text[one.begin : one.shown]
        meant = _meanings(cascade, shown)
        unit = Unit(one.begin, one.end, _kinds(cascade, shown, window, key) if meant else frozenset())
        if not unit.kinds:
            continue
        if len(queries) + len(meant) > cascade.calls:
            left.append(unit)
            continue
        asked = tuple(guard for guard in cascade.guards if guard.covers & unit.kinds)
        before = text[max(0, one.begin - cascade.before) : one.begin]
        for meaning in meant:
            question = _question(window, meaning, before if meaning is shown else "", unit)
            queries.append(Query(unit, question, asked, cascade.in_turn))
    return Inquiry(tuple(queries), tuple(left), window.start + end)


def _meanings(cascade: Cascade, text: str) -> list[str]:
    """The text, and what is hidden in it in a dress that a model may not see through; words only."""
    found = [text]
    if cascade.decoded:
        found += [view.text for view in views(text)[1 : 1 + _MOST_VIEWS]]
    return [one for one in found if speaks(one)]


def _question(window: Window, text: str, before: str, unit: Unit) -> Question:
    channel = window.channel
    return Question(text, before, channel.direction, channel.role, channel.trust, unit.kinds)


def _kinds(cascade: Cascade, text: str, window: Window, key: bytes) -> frozenset[str]:
    scores = cascade.scoring(text, window) if cascade.scoring else {}
    return wanted(cascade.terms, scores, draw(text, key))


def conclude(
    cascade: Cascade,
    window: Window,
    inquiry: Inquiry,
    heard: Sequence[Sequence[Heard]],
    least: float,
    *,
    shadow: bool,
) -> Reading:
    """What a window's reading is. heard: for each query. least: probability of what is reported."""
    found: list[Finding] = []
    for query, said in zip(inquiry.queries, heard, strict=True):
        found += _seen(cascade, window, query.unit, said, least, shadow=shadow)
        lost = _lost(query, said)
        if lost:
            whys = [one.said.why for one in said if isinstance(one.said, Unreadable)]
            labels = [label_of(one.guard) for one in said if isinstance(one.said, Unreadable)]
            found.append(_unjudged(cascade, window, query.unit, lost, whys, labels, shadow=shadow))
    for unit in inquiry.left:
        found.append(_unjudged(cascade, window, unit, unit.kinds, ["too much"], [], shadow=shadow))
    found.sort(key=lambda one: (one.span.start, one.span.end, one.kind))
    return Reading(tuple(found), inquiry.settled)


def _seen(
    cascade: Cascade, window: Window, unit: Unit, heard: Sequence[Heard], least: float, *, shadow: bool
) -> Iterator[Finding]:
    """A finding for each kind that a guard sees: by the surest."""
    best: dict[str, tuple[Grade, str]] = {}
    for guard, said in heard:
        for grade in said.grades:
            kind = _meant(grade, unit.kinds, cascade.terms)
            known = best.get(kind)
            if grade.probability >= least and kind and (known is None or _graver(grade, known[0])):
                best[kind] = (grade, label_of(guard))
    for kind, (grade, label) in best.items():
        attrs: dict[str, str | int | float | bool] = {"severity": grade.severity, "guard": label}
        if grade.code:
            attrs["code"] = grade.code
        if shadow:
            attrs["kind"] = kind
        yield window.finding(
            (unit.begin, unit.end), SHADOW if shadow else kind, round(grade.probability, 4), attrs
        )


def _graver(one: Grade, other: Grade) -> bool:
    return (one.probability, one.severity) > (other.probability, other.severity)


def _meant(grade: Grade, kinds: frozenset[str], terms: Mapping[str, Terms]) -> str:
    """Which of the kinds that a guard's word may mean: one that was asked for, else one that is not off."""
    if UNSPECIFIED in grade.kinds:
        return UNSPECIFIED
    for wanting in (kinds, terms):
        for kind in grade.kinds:
            if kind in wanting:
                return kind
    return ""


def _lost(query: Query, heard: Sequence[Heard]) -> frozenset[str]:
    """The kinds that were wanted and that nobody judged; of several guards, all have to."""
    kinds = query.unit.kinds
    judged = frozenset[str]().union(*(one.guard.covers for one in heard if isinstance(one.said, Opinion)))
    if query.in_turn:
        return kinds - judged
    failed = frozenset[str]().union(*(one.guard.covers for one in heard if isinstance(one.said, Unreadable)))
    return kinds & failed | kinds - judged


def _unjudged(
    cascade: Cascade,
    window: Window,
    unit: Unit,
    kinds: Iterable[str],
    whys: Sequence[str],
    labels: Sequence[str],
    *,
    shadow: bool,
) -> Finding:
    closed = not shadow and any(cascade.terms[kind].closed for kind in kinds)
    late = LATE if "late" in whys else FAILED
    attrs: dict[str, str | int | float | bool] = {
        "why": whys[0] if whys else "nobody asked",
        "reader": ",".join(dict.fromkeys(labels)) or "guard",
    }
    return window.finding((unit.begin, unit.end), late if closed else UNJUDGED, 1.0, attrs)


def documented(terms: Mapping[str, Terms], *, shadow: bool) -> dict[str, str]:
    """The kinds that a cascade of these terms can report."""
    open_ = any(not one.closed for one in terms.values())
    found = {} if shadow else {kind: BY_KIND[kind].documentation for kind in terms}
    if not shadow:
        found[UNSPECIFIED] = KINDS[UNSPECIFIED]
    if any(one.closed for one in terms.values()) and not shadow:
        found |= {kind: KINDS[kind] for kind in (FAILED, LATE)}
    if open_ or shadow:
        found[UNJUDGED] = KINDS[UNJUDGED]
    return found | ({SHADOW: KINDS[SHADOW]} if shadow else {})


KINDS: Mapping[str, str] = {
    UNSPECIFIED: "A guard says that something is wrong, and names no class that is known here.",
    SHADOW: "What a guard in the shadow says: for the record, and for no other row.",
    UNJUDGED: "No guard could judge a text for classes that are set to fail open, or in the shadow.",
    FAILED: "A guard could not be asked, or gave no answer; for classes that fail closed.",
    LATE: "A guard gave no answer in time; for classes that fail closed.",
}
