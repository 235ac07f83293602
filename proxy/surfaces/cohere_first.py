"""Cohere's chat and generation in their first version: lines of JSON, or events.

The last line repeats everything: the text, its citations, the whole history. A stream says
by `event_type` what each line is. Roles are written in capitals. Its media type calls the
stream one JSON document, which it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from proxy.dialect import ALL_OVER, Closer, Framing, Json, Notice, Over, Reply, dumps
from proxy.offsets import Citation
from proxy.surfaces import cohere_first_tables as tables
from proxy.surfaces.cohere import CohereErrors
from proxy.surfaces.cohere_closer import finish
from proxy.surfaces.cohere_first_closer import LinesCloser
from proxy.table import Slot

_ROLES = {"chatbot": "assistant", "system": "system", "tool": "tool"}
_ENDS = ("stream-end", "stream-error")
_CALLS = ("tool-calls-chunk", "tool-calls-generation")
_LIKELIHOODS = "/token_likelihoods"


class CohereFirst(CohereErrors):
    """What chat and generation of the first version share: how they stream."""

    events = tables.EVENTS
    keepalive = b": sekisho\n\n"
    streams = b"application/stream+json"

    def framing(self, content_type: str) -> Framing:
        kind = content_type.partition(";")[0].strip().lower()
        return "lines" if kind == "application/stream+json" else super().framing(content_type)

    def slot(self, slot: Slot, pointer: str, doc: Json) -> Slot:
        if slot.role == "@":
            return replace(slot, role=_speaker(pointer, doc))
        # A text beside calls is their plan once more, not the next piece of the answer.
        return replace(slot, flow="whole") if _kind(doc) in _CALLS else slot

    def family(self, doc: Json, slot: Slot) -> str:
        call = doc.get("tool_call_delta") if isinstance(doc, dict) else None
        return f"{slot.family}/{call.get('index')}" if isinstance(call, dict) else slot.family

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = _kind(doc)
        if kind == "tool-calls-generation":
            return (Over(families=frozenset({"parameters", "plan"})),)
        return ALL_OVER if kind in _ENDS else ()

    def closer(self) -> Closer:
        return LinesCloser(chat=True, events=self.framed == "sse")

    def filler(self) -> bytes:
        return dumps({"is_finished": False, "event_type": "text-generation", "text": ""}) + b"\n"


class CohereFirstChat(CohereFirst):
    """POST /v1/chat."""

    name = "cohere.v1.chat"
    request = tables.CHAT_REQUEST
    answer = tables.CHAT_ANSWER

    def opaque(self, doc: Json) -> Iterable[str]:
        if isinstance(doc, dict) and doc.get("conversation_id"):
            yield "stored history"

    def conversation(self, doc: Json) -> tuple[str, bool]:
        if not isinstance(doc, dict):
            return "", False
        if isinstance(stored := doc.get("conversation_id"), str) and stored:
            return stored, True
        history = doc.get("chat_history")
        turns = [*(history if isinstance(history, list) else ()), doc]
        users = (turn for turn in turns if isinstance(turn, dict) and _role(turn) == "user")
        first = next(users, doc).get("message")
        return (first if isinstance(first, str) else ""), False

    def citations(self, doc: Json) -> Iterator[Citation]:
        for at, one in (("", doc), ("/response", doc.get("response") if isinstance(doc, dict) else None)):
            found = one.get("citations") if isinstance(one, dict) else None
            channel = ("text", ()) if _kind(doc) == "citation-generation" else None
            for n in range(len(found) if isinstance(found, list) else 0):
                there = f"{at}/citations/{n}"
                yield Citation(f"{there}/start", f"{there}/end", f"{at}/text", channel, f"{there}/text")

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict):
            return super().instead(doc, status, notice)
        kept = {name: doc[name] for name in ("response_id", "generation_id", "meta") if name in doc}
        return Reply(status, dumps({**kept, "text": notice.text, "finish_reason": finish(notice)}))

    def blank(self, notice: Notice) -> Json:
        return {"response_id": notice.exchange, "generation_id": notice.exchange}


class CohereGenerate(CohereFirst):
    """POST /v1/generate."""

    name = "cohere.generate"
    request = tables.GENERATE_REQUEST
    answer = tables.GENERATE_ANSWER

    def conversation(self, doc: Json) -> tuple[str, bool]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        return (prompt if isinstance(prompt, str) else ""), False

    def opaque(self, doc: Json) -> Iterable[str]:
        if isinstance(doc, dict) and doc.get("preset"):
            yield "stored prompt"

    def scrub(self, pointers: Iterable[str]) -> Mapping[str, bytes]:
        texts = (pointer for pointer in pointers if pointer.endswith("/text"))
        return {pointer.removesuffix("/text") + _LIKELIHOODS: b"null" for pointer in texts}

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict):
            return super().instead(doc, status, notice)
        name = doc.get("id") or notice.exchange
        ended = [{"id": name, "text": notice.text, "finish_reason": finish(notice)}]
        return Reply(status, dumps({"id": name, "generations": ended}))

    def blank(self, notice: Notice) -> Json:
        return None if self.streaming(self.asked) else {"id": notice.exchange}

    def closer(self) -> Closer:
        return LinesCloser(chat=False, events=self.framed == "sse")


def _kind(doc: Json) -> str:
    kind = doc.get("event_type") if isinstance(doc, dict) else None
    return kind if isinstance(kind, str) else ""


def _role(turn: dict[str, Json]) -> str:
    role = turn.get("role")
    return _ROLES.get(role.lower(), "user") if isinstance(role, str) else "user"


def _speaker(pointer: str, doc: Json) -> str:
    """The role of the turn a text of a history stands in."""
    before, _, rest = pointer.partition("/chat_history/")
    inner = doc.get("response") if before else doc
    history = inner.get("chat_history") if isinstance(inner, dict) else None
    at = rest.partition("/")[0]
    turn = history[int(at)] if isinstance(history, list) and at.isdecimal() and int(at) < len(history) else {}
    return _role(turn) if isinstance(turn, dict) else "user"
