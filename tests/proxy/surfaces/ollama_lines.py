"""Lines of Ollama's, and what a session makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from proxy.dialects.ollama import Ollama
from tests.proxy.surfaces.sessions import MASK, Talk, dumps, policy, talk

Doc = dict[str, Any]
LINES = "application/x-ndjson"
JSON = "application/json; charset=utf-8"
REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))
FLAG = policy(("sekisho.*", "flag"), ("pii.*", "flag"))
ASKED: Doc = {"model": "qwen3:4b", "messages": [{"role": "user", "content": "hello"}]}
HEAD: Doc = {"model": "qwen3:4b", "created_at": "2026-11-01T09:00:00.25Z"}
DONE: Doc = {"done": True, "done_reason": "stop", "eval_count": 3}


def said(text: str = "", **more: Any) -> Doc:
    """One line of a talk."""
    return {**HEAD, "message": {"role": "assistant", "content": text, **more}, "done": False}


def continued(text: str = "", **more: Any) -> Doc:
    """One line of a continuation."""
    return {**HEAD, "response": text, "done": False, **more}


def stream(*docs: Doc, last: Doc | None = None) -> bytes:
    """Lines, and the one that says it is done."""
    return b"".join(dumps(doc) + b"\n" for doc in (*docs, last or {**said(), **DONE}))


def ask(docs: Sequence[Doc], rows: Any = MASK, asked: Doc | None = None, **more: Any) -> Talk:
    """A talk whose answer is these lines."""
    return talk(Ollama(), "/api/chat", asked or ASKED, stream(*docs), rows, kind=LINES, **more)


def whole(path: str, asked: Doc, answer: Doc, rows: Any = REPORT, **more: Any) -> Talk:
    """An exchange whose answer is one document."""
    return talk(Ollama(), path, asked, dumps(answer), rows, kind=JSON, **more)


def lines(out: Talk) -> list[Doc]:
    """The lines the client reads."""
    return [json.loads(line) for line in out.sent.splitlines()]


def joined(out: Talk, member: str = "content") -> str:
    return "".join(line["message"].get(member, "") for line in lines(out) if "message" in line)
