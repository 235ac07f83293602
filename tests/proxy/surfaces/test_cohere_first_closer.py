"""Stops of the first version, and its signs of life, for the official client."""

from __future__ import annotations

import json
from typing import Any

import cohere
import httpx
import pytest

from proxy.dialect import Notice, Seen
from proxy.dialects.cohere import Cohere
from proxy.surfaces.cohere_first import CohereFirstChat
from proxy.surfaces.cohere_first_closer import LinesCloser
from tests.proxy.surfaces.cohere_events import FIRST, LINES, whole
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, dumps, talk

NOTICE = Notice("0199", "p", "r", "harm.fruit", "refuse", "response")
BEGUN = {"is_finished": False, "event_type": "stream-start", "generation_id": "g"}


def text(said: str) -> dict[str, Any]:
    return {"is_finished": False, "event_type": "text-generation", "text": said}


async def read(body: bytes, kind: str = LINES, *, chat: bool = True) -> Any:
    """What the client makes of an answer: its events, or its one object."""
    async with served(body, kind) as base, httpx.AsyncClient(trust_env=False, timeout=60) as http:
        client = cohere.AsyncClient(api_key="k", base_url=base, httpx_client=http)
        if kind == "application/json":
            return await (client.chat(message="x") if chat else client.generate(prompt="x"))
        made: Any = client.chat_stream(message="x") if chat else client.generate_stream(prompt="x")
        return [event async for event in made]


async def test_a_stopped_stream_ends_as_one_that_failed() -> None:
    body = b"".join(dumps(doc) + b"\n" for doc in (BEGUN, text("Then eat "), text(BANNED), text("!")))
    out = talk(Cohere(), "/v1/chat", FIRST, body, REFUSE, kind=LINES)
    assert BANNED.encode() not in out.sent
    *said, notice, last = await read(out.sent)
    assert [one.text for one in said if one.event_type == "text-generation"] == ["Then eat ", ""]
    assert "harm.fruit" in notice.text
    assert (last.event_type, last.finish_reason, last.response.generation_id) == ("stream-end", "ERROR", "g")
    assert last.response.text == notice.text


async def test_a_stopped_generation_is_an_error_of_the_stream() -> None:
    body = b"".join(dumps(doc) + b"\n" for doc in (text("Then eat "), text(BANNED)))
    out = talk(Cohere(), "/v1/generate", {"prompt": "x"}, body, REFUSE, kind=LINES)
    *_, last = await read(out.sent, chat=False)
    assert (last.event_type, last.finish_reason) == ("stream-error", "ERROR")
    assert "harm.fruit" in last.err


async def test_a_stopped_answer_is_one_that_failed() -> None:
    doc = {"text": BANNED, "generation_id": "g", "finish_reason": "COMPLETE"}
    out = whole("/v1/chat", {"message": "x"}, doc, REFUSE)
    assert out.reply is not None
    found = await read(out.reply.body, "application/json")
    assert (found.generation_id, found.finish_reason) == ("g", "ERROR")
    assert "harm.fruit" in found.text
    made = {"id": "a", "prompt": "x", "generations": [{"id": "b", "text": BANNED}]}
    out = whole("/v1/generate", {"prompt": "x"}, made, REFUSE)
    assert out.reply is not None
    found = await read(out.reply.body, "application/json", chat=False)
    assert (found.id, found.prompt, len(found.generations)) == ("a", None, 1)
    assert "harm.fruit" in found.generations[0].text


async def test_a_sign_of_life_adds_nothing() -> None:
    alive = CohereFirstChat(Seen("POST", "/v1/chat")).filler()
    body = alive + b"".join(dumps(doc) + b"\n" + alive for doc in (BEGUN, text("x")))
    found = await read(body)
    assert "".join(one.text for one in found if one.event_type == "text-generation") == "x"


@pytest.mark.parametrize("chat", [True, False])
def test_events_are_ended_as_events(chat: bool) -> None:
    ended = LinesCloser(chat=chat, events=True).close(NOTICE)
    kinds = [json.loads(line[6:])["event_type"] for line in ended.splitlines() if line]
    assert kinds == (["text-generation", "stream-end"] if chat else ["stream-error"])


@pytest.mark.parametrize("kind", ["stream-end", "stream-error"])
def test_nothing_follows_an_end(kind: str) -> None:
    closer = LinesCloser(chat=True, events=False)
    for doc in ({"event_type": kind}, {"event_type": []}, [], None):
        closer.saw(doc)
    assert closer.close(NOTICE) == b""
