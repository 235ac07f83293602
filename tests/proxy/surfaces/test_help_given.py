"""A request that is answered with help: an answer in every form, as a model would give one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.dialect import DIALECTS
from proxy.eventstream import EventStreamFramer
from tests.proxy.surfaces.sessions import BANNED, Talk, events, policy, talk

LIST = {"language": "en", "lead": "Call somebody: 110.", "contacts": [{"name": "a", "phone": "1"}]}
POLICY = policy(("harm.*", ("resources", {"lists": [LIST]})))
SAID = "Call somebody: 110.\n\n- a: 1"

TURN = {"messages": [{"role": "user", "content": BANNED}]}
WORDS = [{"role": "user", "content": [{"text": BANNED}]}]
CONTENTS = {"contents": [{"role": "user", "parts": [{"text": BANNED}]}]}


def asking(dialect: str, path: str, asked: dict[str, Any]) -> Talk:
    return talk(DIALECTS.build(dialect), path, asked, policy=POLICY)


def body(found: Talk) -> Any:
    assert found.reply is not None
    assert found.reply.content_type == b"application/json"
    return json.loads(found.reply.body)


WHOLE = [
    ("openai", "/v1/chat/completions", TURN, ("choices", 0, "message", "content")),
    ("openai", "/v1/completions", {"prompt": BANNED}, ("choices", 0, "text")),
    ("openai", "/v1/responses", {"input": BANNED}, ("output", 0, "content", 0, "text")),
    ("azure", "/openai/deployments/m/chat/completions", TURN, ("choices", 0, "message", "content")),
    ("mistral", "/v1/chat/completions", TURN, ("choices", 0, "message", "content")),
    ("anthropic", "/v1/messages", {**TURN, "max_tokens": 9}, ("content", 0, "text")),
    (
        "gemini",
        "/v1beta/models/m:generateContent",
        CONTENTS,
        ("candidates", 0, "content", "parts", 0, "text"),
    ),
    ("ollama", "/api/chat", {**TURN, "stream": False}, ("message", "content")),
    ("ollama", "/api/generate", {"prompt": BANNED, "stream": False}, ("response",)),
    ("cohere", "/v2/chat", TURN, ("message", "content", 0, "text")),
    ("cohere", "/v1/chat", {"message": BANNED}, ("text",)),
    ("cohere", "/v1/generate", {"prompt": BANNED}, ("generations", 0, "text")),
    ("bedrock", "/model/m/converse", {"messages": WORDS}, ("output", "message", "content", 0, "text")),
    ("bedrock", "/model/m/invoke", {**TURN, "anthropic_version": "x"}, ("content", 0, "text")),
    ("bedrock", "/model/m/invoke", {"inputText": BANNED}, ("results", 0, "outputText")),
    ("bedrock", "/model/us.meta.m/invoke", {"prompt": BANNED}, ("generation",)),
    ("bedrock", "/model/m/invoke", TURN, ("choices", 0, "message", "content")),
    (
        "bedrock",
        "/model/amazon.nova/invoke",
        {"messages": WORDS, "schemaVersion": "messages-v1"},
        ("output", "message", "content", 0, "text"),
    ),
]


@pytest.mark.parametrize(("dialect", "path", "asked", "place"), WHOLE, ids=lambda one: str(one)[:40])
def test_a_whole_answer_says_it(
    dialect: str, path: str, asked: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    found = asking(dialect, path, asked)
    said = body(found)
    for step in place:
        said = said[step]
    assert said == SAID
    assert found.reply is not None
    assert found.reply.status == 200
    assert found.forwarded is None
    assert BANNED.encode() not in found.reply.body
    assert [one["measure"] for one in found.findings] == ["resources"]
    assert found.decisions[0]["verdict"] == "refuse"


def lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.splitlines()]


def frames(data: bytes) -> list[Any]:
    return [json.loads(one.data) for one in EventStreamFramer(1 << 20).feed(data)]


def pieces(doc: Any, *names: str) -> str:
    """All texts under these names, in order."""
    if isinstance(doc, dict):
        own = (v if k in names and isinstance(v, str) else pieces(v, *names) for k, v in doc.items())
        return "".join(own)
    return "".join(pieces(one, *names) for one in doc) if isinstance(doc, list) else ""


STREAMS = [
    ("openai", "/v1/chat/completions", {**TURN, "stream": True}, "sse", ("content",)),
    ("openai", "/v1/completions", {"prompt": BANNED, "stream": True}, "sse", ("text",)),
    ("openai", "/v1/responses", {"input": BANNED, "stream": True}, "sse", ("delta",)),
    ("azure", "/openai/deployments/m/chat/completions", {**TURN, "stream": True}, "sse", ("content",)),
    ("mistral", "/v1/chat/completions", {**TURN, "stream": True}, "sse", ("content",)),
    ("anthropic", "/v1/messages", {**TURN, "max_tokens": 9, "stream": True}, "sse", ("text",)),
    ("gemini", "/v1beta/models/m:streamGenerateContent?alt=sse", CONTENTS, "sse", ("text",)),
    ("ollama", "/api/chat", TURN, "lines", ("content",)),
    ("ollama", "/api/generate", {"prompt": BANNED}, "lines", ("response",)),
    ("cohere", "/v2/chat", {**TURN, "stream": True}, "sse", ("text",)),
    ("bedrock", "/model/m/converse-stream", {"messages": WORDS}, "frames", ("text",)),
]


@pytest.mark.parametrize(("dialect", "path", "asked", "how", "names"), STREAMS, ids=lambda one: str(one)[:40])
def test_a_stream_says_it(
    dialect: str, path: str, asked: dict[str, Any], how: str, names: tuple[str, ...]
) -> None:
    found = asking(dialect, path, asked)
    assert found.reply is not None
    assert found.reply.status == 200
    kind, read = {
        "sse": (b"text/event-stream", events),
        "lines": (b"application/x-ndjson", lines),
        "frames": (b"application/vnd.amazon.eventstream", frames),
    }[how]
    assert found.reply.content_type == kind
    assert pieces(read(found.reply.body), *names) == SAID


def test_a_stream_of_chat_ends_as_a_whole_answer() -> None:
    found = asking("openai", "/v1/chat/completions", {**TURN, "stream": True, "model": "m"})
    assert found.reply is not None
    (chunk,) = events(found.reply.body)
    assert chunk["object"] == "chat.completion.chunk"
    assert (chunk["id"], chunk["model"]) == ("chatcmpl-0199", "m")
    assert chunk["choices"][0]["finish_reason"] == "stop"
    assert found.reply.body.endswith(b"data: [DONE]\n\n")


def test_a_stream_of_messages_begins_and_ends() -> None:
    found = asking("anthropic", "/v1/messages", {**TURN, "stream": True, "model": "m"})
    assert found.reply is not None
    kinds = [one["type"] for one in events(found.reply.body)]
    assert (kinds[0], kinds[-1]) == ("message_start", "message_stop")
    assert events(found.reply.body)[-2]["delta"]["stop_reason"] == "end_turn"


def test_a_response_is_completed() -> None:
    found = asking("openai", "/v1/responses", {"input": BANNED, "stream": True})
    assert found.reply is not None
    last = events(found.reply.body)[-1]
    assert (last["type"], last["response"]["status"]) == ("response.completed", "completed")
    assert last["response"]["output"][0]["content"][0]["type"] == "output_text"


@pytest.mark.parametrize(
    ("dialect", "path", "asked"),
    [
        ("openai", "/v1/embeddings", {"input": BANNED}),
        ("openai", "/v1/images/generations", {"prompt": BANNED}),
        ("openai", "/v1/responses/input_tokens", {"input": BANNED}),
        ("anthropic", "/v1/messages/count_tokens", TURN),
        ("gemini", "/v1beta/models/m:countTokens", CONTENTS),
        ("mistral", "/v1/conversations", {"inputs": BANNED, "agent_id": "a"}),
        ("bedrock", "/model/m/invoke", {"prompt": BANNED}),
    ],
    ids=lambda one: str(one)[:40],
)
def test_where_nothing_answers_in_words_the_refusal_says_it(
    dialect: str, path: str, asked: dict[str, Any]
) -> None:
    found = asking(dialect, path, asked)
    assert found.reply is not None
    assert found.reply.status == 400
    assert json.dumps(SAID)[1:-1].encode() in found.reply.body


ANSWERS = [
    ("openai", "/v1/chat/completions", TURN, {"choices": [{"index": 0, "message": {"content": BANNED}}]}),
    ("anthropic", "/v1/messages", TURN, {"type": "message", "content": [{"type": "text", "text": BANNED}]}),
    (
        "gemini",
        "/v1beta/models/m:generateContent",
        CONTENTS,
        {"candidates": [{"content": {"role": "model", "parts": [{"text": BANNED}]}}]},
    ),
    ("ollama", "/api/chat", TURN, {"message": {"role": "assistant", "content": BANNED}, "done": True}),
]


@pytest.mark.parametrize(("dialect", "path", "asked", "answer"), ANSWERS, ids=lambda one: str(one)[:40])
def test_an_answer_that_is_stopped_says_it_too(
    dialect: str, path: str, asked: dict[str, Any], answer: dict[str, Any]
) -> None:
    clean = json.loads(json.dumps(asked).replace(BANNED, "hello"))
    found = talk(
        DIALECTS.build(dialect), path, clean, json.dumps(answer).encode(), POLICY, kind="application/json"
    )
    told = found.reply.body if found.reply else found.sent
    assert json.dumps(SAID)[1:-1].encode() in told
    assert BANNED.encode() not in told


def test_a_stream_that_is_stopped_says_it_too() -> None:
    chunk = {"id": "c", "choices": [{"index": 0, "delta": {"content": f"so {BANNED}"}}]}
    found = talk(
        DIALECTS.build("openai"),
        "/v1/chat/completions",
        {"messages": [], "stream": True},
        b"data: " + json.dumps(chunk).encode() + b"\n\n",
        POLICY,
    )
    said = found.events[-1]["choices"][0]
    assert said["delta"]["content"] == SAID
    assert said["finish_reason"] == "content_filter"
