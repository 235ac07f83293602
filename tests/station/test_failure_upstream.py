"""The upstream goes wrong: what the client gets, what is on record, what does not leak.

An answer that broke off is seen to be broken off, as it would be without a station.
"""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
from pathlib import Path

import orjson
import pytest

from proxy.fake import CONVERSATIONS, Cut, FakeUpstream, Fault, load
from proxy.fake.answer import from_recording
from tests.proxy.raw import Peer, serving
from tests.station.stand import IMPATIENT, PATIENT, STALLED, TALKS, Answer, Stand, standing

STREAM, WHOLE = "openai/chat-stream-english", "openai/chat-two-choices"
PREFIXES = {"openai": "/openai", "anthropic": "/anthropic", "gemini": "/gemini"}


async def struck(
    home: Path, fault: str, talk: str, more: str = "", policy: str = "standard"
) -> tuple[Answer, Stand]:
    upstream = FakeUpstream(
        load(CONVERSATIONS), fault=Fault.parse(fault) if fault else None, cut=Cut("whole")
    )
    waits = STALLED if fault == "stall" else PATIENT
    async with upstream, standing(home, upstream.base_url, more, policy, waits) as stand:
        answer = await stand.talk(talk, PREFIXES[talk.partition("/")[0]])
        assert len(upstream.requests) <= 1, "nothing is sent twice"
        return answer, stand


def sent(talk: str) -> bytes:
    return TALKS[talk].reply.body(TALKS[talk].asked.value)


@pytest.mark.parametrize("talk", [STREAM, WHOLE, "anthropic/messages-stream-japanese", "gemini/stream-sse"])
@pytest.mark.parametrize(
    ("fault", "status", "outcome"),
    [("refuse", 502, "upstream_refused"), ("close-before-headers", 502, "upstream_broken")],
)
async def test_no_answer_is_a_native_error(
    talk: str, fault: str, status: int, outcome: str, tmp_path: Path
) -> None:
    answer, stand = await struck(tmp_path, fault, talk)
    assert (answer.status, answer.whole) == (status, True)
    assert orjson.loads(answer.body)["error"]["message"] == f"The upstream gave no answer ({outcome})."
    assert answer.headers["sekisho-exchange"]
    assert (stand.decision()["outcome"], stand.decision()["verdict"]) == (outcome, "allow")


async def test_an_upstream_that_never_answers_is_given_up(tmp_path: Path) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.until_gone()

    async with serving(script) as server, standing(tmp_path, server.url, waits=IMPATIENT) as stand:
        answer = await stand.talk(WHOLE)
        await server.peers[0].gone.wait()
    assert (answer.status, stand.decision()["outcome"]) == (504, "upstream_timeout")


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [("reset", "upstream_broken"), ("truncated", "upstream_broken"), ("stall", "upstream_timeout")],
)
@pytest.mark.parametrize(
    "talk", [STREAM, "anthropic/messages-stream-japanese", "gemini/stream-sse", "gemini/stream-array"]
)
async def test_a_stream_that_breaks_is_seen_to_break(
    talk: str, fault: str, outcome: str, tmp_path: Path
) -> None:
    answer, stand = await struck(tmp_path, fault, talk)
    assert (answer.status, answer.whole) == (200, False)
    assert answer.body
    assert sent(talk).startswith(answer.body)
    assert stand.decision()["outcome"] == outcome


@pytest.mark.parametrize(
    ("fault", "status", "outcome"),
    [
        ("reset", 502, "upstream_broken"),
        ("truncated", 502, "upstream_broken"),
        ("stall", 504, "upstream_timeout"),
    ],
)
async def test_half_a_document_is_no_answer(fault: str, status: int, outcome: str, tmp_path: Path) -> None:
    answer, stand = await struck(tmp_path, fault, WHOLE)
    assert (answer.status, answer.whole, stand.decision()["outcome"]) == (status, True, outcome)


@pytest.mark.parametrize("talk", [STREAM, WHOLE, "gemini/stream-array"])
@pytest.mark.parametrize("fault", ["broken-json", "broken-utf8", "wrong-content-type"])
async def test_what_is_damaged_passes_as_it_came(talk: str, fault: str, tmp_path: Path) -> None:
    answer, stand = await struck(tmp_path, fault, talk)
    assert (answer.status, answer.whole, stand.decision()["outcome"]) == (200, True, "completed")
    assert answer.body == Fault.parse(fault).strike(from_recording(TALKS[talk], sent(talk))).body


@pytest.mark.parametrize("fault", ["broken-json", "broken-utf8", "wrong-content-type"])
async def test_what_is_damaged_is_inspected_all_the_same(fault: str, tmp_path: Path) -> None:
    answer, stand = await struck(tmp_path, fault, WHOLE, policy="strict")
    assert b"@example" in sent(WHOLE)
    assert b"@example" not in answer.body
    assert stand.decision()["verdict"] == "mask"


@pytest.mark.parametrize(
    "event", [b'{"choices": [{"text": "ren@example.com}', b"ren@example.com", b'\xff"ren@example.com']
)
async def test_a_damaged_event_is_inspected_all_the_same(event: bytes, tmp_path: Path) -> None:
    body = b"data: {}\n\ndata: " + event + b"\n\ndata: [DONE]\n\n"
    answer, stand = await once(
        tmp_path, http("200 OK", b"content-type: text/event-stream\r\n", body), "strict"
    )
    assert answer.whole
    assert b"@example" not in answer.body
    assert answer.body.startswith(b"data: {}\n\ndata: ")
    assert answer.body.endswith(b"\n\ndata: [DONE]\n\n")
    assert stand.decision()["verdict"] == "mask"


async def test_json_under_another_type_is_read_as_json(tmp_path: Path) -> None:
    escaped = b'{"choices":[{"index":0,"message":{"content":"ask ren\\u0040example.com"}}]}'
    answer, stand = await once(tmp_path, http("200 OK", b"content-type: text/plain\r\n", escaped), "strict")
    assert b"example.com" not in answer.body
    assert stand.decision()["kinds"]["pii.email"] == 1


@pytest.mark.parametrize(
    ("fault", "status", "header"),
    [("status-429", 429, "retry-after-ms"), ("status-500", 500, "content-type")],
)
@pytest.mark.parametrize("talk", [STREAM, WHOLE])
async def test_the_upstreams_own_error_passes_untouched(
    talk: str, fault: str, status: int, header: str, tmp_path: Path
) -> None:
    answer, stand = await struck(tmp_path, fault, talk)
    direct = Fault.parse(fault).strike(from_recording(TALKS[talk], sent(talk)))
    assert (answer.status, answer.body) == (status, direct.body)
    assert answer.headers[header] == direct.header(header)
    assert (stand.decision()["outcome"], stand.decision()["status"]) == ("completed", status)


async def test_an_endless_event_is_an_overflow_in_bounded_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        answer, stand = await struck(tmp_path, "endless-event", STREAM, "limits: {event_bytes: 2000000}\n")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.whole
    assert answer.body.endswith(b"data: [DONE]\n\n")
    assert b"content_filter" in answer.body
    assert stand.decision()["outcome"] == "refuse"
    assert stand.decision()["kinds"] == {"sekisho.overflow": 1}
    assert peak < 16_000_000


@pytest.mark.parametrize("talk", [STREAM, WHOLE])
async def test_a_gzip_bomb_does_not_go_off(talk: str, tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        answer, stand = await struck(tmp_path, "gzip-bomb", talk)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (answer.status, answer.whole) in ((502, True), (200, False))
    assert stand.decision()["outcome"] == "upstream_broken"
    assert peak < 48_000_000


def http(status: str, headers: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %b\r\ncontent-length: %d\r\n%b\r\n%b" % (status.encode(), len(body), headers, body)


async def once(
    home: Path, answer: bytes, policy: str = "standard", method: str = "POST"
) -> tuple[Answer, Stand]:
    """An upstream that says exactly this."""

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(answer)
        await peer.until_gone()

    async with serving(script) as server, standing(home, server.url, policy=policy) as stand:
        body = TALKS[WHOLE].asked.body if method == "POST" else b""
        return await stand.send(method, "/openai/v1/chat/completions", body), stand


JSON = b"content-type: application/json\r\n"


async def test_a_refused_compressed_answer_does_not_leave_compressed(tmp_path: Path) -> None:
    secret = b"ghp_" + b"Zq7" * 12
    body = gzip.compress(b'{"choices":[{"index":0,"message":{"content":"%b"}}]}' % secret)
    rows = "policies: {none: {rules: [{kind: 'secret.*', measure: refuse}]}}\n"

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(http("200 OK", JSON + b"content-encoding: gzip\r\n", body))
        await peer.until_gone()

    async with serving(script) as server, standing(tmp_path, server.url, rows, "none") as stand:
        answer = await stand.talk(WHOLE)
    assert (answer.status, answer.whole) == (200, True)
    assert answer.json["choices"][0]["finish_reason"] == "content_filter"
    assert "content-encoding" not in answer.headers
    assert stand.decision()["outcome"] == "refuse"


async def test_a_compressed_answer_cut_short_is_no_answer(tmp_path: Path) -> None:
    body = gzip.compress(sent(WHOLE))[:-9]
    answer, stand = await once(tmp_path, http("200 OK", JSON + b"content-encoding: gzip\r\n", body))
    assert (answer.status, stand.decision()["outcome"]) == (502, "upstream_broken")


@pytest.mark.parametrize("kind", [b"application/json", b"text/event-stream"])
async def test_a_coding_nobody_knows_is_no_answer(kind: bytes, tmp_path: Path) -> None:
    head = b"content-type: %b\r\ncontent-encoding: rot13\r\n" % kind
    answer, stand = await once(tmp_path, http("200 OK", head, b"uryyb"))
    assert (answer.status, answer.whole, stand.decision()["outcome"]) == (502, True, "upstream_broken")


@pytest.mark.parametrize("status", ["600 X", "999 X"])
async def test_a_status_nobody_defined_is_no_answer(status: str, tmp_path: Path) -> None:
    answer, stand = await once(tmp_path, http(status, JSON, b"{}"))
    assert (answer.status, stand.decision()["outcome"]) == (502, "upstream_broken")


@pytest.mark.parametrize(
    ("method", "answer", "length"),
    [
        (
            "HEAD",
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1234\r\n\r\n",
            "1234",
        ),
        ("HEAD", b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n", None),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n", None),
        ("DELETE", b"HTTP/1.1 204 No Content\r\ncontent-type: application/json\r\n\r\n", None),
        ("GET", b'HTTP/1.1 304 Not Modified\r\netag: "a"\r\n\r\n', None),
        ("GET", b'HTTP/1.1 304 Not Modified\r\ncontent-length: 77\r\netag: "a"\r\n\r\n', "77"),
        ("GET", b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "0"),
        ("GET", b"HTTP/1.1 529 \r\ncontent-length: 0\r\ncontent-encoding: gzip\r\n\r\n", "0"),
    ],
)
async def test_answers_without_a_body(method: str, answer: bytes, length: str | None, tmp_path: Path) -> None:
    got, stand = await once(tmp_path, answer, method=method)
    assert (got.status, got.whole, got.body) == (int(answer[9:12]), True, b"")
    assert got.headers.get("content-length") == length
    assert stand.decision()["outcome"] == "completed"


async def test_many_break_at_once_and_each_has_its_decision(tmp_path: Path) -> None:
    upstream = FakeUpstream(load(CONVERSATIONS), fault=Fault.parse("reset"))
    async with upstream, standing(tmp_path, upstream.base_url) as stand:
        answers = await asyncio.gather(*(stand.talk(STREAM) for _ in range(50)))
        # A reset may overtake the headers: then there is room for an error.
        assert {(one.status, one.whole) for one in answers} <= {(200, False), (502, True)}
        assert stand.outcomes() == ["upstream_broken"] * 50
