"""What a client sees on the socket, read with nothing between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from proxy.fake.answer import Answer, Ending
from proxy.fake.connection import MAX_WAITING, Connection, Plan
from proxy.fake.request import Ended, Received

EVENT_LOOPS = ("asyncio", "uvloop")

GET = b"GET /%d HTTP/1.1\r\nhost: h\r\n\r\n"
LAST = b"GET /last HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n"


class Peer:
    """A server of Connections and one raw client of it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.requests: list[Received] = []
        self.connections: set[Connection] = set()
        self.arrived = asyncio.Event()

    async def rest(self) -> bytes:
        return await self.reader.read()


@asynccontextmanager
async def peer(respond: Callable[[Received], Plan]) -> AsyncIterator[Peer]:
    made: list[Peer] = []
    early: list[Received] = []
    connections: set[Connection] = set()

    def answer(received: Received) -> Plan:
        early.append(received)
        made[0].arrived.set()
        return respond(received)

    def connect() -> Connection:
        connection = Connection(answer, connections.discard)
        connections.add(connection)
        return connection

    server = await asyncio.get_running_loop().create_server(connect, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    one = Peer(reader, writer)
    one.requests, one.connections = early, connections
    made.append(one)
    try:
        yield one
    finally:
        writer.close()
        server.close()
        for connection in tuple(connections):
            await connection.close()


def plan(
    *pieces: bytes, chunked: bool = False, ending: Ending = Ending.COMPLETE, length: int | None = None
) -> Plan:
    body = b"".join(pieces)
    size = None if chunked else len(body) if length is None else length
    return Plan(Answer(200, (), body, size, ending=ending), iter(pieces), 0.0)


async def test_each_piece_is_a_chunk() -> None:
    async with peer(lambda _: plan(b"ab", b"c", chunked=True)) as one:
        one.writer.write(LAST)
        head, _, body = (await one.rest()).partition(b"\r\n\r\n")
        assert head == b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close"
        assert body == b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
        assert await one.requests[0].ended is Ended.SENT


async def test_pipelined_requests_are_answered_in_order_on_one_connection() -> None:
    async with peer(lambda received: plan(received.target.encode())) as one:
        one.writer.write(GET % 1 + GET % 2 + LAST)
        answers = (await one.rest()).split(b"HTTP/1.1 200 OK\r\n")[1:]
        assert [answer.rpartition(b"\r\n")[2] for answer in answers] == [b"/1", b"/2", b"/last"]
        assert b"connection: close" in answers[2]
        assert b"connection: close" not in answers[0]


async def test_a_head_request_gets_no_body() -> None:
    async with peer(lambda _: plan(b"body")) as one:
        one.writer.write(LAST.replace(b"GET", b"HEAD"))
        assert (await one.rest()).endswith(b"content-length: 4\r\nconnection: close\r\n\r\n")


async def test_a_waiting_client_is_told_to_continue() -> None:
    async with peer(lambda received: plan(received.body)) as one:
        head = b"POST / HTTP/1.1\r\nconnection: close\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n"
        one.writer.write(head)
        assert await one.reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        one.writer.write(b"hi")
        assert (await one.rest()).endswith(b"\r\n\r\nhi")


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_truncated_answer_ends_without_its_mark(chunked: bool) -> None:
    async with peer(lambda _: plan(b"half", chunked=chunked, ending=Ending.CLOSE, length=9)) as one:
        one.writer.write(GET % 1)
        assert (await one.rest()).endswith(b"\r\n4\r\nhalf\r\n" if chunked else b"\r\n\r\nhalf")
        assert await one.requests[0].ended is Ended.FAULT


async def test_a_reset_arrives_after_what_was_sent() -> None:
    async with peer(lambda _: plan(b"half", ending=Ending.RESET, length=9)) as one:
        one.writer.write(GET % 1)
        assert (await one.reader.readuntil(b"half")).endswith(b"\r\n\r\nhalf")
        with pytest.raises(ConnectionResetError):
            await one.rest()
        assert await one.requests[0].ended is Ended.FAULT


@pytest.mark.parametrize("ending", [Ending.STALL, Ending.ENDLESS])
async def test_a_client_that_goes_ends_what_has_no_end(ending: Ending) -> None:
    async with peer(lambda _: plan(b"first", chunked=True, ending=ending)) as one:
        one.writer.write(GET % 1)
        await one.reader.readuntil(b"first")
        one.writer.close()
        assert await one.requests[0].ended is Ended.CLIENT_GONE


async def test_a_client_that_does_not_read_is_waited_for() -> None:
    pieces = [bytes(1 << 20)] * 64
    async with peer(lambda _: plan(*pieces)) as one:
        one.writer.write(GET % 1)
        await one.arrived.wait()
        assert len(await one.reader.readexactly(1 << 20)) == 1 << 20
        assert not one.requests[0].ended.done()
        one.writer.transport.abort()
        assert await one.requests[0].ended is Ended.CLIENT_GONE


async def test_closing_drops_an_answer_under_way() -> None:
    async with peer(lambda _: plan(b"first", chunked=True, ending=Ending.STALL)) as one:
        one.writer.write(GET % 1)
        await one.reader.readuntil(b"first")
        for connection in tuple(one.connections):
            await connection.close()
        assert await one.requests[0].ended is Ended.CLIENT_GONE


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"nonsense\r\n\r\n", b"400"), (GET % 1 * (MAX_WAITING + 1), b"429")],
    ids=["nonsense", "flood"],
)
async def test_what_is_no_request_is_refused_and_the_connection_closed(data: bytes, status: bytes) -> None:
    async with peer(lambda _: plan(b"x")) as one:
        one.writer.write(data)
        assert (await one.rest()).startswith(b"HTTP/1.1 " + status)
