"""The client goes away, sends too much, too deep, or what two readers would read differently."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import httpx
import orjson
import pytest
import zstandard

from proxy.fake import CONVERSATIONS, Ended, FakeUpstream, Received, load
from tests.proxy.raw import Peer, serving
from tests.station.stand import TALKS, Stand, standing

STREAM, WHOLE = "openai/chat-stream-english", "openai/chat-two-choices"
PATH = "/openai/v1/chat/completions"
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
}


def asked(content: str = "Which colour is autumn?") -> bytes:
    return orjson.dumps({"model": "m", "messages": [{"role": "user", "content": content}]})


def upstream() -> FakeUpstream:
    return FakeUpstream(load(CONVERSATIONS))


async def test_who_leaves_before_the_answer_stops_the_upstream(tmp_path: Path) -> None:
    arrived = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        arrived.set()
        await peer.until_gone()

    waits = "timeouts: {first_byte_s: 600.0}"
    async with serving(script) as server, standing(tmp_path, server.url, waits=waits) as stand:
        asking = asyncio.create_task(stand.talk(WHOLE))
        await arrived.wait()
        asking.cancel()
        async with asyncio.timeout(60):
            await server.peers[0].gone.wait()
        assert stand.decision()["outcome"] == "client_gone"
    assert stand.outcomes() == ["client_gone"]


@pytest.mark.parametrize("policy", ["observe", "strict"])
async def test_who_leaves_mid_stream_stops_the_upstream(policy: str, tmp_path: Path) -> None:
    came: asyncio.Queue[Received] = asyncio.Queue()
    recording = TALKS[STREAM]
    fake = FakeUpstream([recording], on_request=came.put_nowait, delay_s=0.05)
    async with fake, standing(tmp_path, fake.base_url, policy=policy) as stand:
        request = stand.client.build_request("POST", stand.url + PATH, content=recording.asked.body)
        answer = await stand.client.send(request, stream=True)
        await anext(answer.aiter_raw())
        await answer.aclose()
        received = await came.get()
        async with asyncio.timeout(60):
            assert await received.ended is Ended.CLIENT_GONE
        assert stand.decision()["outcome"] == "client_gone"
    assert stand.outcomes() == ["client_gone"]


async def test_who_reads_nothing_and_leaves_is_noticed(tmp_path: Path) -> None:
    """The station stands in the middle of a write to a client that takes nothing."""

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
        event = b'data: {"choices":[{"index":0,"delta":{"content":"%b"}}]}\n\n' % (b"a " * 30_000)
        try:
            while True:
                peer.write(event)
                await peer.drain()
        except ConnectionError:
            peer.gone.set()

    waits = "timeouts: {idle_s: 600.0}"
    async with (
        serving(script) as server,
        standing(tmp_path, server.url, policy="observe", waits=waits) as stand,
    ):
        host, port = stand.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=1024)
        body = asked()
        writer.write(
            b"POST %b HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\n\r\n%b" % (PATH.encode(), len(body), body)
        )
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()
        async with asyncio.timeout(60):
            await server.peers[0].gone.wait()
        assert stand.decision()["outcome"] == "client_gone"


async def test_who_leaves_in_the_middle_of_a_request_never_reaches_anybody(tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        host, port = stand.url.removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST %b HTTP/1.1\r\nhost: a\r\ncontent-length: 900\r\n\r\nhalf" % PATH.encode())
        await writer.drain()
        writer.transport.abort()
        answer = await stand.talk(WHOLE)
        assert answer.status == 200
        assert len(fake.requests) == 1
        assert stand.outcomes() == ["completed"]


# -- too much


@pytest.mark.parametrize(
    "prefix",
    ["/openai/v1/chat/completions", "/anthropic/v1/messages", "/gemini/v1beta/models/m:generateContent"],
)
@pytest.mark.parametrize("announced", [True, False])
async def test_one_byte_too_many(prefix: str, announced: bool, tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url, "limits: {body_bytes: 1000}\n") as stand:
        for size, status in ((1000, None), (1001, 413)):
            body = orjson.dumps({"contents": "x" * (size - 15)})
            assert len(body) == size

            async def pieces(body: bytes = body):
                yield body[:500]
                yield body[500:]

            content = body if announced else pieces()
            answer = await stand.client.post(stand.url + prefix, content=content)
            if status is None:
                assert answer.status_code != 413
            else:
                assert answer.status_code == status
                assert "1000 bytes" in answer.json()["error"]["message"]
                assert stand.outcomes()[-1] == "request_too_large"
        assert len(fake.requests) == 1


async def test_64_mib_and_one_byte(tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:

        async def pieces():
            for _ in range(64):
                yield b" " * (1 << 20)
            yield b" "

        answer = await stand.client.post(stand.url + PATH, content=pieces())
        assert answer.status_code == 413
        assert stand.outcomes() == ["request_too_large"]
        assert fake.requests == []


@pytest.mark.parametrize("path", [PATH, "/anthropic/v1/messages", "/gemini/v1beta/models/m:generateContent"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/octet-stream"])
@pytest.mark.parametrize("levels", [10_000, pytest.param(1_000_000, marks=pytest.mark.deep)])
async def test_too_many_levels(path: str, kind: str, levels: int, tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url, policy="observe") as stand:
        body = b'{"messages":' + b"[" * levels + b"]" * levels + b"}"
        answer = await stand.send("POST", path, body, {"content-type": kind})
        assert answer.status == 400
        assert "nested too deep" in answer.json["error"]["message"]
        assert (stand.outcomes(), fake.requests) == (["nested_too_deep"], [])


@pytest.mark.parametrize(("levels", "passes"), [(19, True), (20, False), (500, False)])
async def test_levels_are_what_the_configuration_says(levels: int, passes: bool, tmp_path: Path) -> None:
    async with (
        upstream() as fake,
        standing(tmp_path, fake.base_url, "limits: {nesting: 20}\n", "observe") as stand,
    ):
        answer = await stand.send("POST", PATH, b'{"messages":' + b"[" * levels + b"]" * levels + b"}")
        assert (len(fake.requests) == 1) is passes
        if not passes:
            assert answer.status == 400
            assert stand.decision()["kinds"] == {"sekisho.overflow": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
async def test_json_in_another_encoding_is_not_passed_unread(encoding: str, tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        body = asked().decode().encode(encoding)
        answer = await stand.send("POST", PATH, body, {"content-type": "application/octet-stream"})
        assert (answer.status, answer.json["error"]["code"]) == (400, "not_utf8")
        assert (stand.outcomes(), fake.requests) == (["not_utf8"], [])


@pytest.mark.parametrize(
    "kind", ["application/octet-stream", "text/plain", "image/png", "multipart/form-data; boundary=a"]
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
async def test_no_content_type_hides_json(kind: str, mark: bytes, tmp_path: Path) -> None:
    body = mark + asked("my key is \\u0067hp_".replace("\\\\", "\\") + "Zq7" * 12).replace(b"\\\\u", b"\\u")
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        answer = await stand.send("POST", PATH, body, {"content-type": kind})
        assert answer.status == 400
        assert stand.decision()["kinds"] == {"secret.github_token": 1}
        assert fake.requests == []


# -- what two readers would read differently

SMUGGLED = {
    "length and chunks": b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET",
    "two lengths": b"content-length: 5\r\ncontent-length: 6\r\n\r\nhello",
    "a list of lengths": b"content-length: 5, 5\r\n\r\nhello",
    "a signed length": b"content-length: +5\r\n\r\nhello",
    "another coding": b"transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "a disguised coding": b"transfer-encoding: xchunked\r\n\r\n",
    "a bare line feed": b"x-a: b\ncontent-length: 5\r\n\r\nhello",
    "a folded line": b"x-a: b\r\n folded\r\ncontent-length: 0\r\n\r\n",
    "a space before the colon": b"content-length : 5\r\n\r\nhello",
    "a null": b"x-a: b\x00c\r\ncontent-length: 0\r\n\r\n",
    "two hosts": b"host: b\r\ncontent-length: 0\r\n\r\n",
}


@pytest.mark.parametrize("name", SMUGGLED)
async def test_what_can_be_read_in_two_ways_goes_nowhere(name: str, tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        host, port = stand.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST %b HTTP/1.1\r\nhost: a\r\n%b" % (PATH.encode(), SMUGGLED[name]))
        writer.write_eof()
        async with asyncio.timeout(60):
            answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert fake.requests == []
        assert set(stand.outcomes()) <= {"bad_headers"}


async def test_our_own_headers_from_a_client_go_nowhere(tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        given = {
            "Sekisho-Policy": "observe",
            "SEKISHO-VERDICT": "allow",
            "sekisho-exchange": "mine",
            "x-other": "1",
        }
        answer = await stand.send("POST", PATH, TALKS[WHOLE].asked.body, given)
        names = [name for name, _ in fake.requests[0].headers]
        assert "x-other" in names
        assert [name for name in names if name.startswith("sekisho")] == []
        assert answer.headers["sekisho-policy"].startswith("standard@")
        assert answer.headers["sekisho-exchange"] != "mine"


# -- codings


@pytest.mark.parametrize("coding", CODINGS)
async def test_a_compressed_request_goes_up_as_it_came(coding: str, tmp_path: Path) -> None:
    body = CODINGS[coding](TALKS[WHOLE].asked.body)
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        answer = await stand.send("POST", PATH, body, {"content-encoding": coding})
        assert answer.status == 200
        assert fake.requests[0].body == body
        assert fake.requests[0].header("content-encoding") == coding


@pytest.mark.parametrize("coding", CODINGS)
async def test_an_edited_request_goes_up_plain(coding: str, tmp_path: Path) -> None:
    body = CODINGS[coding](asked("ask ren@example.com"))
    async with upstream() as fake, standing(tmp_path, fake.base_url, policy="strict") as stand:
        await stand.send("POST", PATH, body, {"content-encoding": coding})
        up = fake.requests[0]
        assert up.header("content-encoding") is None
        assert up.header("content-length") == str(len(up.body))
        assert "example.com" not in str(up.json)
        assert orjson.loads(up.body)["messages"][0]["content"].startswith("ask ")


@pytest.mark.parametrize(
    ("coding", "body", "status", "outcome"),
    [
        ("rot13", b"uryyb", 415, "unsupported_content_encoding"),
        ("gzip, gzip, gzip", b"a", 415, "unsupported_content_encoding"),
        ("gzip", b"not gzip", 400, "bad_content_encoding"),
        ("gzip", gzip.compress(b"{}" * 99)[:-4], 400, "bad_content_encoding"),
        ("gzip", gzip.compress(b" " * (65 << 20)), 413, "request_too_large"),
        ("br", brotli.compress(b" " * (65 << 20), quality=5), 413, "request_too_large"),
        ("zstd", zstandard.ZstdCompressor().compress(b" " * (65 << 20)), 413, "request_too_large"),
    ],
    ids=["unknown", "three", "damaged", "cut", "gzip bomb", "br bomb", "zstd bomb"],
)
async def test_a_body_that_cannot_be_decoded(
    coding: str, body: bytes, status: int, outcome: str, tmp_path: Path
) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        answer = await stand.send("POST", PATH, body, {"content-encoding": coding})
        assert (answer.status, answer.json["error"]["code"]) == (status, outcome)
        assert (stand.outcomes(), fake.requests) == ([outcome], [])


# -- rules stay on

KEY = "ghp_" + "Zq7" * 12


@pytest.mark.parametrize(
    ("query", "headers", "more"),
    [
        ("", {"sekisho-policy": "observe", "x-sekisho-policy": "observe"}, {}),
        ("?policy=observe&sekisho_policy=observe", {}, {}),
        (
            "",
            {},
            {"metadata": {"sekisho": "off", "policy": "observe"}, "policy": "observe", "guardrails": []},
        ),
        ("", {"connection": "sekisho-policy, content-length", "x-guardrails": "off"}, {}),
        (
            "",
            {"x-http-method-override": "GET", "x-forwarded-for": "127.0.0.1", "x-original-url": "/healthz"},
            {},
        ),
    ],
)
async def test_no_client_switches_a_rule_off(
    query: str, headers: dict[str, str], more: dict[str, object], tmp_path: Path
) -> None:
    body = orjson.dumps({"model": "m", "messages": [{"role": "user", "content": KEY}], **more})
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        answer = await stand.send("POST", PATH + query, body, headers)
        assert (answer.status, answer.headers["sekisho-verdict"]) == (400, "refuse")
        assert stand.decision()["policy"] == "standard"
        assert fake.requests == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/u/nobody/v1/x", 404),
        ("/azure/openai/v1/responses", 404),
        ("/openai/../etc/passwd", 404),
    ],
)
async def test_what_leads_nowhere_is_denied_and_on_record(path: str, status: int, tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        host, port = stand.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST %b HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}" % path.encode()
        )
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 %d " % status)
        assert stand.outcomes() in (["no_route"], ["no_upstream"])
        assert fake.requests == []


async def test_many_leave_at_any_moment_and_the_station_serves_on(tmp_path: Path) -> None:
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        for size in (1, 60, 130, 400, 700):
            await asyncio.gather(*(cut_off(stand, size) for _ in range(20)))
        assert (await stand.talk(STREAM)).whole
        ours = {getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()}
    assert set(stand.outcomes()) <= {"completed", "client_gone"}
    assert not [name for name in ours if name.startswith("Passage.")]


async def cut_off(stand: Stand, size: int) -> None:
    """Send a request, read so many bytes of the answer, and leave."""
    host, port = stand.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = TALKS[STREAM].asked.body
    writer.write(
        b"POST %b HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\n\r\n%b" % (PATH.encode(), len(body), body)
    )
    await reader.readexactly(size)
    writer.transport.abort()


async def test_an_early_hint_of_the_end_is_no_end(tmp_path: Path) -> None:
    """A client that closes only its own direction still gets its answer."""
    async with upstream() as fake, standing(tmp_path, fake.base_url) as stand:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            answer = await client.post(
                stand.url + PATH, content=TALKS[WHOLE].asked.body, headers={"connection": "close"}
            )
        assert answer.status_code == 200
        assert stand.outcomes() == ["completed"]
