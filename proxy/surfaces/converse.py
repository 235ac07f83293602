"""Amazon Bedrock's Converse and ConverseStream, and counts of their tokens.

The text of an answer is one channel across its blocks: guardrails and citations cut a
sentence into blocks wherever they like (one a token was recorded), and clients join what
they get. A tool's input, its result and each thought belong to the block that they are in.
"""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, dumps
from proxy.surfaces.amazon import Amazon
from proxy.surfaces.converse_closer import ConverseCloser, kind_of, reason
from proxy.surfaces.converse_tables import ANSWER, COUNT, EVENTS, REQUEST
from proxy.table import Slot

_NO_USAGE = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}


class Converse(Amazon):
    """POST /model/{id}/converse and /converse-stream."""

    name = "converse"
    request = REQUEST
    answer = ANSWER
    events = EVENTS

    def family(self, doc: Json, slot: Slot) -> str:
        return block_family(doc, slot)

    def over(self, doc: Json) -> tuple[Over, ...]:
        return ended(doc)

    def opaque(self, doc: Json) -> Iterable[str]:
        del doc
        if ":prompt/" in self.seen.path or "%3Aprompt%2F" in self.seen.path:
            yield "stored prompt"

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or "output" not in doc:
            return super().instead(doc, status, notice)
        return Reply(status, dumps(intervened(doc, notice)))

    def blank(self, notice: Notice) -> Json:
        del notice
        return {"output": {}}

    def closer(self) -> Closer:
        return ConverseCloser()


class Count(Amazon):
    """POST /model/{id}/count-tokens: a request in a request."""

    name = "converse.count_tokens"
    request = COUNT
    answer = COUNT

    def conversation(self, doc: Json) -> tuple[str, bool]:
        inner = doc.get("input") if isinstance(doc, dict) else None
        return super().conversation(inner.get("converse") if isinstance(inner, dict) else None)


def intervened(doc: Json, notice: Notice) -> Json:
    """An answer that a guardrail stopped: its numbers, and why. No word of what it said."""
    message = {"role": "assistant", "content": [{"text": notice.text}]}
    kept = {"usage": _NO_USAGE, **{name: doc[name] for name in ("usage", "metrics") if doc.get(name)}}
    return {"output": {"message": message}, "stopReason": reason(notice), **kept}


def block_family(doc: Json, slot: Slot) -> str:
    """The family of a piece: its block's, but for what a message says."""
    index = kind_of(doc)[1].get("contentBlockIndex")
    return slot.family if slot.family in ("", "text") else f"{index}/{slot.family}"


def ended(doc: Json) -> tuple[Over, ...]:
    """The channels that end with this event."""
    kind, body = kind_of(doc)
    match kind:
        case "contentBlockStop":
            return (Over(families=frozenset({str(body.get("contentBlockIndex"))})),)
        case "contentBlockStart":  # a call or a result: the text before it is whole
            return (Over(families=frozenset({"text"})),)
        case "messageStop" | "exception":
            return ALL_OVER
        case _:
            return ()
