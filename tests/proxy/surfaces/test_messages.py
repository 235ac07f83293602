"""Messages: blocks as channels, deltas that belong together, events nobody has told us of."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Seen
from proxy.dialects.anthropic import Anthropic
from proxy.surfaces.messages import Messages
from tests.fixtures import needs_wire
from tests.proxy.surfaces.messages_streams import REPORT, ask, block, joined, stream, text, use
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sessions import SECRET, dumps, sse, talk


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


def test_an_upstream_that_gives_no_answer_is_an_error_of_the_api() -> None:
    reply = Messages(Seen("POST", "/v1/messages")).failed("refused", 502)
    assert (reply.status, json.loads(reply.body)["error"]["type"]) == (502, "api_error")


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
