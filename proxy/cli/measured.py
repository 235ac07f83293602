"""Measurements as tables: every number with the counts behind it and how far it may be chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.table import Table

from proxy.cli.screen import plain, table

if TYPE_CHECKING:
    from proxy.evaluation.figures import Counts, Figure
    from proxy.evaluation.reading import Clock
    from proxy.evaluation.tally import Tally

_HEADS = ("labelled", "hit", "missed", "false", "precision", "recall", "F1", "F2 (95 %)")
_NONE = "–"


def types(tally: Tally, others: Mapping[str, Tally]) -> Table:
    """A row a type, then the sums; the F2 of others beside."""
    made = table("type", *_HEADS, *(f"F2 {name}" for name in others))
    every = sorted({*tally.types, *(name for other in others.values() for name in other.types)})
    for name in every:
        _add(made, name, tally.types[name], [other.types[name] for other in others.values()])
    made.add_section()
    for name, structured in (("with a form", True), ("names, statements", False), ("all", None)):
        beside = [other.sum(structured=structured) for other in others.values()]
        _add(made, name, tally.sum(structured=structured), beside, "bold")
    return made


def tags(tally: Tally, others: Mapping[str, Tally]) -> Table:
    """A row a tag (how a value is disguised)."""
    made = table("tag", *_HEADS, *(f"F2 {name}" for name in others))
    for name in sorted(tally.tags):
        _add(made, name, tally.tags[name], [other.tags[name] for other in others.values()])
    return made


def hard_negatives(tally: Tally, others: Mapping[str, Tally]) -> str:
    """How many rows that only look like personal data had any finding."""
    parts = [f"{_negatives(tally)}", *(f"{name} {_negatives(other)}" for name, other in others.items())]
    return "hard negatives with any finding: " + "; ".join(parts)


def untyped(tally: Tally) -> str:
    """What was found of kinds that rows have no type for; empty: nothing."""
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.untyped.items()))
    return kinds and f"found, of kinds that rows have no type for: {kinds}"


def speed(name: str, clock: Clock) -> str:
    """Processor time per KB."""
    told = clock.as_json()
    inline, slow = told["inline_us_per_kb"], told["slow_us_per_kb"]
    return (
        f"{name}: {inline} µs per KB inline, {slow} µs per KB not inline, of processor time, "
        f"over {clock.bytes:,} bytes"
    )


def _negatives(tally: Tally) -> str:
    return f"{tally.negatives.hit} of {tally.negatives.rows}"


def _add(made: Table, name: str, counts: Counts, beside: list[Counts], style: str = "") -> None:
    made.add_row(*(plain(cell, style) for cell in _cells(name, counts, beside)))


def _cells(name: str, counts: Counts, beside: list[Counts]) -> Iterator[object]:
    yield from (name, counts.labelled, counts.hit, counts.missed, counts.false)
    yield from (_bare(counts.precision), _bare(counts.recall), _bare(counts.f(1)))
    yield _full(counts.f(2))
    for one in beside:
        yield _bare(one.f(2))


def _bare(figure: Figure) -> str:
    return _NONE if figure.value is None else f"{figure.value:.3f}"


def _full(figure: Figure) -> str:
    return _NONE if figure.value is None else f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
