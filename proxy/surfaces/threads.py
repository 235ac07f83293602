"""OpenAI assistants: assistants, threads, messages, runs and steps, whole or as a stream.

The events of a stream carry no type inside: what kind of object they bring says which
event it is. A delta belongs to the message or step whose id it has; the object that comes
whole and finished repeats it and ends its channels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proxy.dialect import ALL_OVER, Closer, Json, Over, Surface
from proxy.offsets import Citation
from proxy.surfaces.threads_closer import ThreadsCloser
from proxy.surfaces.threads_tables import ANSWER, DELTAS, EVENTS, REQUEST
from proxy.table import Slot, Table

_THREAD = re.compile(r".*/threads/([A-Za-z0-9_-]{1,128})/.*")
_RUN = re.compile(r".*/threads/[^/]+/runs(?:/.*)?")
_OPEN = frozenset({"queued", "in_progress"})
_WHOLE = frozenset({"thread.message", "thread.run.step"})
_SPANS = ("start_index", "end_index")


class Threads(Surface):
    """/assistants and /threads, with everything below."""

    name = "threads"
    request = REQUEST
    answer = ANSWER
    events = EVENTS
    keepalive = b": sekisho\n\n"

    def table(self, doc: Json) -> Table:
        return DELTAS if _kind(doc).endswith(".delta") else EVENTS

    def family(self, doc: Json, slot: Slot) -> str:
        return _family(doc, slot.family)

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = _kind(doc)
        if kind in _WHOLE and doc.get("status") not in _OPEN:
            return (Over((), frozenset({_name(doc)})),)
        ended = kind == "thread.run" and doc.get("status") not in _OPEN
        return ALL_OVER if ended or not kind else ()

    def opaque(self, doc: Json) -> Iterable[str]:
        told = isinstance(doc, dict) and isinstance(doc.get("assistant_id"), str)
        return ("stored history",) if told or _RUN.fullmatch(self.seen.path) else ()

    def conversation(self, doc: Json) -> tuple[str, bool]:
        thread = _THREAD.fullmatch(self.seen.path + "/")
        if thread is not None and thread[1] != "runs":
            return thread[1], True
        return super().conversation(doc.get("thread", doc) if isinstance(doc, dict) else doc)

    def citations(self, doc: Json) -> Iterator[Citation]:
        """Where annotations say positions; a delta's count in the whole text of its message."""
        if not isinstance(doc, dict):
            return
        if isinstance(doc.get("delta"), dict):
            for at, index, notes in _annotated(doc["delta"], "/delta"):
                yield from _cited(at, notes, "", (_family(doc, "text"), (index,)))
        for place, message in (("", doc), *_page(doc)):
            for at, _, notes in _annotated(message, place):
                yield from _cited(at, notes, f"{at}/value", None)

    def closer(self) -> Closer:
        return ThreadsCloser()


def _kind(doc: Json) -> str:
    kind = doc.get("object") if isinstance(doc, dict) else None
    return kind if isinstance(kind, str) else ""


def _name(doc: Json) -> str:
    return str(doc.get("id", "")).replace("/", "|")


def _family(doc: Json, field: str) -> str:
    """A message or step, and which of its texts."""
    return f"{_name(doc)}/{field}" if isinstance(doc, dict) else field


def _page(doc: Json) -> Iterator[tuple[str, Json]]:
    found: Json = doc.get("data")
    for n, message in enumerate(found if isinstance(found, list) else []):
        yield f"/data/{n}", message


def _annotated(message: Json, place: str) -> Iterator[tuple[str, int, int]]:
    """(pointer of the text, its index in the message, how many annotations) of every part."""
    content: Json = message.get("content") if isinstance(message, dict) else None
    for n, part in enumerate(content if isinstance(content, list) else []):
        text = part.get("text") if isinstance(part, dict) else None
        notes = text.get("annotations") if isinstance(text, dict) else None
        if isinstance(notes, list):
            index = part.get("index")
            yield f"{place}/content/{n}/text", index if isinstance(index, int) else n, len(notes)


def _cited(at: str, notes: int, text: str, channel: tuple[str, tuple[int, ...]] | None) -> Iterator[Citation]:
    for n in range(notes):
        start, end = (f"{at}/annotations/{n}/{name}" for name in _SPANS)
        yield Citation(start, end, text, channel)
