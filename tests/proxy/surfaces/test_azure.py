"""What Azure adds to OpenAI's surfaces: filters beside the text, and its own way to refuse."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import openai
import pytest

from proxy.dialect import Seen
from proxy.dialects.azure import Azure
from proxy.dialects.openai import OpenAI
from proxy.surfaces.azure import AzureChat, on_azure
from proxy.surfaces.completions import FillIn
from tests.proxy.surfaces.chat_streams import (
    ASKED,
    DONE,
    HEAD,
    REPORT,
    Doc,
    body,
    chunk,
    content,
    found,
    joined,
)
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, talk

VERSION = "2025-04-01-preview"
PATH = f"/openai/deployments/our-gpt/chat/completions?api-version={VERSION}"
SAFE: Doc = {"hate": {"filtered": False, "severity": "safe"}}
QUOTED: Doc = {"protected_material_code": {"detected": True, "citation": {"URL": SECRET, "license": "MIT"}}}


def client(url: str) -> openai.AzureOpenAI:
    return openai.AzureOpenAI(azure_endpoint=url, api_version=VERSION, api_key="k", max_retries=0, timeout=60)


def streamed(*docs: Doc, rows: Any = MASK, asked: Doc = ASKED) -> Talk:
    return talk(Azure(), PATH, asked, body(*docs), rows)


def whole(doc: Any, rows: Any = MASK, path: str = PATH, **more: Any) -> Talk:
    return talk(Azure(), path, {**ASKED, "stream": False}, dumps(doc), rows, kind="application/json", **more)


def first_chunk(found: Doc) -> Doc:
    """Before the answer: what the filter says of the prompt."""
    results = [{"prompt_index": 0, "content_filter_results": found}]
    return {
        "choices": [],
        "created": 0,
        "id": "",
        "model": "",
        "object": "",
        "prompt_filter_results": results,
    }


# -- what is read


def test_scores_pass_and_what_a_filter_quotes_is_read() -> None:
    docs = [first_chunk(QUOTED), content("x", content_filter_results=SAFE), chunk({}, finish_reason="stop")]
    out = streamed(*docs, rows=REPORT)
    assert (found(out), out.unmapped()) == (["retrieved"], [])
    said = out.events[0]["prompt_filter_results"][0]["content_filter_results"]["protected_material_code"]
    assert said["citation"] == {"URL": "[NAME]", "license": "MIT"}
    assert out.events[1:] == docs[1:]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ({"parameters": {"role_information": SECRET}}, "system"),
        ({"parameters": {"filter": SECRET, "index_name": "x"}}, "definition"),
    ],
)
def test_a_request_on_ones_own_data_is_read(source: Doc, role: str) -> None:
    asked = {**ASKED, "data_sources": [{"type": "azure_search", **source}]}
    out = talk(Azure(), PATH, asked, b"{}", REPORT, kind="application/json")
    assert (found(out), out.unmapped()) == ([role], [])


def test_what_was_found_in_ones_own_data_is_read() -> None:
    context = {"citations": [{"content": SECRET, "title": "t", "chunk_id": "0"}], "intent": '["x"]'}
    out = streamed(chunk({"role": "assistant", "context": context}), content("x"), rows=REPORT)
    assert (found(out), out.unmapped()) == (["retrieved"], [])


# -- positions


def late(**offsets: int) -> Doc:
    """What the asynchronous filter says once the text has left: no id, no model, no text."""
    choice = {"index": 0, "finish_reason": None, "content_filter_results": SAFE}
    if offsets:
        choice["content_filter_offsets"] = offsets
    return {"id": "", "object": "", "created": 0, "model": "", "choices": [choice]}


def test_positions_from_the_start_of_the_prompt_go_once_a_text_was_touched() -> None:
    told = late(check_offset=44, start_offset=44, end_offset=90)
    untouched = [content("It is nobody."), told]
    assert streamed(*untouched).sent == body(*untouched)
    after = streamed(content(f"It is {SECRET}."), told).events[-1]["choices"][0]
    assert after == {**told["choices"][0], "content_filter_offsets": None}


def test_a_name_in_the_question_is_reason_enough() -> None:
    asked = {**ASKED, "messages": [{"role": "user", "content": SECRET}]}
    out = streamed(content("x"), late(check_offset=44), asked=asked)
    assert out.events[-1]["choices"][0]["content_filter_offsets"] is None


def test_ungrounded_stretches_move_with_the_text() -> None:
    details = [{"completion_start_offset": 12, "completion_end_offset": 17}]
    filtered = {"ungrounded_material": {"detected": True, "filtered": False, "details": details}}
    message = {"role": "assistant", "content": f"{SECRET} knows"}
    done = {**HEAD, "choices": [{"index": 0, "message": message, "content_filter_results": filtered}]}
    end = {
        **chunk({}, finish_reason="stop"),
        "choices": [{"index": 0, "delta": {}, "content_filter_results": filtered}],
    }
    for doc in (
        json.loads(whole(done).sent),
        streamed(content("Taro"), content(" Yamada knows"), end).events[-1],
    ):
        (moved,) = doc["choices"][0]["content_filter_results"]["ungrounded_material"]["details"]
        assert moved == {"completion_start_offset": 7, "completion_end_offset": 12}


def test_positions_in_responses_go_too() -> None:
    offsets = {"check_offset": 9, "start_offset": 0, "end_offset": 9}
    filters = [
        {"source_type": "completion", "content_filter_results": SAFE, "content_filter_offsets": offsets}
    ]
    text = {"type": "output_text", "text": SECRET, "annotations": []}
    item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text]}
    response = {"id": "resp_1", "object": "response", "output": [item], "content_filters": filters}
    gone = [{**filters[0], "content_filter_offsets": None}]
    plain = whole(response, path="/openai/v1/responses")
    assert json.loads(plain.sent)["content_filters"] == gone
    last = {"type": "response.completed", "sequence_number": 0, "response": response}
    out = talk(Azure(), "/openai/v1/responses", {"input": "x"}, b"data: %b\n\n" % dumps(last), REPORT)
    assert out.events[0]["response"]["content_filters"] == gone
    assert out.unmapped() == []


# -- how it ends, as the official client reads it


def create(url: str) -> Any:
    with client(url) as api:
        return api.chat.completions.create(model="our-gpt", messages=[{"role": "user", "content": "x"}])


def iterate(url: str) -> list[Any]:
    with client(url) as api:
        asked: Any = {"model": "our-gpt", "messages": [], "stream": True}
        return list(api.chat.completions.create(**asked))


def check_filter(filtered: Any) -> None:
    (one,) = filtered["custom_blocklists"]["details"]
    assert one == {"filtered": True, "id": "harm.*→refuse"}


@pytest.mark.parametrize("tail", ["chat/completions", "completions", "embeddings", "images/generations", "x"])
def test_a_refused_request_is_a_filtered_prompt(tail: str) -> None:
    asked = {"messages": [{"role": "user", "content": BANNED}], "prompt": BANNED, "input": BANNED}
    out = talk(Azure(), f"/openai/deployments/our-gpt/{tail}", asked, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    assert (out.reply.status, (b"x-should-retry", b"false") in out.reply.headers) == (400, True)
    error = json.loads(out.reply.body)["error"]
    assert (error["code"], error["param"], error["status"]) == ("content_filter", "prompt", 400)
    assert error["innererror"]["code"] == "ResponsibleAIPolicyViolation"
    check_filter(error["innererror"]["content_filter_result"])


async def test_a_refused_request_is_a_bad_request() -> None:
    asked = {**ASKED, "messages": [{"role": "user", "content": BANNED}]}
    out = talk(Azure(), PATH, asked, policy=REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(openai.BadRequestError, match=r"harm\.fruit") as raised:
            await asyncio.to_thread(create, url)
    assert raised.value.code == "content_filter"


async def test_a_stopped_answer_was_filtered() -> None:
    message = {"role": "assistant", "content": f"Eat the {BANNED}"}
    results = [{"prompt_index": 0, "content_filter_results": QUOTED}]
    out = whole(
        {**HEAD, "choices": [{"index": 0, "message": message}], "prompt_filter_results": results}, REFUSE
    )
    assert out.reply is not None
    assert SECRET.encode() not in out.reply.body
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        read = await asyncio.to_thread(create, url)
    (choice,) = read.choices
    assert (choice.finish_reason, choice.message.content) == ("content_filter", None)
    assert "harm.fruit" in choice.message.refusal
    check_filter(choice.content_filter_results)


def test_a_stopped_error_says_nothing_of_a_prompt() -> None:
    out = whole({"error": {"message": BANNED}}, REFUSE, status=404)
    assert out.reply is not None
    error = json.loads(out.reply.body)["error"]
    assert (out.reply.status, error["code"], error["param"]) == (404, "content_filter", None)


def test_a_stopped_completion_was_filtered() -> None:
    path = "/openai/deployments/our-gpt/completions"
    done = {**HEAD, "choices": [{"index": 0, "text": BANNED, "finish_reason": "stop"}]}
    out = whole(done, REFUSE, path=path)
    assert out.reply is not None
    (choice,) = json.loads(out.reply.body)["choices"]
    assert (choice["text"], choice["finish_reason"]) == ("", "content_filter")
    check_filter(choice["content_filter_results"])
    piece = {**HEAD, "choices": [{"index": 0, "text": BANNED, "finish_reason": None}]}
    (last,) = talk(Azure(), path, ASKED, body(piece), REFUSE).events[-1]["choices"]
    assert last["finish_reason"] == "content_filter"
    check_filter(last["content_filter_results"])


async def test_a_stopped_stream_was_filtered() -> None:
    asked = {**ASKED, "stream_options": {"include_usage": True}}
    docs = [first_chunk(SAFE), content("Eat the "), content(BANNED), content("later")]
    out = streamed(*docs, rows=REFUSE, asked=asked)
    assert BANNED.encode() not in out.sent
    assert out.sent.endswith(DONE)
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert joined([one.model_dump() for one in chunks]) == "Eat the "
    last = chunks[-2].choices[0]
    assert last.finish_reason == "content_filter"
    check_filter(last.content_filter_results)
    assert chunks[-1].usage.total_tokens == 0


async def test_comments_keep_a_stream_alive() -> None:
    keepalive = AzureChat(Seen("POST", PATH)).keepalive
    async with served(keepalive + body(first_chunk(SAFE), content("a"))) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert joined([one.model_dump() for one in chunks]) == "a"


def test_every_surface_of_the_openai_dialect_can_be_azures() -> None:
    made = on_azure(FillIn)
    assert made is on_azure(FillIn)
    assert issubclass(made, FillIn)
    for path in ("/v1/files/f1/content", "/v1/fim/completions", "/v1/responses"):
        kind = type(OpenAI().surface(Seen("POST", path)))
        assert on_azure(kind)(Seen("POST", path)).name == kind.name
