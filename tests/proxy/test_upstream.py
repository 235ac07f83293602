"""The law for every upstream client, over real sockets, on both event loops."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from config.errors import ClientError, UpstreamError
from proxy.coding import Decoder
from proxy.pool import PooledUpstream
from proxy.upstream import (
    DecodedAnswer,
    Limits,
    Take,
    Unsendable,
    Upstream,
    UpstreamAnswer,
    UpstreamBroken,
    UpstreamBusy,
    UpstreamRefused,
    UpstreamRequest,
    UpstreamTimeout,
)
from tests.proxy.raw import OK, Peer, Seen, Server, answering, refusing_url, serving, turns

EVENT_LOOPS = ("asyncio", "uvloop")

H = list[tuple[bytes, bytes]]
STREAM = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


@pytest.fixture
async def client() -> AsyncIterator[Upstream]:
    pool = PooledUpstream(Limits(connect_s=60, first_byte_s=60, idle_s=60))
    yield pool
    await pool.close()


@pytest.fixture
async def hasty(request: pytest.FixtureRequest) -> AsyncIterator[Upstream]:
    """A client with no patience for one thing; a busy machine must not look like another."""
    pool = PooledUpstream(Limits(**{"connect_s": 60, "first_byte_s": 60, "idle_s": 60, request.param: 0.05}))
    yield pool
    await pool.close()


def post(server: Server, body: bytes = b"{}", headers: H | None = None) -> UpstreamRequest:
    return UpstreamRequest("POST", server.url + "/v1/x", headers or [], body)


async def read_all(answer: UpstreamAnswer) -> bytes:
    pieces: list[bytes] = []
    while piece := await answer.read():
        pieces.append(piece)
    return b"".join(pieces)


async def poured(answer: UpstreamAnswer) -> list[bytes]:
    """The same, poured; whoever takes the pieces wants a pause after each."""
    pieces: list[bytes] = []

    def take(piece: bytes) -> bool:
        pieces.append(piece)
        return False

    while await answer.pour(take):
        await turns(1)
    return pieces


def chunk(piece: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(piece), piece)


# 1. What we pass is what is sent.


async def test_what_we_pass_is_what_is_sent(client: Upstream) -> None:
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        while True:
            seen.append(await peer.request())
            peer.write(OK)

    headers = [
        (b"host", b"api.example"),
        (b"x-b", b"1"),
        (b"x-a", b"2"),
        (b"x-b", b"3"),
        (b"x-empty", b""),
        (b"x-bytes", b"caf\xe9 \t."),
        (b"content-length", b"4"),
    ]
    async with serving(script) as server:
        for _ in range(2):  # nothing is learnt from the first
            answer = await client.send(post(server, b"{\0}\n", headers))
            assert await read_all(answer) == b"ok"
    assert [one.line for one in seen] == [b"POST /v1/x HTTP/1.1"] * 2
    assert [one.headers for one in seen] == [headers] * 2
    assert [one.body for one in seen] == [b"{\0}\n"] * 2


async def test_framing_is_supplied_where_it_is_missing(client: Upstream) -> None:
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        seen.append(await peer.request())
        peer.write(OK)

    async with serving(script) as server:
        await client.send(post(server, b"abc"))
        host = server.url.removeprefix("http://").encode()
    assert seen[0].headers == [(b"host", host), (b"content-length", b"3")]


async def test_what_comes_is_what_we_get(client: Upstream) -> None:
    body = gzip.compress(b"text" * 100)
    head = (
        b"HTTP/1.1 429 Slow Down\r\nX-B: 1\r\nx-a:2\r\nX-B:  3 \r\nx-empty:\r\nset-cookie: a=b\r\n"
        b"content-encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    )

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(head + body)

    async with serving(script) as server:
        answer = await client.send(post(server))
        assert answer.status == 429
        assert answer.headers == [
            (b"x-b", b"1"),
            (b"x-a", b"2"),
            (b"x-b", b"3"),
            (b"x-empty", b""),
            (b"set-cookie", b"a=b"),
            (b"content-encoding", b"gzip"),
            (b"content-length", b"%d" % len(body)),
        ]
        assert await read_all(answer) == body


async def test_no_cookie_is_kept(client: Upstream) -> None:
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        while True:
            seen.append(await peer.request())
            peer.write(OK.replace(b"\r\n\r\n", b"\r\nset-cookie: a=b; path=/\r\n\r\n"))

    async with serving(script) as server:
        for _ in range(2):
            await read_all(await client.send(post(server)))
    assert [b"cookie" in one.head for one in seen] == [False, False]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(client: Upstream, status: int) -> None:
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        seen.append(await peer.request())
        peer.write(b"HTTP/1.1 %d Go\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n" % status)

    async with serving(script) as server:
        answer = await client.send(post(server))
        assert answer.status == status
        assert (b"location", b"/elsewhere") in answer.headers
        assert await read_all(answer) == b""
    assert len(seen) == 1


async def test_no_proxy_is_taken_from_the_environment(
    client: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, refusing_url())
    async with serving(answering) as server:
        assert await read_all(await client.send(post(server))) == b"ok"


async def test_nothing_is_sent_twice(client: Upstream) -> None:
    """A kept connection that breaks under a request is the caller's news, not ours to hide."""
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        seen.append(await peer.request())
        peer.write(OK)
        seen.append(await peer.request())
        peer.reset()

    async with serving(script) as server:
        await read_all(await client.send(post(server)))
        with pytest.raises(UpstreamBroken):
            await client.send(post(server, b"second"))
    assert [one.body for one in seen] == [b"{}", b"second"]


async def test_a_large_body_arrives_whole(client: Upstream) -> None:
    body = bytes(range(256)) * 32 * 1024  # 8 MiB
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        seen.append(await peer.request())
        peer.write(OK)

    async with serving(script) as server:
        await client.send(post(server, body))
    assert seen[0].body == body


# 2. A piece is handed on as soon as it is there.


async def test_headers_come_before_the_body(client: Upstream) -> None:
    go = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM)
        await go.wait()
        peer.write(chunk(b"late") + b"0\r\n\r\n")

    async with serving(script) as server:
        answer = await client.send(post(server))
        assert answer.status == 200
        go.set()
        assert await read_all(answer) == b"late"


@pytest.mark.parametrize(
    "head",
    [STREAM, b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"],
    ids=["chunked", "length", "until-close"],
)
async def test_each_piece_comes_before_the_next_is_sent(client: Upstream, head: bytes) -> None:
    taken = asyncio.Queue[None]()
    chunked = head == STREAM

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(head)
        for number in range(3):
            piece = b"pc%d\n" % number
            peer.write(chunk(piece) if chunked else piece)
            await taken.get()
        peer.write(b"0\r\n\r\n" if chunked else b"")

    async with serving(script) as server:
        answer = await client.send(post(server))
        for number in range(3):
            assert await answer.read() == b"pc%d\n" % number
            taken.put_nowait(None)
        assert await answer.read() == b""
        assert await answer.read() == b""


# 3. An answer that ends early is never a clean end.


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf", b"half"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", b""),
        (STREAM + chunk(b"half"), b"half"),
        (STREAM + b"9\r\nhalf", b"half"),
        (STREAM + chunk(b"half") + b"0\r\n", b"half"),
        (STREAM + chunk(b"half") + b"zz\r\n", b"half"),
        (STREAM, b""),
    ],
)
@pytest.mark.parametrize("reset", [False, True], ids=["close", "reset"])
async def test_truncated_is_broken(client: Upstream, sent: bytes, read: bytes, reset: bool) -> None:
    came = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(sent)
        if reset:
            await came.wait()  # a reset may overtake what was written
            peer.reset()

    async with serving(script) as server:
        answer = await client.send(post(server))
        if read:
            assert await answer.read() == read
        came.set()
        with pytest.raises(UpstreamBroken):
            await answer.read()
        with pytest.raises(UpstreamBroken) as raised:  # and stays broken
            await answer.read()
        assert server.url in str(raised.value)
        assert "/v1/x" not in str(raised.value)
        await answer.close()


@pytest.mark.parametrize("reset", [False, True], ids=["close", "reset"])
@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\ncontent-le", b"HTTP/1.1 100 Continue\r\n\r\n"])
async def test_no_answer_is_broken(client: Upstream, sent: bytes, reset: bool) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(sent)
        if reset:
            peer.reset()

    async with serving(script) as server:
        with pytest.raises(UpstreamBroken):
            await client.send(post(server))


async def test_nobody_there_is_refused(client: Upstream) -> None:
    url = refusing_url()
    with pytest.raises(UpstreamRefused, match=r"127\.0\.0\.1") as raised:
        await client.send(UpstreamRequest("POST", url + "/secret-path", [], b""))
    assert isinstance(raised.value.__cause__, OSError)
    assert "secret-path" not in str(raised.value)


# 4. Whoever stops listening stops the bill.


@pytest.mark.parametrize("hasty", ["first_byte_s"], indirect=True)
async def test_no_first_byte_in_time(hasty: Upstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.until_gone()

    async with serving(script) as server:
        with pytest.raises(UpstreamTimeout) as raised:
            await hasty.send(post(server))
        assert raised.value.wait == "first byte"
        await server.peers[0].gone.wait()


@pytest.mark.parametrize("hasty", ["idle_s"], indirect=True)
async def test_no_next_piece_in_time(hasty: Upstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM + chunk(b"one"))
        await peer.until_gone()

    async with serving(script) as server:
        answer = await hasty.send(post(server))
        assert await answer.read() == b"one"
        with pytest.raises(UpstreamTimeout) as raised:
            await answer.read()
        assert raised.value.wait == "idle"
        await server.peers[0].gone.wait()
        with pytest.raises(UpstreamTimeout):
            await answer.read()


async def test_an_answer_is_poured_as_it_comes(client: Upstream) -> None:
    took = asyncio.Semaphore(0)
    came: list[bytes] = []

    def take(piece: bytes) -> bool:
        came.append(piece)
        took.release()
        return True

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM)
        for number in range(3):
            peer.write(chunk(b"%d" % number))
            await took.acquire()
        peer.write(b"0\r\n\r\n")

    async with serving(script) as server:
        answer = await client.send(post(server))
        assert await answer.pour(take) is False
    assert came == [b"0", b"1", b"2"]


async def test_a_poured_answer_that_is_cut_is_broken(client: Upstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM + chunk(b"one"))

    async with serving(script) as server:
        with pytest.raises(UpstreamBroken):
            await poured(await client.send(post(server)))


async def test_cancelling_a_pour_closes_the_connection(client: Upstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM + chunk(b"one"))
        await peer.until_gone()

    async with serving(script) as server:
        answer = await client.send(post(server))
        pouring = asyncio.ensure_future(poured(answer))
        await turns(5)
        pouring.cancel()
        with pytest.raises(asyncio.CancelledError):
            await pouring
        await server.peers[0].gone.wait()


async def test_cancelling_a_pending_send_closes_the_connection(client: Upstream) -> None:
    asked = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        asked.set()
        await peer.until_gone()

    async with serving(script) as server:
        sending = asyncio.ensure_future(client.send(post(server)))
        await asked.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await server.peers[0].gone.wait()


async def test_cancelling_a_pending_read_closes_the_connection(client: Upstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM + chunk(b"one"))
        await peer.until_gone()

    async with serving(script) as server:
        answer = await client.send(post(server))
        assert await answer.read() == b"one"
        reading = asyncio.ensure_future(answer.read())
        await turns(5)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        await server.peers[0].gone.wait()


async def test_closing_before_the_end_closes_the_connection(client: Upstream) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM + chunk(b"one"))
        await peer.until_gone()

    async with serving(script) as server:
        answer = await client.send(post(server))
        await answer.close()
        await answer.close()
        await server.peers[0].gone.wait()


async def test_closing_after_the_end_keeps_the_connection(client: Upstream) -> None:
    async with serving(answering) as server:
        for _ in range(3):
            answer = await client.send(post(server))
            assert await read_all(answer) == b"ok"
            await answer.close()
        assert len(server.peers) == 1


async def test_closing_the_client_ends_what_is_pending() -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(STREAM)
        await peer.until_gone()

    client = PooledUpstream()
    async with serving(script) as server:
        answer = await client.send(post(server))
        reading = asyncio.ensure_future(answer.read())
        await turns(5)
        await client.close()
        with pytest.raises(UpstreamBroken):
            await reading
        await server.peers[0].gone.wait()
        with pytest.raises(UpstreamRefused):
            await client.send(post(server))


# The errors, and answers that come coded all the same.


def test_errors_say_whose_fault_it_is() -> None:
    for error in (UpstreamRefused, UpstreamTimeout, UpstreamBroken, UpstreamBusy):
        assert issubclass(error, UpstreamError)
    assert issubclass(Unsendable, ClientError)


class Pieces:
    """An answer made of pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self.status = 200
        self.headers: H = [(b"content-encoding", b"gzip")]
        self.closed = False
        self._pieces = list(pieces)

    async def read(self) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""

    async def pour(self, take: Take) -> bool:
        return any(not take(self._pieces.pop(0)) for _ in (*self._pieces,))

    def rest(self) -> bytes | None:
        return None

    async def close(self) -> None:
        self.closed = True


async def test_a_coded_answer_is_read_as_text() -> None:
    coded = gzip.compress(b"some text")
    came = Pieces(coded[:1], coded[1:12], coded[12:])
    answer = DecodedAnswer(came, Decoder("gzip"))
    assert (answer.status, answer.headers) == (200, came.headers)
    assert await read_all(answer) == b"some text"
    assert await answer.read() == b""
    again = Pieces(coded[:1], coded[1:12], coded[12:])
    assert b"".join(await poured(DecodedAnswer(again, Decoder("gzip")))) == b"some text"
    await answer.close()
    assert came.closed


@pytest.mark.parametrize(
    "coded",
    [gzip.compress(b"text")[:-1], b"junk", gzip.compress(bytes(4 << 20))],
    ids=["short", "junk", "bomb"],
)
async def test_a_badly_coded_answer_is_broken_and_closed(coded: bytes) -> None:
    came = Pieces(coded)
    answer = DecodedAnswer(came, Decoder("gzip"))
    with pytest.raises(UpstreamBroken):
        await read_all(answer)
    assert came.closed
