"""Items: every field of every kind, wherever an item stands."""

from __future__ import annotations

import json

import pytest

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.responses_streams import REPORT, Doc, ask
from tests.proxy.surfaces.sessions import SECRET, dumps, talk


def test_a_picture_is_reported_and_a_program_is_read() -> None:
    picture = "iVBORw0KGgo" * 20
    item = {
        "id": "ig",
        "type": "image_generation_call",
        "result": picture,
        "revised_prompt": f"A portrait of {SECRET}",
    }
    program = {"id": "po", "type": "program_output", "result": f"found {SECRET}"}
    partial = {
        "type": "response.image_generation_call.partial_image",
        "output_index": 0,
        "partial_image_b64": picture,
    }
    docs = [
        partial,
        *(
            {"type": "response.output_item.done", "output_index": n, "item": one}
            for n, one in enumerate((item, program))
        ),
    ]
    result = ask(docs, REPORT)
    assert result.events[0] == partial
    assert result.events[1]["item"] == {**item, "revised_prompt": "A portrait of [NAME]"}
    assert result.events[2]["item"]["result"] == "found [NAME]"
    assert result.unscanned() == ["image"]


FIELDS: list[Doc] = [
    {"type": "message", "role": "user", "content": SECRET},
    {"role": "developer", "content": [{"type": "input_text", "text": SECRET}]},
    {"role": "user", "content": [{"type": "input_image", "image_url": f"https://example.com/{SECRET}"}]},
    {"role": "user", "content": [{"type": "input_file", "filename": SECRET, "file_url": SECRET}]},
    {
        "type": "message",
        "id": "m",
        "role": "assistant",
        "content": [
            {
                "type": "output_text",
                "text": SECRET,
                "annotations": [{"type": "url_citation", "title": SECRET, "url": SECRET}],
            }
        ],
    },
    {"type": "message", "role": "assistant", "content": [{"type": "refusal", "refusal": SECRET}]},
    {"type": "function_call", "call_id": "c", "name": "f", "arguments": f'{{"{SECRET}": "{SECRET}"}}'},
    {"type": "function_call_output", "call_id": "c", "output": SECRET},
    {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_text", "text": SECRET}]},
    {"type": "custom_tool_call", "call_id": "c", "name": "f", "input": SECRET},
    {"type": "custom_tool_call_output", "call_id": "c", "output": SECRET},
    {
        "type": "reasoning",
        "id": "r",
        "summary": [{"type": "summary_text", "text": SECRET}],
        "content": [{"type": "reasoning_text", "text": SECRET}],
    },
    {
        "type": "computer_call",
        "id": "c",
        "action": {"type": "type", "text": SECRET},
        "pending_safety_checks": [{"id": "s", "code": "x", "message": SECRET}],
    },
    {"type": "computer_call", "id": "c", "actions": [{"type": "type", "text": SECRET}]},
    {
        "type": "shell_call",
        "call_id": "c",
        "action": {"commands": [f"echo {SECRET}"], "env": {SECRET: SECRET}},
    },
    {
        "type": "shell_call_output",
        "call_id": "c",
        "output": [{"stdout": SECRET, "stderr": SECRET, "outcome": {"type": "exit"}}],
    },
    {
        "type": "local_shell_call",
        "call_id": "c",
        "action": {"type": "exec", "command": ["echo", SECRET], "env": {}},
    },
    {
        "type": "apply_patch_call",
        "call_id": "c",
        "operation": {"type": "create_file", "path": SECRET, "diff": f"+{SECRET}"},
    },
    {"type": "apply_patch_call_output", "call_id": "c", "output": SECRET},
    {
        "type": "code_interpreter_call",
        "id": "c",
        "code": f"print('{SECRET}')",
        "outputs": [{"type": "logs", "logs": SECRET}],
    },
    {
        "type": "file_search_call",
        "id": "c",
        "queries": [SECRET],
        "results": [{"file_id": "f", "filename": SECRET, "text": SECRET, "attributes": {"by": SECRET}}],
    },
    {
        "type": "web_search_call",
        "id": "c",
        "action": {
            "type": "search",
            "query": SECRET,
            "queries": [SECRET],
            "sources": [{"type": "url", "url": SECRET}],
        },
    },
    {
        "type": "mcp_call",
        "id": "c",
        "name": "f",
        "server_label": "s",
        "arguments": f'{{"q": "{SECRET}"}}',
        "output": SECRET,
        "error": SECRET,
    },
    {
        "type": "mcp_list_tools",
        "id": "c",
        "server_label": "s",
        "tools": [{"name": "f", "description": SECRET, "input_schema": {"title": SECRET}}],
    },
    {
        "type": "mcp_approval_request",
        "id": "c",
        "name": "f",
        "server_label": "s",
        "arguments": f'{{"q": "{SECRET}"}}',
    },
    {"type": "mcp_approval_response", "approval_request_id": "c", "approve": False, "reason": SECRET},
    {"type": "tool_search_call", "call_id": "c", "arguments": {"goal": SECRET}},
    {
        "type": "tool_search_output",
        "call_id": "c",
        "tools": [{"type": "function", "name": "f", "description": SECRET}],
    },
    {"type": "program", "id": "c", "code": f"say('{SECRET}')"},
    {"type": "program_output", "id": "c", "result": SECRET},
    {"type": "image_generation_call", "id": "c", "result": "", "revised_prompt": SECRET},
]


_NAMES = [f"{n} {doc.get('type', doc.get('role'))}" for n, doc in enumerate(FIELDS)]


@pytest.mark.parametrize("item", FIELDS, ids=_NAMES)
def test_items_are_read_in_requests_answers_and_pages(item: Doc) -> None:
    masked = json.loads(dumps(item).decode().replace(SECRET, "[NAME]"))
    asked = talk(
        OpenAI(), "/v1/responses", {"model": "m", "input": [item]}, b"{}", REPORT, kind="application/json"
    )
    assert asked.forwarded is not None
    assert json.loads(asked.forwarded)["input"] == [masked]
    assert asked.unmapped() == []
    for path, doc in (
        ("/v1/responses/resp_1", {"object": "response", "output": [item]}),
        ("/v1/responses/resp_1/input_items", {"object": "list", "data": [item]}),
        ("/v1/conversations/conv_1/items", {"object": "list", "data": [item]}),
        ("/v1/conversations/conv_1/items/item_1", item),
    ):
        answered = talk(OpenAI(), path, None, dumps(doc), REPORT, kind="application/json", method="GET")
        assert json.loads(answered.sent) == json.loads(dumps(doc).decode().replace(SECRET, "[NAME]"))
        assert answered.unmapped() == []


@pytest.mark.parametrize(
    ("item", "role"),
    [
        ({"role": "system", "content": SECRET}, "system"),
        ({"role": "developer", "content": [{"type": "input_text", "text": SECRET}]}, "system"),
        ({"role": "user", "content": SECRET}, "user"),
        ({"role": "assistant", "content": [{"type": "output_text", "text": SECRET}]}, "assistant"),
        (
            {"type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": SECRET}]},
            "reasoning",
        ),
        ({"type": "function_call_output", "output": SECRET}, "tool"),
        ({"type": "file_search_call", "results": [{"text": SECRET}]}, "retrieved"),
    ],
)
def test_who_speaks(item: Doc, role: str) -> None:
    out = talk(OpenAI(), "/v1/responses", {"input": [item]}, b"{}", kind="application/json")
    assert [one["role"] for one in out.findings] == [role]


def test_identifiers_and_sealed_content_are_never_touched() -> None:
    items = [
        {"type": "item_reference", "id": SECRET},
        {"type": "reasoning", "id": SECRET, "summary": [], "encrypted_content": SECRET},
        {"type": "compaction", "id": SECRET, "encrypted_content": SECRET},
        {"type": "function_call_output", "call_id": SECRET, "output": "", "status": SECRET},
        {"role": "user", "content": [{"type": "input_file", "file_id": SECRET}]},
    ]
    doc = {"model": SECRET, "previous_response_id": SECRET, "prompt_cache_key": SECRET, "input": items}
    out = talk(OpenAI(), "/v1/responses", doc, b"{}", kind="application/json")
    assert out.forwarded == dumps(doc)
