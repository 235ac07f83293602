"""Where an answer ends, and whether its connection may carry another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from proxy.http1 import MAX_HEAD
from proxy.origin import Origin
from proxy.pool import PooledUpstream
from proxy.upstream import Limits, UpstreamBroken, UpstreamRequest
from tests.proxy.raw import OK, Peer, Server, answering, serving, turns

EVENT_LOOPS = ("asyncio", "uvloop")

CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
LONG = b"x" * MAX_HEAD


@pytest.fixture
async def client() -> AsyncIterator[PooledUpstream]:
    pool = PooledUpstream(Limits(connect_s=60, first_byte_s=60, idle_s=60))
    yield pool
    await pool.close()


async def fetch(client: PooledUpstream, server: Server, method: str = "POST") -> tuple[int, bytes]:
    answer = await client.send(UpstreamRequest(method, server.url + "/", [], b""))
    pieces: list[bytes] = []
    while piece := await answer.read():
        pieces.append(piece)
    return answer.status, b"".join(pieces)


ANSWERS = [
    # (method, what is sent, the status and body it means, may the connection be used again)
    ("POST", OK, (200, b"ok"), True),
    ("POST", b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", (200, b""), True),
    ("POST", b"HTTP/1.1 200\r\ncontent-length: 1\r\n\r\nx", (200, b"x"), True),
    ("POST", CHUNKED + b"0\r\n\r\n", (200, b""), True),
    ("POST", CHUNKED + b"2\r\nab\r\n1;ext=1\r\nc\r\n0\r\n\r\n", (200, b"abc"), True),
    ("POST", CHUNKED.replace(b"chunked", b"Chunked") + b"1\r\nc\r\n0\r\n\r\n", (200, b"c"), True),
    ("POST", CHUNKED + b"2\r\nab\r\n0\r\nx-sum: 1\r\n\r\n", (200, b"ab"), True),
    ("POST", b"HTTP/1.1 204 No Content\r\n\r\n", (204, b""), True),
    ("POST", b"HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n", (304, b""), True),
    ("POST", b"HTTP/1.1 100 Continue\r\n\r\n" + OK, (200, b"ok"), True),
    ("POST", b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n" * 3 + OK, (200, b"ok"), True),
    ("POST", OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), (200, b"ok"), False),
    ("POST", OK.replace(b"1.1", b"1.0"), (200, b"ok"), False),
    ("POST", OK.replace(b"1.1 200 OK", b"1.0 200 OK\r\nconnection: keep-alive"), (200, b"ok"), True),
    ("HEAD", b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n", (200, b""), False),
    ("HEAD", CHUNKED, (200, b""), False),
    ("HEAD", OK, (200, b""), False),
]


@pytest.mark.parametrize(("method", "sent", "meant", "again"), ANSWERS)
@pytest.mark.parametrize("bytewise", [False, True], ids=["whole", "bytewise"])
async def test_where_an_answer_ends(
    client: PooledUpstream, method: str, sent: bytes, meant: tuple[int, bytes], again: bool, bytewise: bool
) -> None:
    async def script(peer: Peer) -> None:
        while True:
            request = await peer.request()
            answer = sent if request.line.startswith(method.encode()) else OK
            for at in range(0, len(answer), 1 if bytewise else len(answer)):
                peer.write(answer[at : at + (1 if bytewise else len(answer))])
                await asyncio.wait([asyncio.ensure_future(peer.drain())])

    async with serving(script) as server:
        assert await fetch(client, server, method) == meant
        assert await fetch(client, server, "PUT") == (200, b"ok")
        assert len(server.peers) == (1 if again else 2)


@pytest.mark.parametrize("last", [b"0\r\n\r\n", b"0\r\nx-sum: 1\r\n\r\n"], ids=["plain", "trailer"])
async def test_hints_and_trailers_are_not_the_answers_headers(client: PooledUpstream, last: bytes) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n" + CHUNKED + b"1\r\na\r\n" + last)

    async with serving(script) as server:
        answer = await client.send(UpstreamRequest("GET", server.url, [], b""))
        assert (await answer.read(), await answer.read()) == (b"a", b"")
        assert answer.headers == [(b"transfer-encoding", b"chunked")]


# Seen with the end, the connection is dropped. Had it come later, nobody could tell it from
# the answer to the next request: HTTP/1.1 numbers nothing.
@pytest.mark.parametrize("more", [b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil", b"junk", b"H"])
async def test_what_follows_the_end_is_nobodys_answer(client: PooledUpstream, more: bytes) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(OK + more)
        await peer.until_gone()

    async with serving(script) as server:
        assert await fetch(client, server) == (200, b"ok")
        await server.peers[0].gone.wait()
        assert await fetch(client, server) == (200, b"ok")
        assert len(server.peers) == 2


async def test_a_request_on_a_lost_connection_is_broken() -> None:
    async with serving(answering) as server:
        connection = await Origin(server.url, Limits(first_byte_s=60), None).take()
        connection.abort()
        for wait in (0, 10):  # while it closes, and after
            await turns(wait)
            with pytest.raises(UpstreamBroken):
                await connection.begin(b"GET / HTTP/1.1\r\n\r\n", b"", False).begun()


async def test_without_length_an_answer_lasts_until_the_connection_closes(client: PooledUpstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\nall of it")

    async with serving(script) as server:
        assert await fetch(client, server) == (200, b"all of it")


async def test_without_length_a_reset_is_still_broken(client: PooledUpstream) -> None:
    read = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\r\n\r\npart")
        await read.wait()
        peer.reset()

    async with serving(script) as server:
        answer = await client.send(UpstreamRequest("POST", server.url, [], b""))
        assert await answer.read() == b"part"
        read.set()
        with pytest.raises(UpstreamBroken):
            await answer.read()


@pytest.mark.parametrize(
    "sent",
    [
        b"junk\r\n\r\n",
        b"\x16\x03\x01 this is TLS",
        b"HTTP/1.1 99 Low\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nx: folded\r\n line\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx y: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + OK,
        b"HTTP/1.1 200 OK\r\nx: " + LONG + LONG + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000,
    ],
    ids=lambda sent: repr(sent[:50]),
)
async def test_what_is_not_an_answer_is_broken_and_closed(client: PooledUpstream, sent: bytes) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(sent)
        await peer.until_gone()

    async with serving(script) as server:
        with pytest.raises(UpstreamBroken) as raised:
            await fetch(client, server)
        assert "x y" not in str(raised.value)
        await server.peers[0].gone.wait()


async def test_a_long_head_is_read(client: PooledUpstream) -> None:
    head = b"HTTP/1.1 200 OK\r\nx: " + LONG[: MAX_HEAD // 2] + b"\r\ncontent-length: 0\r\n\r\n"

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(head)

    async with serving(script) as server:
        assert await fetch(client, server) == (200, b"")


async def test_what_comes_unasked_is_nobodys_answer(client: PooledUpstream) -> None:
    first = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(OK)
        if not first.is_set():
            await first.wait()
            peer.write(OK.replace(b"ok", b"no"))
            await peer.until_gone()

    async with serving(script) as server:
        assert await fetch(client, server) == (200, b"ok")
        first.set()
        await server.peers[0].gone.wait()
        assert await fetch(client, server) == (200, b"ok")
        assert len(server.peers) == 2


async def test_an_answer_before_the_request_is_out_ends_the_connection(client: PooledUpstream) -> None:
    async def script(peer: Peer) -> None:
        peer.write(b"HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno")
        await peer.until_gone()

    async with serving(script) as server:
        answer = await client.send(UpstreamRequest("POST", server.url, [], bytes(64 * 1024 * 1024)))
        assert (answer.status, await answer.read(), await answer.read()) == (413, b"no", b"")
        await server.peers[0].gone.wait()
