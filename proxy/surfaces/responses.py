"""OpenAI Responses, stored responses and conversations.

Events say by their type what their text is: `X.delta` brings a piece of the channel named
by the stem X and the indexes in the event, `X.done` repeats it whole, and so do the part,
the item and the final response. Everything that ends a channel does so before its own
text is read, so a repeat follows the ruling of what it repeats. Items may interleave:
nothing here is about the current one.

A delta or event type that is new is read all the same: pieces are joined by its own stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, Seen, Surface, dumps
from proxy.offsets import Citation
from proxy.surfaces.responses_citations import citation, citations
from proxy.surfaces.responses_closer import ResponsesCloser
from proxy.surfaces.responses_ending import kept, refusal, stopped
from proxy.surfaces.responses_tables import ANSWER, ERROR, EVENTS, LISTED, REQUEST, STEMS, STORED, UNKNOWN
from proxy.table import Slot, Table

_PAGES = re.compile(r".*/(?:responses/[^/]+/input_items|conversations/[^/]+/items)/?")
_ANSWERS = re.compile(r".*/responses/?")
_STORED = re.compile(r".*/conversations(?:/.*)?")
_LAST = frozenset(f"response.{how}" for how in ("completed", "incomplete", "failed", "cancelled")) | {"error"}
# The stems whose channels end with a part.
_PARTS = {
    "response.content_part": ("response.output_text", "response.refusal", "response.reasoning_text"),
    "response.reasoning_summary_part": ("response.reasoning_summary_text", "response.reasoning_summary"),
}
_LOGPROBS = re.compile(r"(.*)/(?:delta|text|refusal|logprobs)")


class Responses(Surface):
    """POST /responses and what belongs to it: compact, input_tokens, stored responses, conversations."""

    name = "responses"
    request = REQUEST
    events = EVENTS
    noise = frozenset({"/obfuscation", "/sequence_number"})
    keepalive = b": sekisho\n\n"

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        if _PAGES.fullmatch(seen.path):
            self.answer = LISTED
        else:
            self.answer = STORED if _STORED.fullmatch(seen.path) else ANSWER

    # -- what is said where

    def table(self, doc: Json) -> Table:
        kind = _type(doc)
        stem, _, last = kind.rpartition(".")
        if stem in STEMS:
            return STEMS[stem]
        if kind == "error":
            return ERROR
        return UNKNOWN if last == "delta" else EVENTS

    def family(self, doc: Json, slot: Slot) -> str:
        return f"{_stem(doc)}/{slot.family}"

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = _type(doc)
        if kind in _LAST:
            return ALL_OVER
        stem, _, last = kind.rpartition(".")
        if last != "done":
            return ()
        if stem == "response.output_item":
            return (Over(_indexes(doc, "output_index")),)
        families = _PARTS.get(stem, (stem,))
        return (Over(_indexes(doc), frozenset(_named(one, doc) for one in families)),)

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        found = (_LOGPROBS.fullmatch(pointer) for pointer in pointers)
        return {f"{match[1]}/logprobs": b"[]" for match in found if match}

    def citations(self, doc: Json) -> Iterator[Citation]:
        if isinstance(doc, dict) and isinstance(doc.get("annotation"), dict):
            text = f"{_named('response.output_text', doc)}/text"
            yield from citation("/annotation", "", (text, _indexes(doc, "output_index", "content_index")))
        yield from citations(doc)

    # -- what cannot be read

    def opaque(self, doc: Json) -> Iterable[str]:
        if not isinstance(doc, dict):
            return ()
        before = doc.get("previous_response_id") or doc.get("conversation")
        found = {
            "stored history": before or _refers(doc.get("input")) or _refers(doc.get("items")),
            "stored prompt": doc.get("prompt"),
        }
        return tuple(why for why, there in found.items() if there)

    def conversation(self, doc: Json) -> tuple[str, bool]:
        if isinstance(doc, dict):
            talk = doc.get("conversation")
            names = (talk.get("id") if isinstance(talk, dict) else talk, doc.get("previous_response_id"))
            for name in names:
                if isinstance(name, str) and name:
                    return name.encode("ascii", "backslashreplace").decode(), True
        return super().conversation(doc)

    def answered(self, doc: Json) -> str:
        found = doc.get("response") if _type(doc).startswith("response.") else doc
        if not isinstance(found, dict) or found.get("object") != "response":
            return ""
        name = found.get("id")
        return name.encode("ascii", "backslashreplace").decode() if isinstance(name, str) else ""

    # -- how it ends

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or doc.get("object") != "response":
            return super().instead(doc, status, notice)
        return Reply(status, dumps({**kept(doc), **stopped([refusal(notice)], notice)}))

    def blank(self, notice: Notice) -> Json:
        if not _ANSWERS.fullmatch(self.seen.path):
            return None
        head = {"id": f"resp_{notice.exchange}", "object": "response", "created_at": 0}
        return {**head, "model": self.model(self.asked)}

    def closer(self) -> Closer:
        return ResponsesCloser(self.model(self.asked), resumed="starting_after=" in self.seen.query)


def _refers(items: Json) -> bool:
    """Whether an item only names one that the provider has stored."""
    found = items if isinstance(items, list) else ()
    return any(isinstance(item, dict) and item.get("type") == "item_reference" for item in found)


def _type(doc: Json) -> str:
    kind = doc.get("type") if isinstance(doc, dict) else None
    return kind if isinstance(kind, str) else ""


def _stem(doc: Json) -> str:
    return _named(_type(doc).removesuffix(".delta"), doc)


def _named(stem: str, doc: Json) -> str:
    """A stem as the name of a family: channels of items without an index are told apart by id."""
    item = None if isinstance(doc.get("output_index"), int) else doc.get("item_id")
    return f"{stem}:{item}".replace("/", "|") if isinstance(item, str) else stem.replace("/", "|")


def _indexes(doc: Json, *names: str) -> tuple[int, ...]:
    """The indexes an event is about, in the order of a channel's key."""
    wanted = names or ("output_index", "content_index", "summary_index", "command_index")
    return tuple(doc[name] for name in wanted if isinstance(doc.get(name), int))
