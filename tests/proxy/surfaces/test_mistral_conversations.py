"""Conversations: entries as channels, and an end that the official client reads."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from proxy.dialect import Notice, Seen
from proxy.dialects.mistral import MistralAI
from proxy.surfaces.mistral_conversations import ConversationCloser, Conversations
from tests.proxy.surfaces.mistral_clients import converse, follow
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, policy, sse, talk

Doc = dict[str, Any]
PATH = "/v1/conversations"
AT = "2026-11-01T00:00:00Z"
STARTED: Doc = {"type": "conversation.response.started", "created_at": AT, "conversation_id": "conv_1"}
USAGE = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
FINISHED: Doc = {"type": "conversation.response.done", "created_at": AT, "usage": USAGE}
REPORT = policy(("sekisho.*", "flag"), ("pii.*", ("mask", {"style": "label"})))


def said(content: Any, place: int = 0, **more: Any) -> Doc:
    return {
        "type": "message.output.delta",
        "created_at": AT,
        "output_index": place,
        "id": f"msg_{place}",
        "content_index": 0,
        "model": "mistral-small-latest",
        "role": "assistant",
        "content": content,
        **more,
    }


def called(arguments: str, place: int = 0, name: str = "call_1") -> Doc:
    return {
        "type": "function.call.delta",
        "created_at": AT,
        "output_index": place,
        "id": f"fc_{place}",
        "tool_call_id": name,
        "name": "send_mail",
        "arguments": arguments,
    }


def ran(kind: str, **more: Any) -> Doc:
    event = {"type": f"tool.execution.{kind}", "created_at": AT, "output_index": 0, "id": "te_1"}
    return {**event, "name": "web_search", **more}


def streamed(*docs: Doc, rows: Any = MASK) -> Talk:
    return talk(MistralAI(), PATH, {"inputs": "x", "stream": True}, sse(STARTED, *docs, FINISHED), rows)


def values(out: Talk, name: str) -> str:
    return "".join(doc[name] for doc in out.events if isinstance(doc.get(name), str))


# -- channels


def test_a_message_is_joined_over_events_and_forms() -> None:
    out = streamed(said("It is Taro"), said({"type": "text", "text": " Yamada"}), said("."), rows=REPORT)
    assert out.events[1]["content"] == "It is [NAME]"
    assert (out.events[2]["content"]["text"], out.events[3]["content"]) == ("", ".")
    assert out.unmapped() == []


def test_entries_are_apart() -> None:
    docs = [said("Taro"), said("Taro", 1), said(" Yamada", 1), said(" Suzuki")]
    out = streamed(*docs)
    told = [(doc["output_index"], doc["content"]) for doc in out.events[1:-1]]
    assert "".join(text for place, text in told if place == 0) == "Taro Suzuki"
    assert "".join(text for place, text in told if place == 1) == "[NAME]"


def test_thoughts_are_a_channel_of_their_own() -> None:
    thoughts = [
        {"type": "thinking", "thinking": [{"type": "text", "text": half}]} for half in ("Taro", " Yamada")
    ]
    out = streamed(*map(said, thoughts), said("It is Taro Suzuki"), rows=REPORT)
    assert out.events[1]["content"]["thinking"][0]["text"] == "[NAME]"
    assert [finding["role"] for finding in out.findings] == ["reasoning"]


def test_arguments_stay_json() -> None:
    pieces = ['{"to": "Ta', "ro Yam", 'ada"', "}"]
    out = streamed(*map(called, pieces), rows=REPORT)
    assert json.loads(values(out, "arguments")) == {"to": "[NAME]"}
    assert len(out.events) == len(pieces) + 2
    assert out.unmapped() == []


def test_another_call_in_the_place_of_the_last_one_begins_anew() -> None:
    out = streamed(called('{"a": "b"}'), called('{"a": "Taro \\u0059amada"}', name="call_2"))
    assert out.events[1]["arguments"] == '{"a": "b"}'
    assert json.loads(out.events[2]["arguments"]) == {"a": "[NAME]"}


def test_what_a_tool_was_asked_and_found_is_read() -> None:
    docs = [
        ran("started", arguments='{"query": "Taro'),
        ran("delta", arguments=' Yamada"}'),
        ran("done", info={"found": SECRET}),
        said({"type": "tool_reference", "tool": "web_search", "title": SECRET, "url": "https://x.test"}, 1),
    ]
    out = streamed(*docs, rows=REPORT)
    assert json.loads(values(out, "arguments")) == {"query": "[NAME]"}
    assert [finding["role"] for finding in out.findings] == ["assistant", "tool", "retrieved"]
    assert out.unmapped() == []


def test_ids_and_names_of_conversations_are_never_touched() -> None:
    docs = [said("x", id=SECRET, agent_id=SECRET, model=SECRET), {**STARTED, "conversation_id": SECRET}]
    assert streamed(*docs).sent == sse(STARTED, *docs, FINISHED)


def test_an_event_nobody_has_told_us_of_is_read() -> None:
    out = streamed({"type": "novel.event", "novelty": SECRET}, rows=REPORT)
    assert out.events[1] == {"type": "novel.event", "novelty": "[NAME]"}
    assert out.unmapped() == ["/?"]


@pytest.mark.parametrize("doc", [{"output_index": 0}, {"id": 3, "output_index": "x"}, {"content": [None, 3]}])
def test_odd_events_pass(doc: Doc) -> None:
    odd = {"type": "message.output.delta", **doc}
    assert streamed(odd, said("x")).sent == sse(STARTED, odd, said("x"), FINISHED)


# -- history


def test_a_history_that_lies_upstream_is_reported() -> None:
    first = Conversations(Seen("POST", PATH))
    later = Conversations(Seen("POST", f"{PATH}/conv_1"))
    again = Conversations(Seen("POST", f"{PATH}/conv_1/restart"))
    read = Conversations(Seen("GET", f"{PATH}/conv_1/history"))
    assert [tuple(one.opaque({})) for one in (first, later, again, read)] == [
        (),
        ("stored history",),
        ("stored history",),
        (),
    ]
    assert tuple(first.opaque({"agent_id": "ag_1"})) == ("stored prompt",)
    assert later.conversation({}) == again.conversation({}) == ("conv_1", True)


def test_a_conversation_is_named_by_how_it_begins() -> None:
    surface = Conversations(Seen("POST", PATH))
    one = surface.conversation({"inputs": "hello"})
    assert one == surface.conversation({"inputs": [{"role": "user", "content": "hello"}]})
    assert one != surface.conversation({"inputs": "bye"})
    assert surface.conversation(None) == ("", False)


# -- how it ends, as the official client reads it


async def test_a_stopped_answer_is_a_message_that_says_so() -> None:
    output = {
        "object": "entry",
        "type": "message.output",
        "role": "assistant",
        "content": f"Eat the {BANNED}",
    }
    answer = {
        "object": "conversation.response",
        "conversation_id": "conv_1",
        "outputs": [output],
        "usage": USAGE,
    }
    out = talk(MistralAI(), PATH, {"inputs": "x"}, dumps(answer), REFUSE, kind="application/json")
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        read = await asyncio.to_thread(converse, url)
    (said,) = read.outputs
    assert "harm.fruit" in said.content
    assert (read.conversation_id, read.usage.total_tokens) == ("conv_1", 7)


@pytest.mark.parametrize(
    ("doc", "status", "says"),
    [({"detail": BANNED}, 422, 422), ({"entries": [{"content": BANNED}]}, 200, 400)],
)
def test_what_is_no_response_is_stopped_as_an_error(doc: Doc, status: int, says: int) -> None:
    out = talk(MistralAI(), PATH, {}, dumps(doc), REFUSE, kind="application/json", status=status)
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["object"]) == (says, "error")


async def test_a_stopped_stream_ends_with_the_responses_error() -> None:
    out = streamed(said("Well. "), said(f"Eat the {BANNED}"), said("later"), rows=REFUSE)
    assert BANNED.encode() not in out.sent
    assert out.finished
    async with served(out.sent) as url:
        read = await asyncio.to_thread(follow, url)
    assert [one.type for one in read] == [
        "conversation.response.started",
        "message.output.delta",
        "message.output.delta",
        "conversation.response.error",
    ]
    assert "".join(one.content for one in read[1:3]) == "Well. Eat the "
    assert "harm.fruit" in read[-1].message
    assert read[-1].code == 400


def test_the_closer_needs_nothing_that_was_sent() -> None:
    closer = ConversationCloser()
    closer.saw(None)
    end = closer.close(Notice("x1", "standard", "no-fruit", "harm.fruit", "cut", "response"))
    assert end.startswith(b"event: conversation.response.error\ndata: {")
    assert end.endswith(b"}\n\n")


async def test_comments_keep_a_stream_alive() -> None:
    keepalive = Conversations(Seen("POST", PATH)).keepalive
    async with served(sse(STARTED) + keepalive + sse(said("a")) + keepalive + sse(FINISHED)) as url:
        assert len(await asyncio.to_thread(follow, url)) == 3
