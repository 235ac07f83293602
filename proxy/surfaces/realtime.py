"""The realtime API: a session over a socket, and the HTTP endpoints that prepare one.

Channels are told apart by item and by the indexes in the event: answers may be given side
by side, and a transcript of what was heard comes among the words of an answer. A text's
last piece ends its channel before the event's own text is read, so a repeat follows the
ruling of what it repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from proxy.dialect import MODEL_NAME, Json, Notice, Over, Seen, dumps
from proxy.surfaces.realtime_follower import RealtimeFollower
from proxy.surfaces.realtime_tables import ANSWER, EVENTS, HEARD, REQUEST, SESSION, STEMS, UNKNOWN
from proxy.table import Slot, Table
from proxy.talk import Talk

_LOGPROBS = re.compile(r"(.*)/(?:delta|text|transcript|logprobs)")
_ENDS_TEXT = ("done", "completed", "failed")
_SOUNDS = ("response.output_audio", "response.audio", "session.output_audio")
# A message about an item's place in the history, without any of its text.
_HOUSEKEEPING = ("conversation.item.truncated", "conversation.item.deleted")


@dataclass(frozen=True, slots=True)
class _Within(Over):
    """Channels of one answer (empty: outside of any), or of one item in it."""

    answer: str = ""
    item: str | None = None

    def ends(self, family: str, indexes: tuple[int, ...]) -> bool:
        answer, _, item = family.partition("/")[0].partition("@")
        named = answer == self.answer and self.item in (None, item)
        return named and indexes[: len(self.indexes)] == self.indexes


class Realtime(Talk):
    """`wss …/realtime`, and POST /realtime/sessions, /client_secrets and the like."""

    name = "realtime"
    events = EVENTS
    answer = ANSWER

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self.request: Table = SESSION if seen.method == "POST" else REQUEST
        self._transcribes = "intent=transcription" in seen.query

    # -- what is said where

    def table(self, doc: Json) -> Table:
        kind = _type(doc)
        stem, _, last = kind.rpartition(".")
        if stem in STEMS:
            return STEMS[stem]
        return UNKNOWN if last == "delta" else EVENTS

    def family(self, doc: Json, slot: Slot) -> str:
        stem = _type(doc).removesuffix(".delta").replace("/", "|")
        return f"{_answer(doc)}@{_item(doc)}/{stem}/{slot.family}"

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = _type(doc)
        stem, _, last = kind.rpartition(".")
        if kind == "response.done":
            return (_Within(answer=_answer(doc)),)
        if last not in _ENDS_TEXT or stem in _SOUNDS:
            return ()
        if stem == "response.output_item":
            return (_Within(answer=_answer(doc), item=_item(doc)),)
        if stem in STEMS or stem == "response.content_part":
            return (_Within(_indexes(doc), answer=_answer(doc), item=_item(doc)),)
        return ()

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        found = (_LOGPROBS.fullmatch(pointer) for pointer in pointers)
        return {f"{match[1]}/logprobs": b"[]" for match in found if match}

    def opaque(self, doc: Json) -> Iterable[str]:
        inside = doc.get("session") or doc.get("response") if isinstance(doc, dict) else None
        return ("stored prompt",) if isinstance(inside, dict) and inside.get("prompt") else ()

    def model_said(self) -> str:
        asked = dict(parse_qsl(self.seen.query))
        told = asked.get("model") or asked.get("deployment", "")  # the second is Azure's
        return told if MODEL_NAME.fullmatch(told) else ""

    # -- whose it is

    def begins(self, doc: Json) -> str:
        if _type(doc).startswith("session."):
            self._transcribes = _within(doc, "session", "type") == "transcription" or self._transcribes
        return _within(doc, "response", "id") if _type(doc) == "response.created" else ""

    def ends(self, doc: Json) -> str:
        return _within(doc, "response", "id") if _type(doc) == "response.done" else ""

    def pauses(self, doc: Json) -> bool:
        stem, _, last = _type(doc).rpartition(".")
        return self._transcribes and stem == HEARD and last in _ENDS_TEXT

    def keys(self, doc: Json) -> Iterable[str]:
        kind = _type(doc)
        if kind in _HOUSEKEEPING:
            return ()
        if kind == "error":
            return (_within(doc, "error", "event_id"),)
        named = (doc.get("response_id"), doc.get("item_id")) if isinstance(doc, dict) else ()
        found = (*named, _within(doc, "response", "id"), _within(doc, "item", "id"))
        return tuple(one for one in found if isinstance(one, str) and one)

    # -- how it ends

    def rejected(self, doc: Json, notice: Notice) -> bytes:
        asked = doc.get("event_id") if isinstance(doc, dict) else None
        error = {"type": "invalid_request_error", "code": "content_policy_violation", "message": notice.text}
        about = {"param": None, "event_id": asked if isinstance(asked, str) else None}
        event = {"type": "error", "event_id": f"event_{notice.exchange}", "error": {**error, **about}}
        return dumps(event)

    def follower(self) -> RealtimeFollower:
        return RealtimeFollower(self)


def _type(doc: Json) -> str:
    kind = doc.get("type") if isinstance(doc, dict) else None
    return kind if isinstance(kind, str) else ""


def _within(doc: Json, *names: str) -> str:
    """The word at this place; empty if there is none."""
    for name in names:
        doc = doc.get(name) if isinstance(doc, dict) else None
    return doc if isinstance(doc, str) else ""


def _answer(doc: Json) -> str:
    """The response an event belongs to, as part of a family; empty for what was heard."""
    named = _within(doc, "response_id") or _within(doc, "response", "id")
    return named.replace("/", "|").replace("@", "|")


def _item(doc: Json) -> str:
    """The item an event is about, as part of a family."""
    return (_within(doc, "item_id") or _within(doc, "item", "id")).replace("/", "|")


def _indexes(doc: Json) -> tuple[int, ...]:
    wanted = ("output_index", "content_index")
    return tuple(doc[name] for name in wanted if isinstance(doc.get(name), int))
