"""What is right, missed and false in one row.

A finding hits a labelled span when the types go together and they share at least half of
the characters they cover together. One that only touches such a span is neither right
nor false. In rows that say which types were labelled, only those types can be false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from proxy.evaluation.rows import Span, TextRow
from proxy.evaluation.types import is_type

IGNORED = frozenset({"URL", "UUID", "AGE", "TITLE", "NRP", "DATE_TIME", "ZIP_CODE"})
# A type of findings, and the types of labels it goes with; every other goes with its own.
_COMPATIBLE: Mapping[str, frozenset[str]] = {
    "LOCATION": frozenset({"LOCATION", "ADDRESS"}),
    "DATE_TIME": frozenset({"DATE_OF_BIRTH", "DATE_TIME"}),
}
_LEAST = 0.5
Sort = Literal["hit", "missed", "false"]


class Outcome(NamedTuple):
    """One labelled span that was hit or missed, or one finding that is false."""

    sort: Sort
    type: str
    start: int
    end: int


def outcomes(row: TextRow, found: Sequence[Span]) -> Iterator[Outcome]:
    """Compare the findings of a row with its labels. O(labels x findings)."""
    used = set[int]()
    for label in row.spans:
        if label.type in IGNORED:
            continue
        hits = (n for n, one in enumerate(found) if _fits(one, label) and _overlap(one, label) >= _LEAST)
        hit = next(hits, -1)
        if hit >= 0:
            used.add(hit)
        yield Outcome("hit" if hit >= 0 else "missed", label.type, label.start, label.end)
    for n, one in enumerate(found):
        known = is_type(one.type) and one.type not in IGNORED
        unjudged = not known or (row.labelled and one.type not in row.labelled)
        touches = any(_fits(one, label) and _overlap(one, label) > 0 for label in row.spans)
        if n not in used and not unjudged and not touches:
            yield Outcome("false", one.type, one.start, one.end)


def is_negative(row: TextRow) -> bool:
    """Whether the row is a hard negative: it looks like personal data and is none."""
    return "/neg_" in row.source or row.source.startswith("real-lines")


def is_hit(found: Sequence[Span]) -> bool:
    """Whether anything that is scored was found."""
    return any(one.type not in IGNORED for one in found)


def _fits(found: Span, label: Span) -> bool:
    return label.type in _COMPATIBLE.get(found.type, (found.type,))


def _overlap(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return 0.0 if both <= 0 else both / (max(one.end, other.end) - min(one.start, other.start))
