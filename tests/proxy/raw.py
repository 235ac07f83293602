"""A server that writes exactly the bytes it is told, and sees exactly the bytes that came.

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\\r\\n\\r\\n")

    async with serving(script) as server:
        ...  # requests to server.url

The script runs once per connection; the connection is closed when it returns. Whatever
it raises, except that the other side has gone, is raised again when the server closes.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came over the wire."""

    head: bytes
    body: bytes

    @property
    def line(self) -> bytes:
        return self.head.split(b"\r\n")[0]

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        pairs = [line.partition(b": ") for line in self.head.split(b"\r\n")[1:]]
        return [(name, value) for name, _, value in pairs]


class Peer:
    """One connection, from the server's side."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.gone = asyncio.Event()  # the client has closed, or reset, the connection

    async def request(self) -> Seen:
        """The next request; IncompleteReadError when the client has gone."""
        head = (await self._reader.readuntil(b"\r\n\r\n"))[:-4]
        length = head.lower().partition(b"\ncontent-length:")[2].split(b"\r\n")[0]
        return Seen(head, await self._reader.readexactly(int(length or b"0")))

    def write(self, data: bytes) -> None:
        self._writer.write(data)

    async def drain(self) -> None:
        await self._writer.drain()

    def reset(self) -> None:
        """Close with RST."""
        found: socket.socket = self._writer.get_extra_info("socket")
        linger = struct.pack("ii", 1, 0)
        with socket.socket(fileno=socket.dup(found.fileno())) as own:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._writer.transport.abort()

    def finish(self) -> None:
        """Close our direction; the other side's kernel knows before this returns."""
        found: socket.socket = self._writer.get_extra_info("socket")
        with socket.socket(fileno=socket.dup(found.fileno())) as own:
            own.shutdown(socket.SHUT_WR)

    async def until_gone(self) -> None:
        """Return when the client has closed the connection."""
        with suppress(ConnectionError):
            while await self._reader.read(65536):
                pass
        self.gone.set()


Script = Callable[[Peer], Awaitable[None]]


@dataclass
class Server:
    url: str
    peers: list[Peer] = field(default_factory=list[Peer])
    tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])


@asynccontextmanager
async def serving(script: Script, tls: ssl.SSLContext | None = None) -> AsyncGenerator[Server]:
    """A server on a free port of 127.0.0.1 that runs `script` for each connection."""
    server = Server("")

    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        server.peers.append(peer)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                await script(peer)
        finally:
            writer.close()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.tasks.append(asyncio.ensure_future(run(reader, writer)))

    listening = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    server.url = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        yield server
    finally:
        listening.close()
        for task in server.tasks:
            task.cancel()
        ended = await asyncio.gather(*server.tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, BaseException) and not isinstance(error, asyncio.CancelledError):
            raise error


async def turns(count: int) -> None:
    """Let everything that can run do so, `count` times."""
    for _ in range(count):
        await asyncio.sleep(0)


async def answering(peer: Peer) -> None:
    """A script: every request gets `OK`."""
    while True:
        await peer.request()
        peer.write(OK)


def refusing_url() -> str:
    """A URL on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
