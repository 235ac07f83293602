"""Amazon Bedrock's InvokeModel, also streamed: the model's own form, wrapped by Amazon.

What a document looks like says whose form it has, so every maker's rules are asked and all
but one have nothing to say. In a stream the events are whole documents inside chunks; what
ends a stream natively is written in the same wrapping.
"""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Closer, Json, Notice, Over, Reply, Seen, dumps, first_words
from proxy.surfaces.amazon import Amazon
from proxy.surfaces.chat import Chat
from proxy.surfaces.converse import block_family, ended, intervened
from proxy.surfaces.invoke_closer import NOVA, InvokeCloser, blank, stopped
from proxy.surfaces.invoke_tables import ANSWER, EVENTS, REQUEST
from proxy.surfaces.messages import Messages
from proxy.table import Slot

_PROMPTS = ("prompt", "inputText", "message")


class Invoke(Amazon):
    """POST /model/{id}/invoke and /invoke-with-response-stream."""

    name = "invoke"
    request = REQUEST
    answer = ANSWER
    events = EVENTS

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._chat = Chat(seen)
        self._messages = Messages(seen)
        self._closer: InvokeCloser | None = None

    def family(self, doc: Json, slot: Slot) -> str:
        return block_family(doc, slot) if _nova(doc) else slot.family

    def over(self, doc: Json) -> tuple[Over, ...]:
        if self._closer is not None:
            self._closer.expect(doc)
        if _nova(doc):
            return ended(doc)
        return (*self._messages.over(doc), *self._chat.over(doc))

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        return (*self._messages.over_after(doc), *self._chat.over_after(doc))

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        return self._chat.scrub(pointers)

    def conversation(self, doc: Json) -> tuple[str, bool]:
        if isinstance(doc, dict):
            said = next((doc[name] for name in _PROMPTS if isinstance(doc.get(name), str)), "")
            return said or first_words(doc), False
        return "", False

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict):
            return super().instead(doc, status, notice)
        if "output" in doc:
            return Reply(status, dumps(intervened(doc, notice)))
        if doc.get("type") == "message":
            return self._messages.instead(doc, status, notice)
        if isinstance(doc.get("choices"), list) and doc.get("object") != "text_completion":
            return self._chat.instead(doc, status, notice)
        body = stopped(doc, notice)
        return Reply(status, dumps(body)) if body else super().instead(doc, status, notice)

    def blank(self, notice: Notice) -> Json:
        form = blank(self.asked, self.model(self.asked), streams=self.streaming(None))
        return form and {**form, "id": notice.exchange}

    def closer(self) -> Closer:
        self._closer = InvokeCloser(self.model(self.asked))
        return self._closer


def _nova(doc: Json) -> bool:
    """Whether this event stands under its name, as Nova's do."""
    return isinstance(doc, dict) and not NOVA.isdisjoint(doc)
