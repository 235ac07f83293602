"""Mistral's chat: content in parts, and endings that its own library reads."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from mistralai.client.errors import SDKError

from proxy.dialect import Seen
from proxy.dialects.mistral import MistralAI
from proxy.surfaces.mistral import MistralChat
from tests.proxy.surfaces.chat_streams import ASKED, DONE, HEAD, REPORT, Doc, body, chunk, content, found
from tests.proxy.surfaces.mistral_clients import complete, iterate
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, talk

PATH = "/v1/chat/completions"


def streamed(*docs: Doc, rows: Any = MASK, asked: Doc = ASKED, path: str = PATH) -> Talk:
    return talk(MistralAI(), path, asked, body(*docs), rows)


def whole(doc: Any, rows: Any = MASK, path: str = PATH, **more: Any) -> Talk:
    asked = {**ASKED, "stream": False}
    return talk(MistralAI(), path, asked, dumps(doc), rows, kind="application/json", **more)


def thought(text: str, **more: Any) -> Doc:
    return {"type": "thinking", "thinking": [{"type": "text", "text": text}], **more}


def parts(*said: Doc) -> Doc:
    return chunk({"content": [*said]})


def text(said: str) -> Doc:
    return {"type": "text", "text": said}


# -- content in parts


def test_thoughts_and_words_are_apart_and_each_is_joined() -> None:
    docs = [
        parts(thought("It is Taro")),
        parts(thought(" Yamada.", closed=True), text("You mean Taro")),
        chunk({"content": " Yamada?"}, finish_reason="stop"),
    ]
    out = streamed(*docs, rows=REPORT)
    thoughts = [
        part["thinking"][0]["text"] for doc in out.events for part in part_list(doc) if "thinking" in part
    ]
    assert "".join(thoughts) == "It is [NAME]."
    assert out.events[1]["choices"][0]["delta"]["content"][1]["text"] == "You mean [NAME]"
    assert out.events[2]["choices"][0]["delta"]["content"] == "?"
    assert (found(out), out.unmapped()) == (["reasoning", "assistant"], [])


def part_list(doc: Doc) -> list[Doc]:
    said = doc["choices"][0]["delta"]["content"]
    return said if isinstance(said, list) else []


def test_a_thought_ends_where_the_answer_begins() -> None:
    docs = [parts(thought("It is Taro")), parts(text(" Yamada asks."))]
    unended = body(*docs)[: -len(DONE)]
    out = talk(MistralAI(), PATH, ASKED, unended, REPORT)
    assert b"".join(out.pieces[: out.early]) == unended


def test_references_and_signatures_are_never_touched() -> None:
    docs = [parts(thought("hm", signature=SECRET), {"type": "reference", "reference_ids": [SECRET, 3]})]
    assert streamed(*docs, rows=REPORT).sent == body(*docs)


def test_a_source_within_a_thought_is_read() -> None:
    source = {"type": "tool_reference", "tool": "web_search", "title": SECRET, "url": "https://x.test"}
    message = {"role": "assistant", "content": [{"type": "thinking", "thinking": [source]}]}
    for out in (
        streamed(parts({"type": "thinking", "thinking": [source]}), rows=REPORT),
        whole({**HEAD, "choices": [{"index": 0, "message": message}]}, REPORT),
    ):
        assert (found(out), out.unmapped()) == (["retrieved"], [])


def test_an_agents_instructions_are_not_seen() -> None:
    asked = {"agent_id": "ag_1", "messages": ASKED["messages"]}
    out = talk(MistralAI(), "/v1/agents/completions", asked, b"{}", REPORT, kind="application/json")
    assert (out.unscanned(), out.unmapped()) == (["stored prompt"], [])


# -- how it ends, as the official client reads it


@pytest.mark.parametrize(
    "path", [PATH, "/v1/fim/completions", "/v1/embeddings", "/v1/ocr", "/v1/conversations"]
)
def test_a_refused_request_never_goes_up(path: str) -> None:
    asked = {
        "messages": [{"role": "user", "content": BANNED}],
        "prompt": BANNED,
        "input": BANNED,
        "inputs": BANNED,
    }
    out = talk(MistralAI(), path, asked, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["object"]) == (400, "error")
    assert (b"x-should-retry", b"false") in out.reply.headers


async def test_a_refused_request_is_an_error_with_our_words() -> None:
    out = talk(MistralAI(), PATH, {"messages": [{"role": "user", "content": BANNED}]}, policy=REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(SDKError, match=r"harm\.fruit") as raised:
            await asyncio.to_thread(complete, url)
    assert raised.value.status_code == 400


@pytest.mark.parametrize("path", [PATH, "/v1/agents/completions", "/v1/fim/completions"])
async def test_a_stopped_answer_says_so_in_its_content(path: str) -> None:
    told = [
        {"index": n, "message": {"role": "assistant", "content": said}}
        for n, said in enumerate((BANNED, "b"))
    ]
    usage = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
    out = whole({**HEAD, "object": "chat.completion", "choices": told, "usage": usage}, REFUSE, path)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        read = await asyncio.to_thread(complete, url)
    assert [(one.index, one.finish_reason) for one in read.choices] == [
        (0, "content_filter"),
        (1, "content_filter"),
    ]
    assert all("harm.fruit" in one.message.content for one in read.choices)
    assert (read.id, read.usage.total_tokens) == (HEAD["id"], 7)


def test_what_is_no_completion_is_stopped_as_an_error() -> None:
    out = whole({"object": "error", "message": BANNED, "type": "x", "code": "1500"}, REFUSE, status=422)
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["code"]) == (422, "content_policy_violation")


@pytest.mark.parametrize("path", [PATH, "/v1/agents/completions", "/v1/fim/completions"])
async def test_a_stopped_stream_says_so_in_its_content(path: str) -> None:
    docs = [
        chunk({"role": "assistant", "content": ""}),
        parts(text("Eat the ")),
        content(BANNED),
        content("later"),
    ]
    out = streamed(*docs, rows=REFUSE, path=path)
    assert BANNED.encode() not in out.sent
    assert out.sent.endswith(DONE)
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(iterate, url)
    last = chunks[-1].choices[0]
    assert last.finish_reason == "content_filter"
    assert "harm.fruit" in last.delta.content
    assert {one.id for one in chunks} == {HEAD["id"]}


async def test_comments_keep_a_stream_alive() -> None:
    keepalive = MistralChat(Seen("POST", PATH)).keepalive
    docs = [content("a"), chunk({"content": "b"}, finish_reason="stop")]
    async with served(keepalive + body(docs[0])[: -len(DONE)] + keepalive + body(docs[1])) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert "".join(one.choices[0].delta.content for one in chunks) == "ab"
