"""Chunks of chat completions, and what a session makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import openai

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.sessions import MASK, Talk, dumps, policy, talk

Doc = dict[str, Any]
PATH = "/v1/chat/completions"
ASKED: Doc = {"model": "gpt-5", "messages": [{"role": "user", "content": "hello"}], "stream": True}
HEAD: Doc = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-5"}
DONE = b"data: [DONE]\n\n"
FLAG = policy(("sekisho.*", "flag"), ("pii.*", "flag"))
REPORT = policy(("sekisho.*", "flag"), ("pii.*", ("mask", {"style": "label"})))


def chunk(delta: Doc, index: int = 0, **more: Any) -> Doc:
    return {**HEAD, "choices": [{"index": index, "delta": delta, "finish_reason": None, **more}]}


def content(said: str, index: int = 0, **more: Any) -> Doc:
    return chunk({"content": said}, index, **more)


def arguments(said: str, call: int = 0, **more: Any) -> Doc:
    return chunk({"tool_calls": [{"index": call, "function": {"arguments": said}, **more}]})


def body(*docs: Doc) -> bytes:
    return b"".join(b"data: %b\n\n" % dumps(doc) for doc in docs) + DONE


def streamed(*docs: Doc, rows: Any = MASK, asked: Doc = ASKED, **more: Any) -> Talk:
    return talk(OpenAI(), PATH, asked, body(*docs), rows, **more)


def message(said: Any, index: int = 0, **more: Any) -> Doc:
    return {
        "index": index,
        "message": {"role": "assistant", "content": said},
        "finish_reason": "stop",
        **more,
    }


def answer(*choices: Doc, **more: Any) -> Doc:
    return {**HEAD, "object": "chat.completion", "choices": [*choices], **more}


def whole(doc: Any, rows: Any = MASK, **more: Any) -> Talk:
    return talk(OpenAI(), PATH, {**ASKED, "stream": False}, dumps(doc), rows, kind="application/json", **more)


def asked(doc: Doc, rows: Any = FLAG, path: str = PATH) -> Talk:
    return talk(OpenAI(), path, doc, b"{}", rows, kind="application/json")


def joined(docs: Sequence[Doc], name: str = "content", index: int = 0) -> str:
    """The text of one member of the deltas of one choice, as clients join it."""
    ours = (choice for doc in docs for choice in doc.get("choices") or () if choice["index"] == index)
    return "".join(choice.get("delta", {}).get(name) or "" for choice in ours)


def found(out: Talk) -> list[str]:
    return [f["role"] for f in out.findings if f["kind"] == "pii.name"]


def client(url: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{url}/v1", api_key="k", max_retries=0, timeout=60)
