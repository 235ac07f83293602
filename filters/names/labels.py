"""What the model says of a token, and how such words become spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filters.names.tokens import U32, WHOLE

KINDS = ("PERSON", "ORGANIZATION", "LOCATION", "ADDRESS")
OUTSIDE = 0
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))  # B: the first token, I: a further one


def first(kind: int) -> int:
    return 1 + 2 * kind


def spans(labels: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(first token, one past the last, index in KINDS) of each run."""
    start, kind = -1, -1
    for place, label in enumerate((*labels, OUTSIDE)):
        if start >= 0 and label != first(kind) + 1:
            yield start, place, kind
            start = -1
        if label != OUTSIDE and start < 0:
            start, kind = place, (label - 1) // 2


def snapped(labels: list[int], coarse: U32) -> list[int]:
    """The labels, with names that would begin or end inside a katakana word made to cover it."""
    for start, end, kind in tuple(spans(labels)):
        inside = first(kind) + 1
        before = start
        while before and coarse[before] == WHOLE == coarse[before - 1] and labels[before - 1] == OUTSIDE:
            before -= 1
        after = end
        while (
            after < len(labels) and coarse[after] == WHOLE == coarse[after - 1] and labels[after] == OUTSIDE
        ):
            after += 1
        if (before, after) != (start, end):
            labels[before:after] = [inside - 1, *([inside] * (after - before - 1))]
    return labels
