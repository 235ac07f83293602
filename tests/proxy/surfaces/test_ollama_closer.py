"""Refusals before, instead of and in the middle of an answer, and signs of life, for the official client."""

from __future__ import annotations

import json
from typing import Any

import ollama
import pytest

from proxy.dialect import Notice, Seen
from proxy.dialects.ollama import Ollama
from proxy.surfaces.ollama_closer import LineCloser, ProgressCloser
from tests.proxy.surfaces.ollama_lines import (
    ASKED,
    DONE,
    HEAD,
    LINES,
    ask,
    continued,
    lines,
    said,
    stream,
    whole,
)
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, dumps, talk

NOTICE = Notice("0199", "p", "r", "harm.fruit", "refuse", "response")


async def read(
    body: bytes, kind: str = LINES, status: int = 200, *, chat: bool = True, stream: bool = True
) -> Any:
    """What the client makes of an answer: its lines, or its one object."""
    async with served(body, kind, status) as base:
        client = ollama.AsyncClient(base, trust_env=False, verify=False)
        try:
            asked: Any = {"model": "m", "stream": stream}
            made: Any = client.chat(**asked) if chat else client.generate(prompt="x", **asked)
            found = await made
            return [line async for line in found] if stream else found
        finally:
            await client.close()


async def test_a_refused_request_is_an_error_of_the_request() -> None:
    asked = {**ASKED, "messages": [{"role": "user", "content": BANNED}]}
    out = talk(Ollama(), "/api/chat", asked, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    for streams in (True, False):
        with pytest.raises(ollama.ResponseError, match=r"harm\.fruit") as refused:
            await read(out.reply.body, "application/json", out.reply.status, stream=streams)
        assert refused.value.status_code == 400


@pytest.mark.parametrize("chat", [True, False], ids=["chat", "generate"])
async def test_a_stopped_answer_is_the_notice(chat: bool) -> None:
    text = f"Eat {BANNED}."
    doc = {**(said(text, tool_calls=[]) if chat else continued(text, context=[1])), **DONE}
    out = whole("/api/chat" if chat else "/api/generate", {"model": "m", "stream": False}, doc, REFUSE)
    assert out.reply is not None
    found = await read(out.reply.body, "application/json", out.reply.status, chat=chat, stream=False)
    told = found.message.content if chat else found.response
    assert (found.done, found.done_reason, found.eval_count) == (True, "stop", 3)
    assert "harm.fruit" in told
    assert BANNED.encode() not in out.reply.body
    assert b"context" not in out.reply.body


def test_an_error_that_is_stopped_stays_an_error() -> None:
    out = whole("/api/chat", ASKED, {"error": f"no {BANNED}"}, REFUSE, status=404)
    assert out.reply is not None
    assert (out.reply.status, list(json.loads(out.reply.body))) == (404, ["error"])
    assert BANNED.encode() not in out.reply.body


async def test_a_stopped_stream_says_why_and_that_it_is_done() -> None:
    out = ask([said("Then eat "), said(BANNED[:9]), said(BANNED[9:]), said(" now.")], REFUSE)
    assert BANNED.encode() not in out.sent
    *told, notice, last = await read(out.sent)
    assert [line.message.content for line in told] == ["Then eat ", ""]  # the line it began in, shortened
    assert "harm.fruit" in notice.message.content
    assert (notice.done, notice.model, notice.created_at) == (False, HEAD["model"], HEAD["created_at"])
    assert (last.done, last.done_reason, last.message.content, last.eval_count) == (True, "stop", "", 0)


async def test_a_stopped_continuation_speaks_as_continuations_do() -> None:
    body = stream(continued("Then eat "), continued(BANNED), last={**continued(), **DONE, "context": [1, 2]})
    out = talk(Ollama(), "/api/generate", {"model": "m", "prompt": "x"}, body, REFUSE, kind=LINES)
    *_, notice, last = await read(out.sent, chat=False)
    assert "harm.fruit" in notice.response
    assert (last.done, last.response, last.context) == (True, "", None)


@pytest.mark.parametrize("beside", [{"content": ""}, {"content": "Now."}, {"thinking": "Hm."}])
async def test_a_call_that_was_stopped_does_not_come(beside: dict[str, Any]) -> None:
    call = {"function": {"name": "eat", "arguments": {"how": "raw", "what": f"a {BANNED}", "n": 1}}}
    out = ask([said("I will. "), said("", tool_calls=[call], **beside)], REFUSE)
    found = await read(out.sent)
    assert [line.message.tool_calls for line in found] == [None] * len(found)
    assert [line.done for line in found[-2:]] == [False, True]


async def test_a_last_line_that_was_stopped_is_not_the_last() -> None:
    last = {**continued(f"Then eat {BANNED}"), **DONE, "context": [1, 2]}
    out = talk(
        Ollama(), "/api/generate", {"model": "m", "prompt": "x"}, stream(last=last), REFUSE, kind=LINES
    )
    told, notice, end = await read(out.sent, chat=False)
    assert (told.response, told.done, told.context) == ("Then eat ", False, [])
    assert "harm.fruit" in notice.response
    assert end.done


async def test_a_stream_stopped_at_once_still_says_who_speaks() -> None:
    out = ask([said(BANNED)], REFUSE)
    notice, last = [line for line in await read(out.sent) if line.message.content or line.done]
    assert (notice.model, last.model, last.done) == (HEAD["model"], HEAD["model"], True)


def test_nothing_follows_an_end() -> None:
    docs = [said("x"), {**said(), **DONE}]
    body = stream(*docs, last={"error": BANNED})
    out = talk(Ollama(), "/api/chat", ASKED, body, REFUSE, kind=LINES)
    assert lines(out)[:2] == docs
    assert len(lines(out)) == 2


async def test_a_sign_of_life_adds_nothing() -> None:
    closer = LineCloser("m", chat=True)
    body = closer.line() + stream(said("x")) + closer.line()
    assert "".join(line.message.content for line in await read(body)) == "x"
    body = LineCloser("m", chat=False).line() + dumps({**continued("x"), **DONE}) + b"\n"
    assert "".join(line.response for line in await read(body, chat=False)) == "x"


def test_strange_lines_do_not_confuse_the_closer() -> None:
    closer = LineCloser("m", chat=True)
    for doc in ({"model": 7, "created_at": [], "done": None}, [], None, {"message": "none"}):
        closer.saw(doc)
    *_, last = [json.loads(line) for line in closer.close(NOTICE).splitlines()]
    assert (last["model"], last["done"]) == ("m", True)


async def test_a_stream_of_progress_ends_with_an_error() -> None:
    async with served(b'{"status":"pulling"}\n' + ProgressCloser().close(NOTICE), LINES) as base:
        client = ollama.AsyncClient(base, trust_env=False, verify=False)
        with pytest.raises(ollama.ResponseError, match=r"harm\.fruit"):
            async for _ in await client.pull("m", stream=True):
                pass
        await client.close()


def test_no_surface_for_others_follows_lines() -> None:
    assert Ollama().surface(Seen("GET", "/api/embed")).closer().close(NOTICE) == b""
