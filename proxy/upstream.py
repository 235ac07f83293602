"""What the relay may expect of an upstream: send once, read as it comes, close at once.

What must stay true of every implementation (`tests/proxy/test_upstream.py` is the law,
`proxy/pool.py` the implementation, docs/adr/0002-upstream-client.md the reasons):

1. What we pass is what is sent: no header added, dropped, merged or reordered, no
   redirect followed, no cookie kept, nothing decompressed, nothing sent twice, no
   proxy taken from the environment. Only framing is supplied where it is missing:
   `host`, and the body's `content-length`.
2. A piece of the answer is handed on as soon as it is there.
3. An answer that ends early is `UpstreamBroken`, never a clean end: the client must
   be able to see the truncation as if it spoke to the upstream itself.
4. Whoever stops listening stops the bill: cancelling a pending `send` or `read`, or
   `close` before the end, closes the connection at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from config.errors import ClientError, UpstreamError
from proxy.coding import CodingError, Decoder

Headers = list[tuple[bytes, bytes]]
Wait = Literal["connect", "first byte", "idle"]
# Takes a piece of an answer at once; False: no more of them for now.
Take = Callable[[bytes], bool]


class UpstreamRefused(UpstreamError):
    """No connection: the name, the port or the certificate was not good."""


class UpstreamTimeout(UpstreamError):
    """A wait was too long; `wait` says which."""

    def __init__(self, wait: Wait, where: str, seconds: float) -> None:
        super().__init__(f"{where}: nothing for {seconds:g} s while waiting ({wait}); is its limit too low?")
        self.wait: Wait = wait


class UpstreamBroken(UpstreamError):
    """The connection was reset, the answer truncated, or what came is not HTTP."""


class UpstreamBusy(UpstreamError):
    """Every connection is in use and the queue is full, or the wait in it was too long."""


class Unsendable(ClientError):
    """A request that could be read as another one, or as two: it is not sent."""


@dataclass(frozen=True, slots=True)
class UpstreamRequest:
    """One request, complete. url: absolute, http or https, already percent-encoded."""

    method: str
    url: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one origin (scheme, host and port).

    connect_s: name, TCP and TLS together, and the longest wait for a free connection.
    first_byte_s: from the request to the answer's headers; models think long.
    idle_s: between two pieces of an answer. keep_s: how long an unused connection is
    kept; short, because a request on a connection that the other side is just closing
    is lost, and nothing is sent twice. connections: open at one time. queue: callers
    waiting for one of them. held: bytes of an answer kept for a slow reader.
    """

    connect_s: float = 10.0
    first_byte_s: float = 600.0
    idle_s: float = 300.0
    keep_s: float = 15.0
    connections: int = 256
    queue: int = 1024
    held: int = 256 * 1024


class UpstreamAnswer(Protocol):
    """An answer whose headers are there and whose body is coming. One reader."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Headers:
        """Names in lower case, in the order they came, duplicates kept."""
        ...

    async def read(self) -> bytes:
        """The next piece as soon as it is there; b"" at the clean end.

        UpstreamBroken if the answer ends unclean (once all that came was read),
        UpstreamTimeout ("idle") if nothing comes.
        """
        ...

    async def pour(self, take: Take) -> bool:
        """Give every piece to `take` the moment it is there, without waking anybody, until it wants no more.

        True: it wants no more for now; False: that was the clean end. Raises what `read` raises,
        and what `take` does.
        """
        ...

    def rest(self) -> bytes | None:
        """All that was not read yet, if that is here and the end was clean; None: read on."""
        ...

    async def close(self) -> None:
        """Close the connection now unless the answer is at its end. May be called twice."""
        ...


class Upstream(Protocol):
    """Where requests go."""

    async def send(self, request: UpstreamRequest) -> UpstreamAnswer:
        """Send once; return when the headers are there. Any error above."""
        ...

    async def close(self) -> None:
        """Close every connection; pending waits end with UpstreamBroken."""
        ...


class DecodedAnswer:
    """An answer read through its content codings: for upstreams that compress unasked.

    Text leaves as soon as it can be decoded. `headers` stay as they came (to_client
    with `edited` drops what is no longer true). A body that is damaged, cut short or
    beyond the decoder's bounds is UpstreamBroken, and the connection is closed.
    """

    def __init__(self, answer: UpstreamAnswer, decoder: Decoder) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self._answer = answer
        self._decoder = decoder

    async def read(self) -> bytes:
        """The next decoded piece; see `UpstreamAnswer.read`."""
        try:
            while piece := await self._answer.read():
                if text := self._decoder.feed(piece):
                    return text
            self._decoder.end()
        except CodingError as error:
            await self._answer.close()
            raise UpstreamBroken(f"the upstream's answer cannot be decoded: {error}") from error
        return b""

    async def pour(self, take: Take) -> bool:
        """See `UpstreamAnswer.pour`."""
        while piece := await self.read():
            if not take(piece):
                return True
        return False

    def rest(self) -> None:
        """Decoding may fail half-way, so it is read piece by piece."""

    async def close(self) -> None:
        """See `UpstreamAnswer.close`."""
        await self._answer.close()
