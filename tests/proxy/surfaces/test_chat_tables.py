"""Chat fields: OpenAI's own, those that other servers add, and every string the official client knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openai.types import chat
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming

from proxy.dialects.openai import OpenAI
from proxy.surfaces.chat_tables import ANSWER, EVENTS, REQUEST
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import (
    ASKED,
    FLAG,
    PATH,
    REPORT,
    Doc,
    answer,
    asked,
    body,
    chunk,
    content,
    found,
    joined,
    message,
    streamed,
    whole,
)
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET, dumps, talk


@pytest.mark.parametrize(
    ("table", "kind", "at"),
    [
        (REQUEST, CompletionCreateParamsNonStreaming, ""),
        (ANSWER, chat.ChatCompletion, ""),
        (ANSWER, chat.ChatCompletion, "/data/*"),
        (ANSWER, chat.ChatCompletionStoreMessage, "/data/*"),
        (EVENTS, chat.ChatCompletionChunk, ""),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object, at: str) -> None:
    assert {shape for shape in shapes(kind, at) if not table.slot(shape).mapped} == set()


QUOTED = json.dumps({"a": SECRET})
THOUGHT: Doc = {"type": "thinking", "thinking": [{"type": "text", "text": SECRET}]}
HARMLESS: Doc = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}


def says(**more: Any) -> Doc:
    return {"messages": [{"role": "user", **more}]}


@pytest.mark.parametrize(
    ("doc", "role"),
    [
        (says(content=SECRET), "user"),
        (says(role="system", content=SECRET), "system"),
        (says(role="developer", content=SECRET), "system"),
        (says(role="assistant", content=SECRET), "assistant"),
        (says(role="tool", content=SECRET, tool_call_id=SECRET), "tool"),
        (says(role="function", content=SECRET), "tool"),
        (says(role="narrator", content=SECRET), "user"),
        (says(content=[{"type": "text", "text": SECRET}]), "user"),
        (says(role="assistant", content=[{"type": "refusal", "refusal": SECRET}]), "assistant"),
        (says(content=[{"type": "image_url", "image_url": {"url": f"https://x.test/{SECRET}"}}]), "user"),
        (says(content=[{"type": "image_url", "image_url": f"https://x.test/{SECRET}"}]), "user"),
        (says(content=[{"type": "file", "file": {"filename": SECRET}}]), "user"),
        (says(role="assistant", content=[THOUGHT]), "reasoning"),
        (says(name=SECRET), "user"),
        (says(role="assistant", reasoning_content=SECRET), "reasoning"),
        (says(role="assistant", reasoning_details=[{"text": SECRET, "signature": SECRET}]), "reasoning"),
        (says(role="assistant", tool_calls=[{"id": SECRET, "function": {"arguments": QUOTED}}]), "assistant"),
        (says(role="assistant", tool_calls=[{"function": {"arguments": {"a": SECRET}}}]), "assistant"),
        (says(role="assistant", tool_calls=[{"custom": {"input": SECRET}}]), "assistant"),
        (says(role="assistant", function_call={"name": "f", "arguments": QUOTED}), "assistant"),
        ({"tools": [{"type": "function", "function": {"description": SECRET}}]}, "definition"),
        ({"tools": [{"function": {"parameters": {"properties": {SECRET: {}}}}}]}, "definition"),
        ({"functions": [{"description": SECRET}]}, "definition"),
        ({"response_format": {"type": "json_schema", "json_schema": {"description": SECRET}}}, "definition"),
        ({"guided_choice": [SECRET]}, "definition"),
        ({"prediction": {"type": "content", "content": SECRET}}, "assistant"),
        ({"stop": [SECRET]}, "user"),
        ({"stop": SECRET}, "user"),
        ({"metadata": {"owner": SECRET}}, "user"),
        ({"metadata": {SECRET: "x"}}, "user"),
        ({"user": SECRET}, "user"),
        ({"documents": [{"text": SECRET}]}, "retrieved"),
        ({"chat_template_kwargs": {"note": SECRET}}, "user"),
    ],
)  # fmt: skip
def test_who_speaks_in_a_request(doc: Doc, role: str) -> None:
    out = asked(doc)
    assert (found(out), out.unmapped()) == ([role], [])


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ({"type": "image_url", "image_url": {"url": "data:image/png;base64," + "iVBORw0K" * 20}}, "image"),
        ({"type": "video_url", "video_url": {"url": "data:video/mp4;base64," + "AAAAIGZ0" * 20}}, "video"),
        ({"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}, "audio"),
        ({"type": "input_audio", "input_audio": "UklGRiQA" * 20}, "audio"),
        ({"type": "file", "file": {"file_data": "data:application/pdf;base64," + "JVBERi0x" * 20}}, "file"),
    ],
)
def test_what_is_no_text_is_reported(part: Doc, why: str) -> None:
    assert asked(says(content=[part])).unscanned() == [why]


SAID: list[tuple[Doc, str]] = [
    ({"content": SECRET}, "assistant"),
    ({"refusal": SECRET}, "assistant"),
    ({"content": [{"type": "text", "text": SECRET}]}, "assistant"),
    ({"content": [THOUGHT]}, "reasoning"),
    ({"reasoning_content": SECRET}, "reasoning"),
    ({"reasoning": SECRET}, "reasoning"),
    ({"reasoning_text": SECRET, "reasoning_opaque": SECRET}, "reasoning"),
    ({"reasoning_details": [{"type": "reasoning.text", "text": SECRET, "index": 0}]}, "reasoning"),
    ({"reasoning_details": [{"summary": SECRET, "data": SECRET, "id": SECRET}]}, "reasoning"),
    ({"audio": {"transcript": SECRET}}, "assistant"),
    ({"tool_calls": [{"index": 0, "id": SECRET, "function": {"name": SECRET}}]}, "assistant"),
    ({"tool_calls": [{"index": 0, "function": {"arguments": QUOTED}}]}, "assistant"),
    ({"tool_calls": [{"index": 0, "custom": {"input": SECRET}}]}, "assistant"),
    ({"function_call": {"arguments": QUOTED}}, "assistant"),
    ({"annotations": [{"type": "url_citation", "url_citation": {"title": SECRET}}]}, "retrieved"),
    ({"executed_tools": [{"type": "search", "output": SECRET}]}, "tool"),
    ({"content": "", "thought_signature": SECRET, "reasoning": SECRET}, "reasoning"),
    ({"reasoning": SECRET, "extra_content": {"google": {"thought_signature": SECRET}}}, "reasoning"),
]


@pytest.mark.parametrize(("said", "role"), SAID)
def test_what_a_message_says_is_read_in_answers_and_chunks(said: Doc, role: str) -> None:
    done = whole(answer({"index": 0, "message": said, "finish_reason": "stop"}), FLAG)
    assert (found(done), done.unmapped()) == ([role], [])
    out = streamed(chunk(said, finish_reason="stop"), rows=FLAG)
    assert (found(out), out.unmapped()) == ([role], [])


BESIDE: list[tuple[Doc, str]] = [
    ({"citations": [SECRET]}, "retrieved"),
    ({"search_results": [{"title": SECRET}]}, "retrieved"),
    ({"web_search": [{"content": SECRET}]}, "retrieved"),
    ({"moderation": {"input": {"message": SECRET}}}, "error"),
    (
        {"prompt_filter_results": [{"content_filter_results": {"x": {"citation": {"url": SECRET}}}}]},
        "retrieved",
    ),
    ({"x_groq": {"id": SECRET, "error": SECRET}}, "error"),
    ({"__verbose": {"prompt": SECRET}}, "assistant"),
]


@pytest.mark.parametrize(("more", "role"), BESIDE)
def test_what_stands_beside_the_choices_is_read(more: Doc, role: str) -> None:
    for out in (whole(answer(message("x"), **more), REPORT), streamed({**content("x"), **more}, rows=REPORT)):
        assert (found(out), out.unmapped()) == ([role], [])


def test_what_names_things_is_never_touched() -> None:
    names = ("id", "object", "model", "provider", "system_fingerprint", "service_tier", "obfuscation", "p")
    sealed: Doc = {
        "role": SECRET,
        "tool_calls": [{"id": SECRET, "type": SECRET}],
        "reasoning_encrypted": SECRET,
        "reasoning_details": [{"data": SECRET, "signature": SECRET, "format": SECRET}],
    }
    doc = {**chunk(sealed, finish_reason=SECRET), **dict.fromkeys(names, SECRET), "usage": {"x": SECRET}}
    assert streamed(doc).sent == body(doc)
    done = answer({"index": 0, "message": sealed, "finish_reason": SECRET}, **dict.fromkeys(names, SECRET))
    assert whole(done).sent == dumps(done)


@pytest.mark.parametrize(
    "error",
    [
        {"error": {"message": SECRET, "type": "x", "code": "y", "param": None}},
        {"error": {"message": "x", "failed_generation": SECRET}},
        {"error": {"message": "x", "metadata": {"raw": SECRET}}},
        {"error": SECRET},
        {"message": SECRET, "type": "x", "code": 3},
        {"detail": [{"loc": ["body", "messages"], "msg": SECRET, "input": "x"}]},
        {"error": {"message": "x", "innererror": {"content_filter_result": {"x": SECRET}}}},
    ],
)
@pytest.mark.parametrize(("kind", "status"), [("application/json", 400), ("text/event-stream", 200)])
def test_errors_are_read(error: Doc, kind: str, status: int) -> None:
    raw = dumps(error) if status == 400 else b"event: error\ndata: %b\n\n" % dumps(error)
    out = talk(OpenAI(), PATH, ASKED, raw, REPORT, kind=kind, status=status)
    assert out.sent == raw.replace(SECRET.encode(), b"[NAME]")
    assert (found(out), out.unmapped()) == (["error"], [])


def test_stored_completions_are_read_again() -> None:
    stored = {
        "object": "list",
        "data": [answer(message(SECRET), metadata={"who": SECRET})],
        "first_id": SECRET,
    }
    said = {"object": "list", "data": [{"id": SECRET, "role": "user", "content": SECRET}]}
    for path, doc, role in ((PATH, stored, "assistant"), (f"{PATH}/chatcmpl-1/messages", said, "user")):
        out = talk(OpenAI(), path, None, dumps(doc), FLAG, kind="application/json", method="GET")
        assert found(out)[0] == role
        assert out.unmapped() == []


def test_a_member_nobody_has_told_us_of_is_joined_and_reported() -> None:
    docs = [chunk({"novel": "Taro", "content": "a"}), chunk({"novel": " Yamada", "content": "b"})]
    out = streamed(*docs, rows=REPORT)
    assert (joined(out.events, "novel"), joined(out.events)) == ("[NAME]", "ab")
    assert out.unmapped() == ["/choices/*/delta/?"]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Taro", " Yamada"],
        [[{"type": "text", "text": "Taro"}], [{"type": "text", "text": " Yamada"}]],
        [[HARMLESS, {"type": "text", "text": "Taro"}], [{"type": "text", "text": " Yamada"}]],
        ["Taro", [{"type": "text", "text": " Yamada"}]],
    ],
)  # fmt: skip
def test_content_in_parts_is_one_channel(pieces: list[Any]) -> None:
    out = streamed(*(chunk({"content": piece}) for piece in pieces), rows=FLAG)
    assert found(out) == ["assistant"]


def test_a_text_beside_the_delta_is_masked_alike() -> None:
    docs = [content(half, text=half) for half in ("It is Taro", " Yamada.")]
    out = streamed(*docs).events
    assert joined(out) == "It is [NAME]."
    assert "".join(doc["choices"][0]["text"] for doc in out) == "It is [NAME]."


def test_a_message_that_is_repeated_at_the_end_is_masked_alike() -> None:
    last = chunk(
        {"content": ""}, finish_reason="stop", message={"role": "assistant", "content": f"It is {SECRET}."}
    )
    out = streamed(content("It is Taro"), content(" Yamada."), last)
    assert out.events[-1]["choices"][0]["message"]["content"] == "It is [NAME]."
    assert found(out) == ["assistant"] * len(found(out))
