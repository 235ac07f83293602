"""How well names are found in rows that were not trained on: by type, language and source.

A finding hits a span of its type that it covers by half (intersection over union); a place may hit
an address. One that only touches a span of its type is neither hit nor error. F2 weighs recall
four times as much as precision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from filters.detector import Detector, Window
from filters.detectors.names import Names, Options
from filters.model import Channel
from filters.names.model import Model
from filters.views import Folded
from training.names.made import Marked

_TYPES = {
    "pii.person": "PERSON",
    "pii.organization": "ORGANIZATION",
    "pii.location": "LOCATION",
    "pii.address": "ADDRESS",
}
_HARD = re.compile(r"/neg_|^real-lines")


@dataclass(slots=True)
class Count:
    """What was found, missed and made up of one type, and rows of no personal data with a finding."""

    hit: Counter[str] = field(default_factory=Counter[str])
    missed: Counter[str] = field(default_factory=Counter[str])
    made_up: Counter[str] = field(default_factory=Counter[str])
    hard: int = 0
    hard_hit: int = 0

    def lines(self) -> Iterable[str]:
        for name in _TYPES.values():
            hit, missed, made_up = self.hit[name], self.missed[name], self.made_up[name]
            if hit + missed:
                precision, recall = hit / max(1, hit + made_up), hit / (hit + missed)
                f2 = 5 * precision * recall / max(1e-9, 4 * precision + recall)
                yield f"{name:12} P {precision:.3f} R {recall:.3f} F2 {f2:.3f} n {hit + missed}"
        if self.hard:
            yield f"hard negatives hit {self.hard_hit} of {self.hard} rows"


def with_model(model: Model) -> Names:
    """The detector, with a model that is not the one in its file."""
    return Names(Options(), model)


def found(detectors: Sequence[Detector], text: str) -> list[tuple[str, int, int]]:
    """(type, start, end) of what the detectors find in a whole text."""
    view = Folded()
    view.feed(text)
    made: list[tuple[str, int, int]] = []
    for detector in detectors:
        window = Window(Channel("request", ""), detector.name, view.text, 0, 0, final=True)
        made += (
            (_TYPES[one.kind], view.raw_start(one.span.start), view.raw_end(one.span.end))
            for one in detector.read(window).findings
        )
    return made


def score(rows: Iterable[Marked], detectors: Sequence[Detector], count: Count) -> None:
    """Add what the detectors find in these rows to the count."""
    for row in rows:
        seen = found(detectors, row.text)
        used: set[int] = set()
        for start, end, kind in row.spans:
            if kind in _TYPES.values():
                which = next(
                    (n for n, one in enumerate(seen) if _fits(one[0], kind) and _hits(one, start, end)), -1
                )
                used.add(which)
                (count.missed if which < 0 else count.hit)[kind] += 1
        for n, one in enumerate(seen):
            touched = any(
                _fits(one[0], kind) and one[1] < end and start < one[2] for start, end, kind in row.spans
            )
            if n not in used and not touched and (row.types is None or one[0] in row.types):
                count.made_up[one[0]] += 1
        if _HARD.search(row.source):
            count.hard += 1
            count.hard_hit += bool(seen)


def _fits(found: str, marked: str) -> bool:
    return found == marked or (found, marked) == ("LOCATION", "ADDRESS")


def _hits(one: tuple[str, int, int], start: int, end: int) -> bool:
    both = min(one[2], end) - max(one[1], start)
    return both > 0 and 2 * both >= max(one[2], end) - min(one[1], start)
