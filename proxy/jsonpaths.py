"""The paths of a document's strings: worked out from its skeleton once, then remembered.

The *skeleton* is the document without string contents, numbers, literals and blanks:
`{":",":[{":"}]}`. Read with the member names it fixes the path of every string. The
events of a stream share skeleton and names, so paths are remembered by both, and only
a document of a new form is walked, one Python step per string or bracket.

What must stay true: the walk trusts its document, so it is validated before. What is
remembered is bounded in number and size and thrown away whole when full: a hostile
caller can waste it, not grow it. Path text is bounded too, as one long key above many
strings would multiply. Not elegant yet: names stay in memory while remembered.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from config.errors import SekishoError
from proxy.jsontext import text_of, unblank

_NOISE = bytes(set(range(256)) - set(b':,{}[]"'))
# One step: a member with a string, a member, a string, a run of commas, an array or
# object without strings, a bracket. A comma in front of a member says nothing.
_STEPS = re.compile(rb'(?:,(?=":))?+(":"|":|"|,++|\[,*+\]|\{\}|[{\[\]}])')
_SURROGATES = re.compile("[\ud800-\udfff]")

_PLAIN = re.compile(rb"[A-Za-z0-9_.$-]*+")
_QUOTE, _COMMA, _ARRAY = b'",['
_PATH_TEXT = 1 << 24  # code points of path text a document may have, besides 16 per byte
# What is remembered, 20 MB at worst. Larger documents hardly recur.
_SMALL = 128  # strings
_SMALL_TEXT = 4096  # bytes of skeleton and code points of paths
_FORMS_KEPT = 128
_NAMINGS_KEPT = 8  # per form


class JsonBroken(SekishoError):
    """Not one JSON document that a client could read. Position in bytes; no content."""

    def __init__(self, position: int, why: str = "not valid here; send one JSON document") -> None:
        super().__init__(f"JSON document, byte {position}: {why}")
        self.position = position


class TooDeep(JsonBroken):
    """Containers nested beyond the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(0, f"nested deeper than {limit}; send a flatter document")


class TooMany(JsonBroken):
    """More strings, or more path text, than memory is promised for."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(0, f"more than {limit} {what}; send a smaller document")


@dataclass(slots=True)
class Paths:
    """Parallel lists, one entry per string of a document. depth: containers nested.

    notes: what readers of this form noted about it, each under a key of its own; bounded by them.
    """

    pointers: list[str] = field(default_factory=list[str])
    shapes: list[str] = field(default_factory=list[str])
    keys: list[bool] = field(default_factory=list[bool])
    depth: int = 0
    notes: dict[object, Any] = field(default_factory=dict[object, Any])


@dataclass(slots=True)
class _Form:
    """What is known of one skeleton: how to pick its names, and the paths by names."""

    names: Callable[[Sequence[bytes]], object]
    known: dict[object, Paths] = field(default_factory=dict[object, Paths])


_FORMS: dict[bytes, _Form] = {}


def paths(pieces: list[bytes], max_depth: int) -> Paths:
    """The path of each string. pieces: gap, string, gap, …, gap of a valid document.

    Raises TooDeep, TooMany. The answer is shared: do not change it.
    """
    skeleton = b'"'.join(pieces[::2]).translate(None, _NOISE)
    form = _FORMS.get(skeleton)
    found = form.known.get(form.names(pieces)) if form else None
    if found is None:
        found = _walk(skeleton, pieces, max_depth)
        if len(found.keys) <= _SMALL and len(skeleton) + sum(map(len, found.pointers)) <= _SMALL_TEXT:
            _remember(skeleton, pieces, found)
    if found.depth > max_depth:
        raise TooDeep(max_depth)
    return found


def forget() -> None:
    """Drop what is remembered."""
    _FORMS.clear()


def _remember(skeleton: bytes, pieces: list[bytes], found: Paths) -> None:
    if len(_FORMS) >= _FORMS_KEPT:
        _FORMS.clear()
    keys = [2 * i + 1 for i, is_key in enumerate(found.keys) if is_key]
    form = _FORMS.setdefault(skeleton, _Form(itemgetter(*keys) if keys else bool))  # no names: any constant
    if len(form.known) >= _NAMINGS_KEPT:
        form.known.clear()
    form.known[form.names(pieces)] = found


def _walk(skeleton: bytes, pieces: list[bytes], max_depth: int) -> Paths:
    """Read a skeleton through. One loop over plain locals: calls would double its cost."""
    found = Paths()
    pointers, shapes, keys = found.pointers, found.shapes, found.keys
    strings = iter(pieces[1::2])
    named: dict[tuple[str, bytes], tuple[str, str]] = {}
    outer: list[tuple[str, str, str, int]] = []
    pointer = shape = ""  # of the open container
    element, index = "", 0  # the shape of its elements (empty: it is no array), commas so far
    member = member_shape = ""  # of the key last read; at first, the root
    limit = room = _PATH_TEXT + 16 * sum(map(len, pieces))
    for step in _STEPS.findall(skeleton):
        first = step[0]
        if first == _QUOTE:
            if step != b'"':  # a key
                name, member_shape = _named(named, shape, next(strings))
                member = pointer + name
                room -= len(member) + len(name)
                pointers.append(member)
                shapes.append(member_shape)
                keys.append(True)
            if step != b'":':  # a string value
                next(strings)
                here = f"{pointer}/{index}" if element else member
                room -= len(here)
                pointers.append(here)
                shapes.append(element or member_shape)
                keys.append(False)
        elif first == _COMMA:
            index += len(step)
        elif len(step) > 1:  # an array or object without strings
            found.depth = max(found.depth, len(outer) + 1)
        elif first in b"{[":
            outer.append((pointer, shape, element, index))
            found.depth = max(found.depth, len(outer))
            pointer = f"{pointer}/{index}" if element else member
            shape = element or member_shape
            element, index = (shape + "/*" if first == _ARRAY else ""), 0
            room -= len(pointer) + len(shape)
        else:
            pointer, shape, element, index = outer.pop()
        if found.depth > max_depth:
            raise TooDeep(max_depth)
        if room < 0:
            raise TooMany("code points of path text", limit)
    return found


def _named(known: dict[tuple[str, bytes], tuple[str, str]], shape: str, body: bytes) -> tuple[str, str]:
    """A key's `/name`, and its member's shape."""
    names = known.get((shape, body))
    if names is None:
        name = "/" + (body.decode("ascii") if _PLAIN.fullmatch(body) else _escaped(text_of(unblank(body))))
        names = known[shape, body] = (name, shape + ("/~2" if name == "/*" else name))
    return names


def _escaped(key: str) -> str:
    # Half a surrogate pair could not be written to any record, so no path holds one.
    return _SURROGATES.sub("\ufffd", key).replace("~", "~0").replace("/", "~1")
