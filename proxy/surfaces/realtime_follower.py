"""End a realtime answer as the provider ends one that its filter stopped.

We follow what left: which answers are open, their items, their parts, and the text each
part has had so far. At a stop the server is told to cancel the answer and to forget what
it was about to say (`response.cancel`; an item with audio is truncated at its beginning,
another is deleted), and the client gets the last events of every open part and message
with just the text that left, and `response.done` with status `incomplete`, reason
`content_filter`. A call that is not finished stays open and is not repeated: half of its
arguments must not be taken for a call.

Where something that was heard is stopped, it is the heard item that is deleted, and the
client gets an `error` event; the session lives on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from proxy.dialect import Json, Notice, dumps
from proxy.talk import Ending

_ROOM = 1 << 20  # code points kept of the text of one turn; beyond, the repeats are shorter
_MOST = 512  # answers in a turn, items in an answer, parts in an item
_HEAD = ("id", "object", "type", "role", "name", "call_id")
_KEPT = ("id", "object", "conversation_id", "modalities", "output_modalities", "max_output_tokens", "audio")
# The events that bring a part's text, and the members that hold it.
_TEXTS = {
    "response.output_text": "text",
    "response.text": "text",
    "response.output_audio_transcript": "transcript",
    "response.audio_transcript": "transcript",
}


@dataclass(slots=True)
class _Part:
    """A part of an open item. stem: the name of the events of its text; said: its repeat has left."""

    kind: str
    stem: str = ""
    text: list[str] = field(default_factory=list[str])
    said: bool = False
    done: bool = False

    def doc(self) -> dict[str, Json]:
        return {"type": self.kind, _member(self.kind): "".join(self.text)}


@dataclass(slots=True)
class _Item:
    head: dict[str, Json]
    index: int
    parts: dict[int, _Part] = field(default_factory=dict[int, _Part])
    whole: Json = None  # as it left, or leaves now


@dataclass(slots=True)
class _Answer:
    head: dict[str, Json]
    items: dict[str, _Item] = field(default_factory=dict[str, _Item])


class _Rejecting(Protocol):
    def rejected(self, doc: Json, notice: Notice) -> bytes: ...


class RealtimeFollower:
    """Follows one turn of a realtime session. talk: how a message is rejected."""

    def __init__(self, talk: _Rejecting) -> None:
        self._talk = talk
        self._answers: dict[str, _Answer] = {}  # open
        self._room = _ROOM

    # -- what leaves

    def saw(self, doc: Json) -> None:
        kind = _word(doc, "type")
        response = doc.get("response") if isinstance(doc, dict) else None
        key = _word(response, "id") or _word(doc, "response_id")
        if kind == "response.created" and isinstance(response, dict) and len(self._answers) < _MOST:
            self._answers[key] = _Answer({name: response[name] for name in _KEPT if name in response})
        elif kind == "response.done":
            self._answers.pop(key, None)
        elif (answer := self._answers.get(key)) is not None:
            self._follow(answer, kind, doc)

    def _follow(self, answer: _Answer, kind: str, doc: dict[str, Json]) -> None:
        stem, _, last = kind.rpartition(".")
        if stem == "response.output_item":
            _take_item(answer, last, doc)
            return
        item = answer.items.get(_word(doc, "item_id"))
        index = _number(doc, "content_index")
        if item is None:
            return
        if stem == "response.content_part":
            _take_part(item, index, last, doc.get("part"))
        elif stem in _TEXTS and index in item.parts:
            self._text(item.parts[index], stem, last, doc)

    def _text(self, part: _Part, stem: str, last: str, doc: dict[str, Json]) -> None:
        part.stem = stem
        part.said = part.said or last == "done"
        piece = _word(doc, "delta")
        if last == "delta" and len(piece) <= self._room:
            self._room -= len(piece)
            part.text.append(piece)

    # -- the end

    def close(self, notice: Notice, running: Iterable[str], doc: Json) -> Ending:
        mine = _Mine(notice)
        going = [*running]
        own = _word(doc, "response_id") or _word(doc.get("response") if isinstance(doc, dict) else None, "id")
        for key in filter(None, (*going, own)):
            self._answers.setdefault(key, _Answer({}))
        up = [mine.sent({"type": "response.cancel", "response_id": key}) for key in going]
        heard = _heard(doc) if not own else ""
        up += [mine.sent({"type": "conversation.item.delete", "item_id": heard})] if heard else []
        up += [mine.sent(event) for answer in self._answers.values() for event in _forgetting(answer, doc)]
        down = [mine.given(event) for key in self._answers for event in _closing(key, self._answers[key])]
        if not own or notice.says:
            down.append(self._talk.rejected(None, notice))
        items = [item for answer in self._answers.values() for item in answer.items]
        deaf = (*going, *items, *filter(None, (heard, _item_of(doc) if own else "")), *mine.ids)
        self._answers.clear()
        return Ending(tuple(up), tuple(down), deaf)


class _Mine:
    """Our own events and their ids, by which the server's complaints about them are known."""

    def __init__(self, notice: Notice) -> None:
        self._count = itertools.count(1)
        self._name = notice.exchange
        self.ids: list[str] = []

    def sent(self, event: dict[str, Json]) -> bytes:
        self.ids.append(f"sekisho_{self._name}_{next(self._count)}")
        return dumps({**event, "event_id": self.ids[-1]})

    def given(self, event: dict[str, Json]) -> bytes:
        return dumps({"type": event["type"], "event_id": f"event_{self._name}_{next(self._count)}", **event})


def _take_item(answer: _Answer, last: str, doc: dict[str, Json]) -> None:
    item = doc.get("item")
    key = _word(item, "id")
    if not isinstance(item, dict) or (key not in answer.items and len(answer.items) >= _MOST):
        return
    if last == "added":
        head = {name: item[name] for name in _HEAD if name in item}
        answer.items[key] = _Item(head, _number(doc, "output_index"))
    elif last == "done":
        known = answer.items.setdefault(key, _Item({}, _number(doc, "output_index")))
        known.whole = item


def _take_part(item: _Item, index: int, last: str, part: Json) -> None:
    if last == "done" and index in item.parts:
        item.parts[index].done = True
    elif last == "added" and isinstance(part, dict) and len(item.parts) < _MOST:
        item.parts[index] = _Part(_word(part, "type") or "text")


def _closing(key: str, answer: _Answer) -> Iterator[dict[str, Json]]:
    """The last events of an answer, as after a filter."""
    head = {"object": "realtime.response", **answer.head, "id": key}
    if not answer.head:
        started = {**head, "status": "in_progress", "status_details": None, "output": [], "usage": None}
        yield {"type": "response.created", "response": started}
    for name, item in answer.items.items():
        if item.whole is None and item.head.get("type") == "message":
            yield from _closing_item(key, name, item)
    why = {"type": "incomplete", "reason": "content_filter"}
    output = [item.whole for item in answer.items.values() if item.whole is not None]
    ended = {"status": "incomplete", "status_details": why, "output": output, "usage": None}
    yield {"type": "response.done", "response": {**head, **ended}}


def _closing_item(key: str, name: str, item: _Item) -> Iterator[dict[str, Json]]:
    about = {"response_id": key, "output_index": item.index}
    for index, part in item.parts.items():
        place = {**about, "item_id": name, "content_index": index}
        if part.stem and not part.said:
            yield {"type": f"{part.stem}.done", **place, _TEXTS[part.stem]: "".join(part.text)}
        if not part.done:
            yield {"type": "response.content_part.done", **place, "part": part.doc()}
    content = [{**part.doc(), "type": _in_item(part)} for part in item.parts.values()]
    item.whole = {**item.head, "status": "incomplete", "content": content}
    yield {"type": "response.output_item.done", **about, "item": item.whole}


def _forgetting(answer: _Answer, doc: Json) -> Iterator[dict[str, Json]]:
    """What takes the stopped items out of the server's history: they must not be spoken on from."""
    items = dict(answer.items)
    if (own := _item_of(doc)) and _belongs(doc, answer):
        items.setdefault(own, _Item({}, 0))
    for name, item in items.items():
        spoken = any(part.kind.endswith("audio") for part in item.parts.values())
        if spoken:
            yield {
                "type": "conversation.item.truncate",
                "item_id": name,
                "content_index": 0,
                "audio_end_ms": 0,
            }
        else:
            yield {"type": "conversation.item.delete", "item_id": name}


def _belongs(doc: Json, answer: _Answer) -> bool:
    return bool(_word(doc, "response_id")) and _word(doc, "response_id") == answer.head.get("id")


def _heard(doc: Json) -> str:
    """The item a message outside of an answer is about."""
    return _item_of(doc) if _word(doc, "type").startswith("conversation.item.") else ""


def _item_of(doc: Json) -> str:
    return _word(doc, "item_id") or _word(doc.get("item") if isinstance(doc, dict) else None, "id")


def _member(kind: str) -> str:
    return "transcript" if kind.endswith("audio") else "text"


def _in_item(part: _Part) -> str:
    """What a part is called inside an item: the current names, where its events had those."""
    return (
        part.kind
        if not part.stem.startswith("response.output_")
        else f"output_{part.kind.removeprefix('output_')}"
    )


def _word(doc: Json, name: str) -> str:
    found = doc.get(name) if isinstance(doc, dict) else None
    return found if isinstance(found, str) else ""


def _number(doc: dict[str, Json], name: str) -> int:
    found = doc.get(name)
    return found if isinstance(found, int) else 0
