"""Events of Cohere's, and what a session makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from proxy.dialects.cohere import Cohere
from tests.proxy.surfaces.sessions import MASK, Talk, dumps, policy, sse, talk

Doc = dict[str, Any]
JSON = "application/json"
LINES = "application/stream+json"
REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))
FLAG = policy(("sekisho.*", "flag"), ("pii.*", "flag"))
ASKED: Doc = {"model": "command-a", "messages": [{"role": "user", "content": "hello"}], "stream": True}
FIRST: Doc = {"model": "command-r", "message": "hello", "stream": True}


def event(kind: str, message: Doc, **more: Any) -> Doc:
    return {"type": kind, **more, "delta": {"message": message}}


def block(pieces: Sequence[str], index: int = 0, kind: str = "text") -> list[Doc]:
    """A content block in these pieces."""
    begun = event("content-start", {"content": {"type": kind, kind: ""}}, index=index)
    deltas = [event("content-delta", {"content": {kind: one}}, index=index) for one in pieces]
    return [begun, *deltas, {"type": "content-end", "index": index}]


def plan(pieces: Sequence[str]) -> list[Doc]:
    return [event("tool-plan-delta", {"tool_plan": one}) for one in pieces]


def call(pieces: Sequence[str], index: int = 0) -> list[Doc]:
    """A call of a tool whose arguments come in these pieces."""
    named = {"id": f"call_{index}", "type": "function", "function": {"name": "find", "arguments": ""}}
    inputs = [{"tool_calls": {"function": {"arguments": one}}} for one in pieces]
    deltas = [event("tool-call-delta", one, index=index) for one in inputs]
    begun = event("tool-call-start", {"tool_calls": named}, index=index)
    return [begun, *deltas, {"type": "tool-call-end", "index": index}]


def cite(start: int, end: int, text: str, index: int = 0, **more: Any) -> list[Doc]:
    said = {"start": start, "end": end, "text": text, "sources": [], **more}
    return [
        event("citation-start", {"citations": said}, index=index),
        {"type": "citation-end", "index": index},
    ]


def stream(*docs: Sequence[Doc]) -> list[Doc]:
    """A whole answer of these events."""
    begun = event("message-start", {"role": "assistant", "content": [], "tool_calls": []}, id="a")
    ended = {"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": {}}}
    return [begun, *(doc for one in docs for doc in one), ended]


def ask(docs: Sequence[Doc], rows: Any = MASK, **more: Any) -> Talk:
    return talk(Cohere(), "/v2/chat", ASKED, sse(*docs) + b"data: [DONE]\n\n", rows, **more)


def whole(path: str, asked: Doc, answer: Doc, rows: Any = REPORT, **more: Any) -> Talk:
    """An exchange whose answer is one document."""
    return talk(Cohere(), path, asked, dumps(answer), rows, kind=JSON, **more)


def message(docs: Sequence[Doc], member: str, index: int = 0) -> str:
    """The texts of one member of the content, joined."""
    deltas = (doc for doc in docs if doc["type"] == "content-delta" and doc["index"] == index)
    return "".join(doc["delta"]["message"]["content"].get(member, "") for doc in deltas)
