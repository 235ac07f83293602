"""Where every string of a JSON document lies, so that only strings are edited.

A scan answers byte spans, and `rewrite` replaces just those tokens: spacing, key order,
duplicate keys and the spelling of numbers stay. All steps run in native code:

1. Validate. The fast validator refuses documents that some clients do read (a byte
   order mark, half a surrogate pair, NaN); those get a second, lenient opinion, so that
   hostile bytes are inspected rather than waved through or lost.
2. Blank escaped backslashes and quotes; then every quote is a border, and one split
   yields gap, string, gap, string, …
3. Lengths of the pieces give positions, `jsonpaths` gives the paths.

What must stay true: nothing is split before it is valid, and memory is bounded (strings,
depth, path text). Every duplicate of a key is reported: clients disagree on which wins.
"""

import json
from collections.abc import Iterable
from itertools import accumulate
from operator import add

import msgspec

from proxy.jsonend import JsonDepth
from proxy.jsonpaths import JsonBroken, Paths, TooDeep, TooMany, paths
from proxy.jsontext import blank, encode, text_of

MAX_DEPTH = 128  # containers
MAX_LEAVES = 500_000  # strings, keys included: 160 MB of leaves, were they all tiny

_validate = msgspec.json.Decoder(msgspec.Raw).decode
_BOM = b"\xef\xbb\xbf"


class Leaf(msgspec.Struct, frozen=True, gc=False):
    """One string token. (A Struct: built three times faster than a named tuple.)

    pointer: RFC 6901, keys decoded; duplicates of a key share it. shape: the pointer with
    array positions as `*`, and a key that is itself `*` as `~2`, for tables of slots.
    start, end: bytes in the document, quotes included. is_key: an object's key; its
    pointer is its member's.
    """

    pointer: str
    shape: str
    start: int
    end: int
    is_key: bool


class Strings(msgspec.Struct, frozen=True, gc=False):
    """Every string token of a document, as parallel lists; a `Leaf` only where one is wanted.

    paths: shared by documents of one form. starts, stops: bytes in the document, quotes included.
    """

    paths: Paths
    starts: list[int]
    stops: list[int]

    def leaf(self, at: int) -> Leaf:
        """One of them."""
        found = self.paths
        return Leaf(found.pointers[at], found.shapes[at], self.starts[at], self.stops[at], found.keys[at])

    def keys(self, shapes: frozenset[str]) -> list[Leaf]:
        """The keys of these shapes."""
        found = zip(self.paths.shapes, self.paths.keys, strict=True)
        return [self.leaf(at) for at, (shape, is_key) in enumerate(found) if is_key and shape in shapes]


def scan(raw: bytes, max_depth: int = MAX_DEPTH, max_leaves: int = MAX_LEAVES) -> list[Leaf]:
    """Every string value and key of one JSON document, in order of position. As `strings`."""
    found = strings(raw, max_depth, max_leaves)
    paths = found.paths
    return list(map(Leaf, paths.pointers, paths.shapes, found.starts, found.stops, paths.keys))


def strings(raw: bytes, max_depth: int = MAX_DEPTH, max_leaves: int = MAX_LEAVES) -> Strings:
    """Where every string of one JSON document lies, in order of position.

    Raises JsonBroken, and of its kind TooDeep and TooMany. Linear: about 8 µs for the
    20 strings of a form seen before, 2 µs a string for a new one; a run of numbers or a
    long string costs no Python step (benchmarks/scan.py).
    """
    _check(raw, max_depth)
    borders = blank(raw)
    if borders.count(b'"') > 2 * max_leaves:
        raise TooMany("strings", max_leaves)
    pieces = borders.split(b'"')
    found = paths(pieces, max_depth)
    ends = list(accumulate(map(len, pieces)))  # the ranges add the quotes before each
    starts = list(map(add, ends[::2], range(0, len(pieces), 2)))
    stops = list(map(add, ends[1::2], range(2, len(pieces) + 2, 2)))
    return Strings(found, starts, stops)


def decode(raw: bytes, leaf: Leaf) -> str:
    """The text of a leaf. Half a surrogate pair stays; invalid UTF-8 becomes U+FFFD."""
    return text_of(raw[leaf.start + 1 : leaf.end - 1])


def rewrite(raw: bytes, edits: Iterable[tuple[Leaf, str]]) -> bytes:
    """`raw` with the tokens of these leaves replaced; every other byte as it was.

    A text equal to the old one keeps its token. Two edits of one leaf are a ValueError.
    """
    parts: list[bytes] = []
    at = 0
    for leaf, text in sorted(edits, key=lambda edit: edit[0].start):
        if leaf.start < at:
            raise ValueError(f"two edits at byte {leaf.start}")
        token = raw[leaf.start : leaf.end]
        parts += (raw[at : leaf.start], token if text == text_of(token[1:-1]) else encode(text, token))
        at = leaf.end
    return b"".join((*parts, raw[at:]))


def _check(raw: bytes, max_depth: int) -> None:
    """One JSON document, or JsonBroken."""
    try:
        _validate(raw)
    except RecursionError as deeper:
        raise TooDeep(max_depth) from deeper
    except msgspec.DecodeError:
        broken = _broken_at(raw, max_depth)
    else:
        return
    if broken is not None:
        raise JsonBroken(broken)  # out here without a cause: `json` keeps the document in its error


def _broken_at(raw: bytes, max_depth: int) -> int | None:
    """Where `json` stops too, if it does. What is not UTF-8 stands for one character a byte."""
    bom = len(_BOM) if raw.startswith(_BOM) else 0
    text = raw[bom:].decode("utf-8", "surrogateescape")
    try:
        # Numbers stay as they are: their length is unlimited and conversion is not linear.
        json.loads(text, parse_int=len, parse_float=len, parse_constant=len)
    except RecursionError as deeper:
        raise TooDeep(max_depth) from deeper
    except json.JSONDecodeError as broken:
        return bom + len(text[: broken.pos].encode("utf-8", "surrogateescape"))
    return None


__all__ = ["MAX_DEPTH", "MAX_LEAVES", "JsonBroken", "JsonDepth", "Leaf", "Strings", "TooDeep", "TooMany",
           "decode", "encode", "rewrite", "scan", "strings"]  # fmt: skip
