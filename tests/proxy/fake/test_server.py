from __future__ import annotations

import asyncio
import gzip
import json
import zlib
from collections.abc import Callable

import brotli
import httpx
import orjson
import pytest
import zstandard

from proxy.fake import CONVERSATIONS, Cut, Ended, FakeUpstream, Fault, load
from tests.fixtures import WIRE, needs_wire

OURS = load(CONVERSATIONS)
ASK = next(one for one in OURS if one.name == "openai/chat-stream-echo")


def client(fake: FakeUpstream) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=fake.base_url, trust_env=False, timeout=60)


@pytest.mark.parametrize("cut", ["whole", "bytes", "random", "events", "recorded", "7"])
async def test_any_cut_carries_the_same_bytes(cut: str) -> None:
    async with FakeUpstream(OURS, cut=Cut.parse(cut)) as fake, client(fake) as http:
        for one in OURS:
            body = one.reply.body(one.asked.value)
            if cut == "bytes" and len(body) > 2000:
                continue
            answer = await http.request(
                one.asked.method, one.asked.path, content=one.asked.body, params=one.asked.query
            )
            assert (answer.status_code, answer.content) == (one.reply.status, body)
            assert fake.requests[-1].recording == one.name
            assert await fake.requests[-1].ended is Ended.SENT


@needs_wire
async def test_recordings_of_others_are_served_as_they_stand() -> None:
    assert WIRE
    recordings = load(WIRE)
    async with FakeUpstream(recordings) as fake, client(fake) as http:
        for one in recordings:
            async with http.stream("POST", "/any", headers={"fake-recording": one.name}) as answer:
                raw = b"".join([piece async for piece in answer.aiter_raw()])
            assert (answer.status_code, raw) == (one.reply.status, one.reply.body(None))
            assert [(k, v) for k, v in answer.headers.multi_items() if k in dict(one.reply.headers)] == list(
                one.reply.headers
            )


async def test_a_piece_arrives_before_the_next_is_written() -> None:
    async with FakeUpstream(OURS, fault=Fault("stall", "20"), cut=Cut("bytes")) as fake, client(fake) as http:
        async with http.stream("POST", "/v1/chat/completions", content=ASK.asked.body) as answer:
            got = b""
            async for piece in answer.aiter_raw():
                got += piece
                if len(got) == 20:
                    break
        assert await fake.requests[0].ended is Ended.CLIENT_GONE


async def test_what_was_asked_is_kept() -> None:
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        await http.post(
            "/v1/embeddings?a=b", json={"input": "hello"}, headers=[("X-Twice", "1"), ("X-Twice", "2")]
        )
        (received,) = fake.requests
        assert (received.method, received.target, received.path) == (
            "POST",
            "/v1/embeddings?a=b",
            "/v1/embeddings",
        )
        assert [value for name, value in received.headers if name == "x-twice"] == ["1", "2"]
        assert received.json == {"input": "hello"}
        assert (received.recording, received.status) == ("openai/embeddings", 200)


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("coding", CODINGS)
async def test_a_coded_request_finds_its_recording(coding: str) -> None:
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        packed = CODINGS[coding](ASK.asked.body)
        await http.post("/v1/chat/completions", content=packed, headers={"content-encoding": coding})
        (received,) = fake.requests
        assert received.recording == ASK.name
        assert (received.body, received.decoded) == (packed, ASK.asked.body)


@pytest.mark.parametrize(("coding", "status"), [("gzip", 400), ("morse", 415)])
async def test_a_body_that_cannot_be_decoded_is_refused(coding: str, status: int) -> None:
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        answer = await http.post("/v1/embeddings", content=b"{}", headers={"content-encoding": coding})
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, "bad_coding")


async def test_what_was_not_recorded_is_not_found_and_not_quoted() -> None:
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        answer = await http.post("/v1/nowhere?key=secret", content=b"words")
        assert answer.status_code == 404
        assert answer.json()["error"]["message"] == "No recording answers POST /v1/nowhere."
        named = await http.get("/v1/models", headers={"fake-recording": "no/such"})
        assert named.status_code == 404
        assert [received.recording for received in fake.requests] == [None, None]


async def test_a_recording_can_be_asked_for_by_name() -> None:
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        answer = await http.post("/any/path", headers={"fake-recording": "anthropic/error-529"})
        assert answer.status_code == 529


async def test_a_masked_value_comes_back_cut_over_deltas() -> None:
    masked = ASK.asked.body.replace(b"hanako.sato@example.jp", b"PII_EMAIL_1_K7")
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        answer = await http.post("/v1/chat/completions", content=masked)
        events = [line[6:] for line in answer.text.splitlines() if line.startswith("data: {")]
        choices = [json.loads(event)["choices"] for event in events]
        texts = [one[0]["delta"].get("content", "") for one in choices if one]
        assert "PII_EMAIL_1_K7" in "".join(texts)
        assert not any("PII_EMAIL_1_K7" in text for text in texts)


async def test_a_prefix_is_ignored() -> None:
    async with FakeUpstream(OURS, prefix="/openai") as fake, client(fake) as http:
        assert (await http.post("/openai/v1/embeddings", content=b"{}")).status_code == 200


async def test_nobody_listens_when_it_refuses() -> None:
    async with FakeUpstream(OURS, fault=Fault("refuse")) as fake, client(fake) as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("/")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("close-before-headers", httpx.RemoteProtocolError),
        ("truncated", httpx.RemoteProtocolError),
        ("reset:9", httpx.ReadError),
    ],
)
async def test_a_broken_connection_is_seen_as_one(fault: str, error: type[Exception]) -> None:
    async with FakeUpstream(OURS, fault=Fault.parse(fault)) as fake, client(fake) as http:
        with pytest.raises(error):
            await http.post("/v1/embeddings", content=b"{}")
        assert await fake.requests[0].ended is Ended.FAULT


async def test_faults_may_come_and_go_while_it_runs() -> None:
    async with FakeUpstream(OURS) as fake, client(fake) as http:
        fake.fault = Fault("status-500")
        assert (await http.post("/v1/embeddings", content=b"{}")).status_code == 500
        fake.fault = None
        assert orjson.loads((await http.post("/v1/embeddings", content=b"{}")).content)["object"] == "list"


async def test_stopping_leaves_nothing_running() -> None:
    seen = asyncio.Event()
    before = asyncio.all_tasks()
    fake = FakeUpstream(OURS, fault=Fault("stall"), on_request=lambda _: seen.set())
    await fake.start()
    _, writer = await asyncio.open_connection("127.0.0.1", int(fake.base_url.rpartition(":")[2]))
    writer.write(b"POST /v1/embeddings HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\r\n{}")
    await seen.wait()
    await fake.stop()
    assert await fake.requests[0].ended is Ended.CLIENT_GONE
    assert asyncio.all_tasks() == before
    writer.close()
