"""The values of a file, and the line on which each was written.

A tree of nodes; an alias shares its node with its anchor, so a file that unfolds to
many values is as small here as it was written. `config.tree` builds it, in bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from pydantic import JsonValue

from config.errors import Problem
from config.names import clipped
from config.scalars import Scalar

Loc: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One scalar."""

    line: int
    value: Scalar
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    line: int
    items: tuple[Node, ...]
    size: int
    height: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `lines` says where each name was written."""

    line: int
    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    size: int
    height: int


Node: TypeAlias = Leaf | Row | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A read file: its values, and the line of each.

    Two sources are equal whatever they hold: where a value was written is no part of
    what it means, so settings compare by their values.
    """

    name: str = field(default="", compare=False)
    root: Node = field(default_factory=lambda: Table(0, {}, {}, 1, 1), compare=False)

    def data(self) -> JsonValue:
        """The file as plain values; aliases are expanded, at most MAX_NODES of them."""
        return _plain(self.root)

    def locate(self, loc: Loc) -> tuple[Loc, int]:
        """The part of `loc` that is written in the file, and the line of its end (0: no file)."""
        node, line = self.root, self.root.line
        for depth, step in enumerate(loc):
            below = _below(node, step)
            if below is None:
                return loc[:depth], line
            node, line = below
        return loc, line

    def problem(self, loc: Loc, message: str, hint: str = "") -> Problem:
        """A problem with the value at `loc`, or with the nearest thing around it."""
        written, line = self.locate(loc)
        return Problem(self.name, line, dotted(written), message, hint)


def _below(node: Node, step: str | int) -> tuple[Node, int] | None:
    if isinstance(node, Table) and isinstance(step, str) and step in node.entries:
        return node.entries[step], node.lines[step]
    if isinstance(node, Row) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step], node.items[step].line
    return None


def _plain(node: Node) -> JsonValue:
    match node:
        case Leaf():
            return node.value
        case Row():
            return [_plain(item) for item in node.items]
        case Table():
            return {name: _plain(item) for name, item in node.entries.items()}
        case _:
            assert_never(node)


def dotted(loc: Loc) -> str:
    """`("rules", 2, "measure")` → `rules[2].measure`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{clipped(step)}" for step in loc)
    return "".join(steps).removeprefix(".")
