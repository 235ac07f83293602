"""The keys of all services, ready to be looked for: by prefix, in one native search.

`find` tells where a prefix stands free, `cut` where the end of the text may be the
beginning of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from filters.keys import ai, cloud, code, common, office
from filters.keys.form import Key
from filters.trees import begun, whole

KEYS: tuple[Key, ...] = (*ai.KEYS, *cloud.KEYS, *code.KEYS, *office.KEYS, *common.KEYS)

_KINDS = {
    "openai_key": "An OpenAI API key (sk-…), or one of the same form from a compatible service.",
    "ai_key": "A key of another AI service: {}.",
    "aws_secret_key": "An AWS secret access key, where it is assigned by name.",
    "jwt": "A signed JSON Web Token (eyJ….eyJ….…).",
    "connection_string": "A URL with a user name and a password in it.",
}


def kinds(keys: Iterable[Key] = KEYS) -> Mapping[str, str]:
    """`secret.…` kinds, each with what it is."""
    services: dict[str, dict[str, list[str]]] = {}
    for key in keys:
        services.setdefault(key.kind, {}).setdefault(key.service, []).append(f"{key.prefix}…")
    return {f"secret.{kind}": _documented(kind, by) for kind, by in sorted(services.items())}


def _documented(kind: str, services: Mapping[str, Sequence[str]]) -> str:
    if kind in _KINDS:
        return _KINDS[kind].format(", ".join(services))
    sort = kind.rpartition("_")[2]
    prefixes = ", ".join(prefix for some in services.values() for prefix in some)
    return f"A {sort} of {', '.join(services)} ({prefixes})."


# What may stand before a prefix, as source.
_FREE, _ANYWHERE, _AFTER = "(?<![A-Za-z0-9])", "", "(?<=[0-9])"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURE = 5  # so many characters of a prefix are enough to look closely


class Place(NamedTuple):
    """A prefix that stands in a text: where it begins and ends, and the rows that have it."""

    start: int
    end: int
    keys: tuple[Key, ...]


class Prefixes:
    """The prefixes of rows: one native search, and all their beginnings.

    starts: source that matches where one may begin. waits: at the end of a text, the beginning of one.
    """

    __slots__ = ("_beginnings", "_found", "_rows", "longest", "starts", "waits", "words")

    def __init__(self, keys: Sequence[Key]) -> None:
        self.words = sorted({key.prefix for key in keys})
        self._rows = [tuple(key for key in keys if key.prefix == word) for word in self.words]
        self._found = AhoCorasick(self.words)
        self.longest = max(map(len, self.words))
        words: dict[str, list[str]] = {}
        for rows in self._rows:
            words.setdefault(_edge(rows[0]), []).append(rows[0].prefix)
        self._beginnings: dict[str, set[str]] = {}
        for edge, some in words.items():
            for beginning in (word[:n] for word in some for n in range(1, len(word))):
                self._beginnings.setdefault(beginning, set()).add(edge)
        sure = {edge: {word[:_SURE] for word in some} for edge, some in words.items()}
        self.starts = "|".join(f"{edge}(?:{whole(some)})" for edge, some in sure.items())
        self.waits = "|".join(f"{edge}(?:{begun(some)})" for edge, some in sure.items())

    def find(self, text: str, at: int) -> list[Place]:
        """Where prefixes stand free in `text[at:]`, the first and of those the longest first."""
        found = self._found.find_matches_as_indexes(sayable(text[at:]), overlapping=True)
        places = (Place(start + at, end + at, self._rows[n]) for n, start, end in found)
        free = (place for place in places if _stands(text, place.start, _edge(place.keys[0])))
        return sorted(free, key=lambda place: (place.start, -place.end))

    def cut(self, text: str, at: int) -> int:
        """Where the beginning of a prefix stands at the end of the text."""
        known = self._beginnings
        for start in range(max(at, len(text) - self.longest + 1), len(text)):
            edges = known.get(text[start:])
            if edges and any(_stands(text, start, edge) for edge in edges):
                return start
        return len(text)


def sayable(text: str) -> str:
    """The text with a ? for each surrogate that stands alone: the search reads UTF-8."""
    return text if text.isascii() else _SURROGATE.sub("?", text)


def _edge(key: Key) -> str:
    if key.after:
        return _AFTER
    return _FREE if key.prefix[0].isalnum() else _ANYWHERE


def _stands(text: str, start: int, edge: str) -> bool:
    before = text[start - 1 : start]
    if edge == _AFTER:
        return before.isascii() and before.isdecimal()
    return edge == _ANYWHERE or not (before.isascii() and before.isalnum())


@cache
def prefixes() -> Prefixes:
    """Those of `KEYS`. Made on first use."""
    return Prefixes(KEYS)
