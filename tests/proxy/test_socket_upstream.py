"""Sockets that go up: what is sent, and what every failure is called."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from proxy.call import reason
from proxy.socket_upstream import Dial, UpstreamDeclined, dial
from proxy.upstream import Unsendable, UpstreamBroken, UpstreamRefused, UpstreamTimeout

Peer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def peer(serve: Peer) -> AsyncIterator[str]:
    running: set[asyncio.Task[None] | None] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*filter(None, running))


def to(url: str, **more: object) -> Dial:
    given: dict[str, object] = {"headers": [], "protocols": (), "connect_s": 5.0, **more}
    return Dial(url=f"{url}/v1/realtime", where=url, **given)  # type: ignore[arg-type]  # as given


def says(answer: bytes) -> Peer:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()

    return serve


async def test_the_request_holds_what_was_passed_and_the_handshake() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))

    async with peer(serve) as url:
        with pytest.raises(UpstreamBroken):
            await dial(to(url, headers=[(b"x-a", b"1"), (b"x-a", b"\xe9")], protocols=("realtime", "b")))
    lines = heads[0].lower().splitlines()
    assert lines[0] == b"get /v1/realtime http/1.1"
    assert [line for line in lines if line.startswith(b"x-a")] == [b"x-a: 1", b"x-a: \xe9"]
    assert b"sec-websocket-protocol: realtime, b" in lines
    names = {line.partition(b":")[0] for line in lines[1:] if line}
    assert names == {
        b"host", b"upgrade", b"connection", b"sec-websocket-key", b"sec-websocket-version",
        b"sec-websocket-protocol", b"x-a",
    }  # fmt: skip


@pytest.mark.parametrize("status", [301, 400, 401, 429, 503])
async def test_a_status_is_a_declined_socket_and_no_redirect_is_followed(status: int) -> None:
    answer = b"HTTP/1.1 %d No\r\nlocation: ws://127.0.0.1:1/\r\ncontent-length: 6\r\n\r\nsecret" % status
    async with peer(says(answer)) as url:
        with pytest.raises(UpstreamDeclined) as caught:
            await dial(to(url))
    assert caught.value.status == status
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 101 x\r\n\r\n", b"nonsense\r\n\r\n", b"HTTP/1.1 101"])
async def test_what_is_no_handshake_is_a_broken_upstream(answer: bytes) -> None:
    async with peer(says(answer)) as url:
        with pytest.raises(UpstreamBroken, match="no handshake"):
            await dial(to(url))


async def test_nobody_there_is_a_refused_upstream() -> None:
    async with peer(says(b"")) as url:
        pass
    with pytest.raises(UpstreamRefused):
        await dial(to(url))


async def test_a_peer_that_says_nothing_is_late() -> None:
    release = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await release.wait()

    async with peer(serve) as url:
        with pytest.raises(UpstreamTimeout) as caught:
            await dial(to(url, connect_s=0.05))
        release.set()
    assert reason(caught.value) == ("upstream_timeout", 504)


async def test_a_header_that_breaks_its_line_is_not_sent() -> None:
    async with peer(says(b"")) as url:
        with pytest.raises((Unsendable, UpstreamBroken)):
            await dial(to(url, headers=[(b"x-a", b"1\r\nx-b: 2")]))


async def test_a_peer_that_speaks_no_tls_is_refused() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 No\r\n\r\n")
        await writer.drain()

    async with peer(serve) as url:
        with pytest.raises(UpstreamRefused):
            await dial(to(url.replace("http", "https", 1), tls=ssl.create_default_context()))
