"""Requests, messages, events and batches: every string the official client knows has its slot."""

from __future__ import annotations

import json
import typing

import pytest
from anthropic.types import beta
from anthropic.types.beta import messages as batches
from anthropic.types.beta.message_count_tokens_params import MessageCountTokensParams
from anthropic.types.beta.message_create_params import MessageCreateParamsNonStreaming
from anthropic.types.beta.messages.batch_create_params import BatchCreateParams

from proxy.dialects.anthropic import Anthropic
from proxy.surfaces import messages_tables as tables
from proxy.table import Table
from tests.proxy.surfaces.messages_streams import REPORT, SHELL, Doc, masked
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET, dumps, talk

SETTINGS: list[Doc] = [
    {"system": SECRET},
    {"system": [{"type": "text", "text": SECRET, "cache_control": {"type": "ephemeral"}}]},
    {"messages": [{"role": "user", "content": SECRET}]},
    {
        "tools": [
            {
                "name": "f",
                "description": SECRET,
                "input_schema": {"type": "object", "properties": {SECRET: {"description": SECRET}}},
            }
        ]
    },
    {
        "tools": [
            {
                "type": "web_search_20250305",
                "name": "web_search",
                "user_location": {"type": "approximate", "city": SECRET},
            }
        ]
    },
    {"mcp_servers": [{"type": "url", "name": "s", "url": SECRET, "authorization_token": SECRET}]},
    {"stop_sequences": [SECRET]},
    {"metadata": {"user_id": SECRET}},
    {"output_config": {"format": {"type": "json_schema", "schema": {"title": SECRET}}}},
    {"context_management": {"edits": [{"type": "compact", "instructions": SECRET}]}},
]


@pytest.mark.parametrize("doc", SETTINGS, ids=[f"{n} {next(iter(doc))}" for n, doc in enumerate(SETTINGS)])
@pytest.mark.parametrize(
    "path", ["/v1/messages", "/v1/messages/count_tokens?beta=true", "/anthropic/v1/messages"]
)
def test_what_a_request_says_besides_is_read(doc: Doc, path: str) -> None:
    out = talk(
        Anthropic(), path, {"model": "m", **doc}, b'{"input_tokens":3}', REPORT, kind="application/json"
    )
    assert out.forwarded is not None
    assert json.loads(out.forwarded) == {"model": "m", **masked(doc)}
    assert out.sent == b'{"input_tokens":3}'
    assert out.unmapped() == []


def test_a_batch_is_its_requests() -> None:
    requests = [
        {
            "custom_id": SECRET,
            "params": {
                "model": "m",
                "messages": [{"role": "user", "content": [{"type": "text", "text": SECRET}]}],
            },
        }
    ]
    batch = {"id": SECRET, "type": "message_batch", "processing_status": "in_progress", "results_url": None}
    out = talk(
        Anthropic(),
        "/v1/messages/batches",
        {"requests": requests},
        dumps(batch),
        REPORT,
        kind="application/json",
    )
    assert out.forwarded is not None
    assert json.loads(out.forwarded)["requests"] == [
        {"custom_id": SECRET, "params": masked(requests[0]["params"])}
    ]
    assert out.sent == dumps(batch)
    assert out.unmapped() == []


@pytest.mark.parametrize("kind", ["application/binary", "application/x-jsonl", "application/jsonl"])
def test_the_results_of_a_batch_are_read_line_by_line(kind: str) -> None:
    said = {**SHELL, "id": "m", "content": [{"type": "text", "text": SECRET}]}
    lines = [
        {"custom_id": SECRET, "result": {"type": "succeeded", "message": said}},
        {
            "custom_id": "b",
            "result": {
                "type": "errored",
                "error": {"type": "error", "error": {"type": "x", "message": SECRET}},
            },
        },
    ]
    body = b"".join(dumps(line) + b"\n" for line in lines)
    out = talk(Anthropic(), "/v1/messages/batches/b/results", None, body, REPORT, kind=kind, method="GET")
    read = [json.loads(line) for line in out.sent.splitlines()]
    assert read == [{"custom_id": SECRET, "result": masked(lines[0]["result"])}, masked(lines[1])]
    assert out.unmapped() == []


def unmapped(table: Table, kind: object) -> set[str]:
    return {shape for shape in shapes(kind) if not table.slot(shape).mapped}


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (tables.REQUEST, MessageCreateParamsNonStreaming),
        (tables.REQUEST, MessageCountTokensParams),
        (tables.REQUEST, BatchCreateParams),
        (tables.ANSWER, beta.BetaMessage),
        (tables.ANSWER, batches.BetaMessageBatch),
        (tables.RESULTS, batches.BetaMessageBatchIndividualResponse),
        *(
            (tables.EVENTS, one)
            for one in typing.get_args(typing.get_args(beta.BetaRawMessageStreamEvent)[0])
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert unmapped(table, kind) == set()
