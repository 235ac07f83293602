"""From what guards said to findings.

What must stay true: a kind that was wanted and that no guard could judge is a finding
(`sekisho.failed`, `sekisho.late`, or `guard.unjudged` where it is to fail open), whatever
else the guards said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filters.cascade.choice import Terms
from filters.cascade.guard import UNSPECIFIED, Grade, Guard, Opinion, Unreadable, label_of
from filters.cascade.inquiry import Cascade, Inquiry, Query, Unit
from filters.detector import Window
from filters.harm.taxonomy import BY_KIND
from filters.model import Finding, Reading

SHADOW = "guard.shadow"
UNJUDGED = "guard.unjudged"
FAILED, LATE = "sekisho.failed", "sekisho.late"


class Heard(NamedTuple):
    """What one guard said to a query."""

    guard: Guard
    said: Opinion | Unreadable


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
