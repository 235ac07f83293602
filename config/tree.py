"""Build plain values with their lines, and never more of them than was bargained for.

The YAML parser's events are turned into a tree here, so that every bound holds before
memory is spent. A node knows its size and height with aliases expanded; an alias
shares its node, and a collection is refused as soon as its size passes the bound.
Nested aliases that would unfold to billions of values cost what they cost to write.

What must stay true: the work is linear in the text, nothing recurses on its nesting
beyond MAX_DEPTH, and nothing but Unreadable leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from config.errors import Problem
from config.names import clipped
from config.scalars import scalar
from config.source import Leaf, Node, Row, Table, dotted

MAX_NODES = 50_000
MAX_DEPTH = 32

_SURROGATE = re.compile("[\ud800-\udfff]")
_STR = "tag:yaml.org,2002:str"
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq")
)


class Unreadable(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    line: int
    anchor: str | None
    is_table: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    name: str | None = None  # the name whose value comes next
    name_line: int = 0
    size: int = 1
    height: int = 1

    def close(self) -> Node:
        if self.is_table:
            return Table(self.line, self.entries, self.lines, self.size, self.height)
        return Row(self.line, tuple(self.items), self.size, self.height)


class Builder:
    """Events in, a tree out; what is wrong but harmless to the rest is collected."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}  # None: still open

    def take(self, event: Any, line: int) -> None:
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start(event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self._open.pop()
                self._put(done.close(), done.anchor, done.line)
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.AliasEvent():
                self._put(self._aliased(event.anchor, line), None, line)
            case yaml.DocumentStartEvent() if self.root is not None:
                raise Unreadable(line, "a second document starts here", "one file, one document")
            case _:
                pass

    def _start(self, event: Any, line: int) -> None:
        self._check_tag(event.tag, line)
        if len(self._open) >= MAX_DEPTH:
            raise Unreadable(line, f"nested deeper than {MAX_DEPTH} levels")
        if self._wants_name():
            raise Unreadable(line, "a name is a mapping or a list", "names are text")
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._open.append(_Open(line, event.anchor, isinstance(event, yaml.MappingStartEvent)))

    def _scalar(self, event: Any, line: int) -> None:
        text: str = event.value
        if _SURROGATE.search(text):
            raise Unreadable(line, "half of a surrogate pair is not a character")
        if self._wants_name():
            self._take_name(text, line, plain=event.implicit[0])
            return
        self._check_tag(event.tag, line)
        is_text = not event.implicit[0] and event.tag in (None, _STR)
        self._put(Leaf(line, text if is_text else scalar(text)), event.anchor, line)

    def _wants_name(self) -> bool:
        return bool(self._open) and self._open[-1].is_table and self._open[-1].name is None

    def _take_name(self, name: str, line: int, plain: bool) -> None:
        around = self._open[-1]
        around.name, around.name_line = name, line
        if plain and name == "<<":
            self._note(line, "merge keys are not read", "use `extends`, or write the options out")
        elif name in around.entries:
            first = around.lines[name]
            self._note(line, f"'{clipped(name)}' is written twice", f"first on line {first}" if first else "")

    def _aliased(self, anchor: str, line: int) -> Node:
        if anchor not in self._anchors:
            raise Unreadable(line, f"no anchor named '{clipped(anchor)}'")
        node = self._anchors[anchor]
        if node is None:
            raise Unreadable(line, f"anchor '{clipped(anchor)}' contains itself")
        if self._wants_name():
            raise Unreadable(line, "a name is an alias", "names are text")
        return node

    def _put(self, node: Node, anchor: str | None, line: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        around = self._open[-1]
        around.size += node.size
        around.height = max(around.height, node.height + 1)
        self._check_bounds(around, line)
        if not around.is_table:
            around.items.append(node)
        elif around.name is not None:
            around.entries[around.name] = node
            around.lines[around.name] = around.name_line
            around.name = None

    def _check_bounds(self, around: _Open, line: int) -> None:
        if around.size > MAX_NODES:
            raise Unreadable(line, f"more than {MAX_NODES} values, aliases expanded")
        if around.height + len(self._open) - 1 > MAX_DEPTH:
            raise Unreadable(line, f"nested deeper than {MAX_DEPTH} levels, aliases expanded")

    def _check_tag(self, tag: str | None, line: int) -> None:
        if tag not in (None, "!") and tag not in _TAGS:
            self._note(line, f"tag '{clipped(tag)}' is not read", "plain values only")

    def _note(self, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, line, dotted(tuple(self._path())), message, hint))

    def _path(self) -> Iterator[str | int]:
        for around in self._open:
            if not around.is_table:
                yield len(around.items)
            elif around.name is not None:
                yield around.name
