"""Refusals before, instead of and in the middle of an answer, and signs of life, for the official client."""

from __future__ import annotations

import json
from typing import Any

import cohere
import httpx
import pytest
from cohere.errors import BadRequestError, NotFoundError

from proxy.dialect import Notice
from proxy.dialects.cohere import Cohere
from proxy.surfaces.cohere import CohereChat
from proxy.surfaces.cohere_closer import EventsCloser
from tests.proxy.surfaces.cohere_events import ASKED, ask, block, call, plan, stream, whole
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, dumps, events, sse, talk

NOTICE = Notice("0199", "p", "r", "harm.fruit", "refuse", "response")
HELLO: Any = {"model": "m", "messages": [{"role": "user", "content": "x"}]}


async def read(body: bytes, kind: str = "text/event-stream", status: int = 200) -> Any:
    """What the client makes of an answer: its events, or its one object."""
    async with served(body, kind, status) as base, httpx.AsyncClient(trust_env=False, timeout=60) as http:
        client = cohere.AsyncClientV2(api_key="k", base_url=base, httpx_client=http)
        if kind != "text/event-stream":
            return await client.chat(**HELLO)
        return [event async for event in client.chat_stream(**HELLO)]


async def test_a_refused_request_is_a_bad_request() -> None:
    asked = {**ASKED, "messages": [{"role": "user", "content": BANNED}]}
    out = talk(Cohere(), "/v2/chat", asked, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    with pytest.raises(BadRequestError) as refused:
        await read(out.reply.body, "application/json", out.reply.status)
    assert "harm.fruit" in refused.value.body["message"]


async def test_a_stopped_answer_is_one_that_failed() -> None:
    said = {"role": "assistant", "content": [{"type": "text", "text": f"eat {BANNED}"}], "tool_plan": BANNED}
    usage = {"tokens": {"input_tokens": 7.0, "output_tokens": 3.0}}
    doc = {"id": "a", "message": said, "finish_reason": "COMPLETE", "usage": usage}
    out = whole("/v2/chat", {}, doc, REFUSE)
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    found = await read(out.reply.body, "application/json", out.reply.status)
    assert (found.id, found.finish_reason, found.usage.tokens.input_tokens) == ("a", "ERROR", 7)
    assert "harm.fruit" in found.message.content[0].text


async def test_an_error_that_is_stopped_stays_an_error() -> None:
    out = whole("/v2/chat", {}, {"id": "a", "message": BANNED}, REFUSE, status=404)
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    with pytest.raises(NotFoundError):
        await read(out.reply.body, "application/json", out.reply.status)


async def test_a_stopped_stream_ends_as_one_that_failed() -> None:
    out = ask(
        stream(block(["so"], 0, "thinking"), block(["Then eat ", BANNED[:9], BANNED[9:], "!"], 1)), REFUSE
    )
    assert BANNED.encode() not in out.sent
    found = await read(out.sent)
    texts = [one.delta.message.content.text for one in found if one.type == "content-delta" and one.index]
    assert texts[:-1] == ["Then eat ", ""]
    assert "harm.fruit" in texts[-1]
    assert [one.index for one in found if one.type == "content-end"] == [0, 1, 2]
    last = found[-1]
    assert (last.type, last.delta.finish_reason) == ("message-end", "ERROR")
    assert "harm.fruit" in last.delta.error
    assert out.sent.endswith(b"data: [DONE]\n\n")


async def test_a_call_that_is_not_finished_stays_open() -> None:
    out = ask(stream(plan(["I eat."]), call(["{}"]), call(['{"eat": "', BANNED, '"}'], 1)), REFUSE)
    found = await read(out.sent)
    assert [one.index for one in found if one.type == "tool-call-end"] == [0]
    assert [one.type for one in found[-2:]] == ["content-end", "message-end"]


async def test_a_stream_stopped_at_once_still_begins() -> None:
    docs = [{"type": "message-start", "id": "a", "delta": {"message": {"role": "assistant", "mood": BANNED}}}]
    found = await read(ask(docs, REFUSE).sent)
    assert [one.type for one in found] == [
        "message-start",
        "content-start",
        "content-delta",
        "content-end",
        "message-end",
    ]


def test_nothing_follows_an_end() -> None:
    docs = [*stream(block(["hello"])), {"type": "weather", "wind": BANNED}]
    assert ask(docs, REFUSE).sent == sse(*docs[:-1])


async def test_a_sign_of_life_adds_nothing() -> None:
    alive = CohereChat.keepalive
    docs = stream(block(["hello"]))
    body = alive + b"".join(sse(doc) + alive for doc in docs)
    assert [one.type for one in await read(body)] == [doc["type"] for doc in docs]


def test_strange_events_do_not_confuse_the_closer() -> None:
    closer = EventsCloser()
    for doc in ({"type": []}, {"type": "content-start", "index": {}}, {"type": "content-end"}, [], None):
        closer.saw(doc)
    assert events(closer.close(NOTICE))[-1]["type"] == "message-end"
    assert dumps(NOTICE.text) in closer.close(NOTICE)


def test_an_id_is_quoted_with_the_refusal() -> None:
    out = talk(Cohere(), "/v2/chat", {"messages": [{"role": "user", "content": BANNED}]}, policy=REFUSE)
    assert out.reply is not None
    assert list(json.loads(out.reply.body)) == ["id", "message"]
