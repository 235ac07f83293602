"""End the stream of a run as the provider ends one that its filter stopped.

We follow what left: the message that is open with the text it has had so far, and the
run. At a stop the message and the run are closed as incomplete, `content_filter`, and
`done` follows. What is kept is bounded: beyond `_ROOM` further text is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proxy.dialect import Json, Notice, dumps

_ROOM = 1 << 22  # code points
_MOST = 256  # parts of a message
_OPEN = frozenset({"queued", "in_progress"})


@dataclass(slots=True)
class _Message:
    """A message that is open, and its texts by index."""

    doc: dict[str, Json]
    texts: dict[int, list[str]] = field(default_factory=dict[int, list[str]])


class ThreadsCloser:
    """Follows one stream."""

    def __init__(self) -> None:
        self._run: dict[str, Json] | None = None
        self._message: _Message | None = None
        self._room = _ROOM

    def saw(self, doc: Json) -> None:
        if not isinstance(doc, dict):
            return
        match doc.get("object"):
            case "thread.run":
                self._run = doc
            case "thread.message":
                self._message = _Message(doc) if doc.get("status") in _OPEN else None
            case "thread.message.delta" if self._message and self._message.doc.get("id") == doc.get("id"):
                self._follow(self._message, doc.get("delta"))
            case _:
                pass

    def _follow(self, message: _Message, delta: Json) -> None:
        content: Json = delta.get("content") if isinstance(delta, dict) else None
        for n, part in enumerate(content if isinstance(content, list) else []):
            text = part.get("text") if isinstance(part, dict) else None
            value = text.get("value") if isinstance(text, dict) else None
            if isinstance(value, str) and len(value) <= self._room and len(message.texts) < _MOST:
                index = part.get("index")
                message.texts.setdefault(index if isinstance(index, int) else n, []).append(value)
                self._room -= len(value)

    def close(self, notice: Notice) -> bytes:
        why = {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}
        out: list[bytes] = []
        if self._message is not None:
            parts = [_part(texts) for _, texts in sorted(self._message.texts.items())]
            out.append(_event("thread.message.incomplete", {**self._message.doc, **why, "content": parts}))
        if self._run is not None and self._run.get("status") in _OPEN:
            error = {"code": "invalid_prompt", "message": notice.text}
            out.append(_event("thread.run.incomplete", {**self._run, **why, "last_error": error}))
        return b"".join(out) + b"event: done\ndata: [DONE]\n\n"


def _part(texts: list[str]) -> Json:
    return {"type": "text", "text": {"value": "".join(texts), "annotations": []}}


def _event(name: str, doc: Json) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), dumps(doc))
