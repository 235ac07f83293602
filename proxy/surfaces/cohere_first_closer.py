"""End a stream of Cohere's first version: the notice as a text, then the end that says ERROR."""

from __future__ import annotations

from proxy.dialect import Json, Notice, dumps
from proxy.surfaces.cohere_closer import finish


class LinesCloser:
    """Follows one stream: which generation it is, whether it is over."""

    def __init__(self, *, chat: bool, events: bool) -> None:
        self._chat = chat
        self._events = events
        self._name: Json = None
        self._over = False

    def saw(self, doc: Json) -> None:
        if isinstance(doc, dict):
            self._name = self._name or doc.get("generation_id")
            self._over = self._over or doc.get("event_type") in ("stream-end", "stream-error")

    def close(self, notice: Notice) -> bytes:
        return b"" if self._over else b"".join(map(self._written, self._ending(notice)))

    def _ending(self, notice: Notice) -> list[dict[str, Json]]:
        told = {"is_finished": False, "event_type": "text-generation", "text": notice.text}
        end = {"is_finished": True, "event_type": "stream-end", "finish_reason": finish(notice)}
        if not self._chat:
            return [{**end, "event_type": "stream-error", "err": notice.text}]
        name = self._name or notice.exchange
        response = {"text": notice.text, "generation_id": name, "finish_reason": finish(notice)}
        return [told, {**end, "response": response}]

    def _written(self, doc: dict[str, Json]) -> bytes:
        return b"data: " + dumps(doc) + b"\n\n" if self._events else dumps(doc) + b"\n"
