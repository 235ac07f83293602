"""One HTTP/1.1 connection to an upstream: a request goes out, an answer comes in.

llhttp (through httptools, in its strict mode) tells head, body and end apart; this file
decides what they mean.

- An answer ends *clean* only if the parser saw its end, or if it was announced to last
  until the connection closes and the connection was closed properly. Everything else
  is UpstreamBroken.
- A connection is *spare* (may carry the next request) only after a clean end that both
  sides want to outlive, with the request written out and not one byte following: bytes
  nobody asked for would be read as the answer to the next caller.
"""

from __future__ import annotations

import asyncio
import select
from typing import Protocol, cast

import httptools

from proxy.deadline import Deadline
from proxy.incoming import Incoming
from proxy.upstream import Limits, UpstreamBroken

# Answer heads seen in recordings stay below 6 KB; servers commonly stop at 8 to 64 KiB.
MAX_HEAD = 64 * 1024


class Owner(Protocol):
    """Who gets a connection back. `name`: the origin, for messages."""

    name: str
    limits: Limits

    def spare(self, connection: Connection) -> None:
        """It may carry another request."""
        ...

    def lost(self, connection: Connection) -> None:
        """It is closed. Called once, last, if it was ever connected."""
        ...


class Connection(asyncio.Protocol):
    """A socket and its parser. Made unconnected; `connected` once asyncio says so."""

    def __init__(self, owner: Owner) -> None:
        self.name = owner.name
        self.limits = owner.limits
        self.deadline = Deadline()
        self._owner = owner
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._answer: Incoming | None = None
        self._readable = select.poll()
        self._paused = self._lost = False
        self._head_room = MAX_HEAD
        self._head_only = False  # the answer to HEAD ends where its head does
        self._until_close = self._complete = self._keep = False
        self._more = False  # bytes after the end: never spare again

    @property
    def connected(self) -> bool:
        """True from the handshake on, also after the connection was lost."""
        return self._transport is not None

    def usable(self) -> bool:
        """False if the other side has closed it, or said anything since. One system call."""
        transport = self._transport
        return transport is not None and not transport.is_closing() and not self._readable.poll(0)

    def begin(self, head: bytes, body: bytes, head_only: bool) -> Incoming:
        """Write a request; its answer, or the fault that took its place, will come."""
        assert self._transport is not None
        self._answer = answer = Incoming(self)
        if self._lost or self._transport.is_closing():
            self._fail("closed before the request was written", None)
            return answer
        self._head_room = MAX_HEAD
        self._head_only = head_only
        self._until_close = self._complete = self._keep = False
        self._transport.writelines((head, body) if body else (head,))
        return answer

    def abort(self) -> None:
        """Close the socket now, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def resume(self) -> None:
        """Read on, if reading was paused."""
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()

    # What asyncio tells us.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are not subclasses
        self._readable.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    def data_received(self, data: bytes) -> None:
        answer = self._answer
        if answer is None:
            self.abort()
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._more = True
            if not self._complete:
                self._fail("what came is not an HTTP/1.1 answer", error)
                return
        if self._complete:
            self._finish(answer)
        elif answer.status:
            if answer.wake():
                self._pause()
        else:
            self._count_head(len(data))

    def eof_received(self) -> None:
        if self._answer is not None and self._answer.status and self._until_close:
            self._finish(self._answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        self.deadline.close()
        self._fail(f"{'reset' if exc else 'closed'} before the end of the answer", exc)
        self._owner.lost(self)

    # What the parser tells us.

    def on_message_begin(self) -> None:
        self._more = self._complete

    def on_header(self, name: bytes, value: bytes) -> None:
        answer = self._answer
        if answer is not None and not answer.status:  # after the head these are trailers: dropped
            answer.headers.append((name.lower(), value.rstrip(b" \t")))

    def on_headers_complete(self) -> None:
        answer = self._answer
        status = self._parser.get_status_code()
        if answer is None or answer.status:
            return
        if status < 200:  # 100, 102, 103: not the answer yet
            answer.headers.clear()
            return
        names = dict(answer.headers)
        if names.get(b"transfer-encoding", b"chunked").lower() != b"chunked":
            raise ValueError("a transfer coding nobody asked for")
        self._until_close = b"content-length" not in names and b"transfer-encoding" not in names
        answer.status = status
        self._complete = self._head_only

    def on_body(self, piece: bytes) -> None:
        if self._answer is not None and not self._complete:
            self._answer.add(piece)

    def on_message_complete(self) -> None:
        if self._answer is not None and self._answer.status and not self._complete:
            self._complete = True
            self._keep = self._parser.should_keep_alive()  # asked later, it says no

    # What we make of it.

    def _count_head(self, length: int) -> None:
        self._head_room -= length
        if self._head_room < 0:
            self._fail(f"the answer's head is longer than {MAX_HEAD} bytes", None)

    def _pause(self) -> None:
        if not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def _finish(self, answer: Incoming) -> None:
        self._answer = None
        answer.end()
        if self._keep and not self._more and self._transport and not self._transport.get_write_buffer_size():
            self.resume()
            self._owner.spare(self)
        else:
            self.abort()

    def _fail(self, what: str, cause: Exception | None) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            fault = UpstreamBroken(f"{self.name}: {what}")
            fault.__cause__ = cause
            answer.end(fault)
            self.abort()
