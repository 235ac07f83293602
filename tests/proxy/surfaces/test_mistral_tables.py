"""Every string that the official library knows is mapped, and who speaks where."""

from __future__ import annotations

from typing import Any

import pytest
from mistralai.client import models

from proxy.dialects.mistral import MistralAI
from proxy.surfaces.mistral import MistralChat, MistralEmbeddings, MistralFillIn
from proxy.surfaces.mistral_tables import (
    ANSWER,
    CLASSIFIED,
    EVENTS,
    LISTED,
    MODERATED,
    OCR_ANSWER,
    OCR_REQUEST,
    REQUEST,
    SCORES,
)
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import FLAG, Doc, found
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET, Talk, dumps, talk

TYPES = [
    (MistralChat.request, models.ChatCompletionRequest, ""),
    (MistralChat.request, models.AgentsCompletionRequest, ""),
    (MistralChat.answer, models.ChatCompletionResponse, ""),
    (MistralChat.events, models.CompletionChunk, ""),
    (MistralFillIn.request, models.FIMCompletionRequest, ""),
    (MistralFillIn.answer, models.FIMCompletionResponse, ""),
    (MistralEmbeddings.request, models.EmbeddingRequest, ""),
    (MistralEmbeddings.answer, models.EmbeddingResponse, ""),
    (REQUEST, models.ConversationRequest, ""),
    (REQUEST, models.ConversationAppendRequest, ""),
    (REQUEST, models.ConversationRestartRequest, ""),
    (REQUEST, models.CreateAgentRequest, ""),
    (REQUEST, models.UpdateAgentRequest, ""),
    (ANSWER, models.ConversationResponse, ""),
    (ANSWER, models.ConversationHistory, ""),
    (ANSWER, models.ConversationMessages, ""),
    (ANSWER, models.ModelConversation, ""),
    (ANSWER, models.Agent, ""),
    (LISTED, models.AgentConversation, "/*"),
    (LISTED, models.Agent, "/*"),
    (EVENTS, models.ConversationEventsData, ""),
    (OCR_REQUEST, models.OCRRequest, ""),
    (OCR_ANSWER, models.OCRResponse, ""),
    (CLASSIFIED, models.ClassificationRequest, ""),
    (CLASSIFIED, models.ChatClassificationRequest, ""),
    (MODERATED, models.ClassificationRequest, ""),
    (MODERATED, models.ChatModerationRequest, ""),
    (SCORES, models.ModerationResponse, ""),
    (SCORES, models.ClassificationResponse, ""),
]


@pytest.mark.parametrize(("table", "kind", "at"), TYPES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_string_the_library_knows_is_mapped(table: Table, kind: object, at: str) -> None:
    # `raw` is where the library keeps what it does not know.
    known = {shape for shape in shapes(kind, at) if "/raw/" not in shape}
    assert known
    assert {shape for shape in known if not table.slot(shape).mapped} == set()


def asked(path: str, doc: Any) -> Talk:
    return talk(MistralAI(), path, doc, b"{}", FLAG, kind="application/json")


def entry(kind: str, **more: Any) -> Doc:
    return {"inputs": [{"object": "entry", "type": kind, "id": SECRET, **more}]}


@pytest.mark.parametrize(
    ("path", "doc", "roles"),
    [
        ("chat/completions", {"messages": [{"role": "tool", "content": SECRET}]}, ["tool"]),
        ("agents/completions", {"agent_id": SECRET, "messages": [{"content": SECRET}]}, ["user"]),
        ("fim/completions", {"prompt": SECRET}, ["user"]),
        ("fim/completions", {"suffix": SECRET}, ["user"]),
        ("embeddings", {"input": [SECRET]}, ["user"]),
        ("conversations", {"inputs": SECRET}, ["user"]),
        ("conversations", {"instructions": SECRET, "inputs": "x"}, ["system"]),
        ("conversations", {"tools": [{"function": {"description": SECRET}}]}, ["definition"]),
        ("conversations", entry("message.input", role="user", content=SECRET), ["user"]),
        ("conversations", entry("message.output", role="assistant", content=SECRET), ["assistant"]),
        ("conversations", entry("x", role="assistant", content=[{"text": SECRET}]), ["assistant"]),
        ("conversations/c1", entry("function.result", tool_call_id=SECRET, result=SECRET), ["tool"]),
        ("conversations/c1", entry("function.call", arguments=dumps({"a": SECRET}).decode()), ["assistant"]),
        ("conversations/c1/restart", entry("tool.execution", info={"x": SECRET}), ["tool"]),
        ("agents", {"name": SECRET}, ["definition"]),
        ("moderations", {"input": [SECRET]}, ["moderation"]),
        ("chat/moderations", {"input": [[{"role": "assistant", "content": SECRET}]]}, ["moderation"]),
        ("chat/moderations", {"input": [{"role": "system", "content": SECRET}]}, ["moderation"]),
        ("classifications", {"input": SECRET}, ["user"]),
        ("chat/classifications", {"input": {"messages": [{"role": "user", "content": SECRET}]}}, ["user"]),
        ("chat/classifications", {"input": [{"messages": [{"role": "tool", "content": SECRET}]}]}, ["tool"]),
        ("ocr", {"document": {"type": "document_url", "document_url": f"https://x.test/{SECRET}"}}, ["user"]),
        ("ocr", {"document_annotation_prompt": SECRET}, ["user"]),
    ],
)  # fmt: skip
def test_who_speaks_in_a_request(path: str, doc: Doc, roles: list[str]) -> None:
    out = asked(f"/v1/{path}", doc)
    assert (found(out), out.unmapped()) == (roles, [])


@pytest.mark.parametrize(
    ("path", "method", "doc", "role"),
    [
        ("conversations", "POST", {"outputs": [{"role": "assistant", "content": SECRET}]}, "assistant"),
        ("conversations/c1/history", "GET", {"entries": [{"role": "user", "content": SECRET}]}, "user"),
        ("conversations/c1/messages", "GET", {"messages": [{"role": "user", "content": SECRET}]}, "user"),
        ("conversations/c1", "GET", {"instructions": SECRET}, "system"),
        ("conversations", "GET", [{"object": "conversation", "description": SECRET}], "definition"),
        ("agents", "GET", [{"object": "agent", "instructions": SECRET}], "system"),
        ("ocr", "POST", {"pages": [{"index": 0, "markdown": SECRET}]}, "retrieved"),
        ("ocr", "POST", {"pages": [{"tables": [{"id": "t", "content": SECRET}]}]}, "retrieved"),
        ("ocr", "POST", {"document_annotation": dumps({"a": SECRET}).decode()}, "retrieved"),
        ("moderations", "POST", {"message": SECRET, "type": "invalid_model"}, "error"),
    ],
)  # fmt: skip
def test_who_speaks_in_an_answer(path: str, method: str, doc: Any, role: str) -> None:
    asked = None if method == "GET" else {}
    out = talk(MistralAI(), f"/v1/{path}", asked, dumps(doc), FLAG, kind="application/json", method=method)
    assert (found(out), out.unmapped()) == ([role], [])


def test_pictures_of_pages_are_reported() -> None:
    page = {"markdown": "x", "images": [{"id": "i", "image_base64": "iVBORw0K" * 20}]}
    out = talk(MistralAI(), "/v1/ocr", {}, dumps({"pages": [page]}), FLAG, kind="application/json")
    assert out.unscanned() == ["image"]
