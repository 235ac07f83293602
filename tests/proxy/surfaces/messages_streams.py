"""Messages streams for tests, made of blocks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from proxy.dialects.anthropic import Anthropic
from tests.proxy.surfaces.sessions import MASK, SECRET, Talk, dumps, policy, sse, talk

Doc = dict[str, Any]


ASKED: Doc = {
    "model": "claude",
    "max_tokens": 9,
    "messages": [{"role": "user", "content": "hello"}],
    "stream": True,
}


SHELL: Doc = {
    "id": f"msg {SECRET}",
    "type": "message",
    "role": "assistant",
    "model": "claude",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": {"input_tokens": 7, "output_tokens": 1},
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
