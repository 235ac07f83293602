"""What is written on the connection for one request: a head, a body, and how it ends.

A value: faults turn one into another, the connection writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

import orjson

from proxy.fake.recording import Recording

# Answers that never have a body, whatever was recorded.
_BODILESS = frozenset({204, 304})


class Ending(Enum):
    """What happens after the last byte of the body."""

    COMPLETE = "as HTTP says; the connection stays open"
    CLOSE = "the connection is closed, nothing marks the end"
    RESET = "the connection is reset"
    STALL = "nothing more comes until the client goes"
    ENDLESS = "filler follows until the client goes"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. length: content-length, None when chunked; name: the recording it came from.

    A length beyond the body is how a truncated answer looks on the wire.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    length: int | None
    name: str = ""
    chunk_lengths: tuple[int, ...] = ()
    ending: Ending = Ending.COMPLETE
    has_head: bool = True

    def head(self, keep_alive: bool) -> bytes:
        """Status line and headers, framing included; b"" when the fault leaves it out."""
        if not self.has_head:
            return b""
        framing = (
            ("transfer-encoding", "chunked") if self.length is None else ("content-length", str(self.length))
        )
        closing = () if keep_alive else (("connection", "close"),)
        lines = [f"HTTP/1.1 {self.status} {_reason(self.status)}"]
        lines += [f"{name}: {value}" for name, value in (*self.headers, framing, *closing)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def header(self, name: str) -> str:
        """The first header of that lower-case name, "" when there is none."""
        return next((value for key, value in self.headers if key == name), "")


def from_recording(recording: Recording, body: bytes) -> Answer:
    """The recorded answer with this body; streams leave chunked, the rest with their length."""
    reply = recording.reply
    if reply.status in _BODILESS:
        body = b""
    length = len(body) if recording.stream is None else None
    return Answer(reply.status, reply.headers, body, length, recording.name, reply.chunk_lengths)


def refusal(status: int, code: str, message: str) -> Answer:
    """A JSON error of this server's own, in the form OpenAI's clients read."""
    body = orjson.dumps(
        {"error": {"message": message, "type": "fake_upstream_error", "param": None, "code": code}}
    )
    return Answer(status, (("content-type", "application/json"),), body, len(body))


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # providers use numbers of their own, 529 for one
        return "Unknown"
