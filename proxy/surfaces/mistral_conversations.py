"""Mistral's conversations and agents: a history kept upstream, and entries that are added to it.

Events are named by type and belong to an entry, named by `output_index`. Pieces of a message,
of a thought or of a call's arguments are channels of their entry; another id in the same
place begins anew. Nothing repeats the text. An entry ends with the response: some servers
send its last pieces late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, Seen, dumps
from proxy.surfaces.mistral import Mistral
from proxy.surfaces.mistral_tables import ANSWER, EVENTS, LISTED, REQUEST

_LISTS = re.compile(r".*/(?:conversations|agents|agents/[^/]+/versions)/?")
_ONE = re.compile(r".*/conversations/([^/]+)(?:/.*)?")
_LAST = ("conversation.response.done", "conversation.response.error")
_MOST_ENTRIES = 4096


class Conversations(Mistral):
    """POST /conversations and what belongs to it; /agents, which say how one is led."""

    name = "conversations"
    request = REQUEST
    events = EVENTS
    keepalive = b": sekisho\n\n"
    noise = frozenset({"/created_at"})
    steady = True

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        lists = seen.method == "GET" and _LISTS.fullmatch(seen.path)
        self.answer = LISTED if lists else ANSWER
        self._entries: dict[int, str] = {}  # ids, by place

    def over(self, doc: Json) -> tuple[Over, ...]:
        if not isinstance(doc, dict):
            return ()
        if doc.get("type") in _LAST:
            return ALL_OVER
        name, place = doc.get("tool_call_id") or doc.get("id"), doc.get("output_index")
        if not isinstance(name, str) or not isinstance(place, int):
            return ()
        another = self._entries.get(place, name) != name
        if len(self._entries) < _MOST_ENTRIES:
            self._entries[place] = name
        return (Over((place,)),) if another or doc.get("type") == "tool.execution.done" else ()

    def opaque(self, doc: Json) -> Iterable[str]:
        found = {
            "stored history": self.seen.method == "POST" and self._stored(),
            "stored prompt": isinstance(doc, dict) and doc.get("agent_id"),
        }
        return tuple(why for why, there in found.items() if there)

    def conversation(self, doc: Json) -> tuple[str, bool]:
        if name := self._stored():
            return name, True
        inputs: Json = doc.get("inputs") if isinstance(doc, dict) else None
        return super().conversation({"input": inputs})

    def _stored(self) -> str:
        """The conversation that the path names."""
        found = _ONE.fullmatch(self.seen.path)
        return found[1] if found else ""

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or not isinstance(doc.get("outputs"), list):
            return super().instead(doc, status, notice)
        said = {"object": "entry", "type": "message.output", "role": "assistant", "content": notice.text}
        kept = {k: doc[k] for k in ("object", "conversation_id", "usage") if k in doc}
        return Reply(status, dumps({**kept, "outputs": [said]}))

    def closer(self) -> Closer:
        return ConversationCloser()


class ConversationCloser:
    """Ends a stream with the response's own error: no entry after it is complete."""

    def saw(self, doc: Json) -> None:
        del doc

    def close(self, notice: Notice) -> bytes:
        kind = "conversation.response.error"
        body = dumps({"type": kind, "message": notice.text, "code": 400})
        return b"event: %b\ndata: %b\n\n" % (kind.encode(), body)
