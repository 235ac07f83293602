"""JSON documents as bytes, in every spelling, and what `json` says their strings are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import strategies as st

_ATOMS = st.sampled_from(
    ["a", "zz", "日本", "é", "😀", "\u2028", " ", ",", ":", "{", "}", "[", "]", "*", "~", "/", "\x7f",
     r"\"", r"\\", r"\/", r"\n", r"\u0041", r"\u65e5", r"\u2028", r"\ud83d\ude00", r"\ud83d", r"\udc00"]
)  # fmt: skip
BLANKS = st.sampled_from(["", "", " ", "\n  ", "\t\r\n"])
TOKENS = st.lists(_ATOMS, max_size=5).map(lambda atoms: '"' + "".join(atoms) + '"')
_BARE = st.sampled_from(
    ["0", "-0", "1.0", "-1.9e-7", "12345678901234567890123", "1E400", "true", "false", "null"]
)


def _array(parts: list[tuple[str, str, str]]) -> str:
    return "[" + ",".join("".join(part) for part in parts) + "]"


def _object(parts: list[tuple[str, str, str, str, str]]) -> str:
    return "{" + ",".join(f"{a}{key}{b}:{c}{value}" for a, key, b, c, value in parts) + "}"


def _containers(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    keys = st.one_of(TOKENS, st.sampled_from(['"a"', '"content"', '"*"', '"0"']))
    return st.one_of(
        st.lists(st.tuples(BLANKS, values, BLANKS), max_size=5).map(_array),
        st.lists(st.tuples(BLANKS, keys, BLANKS, BLANKS, values), max_size=5).map(_object),
    )


DOCUMENTS: st.SearchStrategy[bytes] = st.tuples(
    BLANKS, st.recursive(st.one_of(TOKENS, _BARE), _containers, max_leaves=20), BLANKS
).map(lambda parts: "".join(parts).encode())


class Member(list[tuple[str, object]]):
    """An object with its duplicates."""


class Said(NamedTuple):
    """One string, as `json` reads it."""

    pointer: str
    shape: str
    is_key: bool
    text: str


def strings(raw: bytes) -> list[Said]:
    """Every string of a document in order; keys with U+FFFD for half a surrogate pair in their pointers."""
    text = raw.decode("utf-8-sig", "replace")
    document = json.loads(text, object_pairs_hook=Member, parse_int=str.encode, parse_float=str.encode)
    return list(_walk(document, "", ""))


def _walk(value: object, pointer: str, shape: str) -> Iterator[Said]:
    if isinstance(value, str):
        yield Said(pointer, shape, False, value)
    elif isinstance(value, Member):
        for key, inner in value:
            shown = key.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            name = shown.replace("~", "~0").replace("/", "~1")
            here, form = f"{pointer}/{name}", f"{shape}/{'~2' if key == '*' else name}"
            yield Said(here, form, True, key)
            yield from _walk(inner, here, form)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _walk(inner, f"{pointer}/{at}", f"{shape}/*")
