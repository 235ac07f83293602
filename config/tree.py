"""Read YAML into plain values with their lines, and never more than was bargained for.

The parser's events are turned into a tree here, so that every bound holds before
memory is spent. A node knows its size and height with aliases expanded; an alias
shares its node, and a collection is refused as soon as its size passes the bound.
Nested aliases that would unfold to billions of values cost what they cost to write.

What must stay true: the work is linear in the text, nothing recurses on its nesting
beyond MAX_DEPTH, and nothing but ConfigErrors leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from config.errors import ConfigErrors, Problem
from config.names import clipped
from config.scalars import scalar
from config.source import Leaf, Node, Row, Source, Table, dotted

MAX_CHARACTERS = 1 << 20  # about 10,000 policy rows
MAX_NODES = 50_000
MAX_DEPTH = 32

_LOADER: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml where it was built: about 8 times faster
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STR = "tag:yaml.org,2002:str"
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq")
)


class _Unreadable(Exception):
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


class _Builder:
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
                raise _Unreadable(line, "a second document starts here", "one file, one document")
            case _:
                pass

    def _start(self, event: Any, line: int) -> None:
        self._check_tag(event.tag, line)
        if len(self._open) >= MAX_DEPTH:
            raise _Unreadable(line, f"nested deeper than {MAX_DEPTH} levels")
        if self._wants_name():
            raise _Unreadable(line, "a name is a mapping or a list", "names are text")
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._open.append(_Open(line, event.anchor, isinstance(event, yaml.MappingStartEvent)))

    def _scalar(self, event: Any, line: int) -> None:
        text: str = event.value
        if _SURROGATE.search(text):
            raise _Unreadable(line, "half of a surrogate pair is not a character")
        if self._wants_name():
            self._take_name(text, line, plain=event.implicit[0])
            return
        self._check_tag(event.tag, line)
        is_text = not event.implicit[0] and event.tag in (None, "!", _STR)
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
            raise _Unreadable(line, f"no anchor named '{clipped(anchor)}'")
        node = self._anchors[anchor]
        if node is None:
            raise _Unreadable(line, f"anchor '{clipped(anchor)}' contains itself")
        if self._wants_name():
            raise _Unreadable(line, "a name is an alias", "names are text")
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
            raise _Unreadable(line, f"more than {MAX_NODES} values, aliases expanded")
        if around.height + len(self._open) - 1 > MAX_DEPTH:
            raise _Unreadable(line, f"nested deeper than {MAX_DEPTH} levels, aliases expanded")

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


def read(text: str, name: str) -> Source:
    """The values of a YAML text, with their lines. An empty text is an empty mapping.

    name: what messages call the file. Raises ConfigErrors: too large, not YAML, or not
    plain values. Linear in the text; at most MAX_NODES values are kept.
    """
    builder = _Builder(name)
    try:
        _check_text(text)
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event, event.start_mark.line + 1)
    except _Unreadable as error:
        raise ConfigErrors(
            [*builder.problems, Problem(name, error.line, "", error.message, error.hint)]
        ) from error
    except yaml.YAMLError as error:
        raise ConfigErrors([*builder.problems, _translated(name, error)]) from error
    root = builder.root or Table(1, {}, {}, 1, 1)
    if isinstance(root, Leaf) and root.value is None:
        root = Table(1, {}, {}, 1, 1)
    if not builder.problems and not isinstance(root, Table):
        builder.problems.append(Problem(name, root.line, "", "should be a mapping (name: value)"))
    if builder.problems:
        raise ConfigErrors(builder.problems)
    return Source(name, root)


def _check_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise _Unreadable(0, f"longer than {MAX_CHARACTERS} characters")
    if bad := _UNPRINTABLE.search(text.removeprefix("\ufeff")):
        raise _Unreadable(
            text.count("\n", 0, bad.start()) + 1, f"character U+{ord(bad.group()):04X} is not allowed"
        )


def _translated(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "not YAML"
    return Problem(name, mark.line + 1 if mark else 0, "", f"not YAML: {what}")
