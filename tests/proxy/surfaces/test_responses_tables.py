"""Requests, response objects and events: every string the official client knows has its slot."""

from __future__ import annotations

import json
import typing
from typing import Any

import openai.types.responses as sdk
import pytest
from openai.types import conversations
from openai.types.conversations.item_create_params import ItemCreateParams
from openai.types.responses.input_token_count_params import InputTokenCountParams
from openai.types.responses.response_compact_params import ResponseCompactParams
from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces import responses_tables as tables
from proxy.surfaces.responses import Responses
from proxy.table import Table
from tests.proxy.surfaces.responses_streams import HEAD, REPORT, Doc, ask, stream
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET, dumps, talk


def test_what_repeats_the_request_is_read() -> None:
    head = {
        **HEAD,
        "instructions": f"Be kind to {SECRET}.",
        "tools": [{"type": "function", "name": "find", "description": f"Finds {SECRET}", "parameters": {}}],
        "metadata": {"owner": SECRET},
        "prompt": {"id": SECRET, "variables": {"who": SECRET}},
        "previous_response_id": SECRET,
    }
    out = ask(stream(head=head), REPORT)
    echoed = out.events[0]["response"]
    assert echoed["instructions"] == "Be kind to [NAME]."
    assert echoed["tools"][0]["description"] == "Finds [NAME]"
    assert echoed["metadata"] == {"owner": "[NAME]"}
    assert echoed["prompt"] == {"id": SECRET, "variables": {"who": "[NAME]"}}
    assert echoed["previous_response_id"] == SECRET
    assert {one["role"] for one in out.findings} == {"system", "definition", "user"}


SETTINGS: list[Doc] = [
    {"input": SECRET},
    {"instructions": SECRET},
    {"prompt": {"id": "p", "variables": {"who": SECRET, "what": {"type": "input_text", "text": SECRET}}}},
    {
        "tools": [
            {
                "type": "function",
                "name": "f",
                "parameters": {"properties": {SECRET: {"description": SECRET, "enum": [SECRET]}}},
            }
        ]
    },
    {
        "tools": [
            {
                "type": "mcp",
                "server_label": "s",
                "server_url": SECRET,
                "headers": {"x": SECRET},
                "authorization": SECRET,
            }
        ]
    },
    {"text": {"format": {"type": "json_schema", "name": "n", "schema": {"title": SECRET}}}},
    {"tool_choice": {"type": "function", "name": SECRET}},
    {"metadata": {"k": SECRET}},
    {"user": SECRET},
    {"safety_identifier": SECRET},
]


@pytest.mark.parametrize("doc", SETTINGS, ids=[next(iter(doc)) for doc in SETTINGS])
@pytest.mark.parametrize("path", ["/v1/responses", "/v1/responses/compact", "/v1/responses/input_tokens"])
def test_what_a_request_says_besides_is_read(doc: Doc, path: str) -> None:
    out = talk(OpenAI(), path, {"model": "m", **doc}, b"{}", REPORT, kind="application/json")
    assert out.forwarded is not None
    assert json.loads(out.forwarded) == {
        "model": "m",
        **json.loads(dumps(doc).decode().replace(SECRET, "[NAME]")),
    }
    assert out.unmapped() == []


def unmapped(table: Table, kind: object) -> set[str]:
    return {shape for shape in shapes(kind) if not table.slot(shape).mapped}


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (tables.REQUEST, ResponseCreateParamsNonStreaming),
        (tables.REQUEST, ResponseCompactParams),
        (tables.REQUEST, InputTokenCountParams),
        (tables.REQUEST, ItemCreateParams),
        (tables.ANSWER, sdk.Response),
        (tables.ANSWER, sdk.CompactedResponse),
        (tables.LISTED, sdk.ResponseItemList),
        (tables.LISTED, conversations.ConversationItemList),
        (tables.STORED, conversations.ConversationItem),
        (tables.STORED, conversations.Conversation),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert unmapped(table, kind) == set()


@pytest.mark.parametrize(
    "kind", typing.get_args(typing.get_args(sdk.ResponseStreamEvent)[0]), ids=lambda kind: kind.__name__
)
def test_every_string_of_every_event_is_mapped(kind: Any) -> None:
    name = typing.get_args(kind.model_fields["type"].annotation)[0]
    table = Responses(Seen("POST", "/v1/responses")).table({"type": name})
    assert unmapped(table, kind) == set()
