"""Counts over rows: per type, per language, per tag, and hard negatives apart.

Types that have a form, and names and statements that have none, are summed apart: one
number over both would say nothing about either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from proxy.evaluation.figures import Counts, share
from proxy.evaluation.matching import Outcome, is_hit, is_negative
from proxy.evaluation.rows import Span, TextRow
from proxy.evaluation.types import is_type

UNSTRUCTURED = frozenset({"PERSON", "LOCATION", "ORGANIZATION", "SPECIAL_CARE"})


def _table() -> defaultdict[str, Counts]:
    return defaultdict(Counts)


@dataclass(slots=True)
class Share:
    """How many of a sort of rows had any finding."""

    hit: int = 0
    rows: int = 0

    def as_json(self) -> dict[str, object]:
        """Counts, and the share with its interval."""
        return {"rows": self.rows, "hit": self.hit, "share": share(self.hit, self.rows).as_json()}


@dataclass(slots=True)
class Tally:
    """What was found in some rows by one way of looking. untyped: by kinds that rows have no type for."""

    rows: int = 0
    types: defaultdict[str, Counts] = field(default_factory=_table)
    tags: defaultdict[str, Counts] = field(default_factory=_table)
    negatives: Share = field(default_factory=Share)
    untyped: Counter[str] = field(default_factory=Counter[str])

    def add(self, row: TextRow, found: Sequence[Span], outcomes: Iterable[Outcome]) -> None:
        """Count a row."""
        self.rows += 1
        self.untyped.update(one.type for one in found if not is_type(one.type))
        if is_negative(row):
            self.negatives.rows += 1
            self.negatives.hit += is_hit(found)
        for one in outcomes:
            for counts in (self.types[one.type], *(self.tags[tag] for tag in row.tags)):
                setattr(counts, one.sort, getattr(counts, one.sort) + 1)

    def sum(self, *, structured: bool | None = None) -> Counts:
        """All types, those that have a form, or those that have none."""
        whole = Counts()
        for name, counts in self.types.items():
            if structured is None or (name not in UNSTRUCTURED) == structured:
                whole.add(counts)
        return whole

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        return {
            "rows": self.rows,
            "all": self.sum().as_json(),
            "structured": self.sum(structured=True).as_json(),
            "unstructured": self.sum(structured=False).as_json(),
            "types": _shown(self.types),
            "tags": _shown(self.tags),
            "hard_negatives": self.negatives.as_json(),
            "untyped": dict(sorted(self.untyped.items())),
        }


def _shown(table: Mapping[str, Counts]) -> dict[str, object]:
    return {name: table[name].as_json() for name in sorted(table)}


class Tallies:
    """A tally of all rows, and one per language."""

    def __init__(self) -> None:
        self.whole = Tally()
        self.languages: defaultdict[str, Tally] = defaultdict(Tally)

    def add(self, row: TextRow, found: Sequence[Span], outcomes: Iterable[Outcome]) -> None:
        """Count a row in both."""
        kept = tuple(outcomes)
        self.whole.add(row, found, kept)
        self.languages[row.lang or "?"].add(row, found, kept)

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        languages = {name: self.languages[name].as_json() for name in sorted(self.languages)}
        return self.whole.as_json() | {"languages": languages}
