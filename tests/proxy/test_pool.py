"""The request as it is written: one, and readable as one only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.pool import PooledUpstream, request_head
from proxy.upstream import Unsendable, UpstreamRequest
from tests.proxy.raw import OK, Peer, Seen, answering, refusing_url, serving

H = list[tuple[bytes, bytes]]


async def sent(method: str, target: str, headers: H, body: bytes) -> Seen:
    """What arrives of a request."""
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        seen.append(await peer.request())
        peer.write(OK)

    client = PooledUpstream()
    async with serving(script) as server:
        answer = await client.send(UpstreamRequest(method, server.url + target, headers, body))
        await answer.close()
        await client.close()
    return seen[0]


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("", b"POST / HTTP/1.1"),
        ("/", b"POST / HTTP/1.1"),
        ("?a=b", b"POST /?a=b HTTP/1.1"),
        ("/a/../b//c?d=/e?f", b"POST /a/../b//c?d=/e?f HTTP/1.1"),
        ("/m/gemini:stream?alt=sse&k=%E9%96%A2%2F", b"POST /m/gemini:stream?alt=sse&k=%E9%96%A2%2F HTTP/1.1"),
        ("/model/a%3Ab%2Fc/invoke", b"POST /model/a%3Ab%2Fc/invoke HTTP/1.1"),
        ("/a[0]{b}|\"'", b"POST /a[0]{b}|\"' HTTP/1.1"),
    ],
)
async def test_the_target_is_sent_as_it_is(target: str, line: bytes) -> None:
    assert (await sent("POST", target, [], b"")).line == line


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "OPTIONS", "M-SEARCH"])
async def test_without_a_body_there_is_no_length(method: str) -> None:
    assert [name for name, _ in (await sent(method, "/", [], b"")).headers] == [b"host"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
async def test_where_a_body_is_expected_its_absence_is_said(method: str) -> None:
    assert (b"content-length", b"0") in (await sent(method, "/", [], b"")).headers


async def test_any_method_may_have_a_body() -> None:
    assert (await sent("DELETE", "/", [], b"abc")).body == b"abc"


@pytest.mark.parametrize(
    "headers",
    [
        [(b"x", b"a\r\ny: b")],
        [(b"x", b"a\ny: b")],
        [(b"x", b"a\r")],
        [(b"x\r\ny", b"a")],
        [(b"x: a\r\n\r\nGET / HTTP/1.1\r\ny", b"a")],
        [(b"transfer-encoding", b"chunked")],
        [(b"Transfer-Encoding ", b"chunked")],
        [(b"content-length", b"2")],
        [(b"content-length", b"4")],
        [(b"content-length", b"+3")],
        [(b"content-length", b"3"), (b"content-length", b"3")],
        [(b"content-length", b"9"), (b"content-length", b"3")],
        [(b"Content-Length", b"9")],
        [(b"Content-Length", b"9"), (b"content-length", b"3")],
    ],
)
async def test_two_readings_are_not_sent(headers: H) -> None:
    async with serving(answering) as server:
        with pytest.raises(Unsendable):
            await PooledUpstream().send(UpstreamRequest("POST", server.url, headers, b"abc"))
        assert server.peers == []


@pytest.mark.parametrize("method", ["", "post", "P OST", "POST /x", "POST\r\n", "CONNECT", "Ｐ", "A" * 40])
async def test_methods_that_are_none(method: str) -> None:
    with pytest.raises(Unsendable):
        await PooledUpstream().send(UpstreamRequest(method, refusing_url(), [], b""))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/v1",
        "//host/v1",
        "ftp://host/",
        "HTTP://host/",
        "http://",
        "http:///v1",
        "http://user@host/",
        "http://user:pass@host/",
        "http://ho st/",
        "http://host:port/",
        "http://host:99999/",
        "http://[::1/",
        "http://関所.example/",
        "http://host/#part",
        "http://host/a b",
        "http://host/a\r\nx: y",
        "http://host/関所",
        "http://host\\evil/",
        "http://host/\n",
    ],
)
async def test_urls_that_are_none(url: str) -> None:
    with pytest.raises(Unsendable):
        await PooledUpstream().send(UpstreamRequest("GET", url, [], b""))


@given(name=st.binary(max_size=6), value=st.binary(max_size=6))
def test_no_header_writes_a_second_line(name: bytes, value: bytes) -> None:
    request = UpstreamRequest("POST", "http://h/", [(b"host", b"h"), (name, value)], b"abc")
    try:
        head = request_head(request, "/", b"h")
    except Unsendable:
        return
    lines = head.split(b"\r\n")
    assert lines == [b"POST / HTTP/1.1", b"host: h", name + b": " + value, b"content-length: 3", b"", b""]


async def test_origins_are_kept_apart() -> None:
    client = PooledUpstream()
    async with serving(answering) as one, serving(answering) as other:
        for server in (one, other, one, other):
            answer = await client.send(UpstreamRequest("GET", server.url, [], b""))
            assert await answer.read() == b"ok"
        assert (len(one.peers), len(other.peers)) == (1, 1)
        await client.close()


@pytest.mark.parametrize(
    ("headers", "lengths"),
    [
        ([(b"content-length", b"3"), (b"a", b"b")], [b"1", b"0", b"12"]),
        ([(b"a", b"b"), (b"content-length", b"3")], [b"1", b"0", b"12"]),
        ([(b"a", b"content-length: 7"), (b"content-length", b"3")], [b"1", b"0", b"12"]),
    ],
)
async def test_a_head_serves_bodies_of_any_length(headers: H, lengths: list[bytes]) -> None:
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        while True:
            seen.append(await peer.request())
            peer.write(OK)

    client = PooledUpstream()
    async with serving(script) as server:
        head = client.head(UpstreamRequest("POST", f"{server.url}/a", headers, b"abc"))
        for length in lengths:
            answer = await client.begin(head, b"x" * int(length))
            assert await answer.read() == b"ok"
        await client.close()
    for one, length in zip(seen, lengths, strict=True):
        expected = [(name, length if name == b"content-length" else value) for name, value in headers]
        assert one.headers[1:] == expected


async def test_a_head_without_a_length_has_no_body() -> None:
    client = PooledUpstream()
    head = client.head(UpstreamRequest("GET", "http://127.0.0.1:9/", [], b""))
    with pytest.raises(Unsendable):
        await client.begin(head, b"x")
