"""End a ConverseStream as Bedrock ends one that a guardrail stopped.

The open block is closed; our words follow as a text block of their own, as a guardrail's
blocked message does; then `messageStop` and `metadata`. A tool's block that is not finished
stays open: what came of its input must not be taken for a call.
"""

from __future__ import annotations

from collections.abc import Callable

from proxy.dialect import Json, Notice, dumps
from proxy.eventstream import chunk, event

_NAMES = ("messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop")
# By what its members are, where an event's name stands in a header.
_TOLD = {
    "delta": "contentBlockDelta",
    "start": "contentBlockStart",
    "stopReason": "messageStop",
    "role": "messageStart",
    "usage": "metadata",
    "metrics": "metadata",
    "trace": "metadata",
    "contentBlockIndex": "contentBlockStop",
    "message": "exception",
}
_NO_USAGE = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}
_MOST_BLOCKS = 1 << 31


def kind_of(doc: Json) -> tuple[str, dict[str, Json]]:
    """An event's name and its members, whether it stands under its name or not; "": no event."""
    if not isinstance(doc, dict):
        return "", {}
    for name in (*_NAMES, "metadata"):
        if isinstance(inner := doc.get(name), dict):
            return name, inner
    return next((kind for member, kind in _TOLD.items() if member in doc), ""), doc


def reason(notice: Notice) -> str:
    """Why a message ends: an answer of ours is whole."""
    return "end_turn" if notice.answers else "guardrail_intervened"


def flat(kind: str, body: Json) -> bytes:
    """An event as ConverseStream sends it."""
    return event(kind, dumps(body))


def wrapped(kind: str, body: Json) -> bytes:
    """An event as Nova sends it in InvokeModel's stream."""
    return chunk(dumps({kind: body}))


class ConverseCloser:
    """Follows one stream: whether it has begun, which block is open, what has ended."""

    def __init__(self, write: Callable[[str, Json], bytes] = flat) -> None:
        self._write = write
        self._begun = False
        self._stopped = False
        self._over = False
        self._open: dict[int, bool] = {}  # index: whether it is a call
        self._top = -1

    def saw(self, doc: Json) -> None:
        kind, body = kind_of(doc)
        index = body.get("contentBlockIndex")
        match kind:
            case "messageStart":
                self._begun = True
            case "contentBlockStart" | "contentBlockDelta" if isinstance(index, int):
                self._see(index, body)
            case "contentBlockStop" if isinstance(index, int):
                self._open.pop(index, None)
            case "messageStop":
                self._stopped = True
            case "metadata" | "exception":
                self._over = True
            case _:
                pass

    def _see(self, index: int, body: dict[str, Json]) -> None:
        said = body.get("start") or body.get("delta")
        call = isinstance(said, dict) and "toolUse" in said
        self._open = {index: call or self._open.get(index, False)}  # blocks do not interleave
        self._top = max(self._top, min(index, _MOST_BLOCKS))

    def close(self, notice: Notice) -> bytes:
        if self._over:
            return b""
        said = [] if self._stopped else self._events(notice)
        said.append(("metadata", {"usage": _NO_USAGE, "metrics": {"latencyMs": 0}}))
        return b"".join(self._write(*one) for one in said)

    def _events(self, notice: Notice) -> list[tuple[str, Json]]:
        at = {"contentBlockIndex": self._top + 1}
        return [
            *([] if self._begun else [("messageStart", {"role": "assistant"})]),
            *(("contentBlockStop", {"contentBlockIndex": i}) for i, call in self._open.items() if not call),
            ("contentBlockDelta", {**at, "delta": {"text": notice.text}}),
            ("contentBlockStop", at),
            ("messageStop", {"stopReason": reason(notice)}),
        ]
