"""What a station counts of a guard: how often it was asked, what came of it, and how long it took."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

# Upper edges of what is counted, in milliseconds; beyond the last there is one more.
EDGES_MS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(slots=True)
class Figures:
    """Of one guard. asked: questions; of those: remembered, shared with another, answered, or not and why."""

    asked: int = 0
    remembered: int = 0
    shared: int = 0
    answered: int = 0
    unsafe: int = 0
    wrong: dict[str, int] = field(default_factory=dict[str, int])
    _took: list[int] = field(default_factory=lambda: [0] * (len(EDGES_MS) + 1))

    def took(self, seconds: float) -> None:
        """An opinion took so long."""
        self._took[bisect_left(EDGES_MS, seconds * 1000)] += 1

    def went_wrong(self, why: str) -> None:
        """There is no opinion. why: a word of ours."""
        self.wrong[why] = self.wrong.get(why, 0) + 1

    def as_json(self) -> dict[str, object]:
        """Counts, and those of times by their upper edge in milliseconds."""
        edges = [*map(str, EDGES_MS), "more"]
        return {
            "asked": self.asked,
            "remembered": self.remembered,
            "shared": self.shared,
            "answered": self.answered,
            "unsafe": self.unsafe,
            "wrong": dict(sorted(self.wrong.items())),
            "took_ms": {edge: count for edge, count in zip(edges, self._took, strict=True) if count},
        }
