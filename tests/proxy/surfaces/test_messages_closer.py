"""Refusals before, instead of and in the middle of an answer, read by the official client."""

from __future__ import annotations

import json
from typing import Any

import anthropic
import pytest

from proxy.dialects.anthropic import Anthropic
from tests.proxy.surfaces.messages_streams import ASKED, SHELL, ask, stream, text, use
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, Talk, dumps, sse, talk


def client_at(base: str) -> anthropic.AsyncAnthropic:
    return anthropic.AsyncAnthropic(base_url=base, api_key="k", max_retries=0)


HELLO: Any = {"model": "claude", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}


async def test_a_refused_request_is_a_bad_request() -> None:
    out = talk(Anthropic(), "/v1/messages", {**ASKED, "system": BANNED}, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        client_at(base) as client,
    ):
        with pytest.raises(anthropic.BadRequestError, match=r"harm\.fruit") as refused:
            await client.messages.create(**HELLO)
    assert refused.value.body == json.loads(out.reply.body)
    assert json.loads(out.reply.body)["error"]["type"] == "invalid_request_error"


async def test_a_stopped_answer_is_a_refusal_that_can_be_shown() -> None:
    doc = {**SHELL, "content": [{"type": "text", "text": f"eat {BANNED}"}], "stop_reason": "end_turn"}
    out = talk(Anthropic(), "/v1/messages", ASKED, dumps(doc), REFUSE, kind="application/json")
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        client_at(base) as client,
    ):
        read = await client.messages.create(**HELLO)
    assert (read.id, read.model, read.stop_reason, read.usage.input_tokens) == (
        SHELL["id"],
        "claude",
        "refusal",
        7,
    )
    assert read.stop_details is not None
    assert read.stop_details.explanation == read.content[0].text
    assert "harm.fruit" in read.stop_details.explanation


def test_an_error_that_is_stopped_stays_an_error() -> None:
    doc = {"type": "error", "error": {"type": "invalid_request_error", "message": BANNED}}
    out = talk(Anthropic(), "/v1/messages", ASKED, dumps(doc), REFUSE, kind="application/json", status=413)
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["type"]) == (413, "error")
    assert BANNED.encode() not in out.reply.body


async def read_stream(out: Talk) -> tuple[list[str], anthropic.types.ParsedMessage[None]]:
    async with served(out.sent) as base, client_at(base) as client, client.messages.stream(**HELLO) as found:
        kinds = [event.type async for event in found]
        return kinds, await found.get_final_message()


async def test_a_stopped_stream_ends_as_a_refusal() -> None:
    out = ask(stream(text(["Then eat ", BANNED[:9], BANNED[9:], " now."])), REFUSE)
    assert BANNED.encode() not in out.sent
    _, read = await read_stream(out)
    assert (read.id, read.stop_reason, read.usage.input_tokens) == (SHELL["id"], "refusal", 7)
    texts = [one.text for one in read.content if one.type == "text"]
    assert texts[0] == "Then eat "
    assert read.stop_details is not None
    assert texts[1] == read.stop_details.explanation
    kinds = [doc["type"] for doc in out.events]
    assert kinds[-7:] == [
        "content_block_delta",
        "content_block_stop",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


async def test_a_tools_block_that_is_not_finished_stays_open() -> None:
    out = ask(stream(text(["ok"]), use(['{"eat": "', BANNED, '"}'], 1)), REFUSE)
    stops = [doc["index"] for doc in out.events if doc["type"] == "content_block_stop"]
    assert stops == [0, 2]
    _, read = await read_stream(out)
    assert (read.stop_reason, [one.type for one in read.content]) == ("refusal", ["text", "tool_use", "text"])


async def test_a_stream_stopped_at_once_still_begins() -> None:
    docs = stream(text(["hello"]))
    docs[0] = {"type": "message_start", "message": {**SHELL, "content": [{"type": "text", "text": BANNED}]}}
    kinds, read = await read_stream(ask(docs, REFUSE))
    assert (kinds[0], read.model, read.stop_reason) == ("message_start", "claude", "refusal")


def test_nothing_follows_an_end() -> None:
    docs = [*stream(text(["hello"])), {"type": "weather", "wind": BANNED}]
    assert ask(docs, REFUSE).sent == sse(*docs[:-1])


def test_strange_events_do_not_confuse_the_closer() -> None:
    docs = [
        {"type": "message_start", "message": "none", "usage": {"output_tokens": "many"}},
        {"type": "content_block_start", "index": {}, "content_block": {"type": []}},
        {"type": "content_block_start", "index": 2**70, "content_block": {"type": ["text"]}},
        {"type": "content_block_stop", "index": []},
        {"type": [], "delta": 1},
        {"type": "content_block_delta", "index": 0, "delta": BANNED},
    ]
    raw = b"".join(b"event: x\ndata: %b\n\n" % dumps(doc) for doc in docs)
    out = talk(Anthropic(), "/v1/messages", ASKED, raw, REFUSE).events
    assert out[-1] == {"type": "message_stop"}
