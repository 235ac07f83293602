"""Content blocks: every kind, in requests and answers, and blocks within blocks."""

from __future__ import annotations

import json

import pytest

from proxy.dialects.anthropic import Anthropic
from tests.proxy.surfaces.messages_streams import REPORT, SHELL, Doc, masked
from tests.proxy.surfaces.sessions import SECRET, dumps, talk

BLOCKS: list[Doc] = [
    {
        "type": "text",
        "text": SECRET,
        "cache_control": {"type": "ephemeral"},
        "citations": [{"type": "char_location", "cited_text": SECRET}],
    },
    {"type": "image", "source": {"type": "url", "url": SECRET}},
    {
        "type": "document",
        "title": SECRET,
        "context": SECRET,
        "source": {"type": "text", "media_type": "text/plain", "data": SECRET},
    },
    {"type": "document", "source": {"type": "content", "content": SECRET}},
    {"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": SECRET}]}},
    {
        "type": "search_result",
        "title": SECRET,
        "source": SECRET,
        "content": [{"type": "text", "text": SECRET}],
    },
    {"type": "tool_use", "id": "t", "name": "f", "input": {"who": SECRET, "deep": [{"er": SECRET}]}},
    {"type": "tool_result", "tool_use_id": "t", "content": SECRET},
    {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": SECRET}]},
    {
        "type": "tool_result",
        "tool_use_id": "t",
        "content": [
            {
                "type": "search_result",
                "source": SECRET,
                "title": SECRET,
                "content": [{"type": "text", "text": SECRET}],
            }
        ],
    },
    {
        "type": "tool_result",
        "tool_use_id": "t",
        "content": [
            {"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": SECRET}]}}
        ],
    },
    {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "tool_reference", "tool_name": SECRET}]},
    {"type": "server_tool_use", "id": "t", "name": "web_search", "input": {"query": SECRET}},
    {
        "type": "web_search_tool_result",
        "tool_use_id": "t",
        "content": [{"type": "web_search_result", "title": SECRET, "url": SECRET}],
    },
    {
        "type": "web_fetch_tool_result",
        "tool_use_id": "t",
        "content": {
            "type": "web_fetch_result",
            "url": SECRET,
            "content": {"type": "document", "title": SECRET, "source": {"type": "text", "data": SECRET}},
        },
    },
    {
        "type": "code_execution_tool_result",
        "tool_use_id": "t",
        "content": {"type": "code_execution_result", "stdout": SECRET, "stderr": SECRET},
    },
    {
        "type": "text_editor_code_execution_tool_result",
        "tool_use_id": "t",
        "content": {"type": "text_editor_code_execution_view_result", "content": SECRET, "file_type": "text"},
    },
    {
        "type": "text_editor_code_execution_tool_result",
        "tool_use_id": "t",
        "content": {"type": "text_editor_code_execution_str_replace_result", "lines": [SECRET]},
    },
    {"type": "mcp_tool_use", "id": "t", "name": "f", "server_name": "s", "input": {"who": SECRET}},
    {"type": "mcp_tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": SECRET}]},
    {
        "type": "advisor_tool_result",
        "tool_use_id": "t",
        "content": {"type": "advisor_result", "text": SECRET},
    },
    {"type": "thinking", "thinking": SECRET, "signature": "s"},
    {"type": "compaction", "content": SECRET},
]


@pytest.mark.parametrize("block", BLOCKS, ids=[f"{n} {block['type']}" for n, block in enumerate(BLOCKS)])
def test_blocks_are_read_in_requests_and_answers(block: Doc) -> None:
    asked = {"model": "m", "messages": [{"role": "user", "content": [block]}]}
    answer = {**SHELL, "id": "m", "content": [block]}
    out = talk(Anthropic(), "/v1/messages", asked, dumps(answer), REPORT, kind="application/json")
    assert out.forwarded is not None
    assert json.loads(out.forwarded) == masked(asked)
    assert json.loads(out.sent) == masked(answer)
    assert out.unmapped() == []


@pytest.mark.parametrize(
    ("message", "role", "trust"),
    [
        ({"role": "user", "content": SECRET}, "user", "user"),
        ({"role": "assistant", "content": [{"type": "text", "text": SECRET}]}, "assistant", "user"),
        ({"role": "user", "content": [{"type": "tool_result", "content": SECRET}]}, "tool", "tool"),
        (
            {
                "role": "user",
                "content": [{"type": "tool_result", "content": [{"type": "text", "text": SECRET}]}],
            },
            "tool",
            "tool",
        ),
        (
            {"role": "user", "content": [{"type": "document", "source": {"type": "text", "data": SECRET}}]},
            "retrieved",
            "retrieved",
        ),
        (
            {
                "role": "user",
                "content": [{"type": "search_result", "content": [{"type": "text", "text": SECRET}]}],
            },
            "retrieved",
            "retrieved",
        ),
        (
            {
                "role": "user",
                "content": [
                    {
                        "type": "tool_result",
                        "content": [{"type": "search_result", "content": [{"type": "text", "text": SECRET}]}],
                    }
                ],
            },
            "retrieved",
            "retrieved",
        ),
        ({"role": "assistant", "content": [{"type": "thinking", "thinking": SECRET}]}, "reasoning", "user"),
        (
            {"role": "assistant", "content": [{"type": "tool_use", "input": {"a": SECRET}}]},
            "assistant",
            "user",
        ),
    ],
)
def test_who_speaks(message: Doc, role: str, trust: str) -> None:
    out = talk(Anthropic(), "/v1/messages", {"messages": [message]}, b"{}", kind="application/json")
    assert [(one["role"], one["trust"]) for one in out.findings] == [(role, trust)]


def test_identifiers_and_sealed_content_are_never_touched() -> None:
    content = [
        {"type": "thinking", "thinking": "", "signature": SECRET},
        {"type": "redacted_thinking", "data": SECRET},
        {"type": "tool_use", "id": SECRET, "name": "f", "input": {}},
        {"type": "tool_result", "tool_use_id": SECRET},
        {"type": "compaction", "content": None, "encrypted_content": SECRET},
        {"type": "image", "source": {"type": "file", "file_id": SECRET}},
    ]
    doc = {"model": SECRET, "container": SECRET, "messages": [{"role": "user", "content": content}]}
    out = talk(Anthropic(), "/v1/messages", doc, b"{}", REPORT, kind="application/json")
    assert out.forwarded == dumps(doc)
    assert out.unscanned() == ["container", "encrypted content", "file id"]


def test_base64_is_reported() -> None:
    source = {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0x" * 20}
    doc = {"messages": [{"role": "user", "content": [{"type": "document", "source": source}]}]}
    out = talk(Anthropic(), "/v1/messages", doc, b"{}", REPORT, kind="application/json")
    assert (out.forwarded, out.unscanned()) == (dumps(doc), ["file"])
