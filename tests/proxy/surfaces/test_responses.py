"""Responses: pieces that belong together, repeats that agree, events nobody has told us of."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.responses import Responses
from tests.fixtures import needs_wire
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.responses_streams import (
    HEAD,
    REPORT,
    Doc,
    ask,
    call,
    joined,
    message,
    numbered,
    of,
    stream,
    without,
)
from tests.proxy.surfaces.sessions import SECRET, TOKEN, policy, sse, talk


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


def test_one_value_is_one_token_in_every_repeat() -> None:
    docs = stream(message([f"{SECRET}, yes, ", SECRET]), call([f'{{"who": "{SECRET}"}}'], 1))
    out = ask(docs, TOKEN).events
    token = joined(out).partition(",")[0]
    assert token.startswith("PII_NAME_1_")
    assert joined(out) == f"{token}, yes, {token}"
    assert json.loads(joined(out, "response.function_call_arguments.delta", 1)) == {"who": token}
    final = of(out, "response.completed")["response"]["output"]
    assert final[0]["content"][0]["text"] == f"{token}, yes, {token}"
    assert json.loads(final[1]["arguments"]) == {"who": token}


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


def test_items_whose_ids_change_in_every_event_are_one_by_their_index() -> None:
    """As Copilot's do."""
    docs = stream(message(["It is Taro", " Yamada."]), call(['{"a": "Ta', 'ro Yamada"}'], 1))
    docs = [{**doc, "item_id": f"item_{n}"} if "item_id" in doc else doc for n, doc in enumerate(docs)]
    out = ask(docs, REPORT)
    assert joined(out.events) == "It is [NAME]."
    assert of(out.events, "response.function_call_arguments.done")["arguments"] == '{"a": "[NAME]"}'
    assert [one.get("item_id") for one in out.events] == [one.get("item_id") for one in docs]
    assert len(out.findings) == 2


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


def test_errors_are_read() -> None:
    docs = [
        {"type": "error", "code": "server_error", "message": f"{SECRET} broke it", "param": None},
        {"type": "error", "error": {"type": "quota", "code": "quota", "message": f"{SECRET} has none left"}},
    ]
    out = ask(docs).events
    assert out[0]["message"] == "[NAME] broke it"
    assert out[1]["error"]["message"] == "[NAME] has none left"


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
        ({"input": "x"}, ("x", False)),
        ({"conversation": "\ud800", "input": "x"}, ("\\ud800", True)),
        (None, ("", False)),
    ],
)
def test_a_conversation_is_named_by_what_is_stored_or_by_how_it_begins(
    doc: Any, named: tuple[str, bool]
) -> None:
    assert Responses(Seen("POST", "/v1/responses")).conversation(doc) == named


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
