"""Put a value in the place of a value that is not a string.

The scanner reports strings; a few edits concern what surrounds them: log probabilities
that become null, offsets that move. The value is found by walking the valid document
once, container by container, with native matches for everything that is skipped.
"""

from __future__ import annotations

import json
import re

# One step: a string, a bracket, a comma, or a run of anything else (numbers, words, blanks).
_STEP = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]|[^"\[\]{},:]+', re.DOTALL)


def above(pointer: str, shape: str) -> str:
    """The part of `pointer` that is as deep as `shape`."""
    return "/".join(pointer.split("/")[: shape.count("/") + 1])


def at(doc: object, pointer: str) -> object:
    """The value at `pointer` of a parsed document; None when there is none."""
    for word in pointer.split("/")[1:]:
        if isinstance(doc, list):
            doc = doc[int(word)] if word.isdecimal() and int(word) < len(doc) else None
        else:
            doc = doc.get(word.replace("~1", "/").replace("~0", "~")) if isinstance(doc, dict) else None
    return doc


def put(raw: bytes, values: dict[str, bytes]) -> bytes:
    """`raw` with the value at each pointer replaced by the given JSON; unknown pointers change nothing.

    raw: a valid JSON document. Linear in its length; of two nested pointers the outer one wins.
    """
    spans = sorted(((*span, values[at]) for at, span in _find(raw, set(values)).items()), key=lambda s: s[:2])
    parts: list[bytes] = []
    at = 0
    for start, end, value in spans:
        if start >= at:
            parts += (raw[at:start], value)
            at = end
    return b"".join((*parts, raw[at:]))


def value_of(raw: bytes, pointer: str) -> bytes | None:
    """The bytes of the value at `pointer`, blanks stripped; None when there is none."""
    span = _find(raw, {pointer}).get(pointer)
    return None if span is None else raw[span[0] : span[1]]


class _Level:
    """A container that is open: where its member begins, and what it is called."""

    __slots__ = ("begins", "count", "is_list", "path")

    def __init__(self, path: str, is_list: bool) -> None:
        self.path = path
        self.is_list = is_list
        self.count = 0
        self.begins = path + "/0" if is_list else ""  # the pointer of the member being read


def _find(raw: bytes, wanted: set[str]) -> dict[str, tuple[int, int]]:
    """Spans of the values at these pointers (of duplicate keys, the last)."""
    found: dict[str, tuple[int, int]] = {}
    levels: list[_Level] = []
    starts: list[int] = []
    key = b""
    here = ""
    for match in _STEP.finditer(raw):
        token = match[0]
        first = token[:1]
        if first in b"[{":
            starts.append(match.start())
            levels.append(_Level(here, first == b"["))
            here = levels[-1].begins
        elif first in b"]}" and levels:
            level = levels.pop()
            here = level.path
            _keep(found, wanted, here, starts.pop(), match.end())
        elif first == b"," and levels:
            level = levels[-1]
            level.count += 1
            here = f"{level.path}/{level.count}" if level.is_list else level.path
        elif first == b":":
            here = f"{levels[-1].path}/{_name(key)}" if levels else here
        elif first == b'"':
            key = token
            _keep(found, wanted, here, match.start(), match.end())
        elif word := token.strip():
            start = match.start() + token.index(word)
            _keep(found, wanted, here, start, start + len(word))
    return found


def _keep(found: dict[str, tuple[int, int]], wanted: set[str], here: str, start: int, end: int) -> None:
    if here in wanted:
        found[here] = (start, end)


def _name(token: bytes) -> str:
    return str(json.loads(token.decode("utf-8", "replace"))).replace("~", "~0").replace("/", "~1")
