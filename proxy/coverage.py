"""What is read of what passes, as Markdown: `python -m proxy.coverage > docs/coverage.md`.

Drawn from the dialects' own tables, by asking every dialect for the surface of every path
there is an example of (`coverage_paths.py`). A surface that several dialects share is shown once. A test
holds the page to the tables, and the examples to the surfaces.

`python -m proxy.coverage PATH [DIALECT]` prints the rows of one path as they are, pattern
by pattern.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proxy.coverage_fields import READ, Treatment, fields
from proxy.coverage_guide import AFTER, BEFORE
from proxy.coverage_paths import ALL, EVENTS, PATHS
from proxy.dialect import DIALECTS, Seen, Surface
from proxy.table import Slot, Table
from proxy.talk import Talking


@dataclass(frozen=True, slots=True)
class Shown:
    """One surface as one or more dialects speak it. tables: by direction."""

    name: str
    dialects: tuple[str, ...]
    paths: tuple[str, ...]
    tables: Mapping[str, Table]

    def counts(self, direction: str) -> Counter[str]:
        rows = _alone(self.tables[direction].rows) if direction in self.tables else {}
        return Counter(Treatment.of(slot).what for slot in rows.values())


def dialects() -> list[str]:
    """Our own, whatever else is installed."""
    return [name for name, one in DIALECTS.members().items() if one.__module__.startswith("proxy.dialects.")]


def shown() -> list[Shown]:
    """Every surface there is a path for; alike surfaces of several dialects are one."""
    found: dict[tuple[object, ...], Shown] = {}
    for dialect in dialects():
        for path in PATHS.get(dialect, ALL):
            for name, surface in surfaces(dialect, path):
                tables = tables_of(surface)
                key = (name, *((way, _key(table)) for way, table in tables.items()))
                was = found.get(key, Shown(name, (), (), tables))
                if tables:
                    found[key] = Shown(name, _with(was.dialects, dialect), _with(was.paths, path), tables)
    return sorted(found.values(), key=lambda one: (one.name, len(one.dialects) < 2, one.dialects))


def surfaces(dialect: str, path: str) -> Iterator[tuple[str, Surface]]:
    """What is spoken on a path: over requests, and over a socket where that is another surface."""
    one, seen = DIALECTS.build(dialect), Seen("POST", path)
    asked = one.surface(seen)
    yield asked.name, asked
    talk = one.talk(seen) if isinstance(one, Talking) else None
    if talk is not None and type(talk) is not type(asked):
        yield f"{talk.name}, socket", talk


def tables_of(surface: Surface) -> dict[str, Table]:
    """Its tables that say anything, by direction; of a stream also those that single events have."""
    given = {"request": surface.request, "answer": surface.answer, "stream": surface.events}
    typed: dict[object, tuple[Table, list[str]]] = {}
    for kind in EVENTS:
        table = surface.table({"type": kind, "object": kind, "event": kind})
        if table is not surface.events:
            typed.setdefault(_key(table), (table, []))[1].append(kind)
    given |= {f"stream, {' '.join(f'`{kind}`' for kind in kinds)}": table for table, kinds in typed.values()}
    return {way: table for way, table in given.items() if table.rows}


def _key(table: Table) -> object:
    return tuple(table.rows.items())


def _with(known: tuple[str, ...], one: str) -> tuple[str, ...]:
    return known if one in known else (*known, one)


# -- the page


def page() -> str:
    """The whole page."""
    every = shown()
    parts = [BEFORE, _summary(every), AFTER, *_sections(every)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _summary(every: list[Shown]) -> str:
    head = ["| surface | dialects | request | answer | stream |", "|---|---|---|---|---|"]
    rows = []
    for one in every:
        counts = (_counted(one.counts(direction)) for direction in ("request", "answer", "stream"))
        spoken = ", ".join(f"`{name}`" for name in one.dialects)
        rows.append(f"| [`{one.name}`](#{_anchor(one)}) | {spoken} | {' | '.join(counts)} |")
    return "\n".join([*head, *rows])


def _counted(counts: Counter[str]) -> str:
    return " / ".join(str(counts[what]) for what in READ) if counts else "–"


def _title(one: Shown) -> str:
    return f"{one.name}: {', '.join(one.dialects)}"


def _anchor(one: Shown) -> str:
    kept = (c for c in _title(one).lower() if c.isalnum() or c in " -_")
    return "".join(kept).replace(" ", "-")


def _sections(every: list[Shown]) -> Iterator[str]:
    first: dict[object, str] = {}  # the table's rows: where they were shown
    of_name: dict[tuple[str, str], Table] = {}
    for one in every:
        rows: list[str] = []
        for direction, table in one.tables.items():
            where = first.setdefault(_key(table), f"`{_title(one)}`, {direction}")
            like = of_name.setdefault((one.name, direction), table)
            if where != f"`{_title(one)}`, {direction}":
                rows.append(f"| {direction} | as in {where} | | |")
            elif like is not table:
                rows.append(f"| {direction} | as above in `{one.name}`, and | | |")
                rows += _rows(direction, {p: s for p, s in table.rows.items() if like.rows.get(p) != s})
            else:
                typed = direction.startswith("stream, ")  # what is exempt in them is so in all
                told = {p: s for p, s in table.rows.items() if not typed or s.flow != "exempt"}
                rows += _rows(direction, told)
        head = "| | | role, trust | fields |\n|---|---|---|---|"
        yield f"## {_title(one)}\n\n{', '.join(f'`{p}`' for p in one.paths)}\n\n{head}\n" + "\n".join(rows)


def _rows(direction: str, rows: Mapping[str, Slot]) -> Iterator[str]:
    """One line for each treatment, the fields by the member they stand in."""
    groups: dict[Treatment, list[str]] = {}
    for pattern, slot in _alone(rows).items():
        groups.setdefault(Treatment.of(slot), []).append(pattern)
    for how, patterns in sorted(groups.items(), key=lambda pair: (READ.index(pair[0].what), str(pair[0]))):
        what = f"{how.what}{f', {how.note}' if how.note else ''}"
        said = f"{how.role}, {how.trust}" if how.role else ""
        yield f"| {direction} | {what} | {said} | {fields(patterns)} |"


def _alone(rows: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """The rows without those for batches, where a batch is an array of the same documents."""
    batched = {p for p in rows if p.startswith("/*/") and p.removeprefix("/*") in rows}
    return {p: slot for p, slot in rows.items() if p not in batched}


# -- one path


def rows_of(path: str, dialect: str = "") -> str:
    """Every pattern of a path's surface, as it stands in the tables."""
    lines = []
    for name in [dialect] if dialect else dialects():
        surface = DIALECTS.build(name).surface(Seen("POST", path))
        for direction, table in tables_of(surface).items():
            for pattern, slot in table.rows.items():
                how = Treatment.of(slot)
                words = " ".join(part for part in (how.what, how.role, how.trust, how.note) if part)
                lines.append(f"{name} {surface.name} {direction} {pattern} {words}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(rows_of(*sys.argv[1:3]) + "\n" if sys.argv[1:] else page())
