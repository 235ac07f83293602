"""Ollama's own API: talks and prompts as lines of JSON, and models beside them.

A stream is what comes when nothing is said: `stream` absent asks for one. Its last line
says `done` and may carry `context`, the token ids of the whole conversation: they hold
what was masked, so they are dropped once any text was touched; in a request nobody can
read them. Log probabilities repeat the text token by token: they become null with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, Seen, Surface, dumps
from proxy.surfaces import ollama_tables as tables
from proxy.surfaces.completions import token_ids
from proxy.surfaces.ollama_closer import BEGINNING, NOTHING, LineCloser, ProgressCloser, error, said

_TEXTS = ("/message/content", "/message/thinking", "/response", "/thinking")
_CALLS = "/message/tool_calls"
_UNFINISHED = {"/done": b"false", "/done_reason": b"null", "/context": b"[]"}
_KEPT = ("model", "created_at")
_NUMBERS = ("_count", "_duration")


class _Native(Surface):
    """What all of Ollama's paths share: errors of one member."""

    def refused(self, notice: Notice) -> Reply:
        return error(400, notice.text)

    def failed(self, why: str, status: int) -> Reply:
        return error(status, f"The upstream gave no answer ({why}).")

    def denied(self, status: int, code: str, message: str) -> Reply:
        del code
        return error(status, message)


class OllamaChat(_Native):
    """POST /api/chat."""

    name = "ollama.chat"
    request = tables.CHAT_REQUEST
    answer = tables.CHAT_ANSWER
    events = tables.CHAT_EVENTS
    chat = True
    streams = b"application/x-ndjson"

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._closer: LineCloser | None = None

    def streaming(self, doc: Json) -> bool:
        return isinstance(doc, dict) and doc.get("stream") is not False

    def opaque(self, doc: Json) -> Iterable[str]:
        held = doc.get("context") if isinstance(doc, dict) else None
        return ("token ids",) if token_ids(held) else ()

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        return ALL_OVER if isinstance(doc, dict) and (doc.get("done") or "error" in doc) else ()

    def scrub(self, pointers: Iterable[str]) -> Mapping[str, bytes]:
        touched = set(pointers)
        out = {"/logprobs": b"null"} if not touched.isdisjoint(_TEXTS) else {}
        # A line that leaves shortened is not the last one, and what is left of a call is no call.
        if self.stopped and touched:
            out.update(_UNFINISHED)
            if any(pointer.startswith(_CALLS) for pointer in touched):
                out[_CALLS] = b"null"
        return out

    def stale(self, doc: Json) -> Mapping[str, bytes]:
        return {"/context": b"[]"} if isinstance(doc, dict) and doc.get("context") else {}

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict):
            return super().instead(doc, status, notice)
        kept = {name: doc[name] for name in doc if name in _KEPT or name.endswith(_NUMBERS)}
        ended = {"done": True, "done_reason": "stop"}
        return Reply(status, dumps({**kept, **said(notice.text, chat=self.chat), **ended}))

    def blank(self, notice: Notice) -> Json:
        del notice
        return {"model": self.model(self.asked), "created_at": BEGINNING, **NOTHING}

    def closer(self) -> Closer:
        self._closer = LineCloser(self.model(self.asked), chat=self.chat)
        return self._closer

    def filler(self) -> bytes:
        return self._closer.line() if self._closer else b""


class OllamaGenerate(OllamaChat):
    """POST /api/generate: a prompt in, its continuation out."""

    name = "ollama.generate"
    request = tables.GENERATE_REQUEST
    answer = tables.GENERATE_ANSWER
    events = tables.GENERATE_EVENTS
    chat = False

    def conversation(self, doc: Json) -> tuple[str, bool]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        return (prompt if isinstance(prompt, str) else ""), False


class OllamaEmbed(_Native):
    """POST /api/embed, and /api/embeddings that came before it."""

    name = "ollama.embed"
    request = tables.EMBED_REQUEST
    answer = tables.EMBED_ANSWER

    def opaque(self, doc: Json) -> Iterable[str]:
        found = doc.get("input") if isinstance(doc, dict) else None
        return ("token ids",) if token_ids(found) else ()


class OllamaModels(_Native):
    """Models made, shown, listed, fetched and sent; searches of the web."""

    name = "ollama.models"
    request = tables.MODELS
    answer = tables.MODELS
    events = tables.MODELS

    def streaming(self, doc: Json) -> bool:
        moves = self.seen.path.rstrip("/").endswith(("/create", "/pull", "/push"))
        return moves and isinstance(doc, dict) and doc.get("stream") is not False

    def closer(self) -> Closer:
        return ProgressCloser()
