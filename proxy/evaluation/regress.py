"""Two measurements of the same rows: which figures fell by more than they may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

COMPARED = ("auroc", "auprc", "recall", "f1")
_FEWEST = 50  # positives: of fewer a single row is two points


def fallen(now: object, before: object, by: float, where: str = "") -> Iterator[str]:
    """Every compared figure of two measurements as JSON that is lower by more than `by`, in words.

    What only one of them has is not compared, nor is a group of few positives.
    """
    if not isinstance(now, Mapping) or not isinstance(before, Mapping):
        return
    new, old = cast("Mapping[str, object]", now), cast("Mapping[str, object]", before)
    positives = new.get("positives")
    if isinstance(positives, int) and positives < _FEWEST:
        return
    for name, value in new.items():
        place = f"{where} {name}".strip()
        if name in COMPARED:
            yield from _lower(place, _value(value), _value(old.get(name)), by)
        else:
            yield from fallen(value, old.get(name), by, place)


def _lower(place: str, now: float | None, before: float | None, by: float) -> Iterator[str]:
    if now is not None and before is not None and before - now > by + 1e-9:
        yield f"{place}: {now:.4f}, and was {before:.4f}"


def _value(figure: object) -> float | None:
    value = cast("Mapping[str, object]", figure).get("value") if isinstance(figure, Mapping) else None
    return float(value) if isinstance(value, int | float) else None
