"""The Responses API over a socket: `response.create` and `response.steer` up, its events down.

What is said where is the Responses surface's; here is what a socket adds. Several answers
may be given side by side, each in a stream named by `stream_id`, one after the other within
a stream; so the stream is the answer's key, and belongs to the name of every channel.

The protocol has no event that cancels an answer: after a stop the rest of it is dropped as
it comes, and the next answer of its stream passes again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from proxy.commands import Limits
from proxy.dialect import Closer, Json, Notice, Over, dumps
from proxy.sse import SseFramer
from proxy.surfaces.responses import Responses
from proxy.surfaces.responses_items import exempt, item
from proxy.surfaces.responses_tables import EVENTS, REQUEST
from proxy.table import Slot, Table
from proxy.talk import Ending, Talk

_LAST = ("response.completed", "response.incomplete", "response.failed", "response.cancelled", "error")
_STEERED = ("response.steer.accepted", "response.steer.pending", "response.steer.failed")

_ASKED = Table({**exempt("", "type", "stream_id", "event_id"), **REQUEST.rows})
_SAID = Table(
    {
        **EVENTS.rows,
        **exempt("", "event_id", "reason", "steer/id", "steer/previous_response_id"),
        **exempt("/required_input/*", "type", "call_id", "execution", "approval_request_id"),
        "/required_input/*/name": Slot("assistant"),
        "/steer/input": Slot("user"),
        **item("/steer/input/*", Slot("@/steer/input/*/role|user")),
    }
)


@dataclass(frozen=True, slots=True)
class _OfStream(Over):
    """Channels of one stream."""

    stream: str = ""

    def ends(self, family: str, indexes: tuple[int, ...]) -> bool:
        stem, _, stream = family.partition("/")[0].partition("@")
        return stream == self.stream and Over.ends(self, stem, indexes)


class ResponsesTalk(Responses, Talk):
    """`wss …/responses`."""

    name = "responses"
    request = _ASKED
    events = _SAID

    def table(self, doc: Json) -> Table:
        found = super().table(doc)
        return _SAID if found is EVENTS else found

    def family(self, doc: Json, slot: Slot) -> str:
        stem, _, rest = super().family(doc, slot).partition("/")
        return f"{stem}@{_stream(doc)}/{rest}"

    def over(self, doc: Json) -> tuple[Over, ...]:
        return tuple(_OfStream(one.indexes, one.families, _stream(doc)) for one in super().over(doc))

    # -- whose it is

    def begins(self, doc: Json) -> str:
        return _key(doc) if _type(doc) == "response.created" else ""

    def ends(self, doc: Json) -> str:
        return _key(doc) if _type(doc) in _LAST else ""

    def keys(self, doc: Json) -> Iterable[str]:
        return () if _type(doc) in _STEERED else (_key(doc),)

    # -- how it ends

    def rejected(self, doc: Json, notice: Notice) -> bytes:
        code = "content_policy_violation"
        error = {"type": "invalid_request_error", "code": code, "message": notice.text, "param": None}
        stream = doc.get("stream_id") if isinstance(doc, dict) else None
        lane = {"stream_id": stream} if isinstance(stream, str) else {}
        return dumps({"type": "error", "status": 400, "error": error, **lane})

    def follower(self) -> _Follower:
        return _Follower(self)


class _Follower:
    """A Responses closer for each stream of one turn."""

    def __init__(self, talk: ResponsesTalk) -> None:
        self._talk = talk
        self._open: dict[str, Closer] = {}

    def saw(self, doc: Json) -> None:
        key = _key(doc)
        if _type(doc) == "response.created" or key in self._open:
            self._open.setdefault(key, self._talk.closer()).saw(doc)
        if _type(doc) in _LAST:
            self._open.pop(key, None)

    def close(self, notice: Notice, running: Iterable[str], doc: Json) -> Ending:
        going = [*running]
        for key in (*going, _key(doc)):
            self._open.setdefault(key, self._talk.closer())
        down = [event for key, closer in self._open.items() for event in _events(closer, notice, key)]
        self._open.clear()
        return Ending((), tuple(down), tuple(going))


def _events(closer: Closer, notice: Notice, key: str) -> Iterable[bytes]:
    """What the closer would write to a stream of server-sent events, as messages."""
    framer = SseFramer(Limits().answer_bytes)
    for frame in (*framer.feed(closer.close(notice)), *framer.end()):
        stream = key.removeprefix("stream:")
        lane = {"stream_id": stream} if stream else {}
        yield dumps({**orjson.loads(frame.data), **lane})


def _type(doc: Json) -> str:
    kind = doc.get("type") if isinstance(doc, dict) else None
    return kind if isinstance(kind, str) else ""


def _stream(doc: Json) -> str:
    """The stream of an event, as part of a family."""
    found = doc.get("stream_id") if isinstance(doc, dict) else None
    return found.replace("/", "|") if isinstance(found, str) else ""


def _key(doc: Json) -> str:
    found = doc.get("stream_id") if isinstance(doc, dict) else None
    return f"stream:{found}" if isinstance(found, str) else "stream:"
