"""Find the recording that answers a request.

Only recordings of the same method and path are candidates; a query parameter that
was recorded must be there with its value, further ones may be. Among them:

0. the recording named by the request header `fake-recording`, whatever its path
1. same JSON body (key order and spacing do not matter), or the same bytes
2. same shape: equal but for texts, as a body is that was masked on the way. Ties go
   to the one with the most texts in common, then to the longest common beginnings
3. same model, same `stream`, same number of messages
4. same `stream`
5. any

On each rung the recording with most of the query comes first; on the last three then the
one with most of the request's texts. What is still equal goes by file order.
Deterministic: the same request always gets the same recording.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import orjson
from pydantic import JsonValue

from proxy.fake.recording import Asked, Recording, split_target

PICK_HEADER = "fake-recording"

# Values that say what kind of thing this is: masking does not touch them.
_KEPT = frozenset({"model", "role", "type"})
_SLASHES = re.compile("/{2,}")


@dataclass(frozen=True)
class Outline:
    """A JSON value without its texts, and the texts, in the same order."""

    shape: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, value: JsonValue) -> Outline:
        """O(size); nesting is walked without recursion."""
        shape: list[str] = []
        texts: list[str] = []
        rest: list[tuple[str, JsonValue]] = [("", value)]
        while rest:
            key, one = rest.pop()
            match one:
                case dict():
                    shape.append(f"{key}{{{len(one)}")
                    rest.extend(sorted(one.items(), key=lambda item: item[0], reverse=True))
                case list():
                    shape.append(f"{key}[{len(one)}")
                    rest.extend(("", item) for item in reversed(one))
                case str() if key not in _KEPT:
                    shape.append(f"{key}:")
                    texts.append(one)
                case _:
                    shape.append(f"{key}={one!r}")
        return cls(tuple(shape), tuple(texts))

    def likeness(self, other: Outline) -> tuple[int, int]:
        """Of two of the same shape: how many texts are equal, how many code points the others begin alike."""
        pairs = list(zip(self.texts, other.texts, strict=True))
        return sum(a == b for a, b in pairs), sum(
            len(os.path.commonprefix([a, b])) for a, b in pairs if a != b
        )


@dataclass(frozen=True)
class _Candidate:
    recording: Recording

    @cached_property
    def outline(self) -> Outline:
        return Outline.of(self.recording.asked.value)


class Library:
    """Recordings, found by request. prefix: leading path of live requests that was not recorded."""

    def __init__(self, recordings: Iterable[Recording], prefix: str = "") -> None:
        self._prefix = prefix.rstrip("/")
        self._named: dict[str, Recording] = {}
        self._placed: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
        for one in recordings:
            self._named[one.name] = one
            self._placed[one.asked.method, _plain(one.asked.path)].append(_Candidate(one))

    def pick(self, name: str) -> Recording | None:
        """The recording of that name."""
        return self._named.get(name)

    def find(self, method: str, target: str, body: bytes) -> Recording | None:
        """The recording for a live request; None when none was made of this method, path and query.

        target: path and query as received. body: decoded of any content coding.
        """
        asked = read_request(method, self._below_prefix(target), body)
        fitting = [
            c for c in self._placed.get((asked.method, _plain(asked.path)), ()) if _query_fits(c, asked)
        ]
        outline = Outline.of(asked.value)
        # max() keeps the first of equals: file order.
        best = max(fitting, key=lambda c: _rank(c, asked, outline), default=None)
        return best.recording if best else None

    def _below_prefix(self, target: str) -> str:
        return target.removeprefix(self._prefix) if target.startswith(self._prefix + "/") else target


def read_request(method: str, target: str, body: bytes) -> Asked:
    """A live request in the form of a recorded one."""
    path, query = split_target(target)
    return Asked(method.upper(), target, path, query, (), body, parse(body))


def parse(body: bytes) -> JsonValue:
    """The body's JSON, None when it is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _plain(path: str) -> str:
    return _SLASHES.sub("/", path)


def _query_fits(candidate: _Candidate, asked: Asked) -> bool:
    return set(candidate.recording.asked.query) <= set(asked.query)


def _rank(candidate: _Candidate, asked: Asked, outline: Outline) -> tuple[int, int, int, int]:
    """Higher is closer: (rung from the last, query, equal texts, common beginnings)."""
    recorded = candidate.recording.asked
    query = len(set(recorded.query))
    if recorded.body == asked.body or (asked.value is not None and recorded.value == asked.value):
        return 4, query, 0, 0
    if asked.value is not None and candidate.outline.shape == outline.shape:
        return 3, query, *candidate.outline.likeness(outline)
    shared = len(set(candidate.outline.texts) & set(outline.texts))
    if _streams(recorded) != _streams(asked):
        return 0, query, shared, 0
    alike = _model(recorded) == _model(asked) and _turns(recorded) == _turns(asked)
    return (2 if alike else 1), query, shared, 0


def _member(asked: Asked, name: str) -> JsonValue:
    return asked.value.get(name) if isinstance(asked.value, dict) else None


def _streams(asked: Asked) -> bool:
    return _member(asked, "stream") is True


def _model(asked: Asked) -> JsonValue:
    return _member(asked, "model")


def _turns(asked: Asked) -> int:
    lists = (_member(asked, name) for name in ("messages", "input", "contents"))
    return next((len(one) for one in lists if isinstance(one, list)), 0)
