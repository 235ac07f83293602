"""End a Responses stream as the provider ends one that its filter stopped.

We follow what left: which items and parts are open, and the text they have had so far.
At a stop every open part and message is closed with just that text, a refusal says why,
and `response.incomplete` repeats the items that left. A call that is not finished stays
open and is not repeated: half of its arguments must not be taken for a call.

What is kept is bounded: beyond `_ROOM`, further text and finished items are left out of
the repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from proxy.dialect import Json, Notice, dumps
from proxy.surfaces.responses_ending import (
    KEPT,
    STEMS,
    TEXTS,
    Part,
    kept,
    part_ending,
    refusal,
    refusing,
    sse,
    stopped,
)

_ROOM = 1 << 22  # code points of text, and bytes of finished items
_MOST = 1024  # items, and parts of one item
_HEAD = ("id", "type", "role", "phase")
_LAST = ("response.completed", "response.incomplete", "response.failed", "error")


@dataclass(slots=True)
class _Item:
    """An output item. whole: as it left when it was done."""

    head: dict[str, Json]
    parts: dict[tuple[str, int], Part] = field(default_factory=dict[tuple[str, int], Part])
    done: bool = False
    whole: Json = None


class ResponsesCloser:
    """Follows one stream. resumed: its beginning left in another exchange."""

    def __init__(self, model: str, resumed: bool) -> None:
        self._response: Json = {"model": model}
        self._begun = resumed
        self._over = False
        self._sequence = -1
        self._items: dict[int, _Item] = {}
        self._top = -1  # the highest output index
        self._room = _ROOM

    # -- what leaves

    def saw(self, doc: Json) -> None:
        kind = doc.get("type") if isinstance(doc, dict) else None
        if not isinstance(kind, str):
            return
        self._begun = True
        self._over = self._over or kind in _LAST
        self._sequence = max(self._sequence, _index(doc, "sequence_number"))
        response = doc.get("response")
        if isinstance(response, dict):
            self._response |= {key: response[key] for key in KEPT if key in response}
        at = _index(doc, "output_index")
        if at >= 0:
            self._top = max(self._top, at)
            self._follow(kind, at, doc)

    def _follow(self, kind: str, at: int, doc: Json) -> None:
        stem, _, last = kind.rpartition(".")
        item = self._items.get(at)
        if stem == "response.output_item":
            self._whole(at, last, doc.get("item"))
        elif item is not None and stem in ("response.content_part", "response.reasoning_summary_part"):
            self._part(item, last, doc)
        elif item is not None and stem in TEXTS:
            name, _ = TEXTS[stem]
            part = item.parts.get((name, _index(doc, name)))
            if part is not None:
                self._text(part, last, doc.get("delta"))

    def _whole(self, at: int, last: str, item: Json) -> None:
        if not isinstance(item, dict) or (at not in self._items and len(self._items) >= _MOST):
            return
        if last == "added":
            self._items[at] = _Item({key: item[key] for key in _HEAD if key in item})
        elif last == "done":
            fits = (size := len(dumps(item))) <= self._room
            self._room -= size if fits else 0
            self._items[at] = _Item({}, done=True, whole=item if fits else None)

    def _part(self, item: _Item, last: str, doc: Json) -> None:
        name = "summary_index" if "summary_index" in doc else "content_index"
        where = (name, _index(doc, name))
        part = doc.get("part")
        if last == "done" and where in item.parts:
            item.parts[where].done = item.parts[where].said = True
        elif last == "added" and isinstance(part, dict) and len(item.parts) < _MOST:
            kind = part.get("type")
            if isinstance(kind, str) and kind in STEMS:
                item.parts[where] = Part(kind)
                self._text(item.parts[where], "delta", part.get("text") or part.get("refusal"))

    def _text(self, part: Part, last: str, delta: Json) -> None:
        if last == "done":
            part.said = True
        elif isinstance(delta, str) and len(delta) <= self._room:
            self._room -= len(delta)
            part.text.append(delta)

    # -- the end

    def close(self, notice: Notice) -> bytes:
        if self._over:
            return b""
        first = self._sequence + 1
        return b"".join(sse(event, number) for number, event in enumerate(self._events(notice), first))

    def _events(self, notice: Notice) -> Iterator[dict[str, Json]]:
        self._response.setdefault("id", f"resp_{notice.exchange}")
        head = kept(self._response)
        if not self._begun:
            yield {"type": "response.created", "response": {**head, "status": "in_progress", "output": []}}
        for at in sorted(self._items):
            yield from self._ending(at, self._items[at])
        yield from refusing(self._top + 1, notice)
        left = [one.whole for _, one in sorted(self._items.items()) if one.whole is not None]
        how = "completed" if notice.answers else "incomplete"
        yield {"type": f"response.{how}", "response": {**head, **stopped([*left, refusal(notice)], notice)}}

    def _ending(self, at: int, item: _Item) -> Iterator[dict[str, Json]]:
        if item.done or item.head.get("type") not in ("message", "reasoning"):
            return
        for (name, index), part in item.parts.items():
            if not part.done:
                where = {"item_id": item.head.get("id"), "output_index": at, name: index}
                yield from part_ending(part, where)
        item.whole = {**item.head, "status": "incomplete", **_content(item)}
        yield {"type": "response.output_item.done", "output_index": at, "item": item.whole}


def _content(item: _Item) -> dict[str, Json]:
    """The parts of an item as they left."""
    summary = [part.doc() for (name, _), part in item.parts.items() if name == "summary_index"]
    content = [part.doc() for (name, _), part in item.parts.items() if name == "content_index"]
    if item.head.get("type") == "message":
        return {"content": content}
    return {"summary": summary, **({"content": content} if content else {})}


def _index(doc: Json, name: str) -> int:
    """A number in an event; -1 when there is none."""
    number = doc.get(name)
    return number if isinstance(number, int) else -1
