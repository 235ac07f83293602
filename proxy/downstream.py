"""The client's side of an exchange: uvicorn's HTTP/1.1 protocol, and what ASGI has no word for.

Three things the relay wants of its server: that an answer's head and its first bytes
leave in one write; that bytes are written without a message and a coroutine for each
piece; and that somebody is called when the client leaves, so that no task has to wait
for it in every exchange. `Downstream` is uvicorn's own request cycle with these beside
the ASGI ones; an application finds it in its scope (`downstream`). Why it is so is in
docs/adr/0011-a-short-way-down.md.

What must stay true: an answer that is not finished is cut off visibly (the connection
closes), and after `finish`, or once the client has left, nothing more is written.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from proxy.deadline import Deadline
from proxy.logs import described
from proxy.upstream import Headers

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

_LOG = logging.getLogger("sekisho")
EXTENSION = "sekisho.downstream"  # its name in a scope's extensions
_NO_BODY = (204, 304)


class Downstream(RequestResponseCycle):
    """One request of a client, and the way its answer takes.

    on_leave: called, once, when the client leaves before its answer is finished.
    """

    on_leave: Callable[[], None] | None = None
    memory: dict[str, Any]  # what the application keeps for as long as the connection lasts
    _head = b""  # what was begun and not written yet

    def whole(self) -> bytes | None:
        """The request's body if all of it is here, and nobody has asked for it yet."""
        if self.more_body:
            return None
        self.flow.resume_reading()  # paused for a long body; a client that leaves is seen by reading
        return bytes(self.body)

    def begin(self, status: int, headers: Headers) -> None:
        """The answer's head; it leaves with the next bytes. headers: names in lower case, none of one hop.

        RuntimeError if a header breaks its line.
        """
        length = dict(headers).get(b"content-length")
        lines = [STATUS_LINE[status][:-2], *map(b": ".join, headers)]
        if not self.keep_alive:
            lines.append(b"connection: close")
        if length is not None:
            self.chunked_encoding, self.expected_content_length = False, int(length)
        elif status not in _NO_BODY and self.scope["method"] != "HEAD":
            self.chunked_encoding = True
            lines.append(b"transfer-encoding: chunked")
        head = b"\r\n".join(lines) + b"\r\n\r\n"
        breaks = len(lines) + 1
        if head.count(b"\n") != breaks or head.count(b"\r") != breaks:
            raise RuntimeError("a header breaks its line")
        self.response_started, self.waiting_for_100_continue = True, False
        self._head = head

    def write(self, data: bytes = b"") -> None:
        """The next bytes of the answer's body; none: what has begun is to leave now."""
        if self.chunked_encoding and data and not self._head and not self.disconnected:  # as nearly always
            self.transport.write(b"%x\r\n%b\r\n" % (len(data), data))
        else:
            self._write(self._framed(data))

    def finish(self, data: bytes = b"") -> None:
        """The last bytes of the answer's body. RuntimeError if there are fewer than were announced."""
        if self.disconnected:
            return
        framed = self._framed(data)
        self._write(framed + b"0\r\n\r\n" if self.chunked_encoding else framed)
        if self.expected_content_length:
            raise RuntimeError("the answer is shorter than it was said to be")
        self.response_complete = True
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()

    def cut(self) -> None:
        """Close the connection on an answer that has begun: the client sees that it is not whole."""
        if self.response_started and not self.response_complete and not self.disconnected:
            _LOG.warning("an answer ended before it was whole; the record of its exchange says why")
            self._write(b"")
            self.disconnected = True
            self.transport.close()

    async def run_asgi(self, app: ASGI3Application) -> None:
        """Let the application answer. What it leaves unfinished is ended so that it shows."""
        try:
            await app(self.scope, self.receive, self.send)
        except Exception as error:  # noqa: BLE001  # the rim: whatever it is, the request must end
            _LOG.error("a request failed inside the station: %s", described(error))
        finally:
            if not self.response_complete and not self.disconnected:
                await self._unanswered()
            self.on_leave, self.on_response = None, _nothing
            self.scope["extensions"] = {}  # nothing here holds the request together any more

    async def _unanswered(self) -> None:
        if self.response_started:
            self.cut()
        else:
            await self.send_500_response()

    @property
    def behind(self) -> bool:
        """Whether the client reads more slowly than we write: then wait for `drained`."""
        return self.flow.write_paused

    async def drained(self) -> None:
        """Return when the client has caught up, or has left."""
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()

    def left(self) -> None:
        """From the protocol: the connection is gone."""
        if not self.response_complete:
            self.disconnected = True
            self.message_event.set()
            if self.on_leave is not None:
                self.on_leave()

    def _framed(self, data: bytes) -> bytes:
        if self.scope["method"] == "HEAD":
            self.expected_content_length = 0
            return b""
        if self.chunked_encoding:
            return b"%x\r\n%b\r\n" % (len(data), data) if data else b""
        self.expected_content_length -= len(data)
        if self.expected_content_length < 0:
            raise RuntimeError("the answer is longer than it was said to be")
        return data

    def _write(self, data: bytes) -> None:
        if self.disconnected:
            return
        if self._head:
            data, self._head = self._head + data, b""
        if data:
            self.transport.write(data)


class Protocol(HttpToolsProtocol):
    """A client's connection: each of its requests is a `Downstream`."""

    _serving: Downstream | None = None  # the request being answered; `cycle` is the last one that came

    def connection_made(self, transport: asyncio.Transport) -> None:
        """See asyncio."""
        super().connection_made(transport)
        self._memory: dict[str, Any] = {}
        self._idle = Deadline()

    def on_headers_complete(self) -> None:
        """The request begins; an upgrade is left to uvicorn."""
        parser = self.parser
        assert parser is not None  # who else would call
        if parser.should_upgrade() and self._should_upgrade():
            super().on_headers_complete()
            return
        self._locate(parser)
        lasting = self.scope["http_version"] != "1.0" and parser.should_keep_alive()
        self.cycle = cycle = self._cycle(lasting)
        app = cast("ASGI3Application", self.app)
        if self._serving is None or self._serving.response_complete:
            self._start_asgi_task(cycle, app)
        else:  # sent before the answer to the last one: it waits its turn
            if self.pipeline:
                self.flow.pause_reading()  # not for one: by reading we see that the client leaves
            self.pipeline.appendleft((cycle, app))

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio; who serves the request is told."""
        super().connection_lost(exc)
        self._idle.close()
        if self._serving is not None:
            self._serving.left()

    def on_response_complete(self) -> None:
        """The next request that waits, or so many seconds until there is one."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._idle.set(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def _unset_keepalive_if_required(self) -> None:
        self._idle.clear()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self._serving = cycle
        super()._start_asgi_task(cycle, app)

    def _locate(self, parser: httptools.HttpRequestParser) -> None:
        scope = self.scope
        url = httptools.parse_url(self.url)
        raw: bytes = url.path
        path = raw.decode("ascii")  # of anything else the parser makes a bad request
        scope["method"] = parser.get_method().decode("ascii")
        scope["http_version"] = parser.get_http_version()
        scope["path"] = unquote(path) if "%" in path else path
        scope["raw_path"], scope["query_string"] = raw, url.query or b""

    def _cycle(self, lasting: bool) -> Downstream:
        cycle = Downstream(
            scope=self.scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=self.expect_100_continue,
            keep_alive=lasting,
            on_response=self.on_response_complete,
        )
        cycle.memory = self._memory
        self.scope["extensions"] = {EXTENSION: cycle}  # type: ignore[dict-item]  # not a dictionary: calls
        return cycle


def _nothing() -> None:
    """Nobody is to be told any more."""


def downstream(scope: Mapping[str, Any]) -> Downstream:
    """The client's side of the request in an ASGI scope; only our own server gives one."""
    return scope["extensions"][EXTENSION]
