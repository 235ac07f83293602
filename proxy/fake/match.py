"""Find the recording that answers a request.

Only recordings of the same method and path are candidates; a query parameter that
was recorded must be there with its value, further ones may be. Among them:

0. the recording named by the request header `fake-recording`, whatever its path
1. same JSON body (key order and spacing do not matter), or the same bytes
2. same shape, and at least half of the text the same (outline.py): a body that was
   masked on the way
3. same `stream`, and at least half of the text the same
4. same `stream`, same model, same number of messages
5. same `stream`
6. any

Who asks for something like nothing that was recorded wants an answer, and of whom was asked.
Before the rung counts whether it is an answer (an error is one where hardly a word differs,
or 2 and 3 fit and something was masked), before 4 and 5 also whether it is of a provider that
the model is known of. On each rung the recording with most of the query comes first; on 2 to
4 then the one with most of the text, which on 5 and 6 would be chance. What is still equal
goes by file order, so the same request always gets the same recording.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import orjson
from pydantic import JsonValue

from proxy.fake.outline import Outline
from proxy.fake.recording import Asked, Recording, split_target

PICK_HEADER = "fake-recording"

_SLASHES = re.compile("/{2,}")
# Google's libraries disagree on the version they ask for by default; the API is the same.
_GOOGLE_VERSION = re.compile(r"^/v1(?:alpha|beta)\d*/(?=models/|projects/)")
_MOSTLY = 0.5
_HARDLY_CHANGED = 0.9
_MASKED = re.compile(r"[A-Z]{2,}_\w*[A-Z0-9]|\[[A-Z_]+\]")  # PII_EMAIL_1_K7, [EMAIL]


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
        self._providers: dict[str, set[str]] = defaultdict(set)  # by model
        for one in recordings:
            if isinstance(model := _model(one.asked), str):
                self._providers[model].add(one.provider)
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
        model = _model(asked)
        known = self._providers.get(model, set()) if isinstance(model, str) else set[str]()
        best = max(fitting, key=lambda c: _rank(c, asked, outline, known), default=None)
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
    return _GOOGLE_VERSION.sub("/v1/", _SLASHES.sub("/", path))


def _query_fits(candidate: _Candidate, asked: Asked) -> bool:
    return set(candidate.recording.asked.query) <= set(asked.query)


@dataclass(frozen=True, order=True, kw_only=True)
class _Fit:
    """Whether a recording is one to answer with at all."""

    same: bool = False
    framed: bool = True  # a stream where one is asked for
    answered: bool = True  # no mere error


@dataclass(frozen=True, order=True)
class _Rank:
    """Higher is closer, by what stands first. rung: counted from the last."""

    fit: _Fit
    close: int  # the rung, where it is no chance
    provider: bool
    rung: int
    query: int
    likeness: float


def _rank(candidate: _Candidate, asked: Asked, outline: Outline, providers: Collection[str]) -> _Rank:
    recorded = candidate.recording.asked
    query = len(set(recorded.query))
    if recorded.body == asked.body or (asked.value is not None and recorded.value == asked.value):
        return _Rank(_Fit(same=True), close=5, provider=True, rung=5, query=query, likeness=1.0)
    likeness = outline.likeness(candidate.outline)
    rung = _rung(candidate, asked, outline, likeness)
    answered = candidate.recording.reply.status < 400 or (rung > 2 and _meant(outline, likeness))
    close = rung if rung > 2 else 0
    provider = candidate.recording.provider in providers
    told = likeness if rung > 1 else 0.0
    fit = _Fit(framed=rung > 0, answered=answered)
    return _Rank(fit, close=close, provider=provider, rung=rung, query=query, likeness=told)


def _meant(outline: Outline, likeness: float) -> bool:
    """Whether a request is one that was recorded, masked on the way."""
    return likeness >= _HARDLY_CHANGED or any(map(_MASKED.search, outline.texts))


def _rung(candidate: _Candidate, asked: Asked, outline: Outline, likeness: float) -> int:
    recorded = candidate.recording.asked
    if likeness >= _MOSTLY and candidate.outline.shape == outline.shape:
        return 4
    if _streams(recorded) != _streams(asked):
        return 0
    if likeness >= _MOSTLY:
        return 3
    return 2 if _model(recorded) == _model(asked) and _turns(recorded) == _turns(asked) else 1


def _member(asked: Asked, name: str) -> JsonValue:
    return asked.value.get(name) if isinstance(asked.value, dict) else None


def _streams(asked: Asked) -> bool:
    return _member(asked, "stream") is True


def _model(asked: Asked) -> JsonValue:
    return _member(asked, "model")


def _turns(asked: Asked) -> int:
    lists = (_member(asked, name) for name in ("messages", "input", "contents"))
    return next((len(one) for one in lists if isinstance(one, list)), 0)
