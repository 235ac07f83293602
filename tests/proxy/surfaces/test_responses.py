"""Responses: every field and event, repeats that agree, and endings that official clients read."""

from __future__ import annotations

import itertools
import json
import typing
from collections.abc import Iterator, Sequence
from typing import Any

import openai
import openai.types.responses as sdk
import pytest
from hypothesis import given
from hypothesis import strategies as st
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
from tests.fixtures import needs_wire
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import (
    BANNED,
    MASK,
    REFUSE,
    SECRET,
    Talk,
    dumps,
    policy,
    sse,
    talk,
)

Doc = dict[str, Any]
ASKED: Doc = {"model": "gpt-5", "input": "hello", "stream": True}
HEAD: Doc = {"id": f"resp {SECRET}", "object": "response", "created_at": 1, "model": "gpt-5", "output": []}


def numbered(docs: Sequence[Doc]) -> list[Doc]:
    return [{**doc, "sequence_number": n} for n, doc in enumerate(docs)]


def message(pieces: Sequence[str], at: int = 0, logprobs: bool = False) -> Iterator[Doc]:
    """The events of one output message whose text comes in these pieces."""
    where = {"item_id": f"msg {SECRET}", "output_index": at, "content_index": 0}
    text = "".join(pieces)

    def tokens(said: str) -> list[Doc]:
        return [{"token": said, "logprob": -0.5, "bytes": [1], "top_logprobs": []}] if logprobs else []

    part = {"type": "output_text", "annotations": [], "logprobs": tokens(text), "text": text}
    item = {"id": where["item_id"], "type": "message", "role": "assistant"}
    yield {
        "type": "response.output_item.added",
        "output_index": at,
        "item": {**item, "status": "in_progress", "content": []},
    }
    yield {"type": "response.content_part.added", **where, "part": {**part, "text": "", "logprobs": []}}
    for piece in pieces:
        yield {
            "type": "response.output_text.delta",
            **where,
            "delta": piece,
            "logprobs": tokens(piece),
            "obfuscation": SECRET,
        }
    yield {"type": "response.output_text.done", **where, "text": text, "logprobs": tokens(text)}
    yield {"type": "response.content_part.done", **where, "part": part}
    yield {
        "type": "response.output_item.done",
        "output_index": at,
        "item": {**item, "status": "completed", "content": [part]},
    }


def call(pieces: Sequence[str], at: int = 0) -> Iterator[Doc]:
    """The events of one function call."""
    item = {"id": f"fc_{at}", "type": "function_call", "call_id": f"call {SECRET}", "name": "find"}
    where = {"item_id": f"fc_{at}", "output_index": at}
    arguments = "".join(pieces)
    yield {
        "type": "response.output_item.added",
        "output_index": at,
        "item": {**item, "arguments": "", "status": "in_progress"},
    }
    for piece in pieces:
        yield {"type": "response.function_call_arguments.delta", **where, "delta": piece}
    yield {"type": "response.function_call_arguments.done", **where, "name": "find", "arguments": arguments}
    yield {
        "type": "response.output_item.done",
        "output_index": at,
        "item": {**item, "arguments": arguments, "status": "completed"},
    }


def stream(*items: Iterator[Doc], head: Doc = HEAD) -> list[Doc]:
    """A whole answer: the items' events between the beginning and an end that repeats the items."""
    said = [doc for item in items for doc in item]
    output = [doc["item"] for doc in said if doc["type"] == "response.output_item.done"]
    begun = {**head, "status": "in_progress"}
    return numbered(
        [
            {"type": "response.created", "response": begun},
            {"type": "response.in_progress", "response": begun},
            *said,
            {"type": "response.completed", "response": {**head, "status": "completed", "output": output}},
        ]
    )


def ask(docs: Sequence[Doc], rows: Any = MASK, path: str = "/v1/responses", **more: Any) -> Talk:
    return talk(OpenAI(), path, ASKED, sse(*docs), rows, **more)


def joined(docs: Sequence[Doc], kind: str = "response.output_text.delta", at: int = 0) -> str:
    return "".join(doc["delta"] for doc in docs if doc["type"] == kind and doc.get("output_index", at) == at)


def of(docs: Sequence[Doc], kind: str) -> Doc:
    return next(doc for doc in docs if doc["type"] == kind)


def without(doc: Any, *names: str) -> Any:
    """The document without these members: what an edit must not have changed."""
    if isinstance(doc, dict):
        return {key: without(value, *names) for key, value in doc.items() if key not in names}
    return [without(one, *names) for one in doc] if isinstance(doc, list) else doc


# -- streams


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 400), max_size=8))
def test_the_same_text_however_it_is_cut(cuts: list[int], reads: list[int]) -> None:
    text = f"The customer is {SECRET}, I think."
    places = sorted({0, len(text), *(cut % len(text) for cut in cuts)})
    docs = stream(message([text[a:b] for a, b in itertools.pairwise(places)]))
    out = ask(docs, cuts=reads).events
    masked = "The customer is [NAME], I think."
    assert joined(out) == masked
    assert of(out, "response.output_text.done")["text"] == masked
    assert of(out, "response.content_part.done")["part"]["text"] == masked
    assert of(out, "response.output_item.done")["item"]["content"][0]["text"] == masked
    assert of(out, "response.completed")["response"]["output"][0]["content"][0]["text"] == masked
    assert without(out, "delta", "text") == without(
        docs, "delta", "text"
    )  # as many events, every id, every number


def test_nothing_found_nothing_changed() -> None:
    docs = stream(message(["quite ", "harmless"]), call(['{"a":', ' "b"}'], 1))
    assert ask(docs).sent == sse(*docs)


def test_one_text_is_one_finding_however_often_it_is_repeated() -> None:
    found = ask(stream(message([f"{SECRET[:4]}", SECRET[4:]]))).findings
    assert [(one["kind"], one["role"]) for one in found] == [("pii.name", "assistant")]


def test_a_message_that_comes_only_at_the_end_is_read() -> None:
    item = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": SECRET}]}
    out = ask(numbered([{"type": "response.completed", "response": {**HEAD, "output": [item]}}])).events
    assert out[0]["response"]["output"][0]["content"][0]["text"] == "[NAME]"


def test_log_probabilities_of_touched_text_are_emptied() -> None:
    docs = stream(message(["I saw ", SECRET[:6], SECRET[6:], " today"], logprobs=True))
    out = ask(docs).events
    deltas = [doc for doc in out if doc["type"] == "response.output_text.delta"]
    assert [len(doc["logprobs"]) for doc in deltas] == [1, 0, 0, 1]
    assert of(out, "response.output_text.done")["logprobs"] == []
    assert of(out, "response.content_part.done")["part"]["logprobs"] == []
    assert of(out, "response.completed")["response"]["output"][0]["content"][0]["logprobs"] == []


def test_log_probabilities_alone_are_read() -> None:
    docs = stream(message(["ok"], logprobs=True))
    of(docs, "response.output_text.delta")["logprobs"][0]["top_logprobs"] = [
        {"token": SECRET, "logprob": -1.0}
    ]
    out = ask(docs).events
    assert of(out, "response.output_text.delta")["logprobs"] == []
    assert of(out, "response.output_text.delta")["delta"] == "ok"


@pytest.mark.parametrize(
    "pieces",
    [
        ['{"name": "Taro', ' Yamada", "n": 1}'],
        ['{"name": "\\u', "0054aro \\u005", '9amada", "n": 1}'],
        ['{"name"', ': "Taro Yamada"', ', "n": 1}'],
        list('{"name": "Taro Yamada", "n": 1}'),
    ],
)
def test_arguments_stay_json_and_agree(pieces: list[str]) -> None:
    out = ask(stream(call(pieces))).events
    arguments = [
        joined(out, "response.function_call_arguments.delta"),
        of(out, "response.function_call_arguments.done")["arguments"],
        of(out, "response.output_item.done")["item"]["arguments"],
        of(out, "response.completed")["response"]["output"][0]["arguments"],
    ]
    assert [json.loads(one) for one in arguments] == [{"name": "[NAME]", "n": 1}] * 4


def test_items_that_interleave_are_apart() -> None:
    one, other = list(call(['{"a": "Taro ', 'Yamada"}'], 0)), list(call(['{"b": "Taro', ' Jones"}'], 1))
    mixed = [doc for pair in zip(one, other, strict=True) for doc in pair]
    out = ask(stream(iter(mixed))).events
    deltas = [joined(out, "response.function_call_arguments.delta", at) for at in (0, 1)]
    assert [json.loads(one) for one in deltas] == [{"a": "[NAME]"}, {"b": "Taro Jones"}]


def test_channels_without_an_index_are_told_apart_by_item() -> None:
    def piece(item: str, text: str) -> Doc:
        return {"type": "response.output_text.delta", "item_id": item, "delta": text}

    docs = [piece("a", "Taro "), piece("b", "Taro "), piece("b", "Jones"), piece("a", "Yamada")]
    assert [doc["delta"] for doc in ask(docs).events] == ["[NAME]", "Taro ", "Jones", ""]


STEMS = [
    ("output_text", "text", ("content", 0, "text"), "message", "assistant"),
    ("refusal", "refusal", ("content", 0, "refusal"), "message", "assistant"),
    ("reasoning_text", "text", ("content", 0, "text"), "reasoning", "reasoning"),
    ("reasoning_summary_text", "text", ("summary", 0, "text"), "reasoning", "reasoning"),
    ("function_call_arguments", "arguments", ("arguments",), "function_call", "assistant"),
    ("mcp_call_arguments", "arguments", ("arguments",), "mcp_call", "assistant"),
    ("custom_tool_call_input", "input", ("input",), "custom_tool_call", "assistant"),
    ("code_interpreter_call_code", "code", ("code",), "code_interpreter_call", "assistant"),
    ("apply_patch_call_operation_diff", "diff", ("operation", "diff"), "apply_patch_call", "assistant"),
    ("shell_call_command", "command", ("action", "commands", 0), "shell_call", "assistant"),
]
_PARTS = {
    "output_text": "output_text",
    "refusal": "refusal",
    "reasoning_text": "reasoning_text",
    "reasoning_summary_text": "summary_text",
}


def put(path: tuple[Any, ...], text: str, part: str) -> Doc:
    """An item's field at `path`."""
    inner: Any = text
    for step in reversed(path):
        if isinstance(step, int):
            inner = [inner]
        else:
            inner = {step: inner} if step not in ("text", "refusal") else {"type": part, step: inner}
    return inner


@pytest.mark.parametrize(("stem", "repeat", "path", "kind", "role"), STEMS, ids=[stem[0] for stem in STEMS])
def test_each_stem_is_joined_and_its_repeats_agree(
    stem: str, repeat: str, path: tuple[Any, ...], kind: str, role: str
) -> None:
    json_text = repeat == "arguments"
    text = f'{{"q": "{SECRET}"}}' if json_text else f"so {SECRET} it is"
    masked = text.replace(SECRET, "[NAME]")
    cut = text.index(SECRET) + 4
    where = {"item_id": "i", "output_index": 0, "content_index": 0, "summary_index": 0, "command_index": 0}
    item = {"id": "i", "type": kind, **put(path, text, _PARTS.get(stem, ""))}
    docs = numbered(
        [
            {"type": f"response.{stem}.delta", **where, "delta": text[:cut]},
            {"type": f"response.{stem}.delta", **where, "delta": text[cut:]},
            {"type": f"response.{stem}.done", **where, repeat: text},
            {"type": "response.output_item.done", "output_index": 0, "item": item},
            {"type": "response.completed", "response": {**HEAD, "output": [item]}},
        ]
    )
    result = ask(docs, policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag")))
    out = result.events
    assert out[0]["delta"] + out[1]["delta"] == masked == out[2][repeat]
    expected = {"id": "i", "type": kind, **put(path, masked, _PARTS.get(stem, ""))}
    assert out[3]["item"] == out[4]["response"]["output"][0] == expected
    assert [(one["kind"], one["role"]) for one in result.findings] == [("pii.name", role)]


def test_the_streams_of_a_shell_are_two() -> None:
    where = {"item_id": "i", "output_index": 0, "command_index": 0}
    docs = [
        {
            "type": "response.shell_call_output_content.delta",
            **where,
            "delta": {"stdout": "Taro ", "stderr": "Taro "},
        },
        {
            "type": "response.shell_call_output_content.delta",
            **where,
            "delta": {"stdout": "Yamada", "stderr": "Jones"},
        },
        {
            "type": "response.shell_call_output_content.done",
            **where,
            "output": [{"stdout": SECRET, "stderr": "Taro Jones"}],
        },
    ]
    result = ask(docs)
    assert [doc["delta"] for doc in result.events[:2]] == [
        {"stdout": "[NAME]", "stderr": "Taro "},
        {"stdout": "", "stderr": "Jones"},
    ]
    assert result.events[2]["output"] == [{"stdout": "[NAME]", "stderr": "Taro Jones"}]
    assert [one["role"] for one in result.findings] == ["tool"]


REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))


def test_a_delta_nobody_has_told_us_of_is_joined_and_reported() -> None:
    docs = [
        {"type": "response.dream.delta", "output_index": 0, "delta": "I dreamt of Taro "},
        {"type": "response.dream.delta", "output_index": 1, "delta": "Jones and Taro "},
        {"type": "response.dream.delta", "output_index": 0, "delta": "Yamada"},
        {"type": "response.dream.done", "output_index": 0, "dream": f"I dreamt of {SECRET}"},
    ]
    result = ask(docs, REPORT)
    assert [doc.get("delta") for doc in result.events[:3]] == ["I dreamt of [NAME]", "Jones and Taro ", ""]
    assert result.events[3]["dream"] == "I dreamt of [NAME]"
    assert result.unmapped() == ["/delta", "/?"]


def test_each_member_of_an_unknown_delta_is_a_channel() -> None:
    docs = [
        {"type": "response.dream.delta", "output_index": 0, "delta": {"seen": "Taro ", "heard": "Taro "}},
        {"type": "response.dream.delta", "output_index": 0, "delta": {"heard": "Yamada", "seen": "Jones"}},
    ]
    out = ask(docs).events
    assert [doc["delta"] for doc in out] == [
        {"seen": "Taro ", "heard": "[NAME]"},
        {"heard": "", "seen": "Jones"},
    ]


def test_an_event_nobody_has_told_us_of_is_read_and_reported() -> None:
    result = ask([{"type": "response.weather.changed", "code": SECRET, "wind": {"from": SECRET}}], REPORT)
    assert result.events[0] == {
        "type": "response.weather.changed",
        "code": "[NAME]",
        "wind": {"from": "[NAME]"},
    }
    assert result.unmapped() == ["/code", "/?/?"]


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
    assert result.unscanned() == ["image", "image"]


def test_citations_move_with_the_text_they_point_into() -> None:
    said = [f"As {SECRET} ", "wrote: water is wet."]
    start = "".join(said).index("water")
    marks = [
        {"type": "url_citation", "url": "u", "title": "t", "start_index": start, "end_index": start + 5},
        {"type": "file_citation", "file_id": "f", "filename": "n", "index": start},
    ]
    where = {"item_id": "i", "output_index": 0, "content_index": 0}
    docs = list(message(said))
    docs[-2]["part"]["annotations"] = docs[-1]["item"]["content"][0]["annotations"] = marks
    added = {"type": "response.output_text.annotation.added", **where}
    docs[4:4] = [{**added, "annotation_index": n, "annotation": mark} for n, mark in enumerate(marks)]
    result = ask(stream(iter(docs)))
    out = result.events
    at = joined(out).index("water")
    assert at == start - len(SECRET) + len("[NAME]")
    there = [{**marks[0], "start_index": at, "end_index": at + 5}, {**marks[1], "index": at}]
    assert [doc["annotation"] for doc in out if "annotation" in doc] == there
    assert of(out, "response.content_part.done")["part"]["annotations"] == there
    assert of(out, "response.output_item.done")["item"]["content"][0]["annotations"] == there
    final = of(out, "response.completed")["response"]
    assert final["output"][0]["content"][0]["annotations"] == there
    whole = talk(
        OpenAI(),
        "/v1/responses",
        ASKED,
        dumps({**HEAD, "output": [docs[-1]["item"]]}),
        kind="application/json",
    )
    assert json.loads(whole.sent)["output"] == final["output"]


def test_errors_are_read() -> None:
    docs = [
        {"type": "error", "code": "server_error", "message": f"{SECRET} broke it", "param": None},
        {"type": "error", "error": {"type": "quota", "code": "quota", "message": f"{SECRET} has none left"}},
    ]
    out = ask(docs).events
    assert out[0]["message"] == "[NAME] broke it"
    assert out[1]["error"]["message"] == "[NAME] has none left"


# -- requests and whole answers

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


@pytest.mark.parametrize(
    ("doc", "why"),
    [
        ({"input": "x"}, []),
        ({"input": "x", "previous_response_id": "resp_1"}, ["stored history"]),
        ({"input": "x", "conversation": {"id": "conv_1"}}, ["stored history"]),
        ({"prompt": {"id": "pmpt_1"}}, ["stored prompt"]),
        ({"input": [{"type": "reasoning", "encrypted_content": "x", "summary": []}]}, ["encrypted content"]),
        (
            {
                "input": [
                    {
                        "role": "user",
                        "content": [
                            {"type": "input_image", "image_url": "data:image/png;base64," + "A" * 80}
                        ],
                    }
                ]
            },
            ["image"],
        ),
        ({"input": [{"role": "user", "content": [{"type": "input_file", "file_data": "A" * 80}]}]}, ["file"]),
    ],
)
def test_what_cannot_be_read_is_reported(doc: Doc, why: list[str]) -> None:
    assert talk(OpenAI(), "/v1/responses", doc, b"{}", REPORT, kind="application/json").unscanned() == why


@pytest.mark.parametrize(
    ("doc", "named"),
    [
        ({"conversation": "conv_1", "input": "x"}, ("conv_1", True)),
        ({"conversation": {"id": "conv_1"}, "input": "x"}, ("conv_1", True)),
        ({"previous_response_id": "resp_1", "input": "x"}, ("resp_1", True)),
        ({"input": "x"}, ('"x"', False)),
        (None, ("", False)),
    ],
)
def test_a_conversation_is_named_by_what_is_stored_or_by_how_it_begins(
    doc: Any, named: tuple[str, bool]
) -> None:
    assert Responses(Seen("POST", "/v1/responses")).conversation(doc) == named


# -- endings


def openai_at(base: str) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=f"{base}/v1", api_key="k", max_retries=0)


async def read_stream(out: Talk) -> list[sdk.ResponseStreamEvent]:
    async with served(out.sent) as base, openai_at(base) as client:
        found = await client.responses.create(model="m", input="x", stream=True)
        return [event async for event in found]


KNOWN = {
    typing.get_args(kind.model_fields["type"].annotation)[0]
    for kind in typing.get_args(typing.get_args(sdk.ResponseStreamEvent)[0])
}


async def test_a_refused_request_is_a_bad_request() -> None:
    out = talk(OpenAI(), "/v1/responses", {"model": "m", "input": BANNED}, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        openai_at(base) as client,
    ):
        with pytest.raises(openai.BadRequestError) as refused:
            await client.responses.create(model="m", input="x")
    assert refused.value.code == "content_policy_violation"
    assert "harm.fruit" in refused.value.message


async def test_a_stopped_answer_is_an_incomplete_response_with_a_refusal() -> None:
    item = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": f"eat {BANNED}", "annotations": []}],
    }
    doc = {
        **HEAD,
        "status": "completed",
        "output": [item],
        "instructions": BANNED,
        "usage": {"total_tokens": 3},
    }
    out = talk(
        OpenAI(), "/v1/responses", {"model": "m", "input": "x"}, dumps(doc), REFUSE, kind="application/json"
    )
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        openai_at(base) as client,
    ):
        read = await client.responses.create(model="m", input="x")
    assert (read.id, read.status, read.model) == (HEAD["id"], "incomplete", "gpt-5")
    assert read.incomplete_details is not None
    assert read.incomplete_details.reason == "content_filter"
    assert [part.type for one in read.output if one.type == "message" for part in one.content] == ["refusal"]
    assert read.usage is not None
    assert read.usage.total_tokens == 3


@pytest.mark.parametrize(
    ("doc", "status", "says"),
    [
        ({"object": "list", "data": [{"role": "user", "content": BANNED}]}, 200, 400),
        ({"error": {"message": BANNED}}, 403, 403),
    ],
)
def test_what_is_no_response_object_is_stopped_as_an_error(doc: Doc, status: int, says: int) -> None:
    out = talk(
        OpenAI(),
        "/v1/responses/r/input_items",
        None,
        dumps(doc),
        REFUSE,
        kind="application/json",
        method="GET",
        status=status,
    )
    assert out.reply is not None
    assert out.reply.status == says
    assert BANNED.encode() not in out.reply.body


async def test_a_stopped_stream_closes_what_is_open() -> None:
    docs = stream(
        message(["First. ", "Second. "]), message(["Then eat ", BANNED[:9], BANNED[9:], " now."], 1)
    )
    out = ask(docs, REFUSE)
    assert BANNED.encode() not in out.sent
    read = await read_stream(out)
    assert {event.type for event in read} <= KNOWN
    assert [event.sequence_number for event in read] == sorted({event.sequence_number for event in read})
    last = read[-1]
    assert last.type == "response.incomplete"
    assert last.response.id == HEAD["id"]
    assert last.response.incomplete_details is not None
    assert last.response.incomplete_details.reason == "content_filter"
    texts = [
        part.text if part.type == "output_text" else "refusal"
        for one in last.response.output
        if one.type == "message"
        for part in one.content
    ]
    assert texts == ["First. Second. ", "Then eat ", "refusal"]
    statuses = [one.status for one in last.response.output if one.type == "message"]
    assert statuses == ["completed", "incomplete", "completed"]
    kinds = [event.type.removeprefix("response.") for event in read]
    after = kinds[len(kinds) - kinds[::-1].index("output_text.delta") :]
    assert after == [
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "output_item.added",
        "content_part.added",
        "refusal.delta",
        "refusal.done",
        "content_part.done",
        "output_item.done",
        "incomplete",
    ]


async def test_the_clients_own_stream_helper_reads_a_stopped_stream_to_its_end() -> None:
    out = ask(stream(message(["Then eat ", BANNED])), REFUSE)
    async with (
        served(out.sent) as base,
        openai_at(base) as client,
        client.responses.stream(model="m", input="x") as found,
    ):
        kinds = [event.type async for event in found]
        assert kinds[-1] == "response.incomplete"
        with pytest.raises(RuntimeError, match=r"response\.completed"):  # as with the provider's own filter
            await found.get_final_response()


@pytest.mark.parametrize("stem", ["reasoning_text", "reasoning_summary_text"])
def test_reasoning_that_is_open_is_closed_too(stem: str) -> None:
    index, part, name = (
        ("content_index", "content_part", "reasoning_text")
        if stem == "reasoning_text"
        else ("summary_index", "reasoning_summary_part", "summary_text")
    )
    where = {"item_id": "r", "output_index": 0, index: 0}
    docs = numbered(
        [
            {"type": "response.created", "response": HEAD},
            {
                "type": "response.output_item.added",
                "output_index": 0,
                "item": {"id": "r", "type": "reasoning", "summary": []},
            },
            {"type": f"response.{part}.added", **where, "part": {"type": name, "text": ""}},
            {"type": f"response.{stem}.delta", **where, "delta": "I could "},
            {"type": f"response.{stem}.delta", **where, "delta": BANNED},
        ]
    )
    out = ask(docs, REFUSE).events
    assert of(out, f"response.{stem}.done")["text"] == "I could "
    assert of(out, f"response.{part}.done")["part"] == {"type": name, "text": "I could "}
    item = of(out, "response.output_item.done")["item"]
    assert (item["type"], item["status"]) == ("reasoning", "incomplete")


async def test_a_call_that_is_not_finished_is_never_repeated() -> None:
    docs = stream(call(['{"eat": "', BANNED, '"}']))
    out = ask(docs, REFUSE)
    read = await read_stream(out)
    kinds = [event.type for event in read]
    assert "response.function_call_arguments.done" not in kinds
    assert joined(out.events, "response.function_call_arguments.delta") == ""
    last = read[-1]
    assert last.type == "response.incomplete"
    assert [one.type for one in last.response.output] == ["message"]


async def test_a_stream_stopped_at_once_still_begins() -> None:
    out = ask(stream(message(["hello"]), head={**HEAD, "instructions": BANNED}), REFUSE)
    read = await read_stream(out)
    assert [event.type for event in read][::7] == ["response.created", "response.incomplete"]
    assert [event.sequence_number for event in read] == list(range(8))
    assert read[0].type == "response.created"
    assert read[0].response.model == "gpt-5"


def test_a_resumed_stream_does_not_begin_again() -> None:
    docs = [
        {
            "type": "response.output_text.delta",
            "item_id": "m",
            "output_index": 3,
            "content_index": 0,
            "delta": BANNED,
            "sequence_number": 41,
        }
    ]
    path = "/v1/responses/resp_1?stream=true&starting_after=40"
    out = talk(OpenAI(), path, None, sse(*docs), REFUSE, method="GET").events
    assert [doc["type"] for doc in out][:2] == ["response.output_text.delta", "response.output_item.added"]
    assert out[0]["delta"] == ""
    assert out[1] | {"item": None} == {
        "type": "response.output_item.added",
        "sequence_number": 42,
        "output_index": 4,
        "item": None,
    }


def test_nothing_follows_an_end() -> None:
    docs = [*stream(message(["hello"])), {"type": "response.weather.changed", "wind": BANNED}]
    assert ask(docs, REFUSE).sent == sse(*docs[:-1])


def test_strange_events_do_not_confuse_the_closer() -> None:
    docs = [
        {"type": "response.created", "response": [], "sequence_number": "one"},
        {"type": "response.output_item.added", "output_index": 0, "item": {"type": ["message"], "id": {}}},
        {"type": "response.content_part.added", "output_index": 0, "content_index": [], "part": {"type": []}},
        {"type": "response.output_text.delta", "output_index": 0, "content_index": {}, "delta": {"text": 1}},
        {"type": "response.output_item.done", "output_index": 0, "item": "gone"},
        {"type": {}, "delta": 1},
        {"type": "response.output_text.done", "output_index": 2**70, "text": BANNED},
    ]
    raw = b"".join(b"data: %b\n\n" % dumps(doc) for doc in docs)
    out = talk(OpenAI(), "/v1/responses", ASKED, raw, REFUSE)
    assert out.events[-1]["type"] == "response.incomplete"


# -- what others recorded, and what the official client can hold

RECORDED = list(recorded("responses", "conversations"))


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    out = talk(
        OpenAI(),
        one.path,
        one.asked,
        one.answer,
        REPORT,
        kind=one.kind,
        method=one.method,
        status=one.status,
        cuts=one.cuts,
    )
    assert out.forwarded == (one.asked or b"")
    assert out.sent == one.answer
    assert out.finished
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
