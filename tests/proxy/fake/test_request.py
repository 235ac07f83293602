import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.fake.request import MAX_BODY, MAX_HEAD, BadRequest, Ended, RequestReader

GET = b"GET /a?key=k HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a: 2\r\n\r\n"
POST = b"POST /b HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\n\r\nbody"
CHUNKED = b"POST /c HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"
CLOSING = b"GET /d HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n"
ALL = GET + POST + CHUNKED + CLOSING


@given(st.lists(st.integers(0, len(ALL)), max_size=12).map(sorted))
def test_requests_are_the_same_whatever_the_pieces(cuts: list[int]) -> None:
    async def read():
        reader = RequestReader()
        ends = [*cuts, len(ALL)]
        pieces = [ALL[start:end] for start, end in zip([0, *cuts], ends, strict=True)]
        return [received for piece in pieces for received in reader.feed(piece)]

    got = asyncio.run(read())
    assert [(one.method, one.target, one.body, one.keep_alive) for one in got] == [
        ("GET", "/a?key=k", b"", True),
        ("POST", "/b", b"body", True),
        ("POST", "/c", b"body", True),
        ("GET", "/d", b"", False),
    ]


async def test_headers_keep_their_order_and_repetitions() -> None:
    (one,) = RequestReader().feed(GET)
    assert one.headers == (("host", "h"), ("x-a", "1"), ("x-a", "2"))
    assert one.header("x-a") == "1"
    assert one.header("missing") is None
    assert one.path == "/a"


async def test_how_an_answer_ended_is_noted_once() -> None:
    (one,) = RequestReader().feed(GET)
    one.finish(Ended.SENT)
    one.finish(Ended.CLIENT_GONE)
    assert await one.ended is Ended.SENT


async def test_a_client_that_waits_is_seen() -> None:
    reader = RequestReader()
    head = b"POST /b HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\nExpect: 100-continue\r\n\r\n"
    assert reader.feed(head) == []
    assert reader.wants_continue
    assert len(reader.feed(b"body")) == 1
    assert not reader.wants_continue
    reader.feed(head + b"body")
    assert not reader.wants_continue


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: h\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nx: " + b"a" * (MAX_HEAD + 1) + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\ncontent-length: %d\r\n\r\n" % (MAX_BODY + 1) + bytes(MAX_BODY + 1), 413),
    ],
    ids=["nonsense", "upgrade", "head", "body"],
)
async def test_what_cannot_be_read_is_refused(data: bytes, status: int) -> None:
    with pytest.raises(BadRequest) as raised:
        RequestReader().feed(data)
    assert raised.value.status == status
