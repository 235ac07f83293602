"""Read requests from the bytes of a connection, whatever pieces those come in.

httptools parses; this file keeps what it says until a request is whole. Memory is
bounded: a head beyond MAX_HEAD or a body beyond MAX_BODY is refused, unread.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum

import httptools
from pydantic import JsonValue

from config.errors import ClientError
from proxy.fake.match import parse

MAX_BODY = 64 * 1024 * 1024
MAX_HEAD = 256 * 1024


class BadRequest(ClientError):
    """Bytes that are no request this server reads. status: the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Upgrade(BadRequest):
    """A request that asks for another protocol, which this reader does not read."""


class Ended(Enum):
    """How an answer ended."""

    SENT = "sent"
    FAULT = "fault"
    CLIENT_GONE = "client gone"


@dataclass(eq=False, slots=True)
class Received:
    """A request as it came. target: path and query; body: as sent; decoded: after its content coding.

    headers: names in lower case, in order, repeated ones kept apart.
    recording, status: what it was answered with; recording None for an error of our own.
    ended: resolves when the answer has been written, or cannot be any more.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    keep_alive: bool
    ended: asyncio.Future[Ended]
    decoded: bytes = b""
    recording: str | None = None
    status: int = 0

    def header(self, name: str) -> str | None:
        """The first header of that lower-case name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def path(self) -> str:
        """The target without its query, which may carry a key."""
        return self.target.partition("?")[0]

    @property
    def json(self) -> JsonValue:
        """The decoded body's JSON, None when it is none."""
        return parse(self.decoded)

    def finish(self, how: Ended) -> None:
        """Note how the answer ended; the first note counts."""
        if not self.ended.done():
            self.ended.set_result(how)


@dataclass(slots=True)
class _Partial:
    """What is known of the request under way. size: of its head, and of its body, in bytes."""

    target: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    head_size: int = 0


class RequestReader:
    """Bytes in, requests out. Its methods named `on_…` are httptools' callbacks."""

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self._partial = _Partial()
        self._whole: list[Received] = []
        self._refused: BadRequest | None = None
        self.wants_continue = False

    def feed(self, data: bytes) -> list[Received]:
        """The requests these bytes complete. Raises BadRequest, after which the reader is of no more use.

        Sets `wants_continue` when a client waits for `100 Continue`.
        """
        self.wants_continue = False
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as why:
            self._whole.clear()
            raise Upgrade(400, "asks for another protocol") from why
        except httptools.HttpParserError as why:
            raise self._refused or BadRequest(400, "not an HTTP/1.1 request this server reads") from why
        whole, self._whole = self._whole, []
        return whole

    def on_message_begin(self) -> None:
        self._partial = _Partial()

    def on_url(self, url: bytes) -> None:
        self._partial.target += url
        self._count_head(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._partial.headers.append((name.decode("latin-1").lower(), value.decode("latin-1")))
        self._count_head(len(name) + len(value))

    def on_headers_complete(self) -> None:
        self.wants_continue = ("expect", "100-continue") in self._partial.headers

    def on_body(self, body: bytes) -> None:
        self.wants_continue = False
        self._partial.body += body
        if len(self._partial.body) > MAX_BODY:
            self._refuse(413, f"a body of more than {MAX_BODY} bytes")

    def on_message_complete(self) -> None:
        partial = self._partial
        method = self._parser.get_method().decode("latin-1")
        target, headers = partial.target.decode("latin-1"), tuple(partial.headers)
        ended: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        keep_alive = self._parser.should_keep_alive()
        self._whole.append(Received(method, target, headers, bytes(partial.body), keep_alive, ended))

    def _count_head(self, size: int) -> None:
        self._partial.head_size += size
        if self._partial.head_size > MAX_HEAD:
            self._refuse(431, f"a head of more than {MAX_HEAD} bytes")

    def _refuse(self, status: int, message: str) -> None:
        # httptools turns what a callback raises into an error of its own, so it is kept here.
        self._refused = BadRequest(status, message)
        raise self._refused
