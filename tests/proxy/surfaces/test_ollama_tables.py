"""Every string that Ollama's own library knows has its slot; who speaks; what is never touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import ollama
import pytest
from ollama import _types as sdk  # the requests' types have no public name

from proxy.surfaces import ollama_tables as tables
from proxy.table import Table
from tests.proxy.surfaces.ollama_lines import DONE, FLAG, HEAD, REPORT, whole
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET


def spelled(kind: object) -> Iterator[str]:
    """The shapes as they are written: pictures are strings, and Python's spellings are not theirs."""
    for shape in set(shapes(kind)) - {"/messages/*/x/x"}:  # a message may be any mapping
        yield shape.replace("/images/*/value", "/images/*").replace("/from_", "/from")


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (tables.CHAT_REQUEST, sdk.ChatRequest),
        (tables.CHAT_ANSWER, ollama.ChatResponse),
        (tables.CHAT_EVENTS, ollama.ChatResponse),
        (tables.GENERATE_REQUEST, sdk.GenerateRequest),
        (tables.GENERATE_ANSWER, ollama.GenerateResponse),
        (tables.GENERATE_EVENTS, ollama.GenerateResponse),
        (tables.EMBED_REQUEST, sdk.EmbedRequest),
        (tables.EMBED_REQUEST, sdk.EmbeddingsRequest),
        (tables.EMBED_ANSWER, ollama.EmbedResponse),
        *(
            (tables.MODELS, kind)
            for kind in (
                sdk.CreateRequest,
                sdk.CopyRequest,
                sdk.PullRequest,
                sdk.PushRequest,
                sdk.ShowRequest,
                sdk.DeleteRequest,
                sdk.WebSearchRequest,
                sdk.WebFetchRequest,
                ollama.ShowResponse,
                ollama.ListResponse,
                ollama.ProcessResponse,
                ollama.ProgressResponse,
                ollama.StatusResponse,
                sdk.WebSearchResponse,
                sdk.WebFetchResponse,
            )
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in spelled(kind) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize(
    ("path", "doc", "role", "trust"),
    [
        ("/api/chat", {"messages": [{"role": "user", "content": SECRET}]}, "user", "user"),
        ("/api/chat", {"messages": [{"role": "system", "content": SECRET}]}, "system", "system"),
        ("/api/chat", {"messages": [{"role": "tool", "content": SECRET}]}, "tool", "tool"),
        ("/api/chat", {"messages": [{"role": "assistant", "content": SECRET}]}, "assistant", "user"),
        ("/api/chat", {"messages": [{"role": "assistant", "thinking": SECRET}]}, "reasoning", "user"),
        (
            "/api/chat",
            {"messages": [{"role": "assistant", "tool_calls": [{"function": {"arguments": {"a": SECRET}}}]}]},
            "assistant",
            "user",
        ),
        ("/api/chat", {"tools": [{"function": {"description": SECRET}}]}, "definition", "system"),
        ("/api/chat", {"format": {"properties": {SECRET: {}}, "title": SECRET}}, "definition", "system"),
        ("/api/chat", {"options": {"stop": [SECRET]}}, "user", "user"),
        ("/api/generate", {"prompt": SECRET}, "user", "user"),
        ("/api/generate", {"suffix": SECRET}, "user", "user"),
        ("/api/generate", {"system": SECRET}, "system", "system"),
        ("/api/generate", {"template": SECRET}, "system", "system"),
        ("/api/embed", {"input": ["a", SECRET]}, "user", "user"),
        ("/api/embeddings", {"prompt": SECRET}, "user", "user"),
        ("/api/create", {"system": SECRET}, "system", "system"),
        ("/api/create", {"template": SECRET}, "system", "system"),
        ("/api/create", {"messages": [{"role": "user", "content": SECRET}]}, "user", "user"),
        ("/api/web_search", {"query": SECRET}, "user", "user"),
    ],
)
def test_who_asks(path: str, doc: dict[str, Any], role: str, trust: str) -> None:
    out = whole(path, doc, {}, REPORT)
    assert {(one["role"], one["trust"]) for one in out.findings} == {(role, trust)}
    assert json.loads(out.forwarded or b"") == json.loads(json.dumps(doc).replace(SECRET, "[NAME]"))


@pytest.mark.parametrize(
    ("path", "doc", "role"),
    [
        ("/api/chat", {"message": {"content": SECRET}}, "assistant"),
        ("/api/chat", {"message": {"thinking": SECRET}}, "reasoning"),
        ("/api/generate", {"response": SECRET}, "assistant"),
        ("/api/show", {"modelfile": f"SYSTEM {SECRET}"}, "system"),
        ("/api/show", {"license": SECRET}, "system"),
        ("/api/show", {"model_info": {"general.author": SECRET}}, "definition"),
        ("/api/tags", {"models": [{"name": SECRET}]}, "definition"),
        ("/api/pull", {"status": SECRET}, "error"),
        ("/api/web_search", {"results": [{"content": SECRET}]}, "retrieved"),
    ],
)
def test_who_answers(path: str, doc: dict[str, Any], role: str) -> None:
    out = whole(path, {"model": "m"}, doc, REPORT)
    assert [one["role"] for one in out.findings] == [role]
    assert json.loads(out.sent) == json.loads(json.dumps(doc).replace(SECRET, "[NAME]"))


def test_what_identifies_is_never_touched() -> None:
    details = {"family": SECRET, "families": [SECRET], "format": SECRET, "quantization_level": SECRET}
    answer = {**HEAD, **DONE, "model": SECRET, "done_reason": SECRET, "message": {"role": "assistant"}}
    assert json.loads(whole("/api/chat", {"model": SECRET}, answer).sent) == answer
    listed = {"models": [{"model": SECRET, "digest": SECRET, "details": details}]}
    assert json.loads(whole("/api/tags", {}, listed, FLAG).sent) == listed
    vocabulary = {"model_info": {"tokenizer.ggml.tokens": [SECRET], "tokenizer.ggml.merges": [SECRET]}}
    assert json.loads(whole("/api/show", {}, vocabulary).sent) == vocabulary


@pytest.mark.parametrize("table", [tables.CHAT_EVENTS, tables.GENERATE_EVENTS, tables.EMBED_ANSWER])
def test_members_that_count_are_nobodys_words(table: Table) -> None:
    names = ("done", "context", "embeddings", "total_duration", "prompt_eval_count", "eval_duration")
    assert [name for name in names if table.free_key(f"/{name}", table.slot(f"/{name}"))] == []
