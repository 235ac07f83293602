"""What a client sees on its connection, byte for byte, and that its leaving is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import pytest

from proxy.downstream import Downstream, downstream
from proxy.listeners import listen, server, url
from proxy.upstream import Headers

Serve = Callable[[Downstream], Awaitable[None]]
GET = b"GET /a HTTP/1.1\r\nhost: a\r\n\r\n"
LENGTH = (b"content-length", b"5")


@contextlib.asynccontextmanager
async def served(serve: Serve, rests_s: int = 75) -> AsyncGenerator[int]:
    """The port of a server that answers every request by `serve`; quiet connections stay `rests_s`."""

    async def app(scope: dict[str, Any], receive: object, send: object) -> None:
        del receive, send
        await serve(downstream(scope))

    sock = listen("127.0.0.1", 0)
    one = server(app)
    one.config.timeout_keep_alive = rests_s
    task = asyncio.create_task(one.serve(sockets=[sock]))
    try:
        yield int(url(sock).rpartition(":")[2])
    finally:
        one.should_exit = True
        await task


async def told(port: int, request: bytes, answers: int = 1) -> bytes:
    """All that comes back until the connection closes; or until so many heads, for one that stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    async with asyncio.timeout(60):
        got = b""
        while piece := await reader.read(65536):
            got += piece
            if got.count(b"HTTP/1.1 ") == answers and got.endswith((b"hello", b"0\r\n\r\n", b"\r\n\r\n")):
                break
    writer.close()
    return got


def answering(status: int, headers: Headers, *pieces: bytes) -> Serve:
    async def serve(down: Downstream) -> None:
        down.begin(status, headers)
        for piece in pieces[:-1]:
            down.write(piece)
        down.finish(pieces[-1])

    return serve


@pytest.mark.parametrize(
    ("request_line", "status", "headers", "pieces", "answer"),
    [
        (b"GET", 200, [LENGTH], [b"hello"], b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"),
        (b"GET", 200, [LENGTH], [b"he", b"llo"], b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"),
        (b"HEAD", 200, [LENGTH], [b"hello"], b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"),
        (b"GET", 204, [], [b""], b"HTTP/1.1 204 No Content\r\n\r\n"),
        (b"GET", 404, [(b"a", b"b"), (b"a", b"c")], [b"x" * 17, b"", b"y"],
         b"HTTP/1.1 404 Not Found\r\na: b\r\na: c\r\ntransfer-encoding: chunked\r\n\r\n"
         b"11\r\n" + b"x" * 17 + b"\r\n1\r\ny\r\n0\r\n\r\n"),
        (b"GET", 299, [], [b""], b"HTTP/1.1 299 \r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
    ],
)  # fmt: skip
async def test_an_answer_leaves_in_these_bytes(
    request_line: bytes, status: int, headers: Headers, pieces: list[bytes], answer: bytes
) -> None:
    async with served(answering(status, headers, *pieces)) as port:
        assert await told(port, request_line + GET[3:]) == answer


async def test_a_head_leaves_with_the_first_bytes_or_when_told_to() -> None:
    go_on = asyncio.Event()

    async def serve(down: Downstream) -> None:
        down.begin(200, [])
        down.write()
        await go_on.wait()
        down.finish(b"hello")

    async with served(serve) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(GET)
        assert await reader.readuntil(b"\r\n\r\n")
        go_on.set()
        assert await reader.readuntil(b"0\r\n\r\n") == b"5\r\nhello\r\n0\r\n\r\n"
        writer.close()


@pytest.mark.parametrize("pieces", [[b"hell"], [b"hello", b"!"], [b"hello!"]])
async def test_another_length_than_was_said_is_visible(pieces: list[bytes]) -> None:
    async with served(answering(200, [LENGTH], *pieces)) as port:
        got = await told(port, GET)
        assert len(got.partition(b"\r\n\r\n")[2]) != 5 or got.count(b"hello") == 1


@pytest.mark.parametrize("header", [(b"a", b"b\r\nc: d"), (b"a\nb", b"c"), (b"a", b"b\r")])
async def test_a_header_that_breaks_its_line_is_an_error_of_ours(header: tuple[bytes, bytes]) -> None:
    async with served(answering(200, [header], b"")) as port:
        assert (await told(port, GET)).startswith(b"HTTP/1.1 500 ")


@pytest.mark.parametrize("headers", [[], [LENGTH]])
async def test_an_answer_that_is_cut_is_seen_to_be(
    headers: Headers, caplog: pytest.LogCaptureFixture
) -> None:
    async def serve(down: Downstream) -> None:
        down.begin(200, headers)
        down.write(b"hel")
        down.cut()
        down.write(b"lo")
        down.finish()

    async with served(serve) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(GET)
        got = (await reader.read()).partition(b"\r\n\r\n")[2]
        assert got in (b"hel", b"3\r\nhel\r\n")
        writer.close()
    (line,) = caplog.messages
    assert line == "an answer ended before it was whole; the record of its exchange says why"


@pytest.mark.parametrize(("begun", "status"), [(False, b"HTTP/1.1 500 "), (True, b"HTTP/1.1 200 ")])
async def test_an_application_that_fails_says_so_without_content(
    begun: bool, status: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def serve(down: Downstream) -> None:
        if begun:
            down.begin(200, [])
        raise ValueError("content")

    async with served(serve) as port:
        got = await told(port, GET)
        assert got.startswith(status)
        assert b"0\r\n\r\n" not in got
    assert "ValueError" in caplog.messages[0]
    assert "content" not in caplog.text


async def test_a_quiet_connection_is_closed_after_a_while() -> None:
    async with served(answering(200, [LENGTH], b"hello"), rests_s=1) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.closing(writer):
            for _ in range(2):
                writer.write(GET)
                assert await reader.readuntil(b"hello")
            async with asyncio.timeout(60):
                assert await reader.read() == b""


async def test_a_request_is_there_whole_or_piece_by_piece() -> None:
    seen: list[bytes | None] = []
    came = asyncio.Semaphore(0)

    async def serve(down: Downstream) -> None:
        seen.append(down.whole())
        came.release()
        while down.more_body:
            await down.receive()
        down.begin(200, [LENGTH])
        down.finish(b"hello")

    head = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\n"
    async with served(serve) as port:
        assert b"hello" in await told(port, head + b"abc")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + b"ab")
        await came.acquire()
        await came.acquire()
        writer.write(b"c")
        assert await reader.readuntil(b"hello")
        writer.close()
    assert seen == [b"abc", None]


async def test_requests_sent_at_once_are_answered_in_their_order() -> None:
    async def serve(down: Downstream) -> None:
        await asyncio.sleep(0)
        down.begin(200, [LENGTH, (b"at", down.scope["raw_path"])])
        down.finish(b"hello")

    async with served(serve) as port:
        got = await told(port, GET + GET.replace(b"/a", b"/b%20c") + GET, answers=3)
        assert [line for line in got.split(b"\r\n") if line.startswith(b"at:")] == [
            b"at: /a", b"at: /b%20c", b"at: /a"
        ]  # fmt: skip


@pytest.mark.parametrize("more", [b"", GET])
async def test_who_leaves_before_the_end_is_told_once(more: bytes) -> None:
    left, began = asyncio.Event(), asyncio.Event()
    calls: list[int] = []

    async def serve(down: Downstream) -> None:
        down.on_leave = lambda: (calls.append(1), left.set())[0]
        began.set()
        await left.wait()
        assert down.disconnected
        down.begin(200, [])  # into nothing
        down.finish(b"hello")

    async with served(serve) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(GET + more)
        await began.wait()
        writer.transport.abort()
        async with asyncio.timeout(60):
            await left.wait()
    assert calls == [1]


async def test_who_leaves_after_the_end_is_not() -> None:
    calls: list[int] = []

    async def serve(down: Downstream) -> None:
        down.on_leave = lambda: calls.append(1)
        down.begin(200, [LENGTH])
        down.finish(b"hello")

    async with served(serve) as port:
        assert await told(port, GET)
    assert calls == []


async def test_a_client_that_reads_nothing_is_waited_for_until_it_leaves() -> None:
    behind = asyncio.Event()
    ended = asyncio.Event()

    async def serve(down: Downstream) -> None:
        down.begin(200, [])
        while not down.behind and not down.disconnected:
            down.write(b"x" * 65536)
            await asyncio.sleep(0)
        behind.set()
        await down.drained()
        ended.set()

    async with served(serve) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(GET)
        async with asyncio.timeout(60):
            await behind.wait()
            assert not ended.is_set()
            writer.transport.abort()
            await ended.wait()
