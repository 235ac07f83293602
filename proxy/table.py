"""What each text field of a surface is, as a table from shapes to slots.

A shape is a JSON pointer with `*` for every array position. A pattern is a shape
whose `*` also stands for any one key, and whose final `**` stands for any rest; the
first pattern that fits wins, so write exceptions above what they except. What no
pattern names is inspected all the same and reported as unmapped.

Records never show keys nobody named: they could be content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from filters.model import Syntax, Trust
from proxy.jsonpaths import Paths
from proxy.jsonscan import Leaf, Strings

Flow = Literal["whole", "delta", "bundle", "exempt", "unscanned", "payload", "address", "elsewhere"]
# Flows of content that is more than the text in its place.
BEYOND: frozenset[Flow] = frozenset({"unscanned", "payload", "address", "elsewhere"})

_NONE = 1 << 30  # beyond every row
_MOST_SHAPES = 4096  # hostile keys make shapes without end; beyond this nothing is remembered


@dataclass(frozen=True, slots=True)
class Slot:
    """What the text at one place is.

    role: one of our words, or `@/messages/*/role`: read it from the document there; with
    `|` between them, the first place that names one, or at the end a word of ours.
    flow: `whole` complete in itself; `delta` the next piece of a channel named by family
    and indexes; `bundle` read together with its neighbours under `root`, which becomes
    null when anything in it is acted on; `exempt` ids, enumerations, signatures: never
    read nor touched; `unscanned` content that is not text, reported with `why`; `payload`
    such content if it is base64, else a text like any other (an address, a document);
    `address` a text that says where content is kept, `elsewhere` an id of such content, never
    read nor touched: in a request both are reported with `why`, in an answer they bring nothing.
    phase: a delta ends the channels of lower phase beside it (same first index); 0 takes no part.
    depth: how many of a delta's indexes name its channel; later ones only say where in the
    event it stands (-1: all name it).
    varies: what stands beside the text decides: the surface is asked (`Surface.slot`).
    echo: a whole text that may say again what the channel of this family has said so far, with the
    piece beside it: it is read after the pieces, and leaves as they do.
    keys: object keys below are free words and are inspected too.
    remote: an address may stand in the place of this payload; in a request it is reported.
    """

    role: str = "user"
    syntax: Syntax = "plain"
    trust: Trust | None = None
    flow: Flow = "whole"
    family: str = ""
    phase: int = 0
    depth: int = -1
    varies: bool = False
    echo: bool = False
    root: str = ""
    why: str = ""
    keys: bool = False
    mapped: bool = True
    remote: bool = True


EXEMPT = Slot(flow="exempt")
UNMAPPED = Slot(role="unmapped", keys=True, mapped=False)


def unscanned(why: str) -> Slot:
    """A slot whose content cannot be read as text, for the reason `why`."""
    return Slot(flow="unscanned", why=why)


def payload(role: str, why: str) -> Slot:
    """A slot that holds base64, reported as `why`, or an address (`remote <why>`) or text of `role`."""
    return Slot(role, flow="payload", why=why)


def address(slot: Slot, why: str) -> Slot:
    """A slot whose text is read as `slot` says, and leads to content that does not pass here."""
    return replace(slot, flow="address", why=why)


def elsewhere(why: str) -> Slot:
    """A slot that holds an id of content that does not pass here."""
    return Slot(flow="elsewhere", why=why)


FILE_ID = elsewhere("file id")
SEALED = elsewhere("encrypted content")


# 60 characters without a blank, all of base64 (either alphabet), in one line or in the
# lines that mail encoders write; or a data: URL of such.
_BASE64 = re.compile(
    r"(?:data:[^,]{0,256};base64,)?+(?=[A-Za-z0-9+/_-]{60})"
    r"(?:[A-Za-z0-9+/_-]{60,76}+\r?+\n)*+[A-Za-z0-9+/_-]*+={0,2}+\s*+"
)


def encoded(text: str) -> bool:
    """Whether a text is base64 and so nothing a detector could read. Linear."""
    return _BASE64.fullmatch(text) is not None


# An address of any scheme, or without one: `https://…`, `gs://…`, `//host/…`.
_ADDRESS = re.compile(r"\s*+(?:[A-Za-z][A-Za-z0-9+.-]{0,31}+:)?+//")


def opaque(slot: Slot, text: str) -> bool:
    """Whether there is nothing to read in a text whose slot's flow is `BEYOND`."""
    return slot.flow in ("unscanned", "elsewhere") or (slot.flow == "payload" and encoded(text))


def leads_to(slot: Slot, text: str) -> str:
    """What kind of content a text that is not opaque leads to, in our words; empty: none."""
    if slot.flow == "address":
        return slot.why
    return f"remote {slot.why}" if slot.remote and _ADDRESS.match(text) else ""


# Members that hold numbers or truth values, so that no row names them.
_NUMBERS = frozenset(
    {
        "index",
        "created",
        "created_at",
        "stream",
        "temperature",
        "top_p",
        "top_k",
        "n",
        "seed",
        "max_tokens",
        "max_completion_tokens",
        "max_output_tokens",
        "presence_penalty",
        "frequency_penalty",
        "logprobs",
        "top_logprobs",
        "parallel_tool_calls",
        "store",
        "sequence_number",
        "output_index",
        "content_index",
        "summary_index",
        "start_index",
        "end_index",
    }
)
_MOST_NOTES = 8  # tables that note what they want of one form of document


class Table:
    """Patterns in order of precedence. Lookups are memoised by shape, boundedly.

    spelling: the patterns' word for a word of a document, where both have more than one.
    """

    def __init__(
        self, rows: Mapping[str, Slot], default: Slot = UNMAPPED, spelling: Callable[[str], str] = str
    ) -> None:
        self.rows = dict(rows)
        self.default = default
        self._memo: dict[str, Slot] = {}
        self._asked = object()  # stands for this table where it reads a request
        self._spelling = spelling

    # Made when they are asked for: there are as many tables as surfaces, and a station meets few of them.

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that rows name."""
        return _NUMBERS.union(*(pattern.split("/") for pattern in self.rows))

    @cached_property
    def _slots(self) -> Sequence[Slot]:
        return (*self.rows.values(), self.default)

    @cached_property
    def _tree(self) -> _Node:
        tree = _Node()
        for row, pattern in enumerate(self.rows):
            tree.plant(pattern.split("/")[1:], row)
        return tree

    def slot(self, shape: str) -> Slot:
        """The slot of a shape: one dict lookup, at first sight about one for each of its words."""
        known = self._memo.get(shape)
        if known is None:
            known = self._slots[self._tree.find([*map(self._spelling, shape.split("/")[1:])])]
            if len(self._memo) < _MOST_SHAPES:
                self._memo[shape] = known
        return known

    def texts(self, strings: Strings, *, asked: bool = False) -> list[tuple[Leaf, Slot]]:
        """The leaves that are to be judged, with their slots. asked: of a request.

        Events of a stream are alike: a form seen before costs one lookup, not one a leaf.
        """
        notes = strings.paths.notes
        key = self._asked if asked else self
        known = notes.get(key)
        if known is None:
            known = tuple(sorted(self._wanted(strings.paths, asked), key=lambda want: want[1].echo))
            if len(notes) < _MOST_NOTES:
                notes[key] = known
        return [(strings.leaf(at), slot) for at, slot in known]

    def _wanted(self, paths: Paths, asked: bool) -> Iterator[tuple[int, Slot]]:
        silent = ("exempt",) if asked else ("exempt", "elsewhere")
        for at, (shape, is_key) in enumerate(zip(paths.shapes, paths.keys, strict=True)):
            slot = self.slot(shape)
            if slot.flow not in silent and (not is_key or self.free_key(shape, slot)):
                yield at, slot

    def free_key(self, shape: str, slot: Slot) -> bool:
        """Whether the key at the end of this shape is a free word, not one of the protocol's own."""
        return slot.keys and self._spelling(shape.rpartition("/")[2]) not in self.words

    def public(self, shape: str) -> str:
        """The shape with every key nobody named as `?`: fit for records."""
        parts = [p if self._spelling(p) in self.words or p == "*" else "?" for p in shape.split("/")[:12]]
        return "/".join(parts)


class _Node:
    """The patterns that begin alike, by their next word. Numbers are rows; -1: the default's."""

    __slots__ = ("any", "below", "here", "rest")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.any: _Node | None = None  # where `*` leads
        self.here = _NONE  # the pattern that ends here
        self.rest = _NONE  # the pattern that ends here with `**`

    def plant(self, words: list[str], row: int) -> None:
        """Add a pattern."""
        if words == ["**"]:
            self.rest = min(self.rest, row)
        elif not words:
            self.here = min(self.here, row)
        elif words[0] == "*":
            self.any = self.any or _Node()
            self.any.plant(words[1:], row)
        else:
            self.below.setdefault(words[0], _Node()).plant(words[1:], row)

    def find(self, words: list[str]) -> int:
        """The first row that fits; -1 when none does. Rows can only share nodes, so few are visited."""
        best = self.rest
        nodes = [self]
        for word in words:
            nodes = [step for node in nodes for step in (node.below.get(word), node.any) if step is not None]
            if not nodes:
                return best if best < _NONE else -1
            best = min(best, *(node.rest for node in nodes))
        best = min(best, *(node.here for node in nodes))
        return best if best < _NONE else -1
