"""Which tool an argument is for, in the forms of the providers."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.table import Slot
from proxy.toolnames import UNNAMED, ToolNames

JSON = Slot("assistant", syntax="json")
PLAIN = Slot("assistant")


def chat(**call: object) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]}


def block(name: str) -> dict[str, Any]:
    return {"type": "content_block_start", "index": 1, "content_block": {"type": "tool_use", "name": name}}


def item(index: int, name: str) -> dict[str, Any]:
    call = {"type": "function_call", "id": f"fc_{index}", "name": name, "arguments": ""}
    return {"type": "response.output_item.added", "output_index": index, "item": call}


_CHAT_ARGUMENTS = "/choices/0/delta/tool_calls/0/function/arguments"


@pytest.mark.parametrize(
    ("docs", "pointer", "slot", "name"),
    [
        ([chat(index=0, function={"name": "mail", "arguments": ""})], _CHAT_ARGUMENTS, JSON, "mail"),
        (
            [
                chat(index=1, function={"name": "mail", "arguments": ""}),
                chat(index=1, function={"arguments": "{"}),
            ],
            _CHAT_ARGUMENTS,
            JSON,
            "mail",
        ),
        (
            [
                chat(index=1, function={"name": "mail", "arguments": ""}),
                chat(index=2, function={"arguments": "{"}),
            ],
            _CHAT_ARGUMENTS,
            JSON,
            UNNAMED,
        ),
        (
            [block("mail"), {"type": "content_block_delta", "index": 1, "delta": {"partial_json": "{"}}],
            "/delta/partial_json",
            JSON,
            "mail",
        ),
        (
            [
                item(0, "log"),
                item(1, "mail"),
                {"type": "response.function_call_arguments.delta", "output_index": 1, "delta": "{"},
            ],
            "/delta",
            JSON,
            "mail",
        ),
        (
            [
                item(0, "log"),
                {"type": "response.function_call_arguments.done", "item_id": "fc_0", "output_index": 9},
            ],
            "/arguments",
            JSON,
            "log",
        ),
        (
            [
                {"contentBlockStart": {"start": {"toolUse": {"name": "mail"}}, "contentBlockIndex": 2}},
                {"contentBlockDelta": {"delta": {"toolUse": {"input": "{"}}, "contentBlockIndex": 2}},
            ],
            "/contentBlockDelta/delta/toolUse/input",
            JSON,
            "mail",
        ),
        (
            [
                {
                    "candidates": [
                        {"content": {"parts": [{"functionCall": {"name": "mail", "args": {"to": "x"}}}]}}
                    ]
                }
            ],
            "/candidates/0/content/parts/0/functionCall/args/to",
            PLAIN,
            "mail",
        ),
        (
            [{"message": {"tool_calls": [{"function": {"name": "mail", "arguments": {"to": "x"}}}]}}],
            "/message/tool_calls/0/function/arguments/to",
            PLAIN,
            "mail",
        ),
        # A model that writes a call into its arguments does not change whose they are.
        (
            [{"type": "tool_use", "name": "log", "input": {"name": "mail", "input": {"to": "x"}}}],
            "/input/input/to",
            PLAIN,
            "log",
        ),
        ([{"choices": [{"message": {"content": "x"}}]}], "/choices/0/message/content", PLAIN, ""),
        ([[]], "/arguments", JSON, UNNAMED),
        ([None], "", JSON, UNNAMED),
    ],
)
def test_names(docs: list[Any], pointer: str, slot: Slot, name: str) -> None:
    names = ToolNames()
    for doc in docs:
        names.learn(doc)
    assert names.of(pointer, slot, docs[-1]) == name


def test_names_are_bounded() -> None:
    names = ToolNames()
    for n in range(5000):
        names.learn(item(n, "mail"))
    done = {"type": "response.function_call_arguments.done", "item_id": "fc_0", "output_index": 9999}
    assert names.of("/arguments", JSON, done) == UNNAMED


def test_a_deep_document_costs_no_recursion() -> None:
    doc: Any = {}
    for _ in range(5000):
        doc = [doc]
    ToolNames().learn(doc)
