"""Messages: every field and event, blocks within blocks, and endings that official clients read."""

from __future__ import annotations

import itertools
import json
import typing
from collections.abc import Sequence
from typing import Any

import anthropic
import pytest
from anthropic.types import beta
from anthropic.types.beta import messages as batches
from anthropic.types.beta.message_count_tokens_params import MessageCountTokensParams
from anthropic.types.beta.message_create_params import MessageCreateParamsNonStreaming
from anthropic.types.beta.messages.batch_create_params import BatchCreateParams
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Seen
from proxy.dialects.anthropic import Anthropic
from proxy.surfaces import messages_tables as tables
from proxy.surfaces.messages import Messages
from proxy.table import Table
from tests.fixtures import needs_wire
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, policy, sse, talk

Doc = dict[str, Any]
ASKED: Doc = {
    "model": "claude",
    "max_tokens": 9,
    "messages": [{"role": "user", "content": "hello"}],
    "stream": True,
}
SHELL: Doc = {
    "id": f"msg {SECRET}", "type": "message", "role": "assistant", "model": "claude", "content": [],
    "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 7, "output_tokens": 1},
}
REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))


def block(kind: str, member: str, pieces: Sequence[str], index: int = 0, **start: Any) -> list[Doc]:
    """The events of one block whose deltas are of this type and member."""
    deltas = [
        {"type": "content_block_delta", "index": index, "delta": {"type": kind, member: one}}
        for one in pieces
    ]
    return [
        {
            "type": "content_block_start",
            "index": index,
            "content_block": start or {"type": "text", "text": ""},
        },
        *deltas,
        {"type": "content_block_stop", "index": index},
    ]


def text(pieces: Sequence[str], index: int = 0) -> list[Doc]:
    return block("text_delta", "text", pieces, index)


def use(pieces: Sequence[str], index: int = 0) -> list[Doc]:
    start = {"type": "tool_use", "id": f"toolu {SECRET}", "name": "find", "input": {}}
    return block("input_json_delta", "partial_json", pieces, index, **start)


def stream(*blocks: list[Doc]) -> list[Doc]:
    """A whole answer of these blocks."""
    return [
        {"type": "message_start", "message": SHELL},
        {"type": "ping"},
        *(doc for one in blocks for doc in one),
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 5},
        },
        {"type": "message_stop"},
    ]


def ask(docs: Sequence[Doc], rows: Any = MASK, **more: Any) -> Talk:
    return talk(Anthropic(), "/v1/messages", ASKED, sse(*docs), rows, **more)


def joined(docs: Sequence[Doc], member: str = "text", index: int = 0) -> str:
    deltas = (doc["delta"] for doc in docs if doc["type"] == "content_block_delta" and doc["index"] == index)
    return "".join(delta.get(member, "") for delta in deltas)


def masked(doc: Any) -> Any:
    return json.loads(dumps(doc).decode().replace(SECRET, "[NAME]"))


# -- streams


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 300), max_size=8))
def test_the_same_text_however_it_is_cut(cuts: list[int], reads: list[int]) -> None:
    said = f"The customer is {SECRET}, I think."
    places = sorted({0, len(said), *(cut % len(said) for cut in cuts)})
    docs = stream(text([said[a:b] for a, b in itertools.pairwise(places)]))
    out = ask(docs, cuts=reads).events
    assert joined(out) == "The customer is [NAME], I think."
    bare = [doc | {"delta": 0} if doc["type"] == "content_block_delta" else doc for doc in out]
    assert bare == [doc | {"delta": 0} if doc["type"] == "content_block_delta" else doc for doc in docs]


def test_nothing_found_nothing_changed() -> None:
    docs = stream(text(["quite ", "harmless"]), use(['{"a":', ' "b"}'], 1))
    assert ask(docs).sent == sse(*docs)


@pytest.mark.parametrize(
    "pieces",
    [
        ['{"name": "Taro', ' Yamada", "n": 1}'],
        ["", '{"name": "\\u', "0054aro \\u005", '9amada", "n": 1}'],
        list('{"name": "Taro Yamada", "n": 1}'),
    ],
)
def test_a_tools_input_stays_json(pieces: list[str]) -> None:
    out = ask(stream(text(["Taro "]), use(pieces, 1))).events
    assert json.loads(joined(out, "partial_json", 1)) == {"name": "[NAME]", "n": 1}
    assert joined(out) == "Taro "


def test_blocks_are_channels_of_their_own() -> None:
    out = ask(stream(text(["It is Taro "]), text(["Yamada"], 1))).events
    assert (joined(out), joined(out, index=1)) == ("It is Taro ", "Yamada")


def test_text_may_begin_in_the_start_of_a_block() -> None:
    docs = block("text_delta", "text", ["Yamada"], 0, type="text", text="Taro ")
    out = ask(stream(docs)).events
    assert (out[2]["content_block"]["text"], joined(out)) == ("[NAME]", "")


def test_thinking_is_reasoning_and_its_signature_is_sealed() -> None:
    docs = block(
        "thinking_delta", "thinking", ["Taro ", "Yamada"], 0, type="thinking", thinking="", signature=""
    )
    sealed = {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "signature_delta", "signature": SECRET},
    }
    redacted = block("", "", [], 1, type="redacted_thinking", data=SECRET)
    result = ask(stream([*docs[:-1], sealed, docs[-1]], redacted))
    assert joined(result.events, "thinking") == "[NAME]"
    assert sealed in result.events
    assert redacted[0] in result.events
    assert [one["role"] for one in result.findings] == ["reasoning"]


def test_citations_and_compaction_are_read() -> None:
    cited = {
        "type": "char_location",
        "cited_text": SECRET,
        "document_title": SECRET,
        "document_index": 0,
        "file_id": SECRET,
    }
    cite = {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "citations_delta", "citation": cited},
    }
    compact = block(
        "compaction_delta", "content", [f"Spoke with {SECRET}."], 1, type="compaction", content=None
    )
    compact[1]["delta"]["encrypted_content"] = SECRET
    result = ask(stream([*text(["x"])[:2], cite, text([])[-1]], compact))
    out = result.events
    assert out[4]["delta"]["citation"] == {**cited, "cited_text": "[NAME]", "document_title": "[NAME]"}
    assert joined(out, "content", 1) == "Spoke with [NAME]."
    assert joined(out, "encrypted_content", 1) == SECRET
    assert [one["role"] for one in result.findings] == ["retrieved", "assistant"]


def test_results_of_server_tools_come_whole_in_the_start() -> None:
    found = [
        {
            "type": "web_search_result",
            "title": SECRET,
            "url": SECRET,
            "page_age": "1 day",
            "encrypted_content": SECRET,
        }
    ]
    ran = {"type": "code_execution_result", "stdout": SECRET, "stderr": "", "return_code": 0, "content": []}
    starts = [
        {"type": "web_search_tool_result", "tool_use_id": SECRET, "content": found},
        {"type": "code_execution_tool_result", "tool_use_id": SECRET, "content": ran},
        {"type": "mcp_tool_result", "tool_use_id": SECRET, "content": [{"type": "text", "text": SECRET}]},
        {"type": "server_tool_use", "id": SECRET, "name": "f", "input": {"query": SECRET, SECRET: 1}},
    ]
    result = ask(stream(*(block("", "", [], n, **start) for n, start in enumerate(starts))), REPORT)
    out = [doc["content_block"] for doc in result.events if doc["type"] == "content_block_start"]
    assert out[0]["content"] == [{**found[0], "title": "[NAME]", "url": "[NAME]"}]
    assert out[1]["content"] == {**ran, "stdout": "[NAME]"}
    assert out[2]["content"] == [{"type": "text", "text": "[NAME]"}]
    assert out[3] == {**starts[3], "input": {"query": "[NAME]", "[NAME]": 1}}
    assert [block["tool_use_id"] for block in out[:3]] == [SECRET] * 3
    assert result.unmapped() == []


def test_a_delta_nobody_has_told_us_of_is_joined_and_reported() -> None:
    docs = block("hum_delta", "hum", ["Taro ", "Yamada"], 0, type="hum")
    result = ask(stream(docs), REPORT)
    assert joined(result.events, "hum") == "[NAME]"
    assert result.unmapped() == ["/delta/?"]


def test_an_event_nobody_has_told_us_of_is_read_and_reported() -> None:
    result = ask([{"type": "weather", "wind": SECRET}], REPORT)
    assert result.events == [{"type": "weather", "wind": "[NAME]"}]
    assert result.unmapped() == ["/?"]


def test_errors_are_read() -> None:
    error = {
        "type": "error",
        "error": {"type": "overloaded_error", "message": f"{SECRET} is late"},
        "request_id": SECRET,
    }
    out = ask([*stream(text(["hello"]))[:4], error])
    assert out.events[-1]["error"]["message"] == "[NAME] is late"
    assert out.events[-1]["request_id"] == SECRET


def test_text_completions_are_read_in_pieces() -> None:
    docs = [
        {"type": "completion", "completion": one, "stop_reason": None, "model": "m"}
        for one in ("Taro ", "Yamada")
    ]
    asked = {"model": "m", "prompt": f"Human: {SECRET}", "stream": True}
    out = talk(
        Anthropic(), "/v1/complete", asked, sse(*docs, docs[0] | {"completion": "", "stop_reason": "stop"})
    )
    assert out.forwarded == dumps(asked | {"prompt": "Human: [NAME]"})
    assert [doc["completion"] for doc in out.events] == ["[NAME]", "", ""]


# -- requests and whole answers

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
        {"custom_id": SECRET, "params": {"model": "m", "messages": [{"role": "user", "content": BLOCKS}]}}
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
    assert out.unscanned() == ["encrypted content"]


def test_base64_is_reported() -> None:
    source = {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0x" * 20}
    doc = {"messages": [{"role": "user", "content": [{"type": "document", "source": source}]}]}
    out = talk(Anthropic(), "/v1/messages", doc, b"{}", REPORT, kind="application/json")
    assert (out.forwarded, out.unscanned()) == (dumps(doc), ["file"])


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/v1/messages", "messages"),
        ("/v1/messages/", "messages"),
        ("/v1/messages/count_tokens", "messages"),
        ("/v1/messages/batches/b/results", "messages"),
        ("/v1/complete", "messages"),
        ("/anthropic/v1/messages", "messages"),
        ("/v1/models", "generic"),
        ("/v1/messagesque", "generic"),
    ],
)
def test_paths(path: str, surface: str) -> None:
    assert Anthropic().surface(Seen("POST", path)).name == surface


# -- endings


def client_at(base: str) -> anthropic.AsyncAnthropic:
    return anthropic.AsyncAnthropic(base_url=base, api_key="k", max_retries=0)


HELLO: Any = {"model": "claude", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}


async def test_a_refused_request_is_a_bad_request() -> None:
    out = talk(Anthropic(), "/v1/messages", {**ASKED, "system": BANNED}, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        client_at(base) as client,
    ):
        with pytest.raises(anthropic.BadRequestError, match=r"harm\.fruit") as refused:
            await client.messages.create(**HELLO)
    assert refused.value.body == json.loads(out.reply.body)
    assert json.loads(out.reply.body)["error"]["type"] == "invalid_request_error"


async def test_a_stopped_answer_is_a_refusal_that_can_be_shown() -> None:
    doc = {**SHELL, "content": [{"type": "text", "text": f"eat {BANNED}"}], "stop_reason": "end_turn"}
    out = talk(Anthropic(), "/v1/messages", ASKED, dumps(doc), REFUSE, kind="application/json")
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        client_at(base) as client,
    ):
        read = await client.messages.create(**HELLO)
    assert (read.id, read.model, read.stop_reason, read.usage.input_tokens) == (
        SHELL["id"],
        "claude",
        "refusal",
        7,
    )
    assert read.stop_details is not None
    assert read.stop_details.explanation == read.content[0].text
    assert "harm.fruit" in read.stop_details.explanation


def test_an_error_that_is_stopped_stays_an_error() -> None:
    doc = {"type": "error", "error": {"type": "invalid_request_error", "message": BANNED}}
    out = talk(Anthropic(), "/v1/messages", ASKED, dumps(doc), REFUSE, kind="application/json", status=413)
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["type"]) == (413, "error")
    assert BANNED.encode() not in out.reply.body


async def read_stream(out: Talk) -> tuple[list[str], anthropic.types.ParsedMessage[None]]:
    async with served(out.sent) as base, client_at(base) as client, client.messages.stream(**HELLO) as found:
        kinds = [event.type async for event in found]
        return kinds, await found.get_final_message()


async def test_a_stopped_stream_ends_as_a_refusal() -> None:
    out = ask(stream(text(["Then eat ", BANNED[:9], BANNED[9:], " now."])), REFUSE)
    assert BANNED.encode() not in out.sent
    _, read = await read_stream(out)
    assert (read.id, read.stop_reason, read.usage.input_tokens) == (SHELL["id"], "refusal", 7)
    texts = [one.text for one in read.content if one.type == "text"]
    assert texts[0] == "Then eat "
    assert read.stop_details is not None
    assert texts[1] == read.stop_details.explanation
    kinds = [doc["type"] for doc in out.events]
    assert kinds[-7:] == [
        "content_block_delta",
        "content_block_stop",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


async def test_a_tools_block_that_is_not_finished_stays_open() -> None:
    out = ask(stream(text(["ok"]), use(['{"eat": "', BANNED, '"}'], 1)), REFUSE)
    stops = [doc["index"] for doc in out.events if doc["type"] == "content_block_stop"]
    assert stops == [0, 2]
    _, read = await read_stream(out)
    assert (read.stop_reason, [one.type for one in read.content]) == ("refusal", ["text", "tool_use", "text"])


async def test_a_stream_stopped_at_once_still_begins() -> None:
    docs = stream(text(["hello"]))
    docs[0] = {"type": "message_start", "message": {**SHELL, "content": [{"type": "text", "text": BANNED}]}}
    kinds, read = await read_stream(ask(docs, REFUSE))
    assert (kinds[0], read.model, read.stop_reason) == ("message_start", "claude", "refusal")


def test_nothing_follows_an_end() -> None:
    docs = [*stream(text(["hello"])), {"type": "weather", "wind": BANNED}]
    assert ask(docs, REFUSE).sent == sse(*docs[:-1])


def test_strange_events_do_not_confuse_the_closer() -> None:
    docs = [
        {"type": "message_start", "message": "none", "usage": {"output_tokens": "many"}},
        {"type": "content_block_start", "index": {}, "content_block": {"type": []}},
        {"type": "content_block_start", "index": 2**70, "content_block": {"type": ["text"]}},
        {"type": "content_block_stop", "index": []},
        {"type": [], "delta": 1},
        {"type": "content_block_delta", "index": 0, "delta": BANNED},
    ]
    raw = b"".join(b"event: x\ndata: %b\n\n" % dumps(doc) for doc in docs)
    out = talk(Anthropic(), "/v1/messages", ASKED, raw, REFUSE).events
    assert out[-1] == {"type": "message_stop"}


def test_an_upstream_that_gives_no_answer_is_an_error_of_the_api() -> None:
    reply = Messages(Seen("POST", "/v1/messages")).failed("refused", 502)
    assert (reply.status, json.loads(reply.body)["error"]["type"]) == (502, "api_error")


# -- what others recorded, and what the official client can hold

RECORDED = list(recorded("messages"))


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    more: Any = {"kind": one.kind, "method": one.method, "status": one.status, "cuts": one.cuts}
    out = talk(Anthropic(), one.path, one.asked, one.answer, REPORT, **more)
    assert out.forwarded == (one.asked or b"")
    assert out.sent == one.answer
    assert out.finished
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
