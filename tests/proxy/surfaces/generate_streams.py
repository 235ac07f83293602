"""Chunks of Gemini, and what a session makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from google import genai
from google.genai import types

from proxy.dialects.gemini import Gemini
from tests.proxy.surfaces.sessions import MASK, Talk, dumps, policy, talk

Doc = dict[str, Any]
ASKED: Doc = {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}
MODEL = "/v1beta/models/gemini-2.5-flash"
PLAIN = f"{MODEL}:generateContent"
SSE = f"{MODEL}:streamGenerateContent?alt=sse"
ARRAY = f"{MODEL}:streamGenerateContent"
JSON = "application/json; charset=UTF-8"
FLAG = policy(("sekisho.*", "flag"), ("pii.*", "flag"))
REPORT = policy(("sekisho.*", "flag"), ("pii.*", ("mask", {"style": "label"})))
HALVES = ("The customer is Taro", " Yamada, I think.")


def text(said: str, **more: Any) -> Doc:
    return {"text": said, **more}


def thought(said: str) -> Doc:
    return text(said, thought=True)


def chunk(*parts: Doc, index: int = 0, **more: Any) -> Doc:
    return {"candidates": [{"content": {"parts": [*parts], "role": "model"}, "index": index, **more}]}


def sse(*docs: Doc) -> bytes:
    return b"".join(b"data: %b\r\n\r\n" % dumps(doc) for doc in docs)


def array(*docs: Doc) -> bytes:
    return (
        b"[" + b",\r\n".join(json.dumps(doc, indent=2, ensure_ascii=False).encode() for doc in docs) + b"\n]"
    )


def streamed(*docs: Doc, rows: Any = MASK, **more: Any) -> Talk:
    return talk(Gemini(), SSE, ASKED, sse(*docs), rows, **more)


def whole(doc: Any, rows: Any = MASK, path: str = PLAIN, **more: Any) -> Talk:
    return talk(Gemini(), path, ASKED, dumps(doc), rows, kind=JSON, **more)


def asked(doc: Any, rows: Any = FLAG, path: str = PLAIN) -> Talk:
    return talk(Gemini(), path, doc, b"{}", rows, kind=JSON)


def said(docs: Sequence[Doc], index: int = 0, thoughts: bool = False) -> str:
    """The text of one candidate, or its thoughts, as clients join it."""
    ours = (c for doc in docs for c in doc.get("candidates", []) if c.get("index", 0) == index)
    parts = (part for one in ours for part in one.get("content", {}).get("parts", []))
    return "".join(part.get("text", "") for part in parts if bool(part.get("thought")) is thoughts)


def found(out: Talk) -> list[tuple[str, str]]:
    return [(f["role"], f["trust"]) for f in out.findings if f["kind"] == "pii.name"]


def client(url: str) -> genai.Client:
    return genai.Client(api_key="k", http_options=types.HttpOptions(base_url=url, timeout=60_000))


def generate(url: str) -> types.GenerateContentResponse:
    with client(url) as gemini:
        return gemini.models.generate_content(model="gemini-2.5-flash", contents="hello")


def stream(url: str) -> list[types.GenerateContentResponse]:
    with client(url) as gemini:
        return list(gemini.models.generate_content_stream(model="gemini-2.5-flash", contents="hello"))
