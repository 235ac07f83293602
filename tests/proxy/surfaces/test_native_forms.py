"""How each provider says no, and what keeps each client waiting: one row a surface.

A request before the upstream, a whole answer, a stream after its 200; then what may be sent
while text is held. Client libraries' reading of the same is in `tests/station`.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from proxy.dialect import Dialect, Notice, Seen
from proxy.dialects.anthropic import Anthropic
from proxy.dialects.azure import Azure
from proxy.dialects.bedrock import Bedrock
from proxy.dialects.cohere import Cohere
from proxy.dialects.gemini import Gemini
from proxy.dialects.mistral import MistralAI
from proxy.dialects.ollama import Ollama
from proxy.dialects.openai import OpenAI
from proxy.eventstream import MEDIA_TYPE
from proxy.surfaces.realtime import Realtime
from tests.proxy.surfaces import (
    chat_streams,
    cohere_events,
    converse_streams,
    generate_streams,
    messages_streams,
    ollama_lines,
    responses_streams,
)
from tests.proxy.surfaces.sessions import BANNED, REFUSE, Talk, dumps, sse, talk

JSON = "application/json"
EVENTS = "text/event-stream"
PLAIN, STREAMED = generate_streams.PLAIN, generate_streams.SSE
CHAT = {"model": "m", "messages": [{"role": "user", "content": BANNED}]}
PROMPT = {"model": "m", "prompt": BANNED}
PARTS = {"contents": [{"role": "user", "parts": [{"text": BANNED}]}]}
BLOCKS = {"messages": [{"role": "user", "content": [{"text": BANNED}]}]}
POLICY = {"error": {"type": "invalid_request_error", "param": None, "code": "content_policy_violation"}}
BARE = {"object": "error", "type": "invalid_request_error", "code": "content_policy_violation"}
DRAWN = {"error": {"type": "image_generation_user_error", "code": "moderation_blocked"}}
FILTERED = {
    "error": {
        "code": "content_filter",
        "param": "prompt",
        "status": 400,
        "innererror": {"code": "ResponsibleAIPolicyViolation"},
    }
}
BLOCKED = {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
DEPLOYED = "/openai/deployments/d/chat/completions"
NO_RETRY = (b"x-should-retry", b"false")
AMAZONS = (b"x-amzn-errortype", b"ValidationException")


def fits(found: Any, wanted: Any) -> bool:
    """Whether everything that is wanted is there."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            name in found and fits(found[name], one) for name, one in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(fits, found, wanted))
    return bool(found == wanted)


@pytest.mark.parametrize(
    ("dialect", "path", "asked", "status", "wanted", "header"),
    [
        (OpenAI(), "/v1/chat/completions", CHAT, 400, POLICY, NO_RETRY),
        (OpenAI(), "/v1/completions", PROMPT, 400, POLICY, NO_RETRY),
        (OpenAI(), "/v1/responses", {"model": "m", "input": BANNED}, 400, POLICY, NO_RETRY),
        (
            Anthropic(),
            "/v1/messages",
            CHAT,
            400,
            {"type": "error", "error": {"type": "invalid_request_error"}, "request_id": "0199"},
            NO_RETRY,
        ),
        (Gemini(), PLAIN, PARTS, 200, {**BLOCKED, "usageMetadata": {}}, None),
        (Azure(), DEPLOYED, CHAT, 400, FILTERED, NO_RETRY),
        (Bedrock(), converse_streams.CONVERSE, BLOCKS, 400, {}, AMAZONS),
        (Bedrock(), converse_streams.INVOKE, PROMPT, 400, {}, AMAZONS),
        (Ollama(), "/api/chat", CHAT, 400, {}, None),
        (Cohere(), "/v2/chat", CHAT, 400, {}, None),
        (MistralAI(), "/v1/chat/completions", CHAT, 400, BARE, NO_RETRY),
        (OpenAI(), "/v1/embeddings", {"model": "m", "input": BANNED}, 400, POLICY, NO_RETRY),
        (OpenAI(), "/v1/images/generations", PROMPT, 400, DRAWN, NO_RETRY),
        (OpenAI(), "/v1/audio/speech", {"model": "m", "input": BANNED}, 400, POLICY, NO_RETRY),
        (OpenAI(), "/v1/moderations", {"input": "x", "user": BANNED}, 400, POLICY, NO_RETRY),
    ],
)
def test_a_request_is_refused(
    dialect: Dialect, path: str, asked: Any, status: int, wanted: Any, header: tuple[bytes, bytes] | None
) -> None:
    reply = talk(dialect, path, asked, policy=REFUSE, kind=JSON).reply
    assert reply is not None
    assert reply.status == status
    doc = json.loads(reply.body)
    assert fits(doc, wanted)
    assert "harm.fruit" in reply.body.decode()  # why
    assert BANNED not in reply.body.decode()
    assert header is None or header in reply.headers
    if isinstance(dialect, Ollama | Cohere | Bedrock):
        assert isinstance(doc["error" if isinstance(dialect, Ollama) else "message"], str)


def test_a_message_of_a_realtime_session_is_refused_and_the_session_lives() -> None:
    notice = Notice("0199", "p", "r", "harm.fruit", "refuse")
    event = json.loads(Realtime(Seen("GET", "/v1/realtime")).rejected({"event_id": "e"}, notice))
    assert (event["type"], event["error"]["event_id"]) == ("error", "e")
    assert event["error"]["code"] == "content_policy_violation"


SAID = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": BANNED}]}
OUTPUT = {"message": {"role": "assistant", "content": [{"text": BANNED}]}}
ENDED = {"stop_reason": "refusal", "stop_details": {"type": "refusal", "category": None}}
COHERE = {"message": {"role": "assistant", "content": [{"type": "text", "text": BANNED}]}}


@pytest.mark.parametrize(
    ("dialect", "path", "answer", "wanted"),
    [
        (
            OpenAI(),
            "/v1/chat/completions",
            chat_streams.answer(chat_streams.message(BANNED)),
            {"choices": [{"message": {"content": None}, "finish_reason": "content_filter"}]},
        ),
        (
            OpenAI(),
            "/v1/completions",
            {"choices": [{"index": 0, "text": BANNED}]},
            {"choices": [{"text": "", "finish_reason": "content_filter"}]},
        ),
        (
            OpenAI(),
            "/v1/responses",
            {"id": "r", "object": "response", "status": "completed", "output": [SAID]},
            {"id": "r", "status": "incomplete", "incomplete_details": {"reason": "content_filter"}},
        ),
        (
            Anthropic(),
            "/v1/messages",
            {"type": "message", "role": "assistant", "content": [{"type": "text", "text": BANNED}]},
            ENDED,
        ),
        (
            Gemini(),
            PLAIN,
            generate_streams.chunk({"text": BANNED}),
            {"candidates": [{"finishReason": "SAFETY"}]},
        ),
        (
            Azure(),
            DEPLOYED,
            chat_streams.answer(chat_streams.message(BANNED)),
            {"choices": [{"finish_reason": "content_filter", "content_filter_results": {}}]},
        ),
        (
            Bedrock(),
            converse_streams.CONVERSE,
            {"output": OUTPUT, "stopReason": "end_turn"},
            {"stopReason": "guardrail_intervened"},
        ),
        (
            Bedrock(),
            converse_streams.INVOKE,
            {"type": "message", "role": "assistant", "content": [{"type": "text", "text": BANNED}]},
            ENDED,
        ),
        (Ollama(), "/api/chat", ollama_lines.said(BANNED), {"done": True, "done_reason": "stop"}),
        (Cohere(), "/v2/chat", {"id": "c", **COHERE}, {"finish_reason": "ERROR"}),
        (
            MistralAI(),
            "/v1/chat/completions",
            chat_streams.answer(chat_streams.message(BANNED)),
            {"choices": [{"finish_reason": "content_filter"}]},
        ),
    ],
)
def test_a_whole_answer_is_stopped(dialect: Dialect, path: str, answer: Any, wanted: Any) -> None:
    asked = {"model": "m", "stream": False}
    reply = talk(dialect, path, asked, dumps(answer), REFUSE, kind=JSON).reply
    assert reply is not None
    assert reply.status == 200
    assert fits(json.loads(reply.body), wanted)
    assert BANNED not in reply.body.decode()


class Stream(NamedTuple):
    """A stream that says something, then what stops it."""

    dialect: Dialect
    path: str
    body: bytes
    ends: tuple[bytes, ...]  # what stands in its end, in this order
    kind: str = EVENTS


SAFE = ("Once ", "there was ", f"a {BANNED}!", " and more")
CHUNKS = chat_streams.body(*map(chat_streams.content, SAFE))
STREAMS = {
    "chat": Stream(
        OpenAI(), "/v1/chat/completions", CHUNKS, (b'"finish_reason":"content_filter"', b"data: [DONE]")
    ),
    "completions": Stream(
        OpenAI(),
        "/v1/completions",
        chat_streams.body(*({"choices": [{"index": 0, "text": one}]} for one in SAFE)),
        (b'"finish_reason":"content_filter"', b"data: [DONE]"),
    ),
    "responses": Stream(
        OpenAI(),
        "/v1/responses",
        sse(*responses_streams.stream(responses_streams.message(SAFE))),
        (
            b"event: response.output_text.done",
            b"event: response.content_part.done",
            b"event: response.output_item.done",
            b"event: response.incomplete",
        ),
    ),
    "messages": Stream(
        Anthropic(),
        "/v1/messages",
        sse(*messages_streams.stream(messages_streams.text(SAFE))),
        (b"event: content_block_stop", b'"stop_reason":"refusal"', b"event: message_stop"),
    ),
    "gemini": Stream(
        Gemini(),
        STREAMED,
        generate_streams.sse(*(generate_streams.chunk({"text": one}) for one in SAFE)),
        (b'"finishReason":"SAFETY","index":0',),
    ),
    "gemini's array": Stream(
        Gemini(),
        generate_streams.ARRAY,
        generate_streams.array(*(generate_streams.chunk({"text": one}) for one in SAFE)),
        (b'"finishReason":"SAFETY","index":0', b"]"),
        JSON,
    ),
    "azure": Stream(
        Azure(),
        DEPLOYED,
        CHUNKS,
        (b'"finish_reason":"content_filter"', b'"content_filter_results"', b"data: [DONE]"),
    ),
    "converse": Stream(
        Bedrock(),
        converse_streams.STREAM,
        converse_streams.framed(converse_streams.stream(converse_streams.text(SAFE))),
        (b"contentBlockStop", b"messageStop", b'"stopReason":"guardrail_intervened"', b"metadata"),
        MEDIA_TYPE,
    ),
    "ollama": Stream(
        Ollama(),
        "/api/chat",
        ollama_lines.stream(*map(ollama_lines.said, SAFE)),
        (b"harm.fruit", b'"done":true'),
        ollama_lines.LINES,
    ),
    "cohere": Stream(
        Cohere(),
        "/v2/chat",
        sse(*cohere_events.stream(cohere_events.block(SAFE))),
        (b"event: message-end", b'"finish_reason":"ERROR"', b"data: [DONE]"),
    ),
    "mistral": Stream(
        MistralAI(),
        "/v1/chat/completions",
        CHUNKS,
        (b"harm.fruit", b'"finish_reason":"content_filter"', b"data: [DONE]"),
    ),
}


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_is_stopped(name: str) -> None:
    one = STREAMS[name]
    out: Talk = talk(
        one.dialect, one.path, {**chat_streams.ASKED, "stream": True}, one.body, REFUSE, kind=one.kind
    )
    assert out.finished
    assert b"there was" in out.sent
    assert BANNED.encode() not in out.sent
    assert b"and more" not in out.sent
    assert b"event: error" not in out.sent
    at = out.sent.index(b"there was")
    for word in one.ends:
        at = out.sent.index(word, at)


# -- while text is held

COMMENT = b": sekisho\n\n"
PING = b'event: ping\ndata: {"type": "ping"}\n\n'


@pytest.mark.parametrize(
    ("dialect", "path", "events", "padding"),
    [
        (OpenAI(), "/v1/chat/completions", COMMENT, b""),
        (OpenAI(), "/v1/completions", COMMENT, b""),
        (OpenAI(), "/v1/responses", COMMENT, b""),
        (Azure(), DEPLOYED, COMMENT, b""),
        (Anthropic(), "/v1/messages", PING, b""),
        (Gemini(), STREAMED.partition("?")[0], b"\r\n", b"\n"),  # no comments, names or ids: they break it
        (Cohere(), "/v2/chat", COMMENT, b""),
        (MistralAI(), "/v1/chat/completions", COMMENT, b""),
        (MistralAI(), "/v1/audio/transcriptions", COMMENT, b""),
        (Bedrock(), converse_streams.STREAM, b"", b""),  # nothing is safe
        (Bedrock(), converse_streams.CHUNKS, b"", b""),
    ],
)
def test_what_keeps_a_client_waiting(dialect: Dialect, path: str, events: bytes, padding: bytes) -> None:
    surface = dialect.surface(Seen("POST", path))
    assert (surface.keepalive, surface.padding, surface.filler()) == (events, padding, b"")


@pytest.mark.parametrize(("path", "member"), [("/api/chat", "message"), ("/api/generate", "response")])
def test_lines_are_filled_with_lines_that_say_nothing(path: str, member: str) -> None:
    surface = Ollama().surface(Seen("POST", path))
    surface.framed = "lines"
    surface.closer().saw(ollama_lines.said("x") if member == "message" else ollama_lines.continued("x"))
    raw = surface.filler()
    line = json.loads(raw)
    assert raw.endswith(b"}\n")
    assert line["done"] is False
    assert line[member] in ("", {"role": "assistant", "content": ""})
