"""End a Messages stream as the provider ends one that its filter stopped.

An open block of text is closed; a notice follows as a text block of its own, because
most clients show `content` and few show `stop_details`; then `message_delta` with the
refusal, and `message_stop`, without which clients take the stream for broken. A tool's
block that is not finished stays open: what came of its input must not be taken for a call.
"""

from __future__ import annotations

from proxy.dialect import Json, Notice, dumps

_NO_USAGE = {"input_tokens": 0, "output_tokens": 0}
_CALLS = ("tool_use", "server_tool_use", "mcp_tool_use")


def refused_message(doc: Json, notice: Notice) -> dict[str, Json]:
    """A message that was stopped: its identity and numbers, and why. No word of what it said."""
    kept = {key: doc[key] for key in ("id", "model", "usage") if doc.get(key)}
    said = [{"type": "text", "text": notice.text}]
    return {
        **_shell(notice, ""),
        **kept,
        "content": said,
        **_reason(notice),
    }


def result_line(asked: Json, notice: Notice) -> Json:
    """A request of a batch that failed; `asked` names it."""
    error = {"type": "error", "error": {"type": "invalid_request_error", "message": notice.text}}
    return {"custom_id": asked, "result": {"type": "errored", "error": error}}


def _shell(notice: Notice, model: str) -> dict[str, Json]:
    """A message without content."""
    head = {"id": f"msg_{notice.exchange}", "type": "message", "role": "assistant", "model": model}
    return {**head, "content": [], "stop_reason": None, "stop_sequence": None, "usage": _NO_USAGE}


def _reason(notice: Notice) -> dict[str, Json]:
    """Why a message ends: an answer of ours is whole."""
    if notice.answers:
        return {"stop_reason": "end_turn"}
    return {"stop_reason": "refusal", "stop_details": _details(notice)}


def _details(notice: Notice) -> dict[str, Json]:
    return {"type": "refusal", "category": None, "explanation": notice.text}


class MessagesCloser:
    """Follows one stream: whether it has begun, which block is open, what was counted."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._begun = False
        self._over = False
        self._open: dict[int, bool] = {}  # index: whether it is a call
        self._top = -1  # the highest index
        self._tokens = 0

    def saw(self, doc: Json) -> None:
        if not isinstance(doc, dict):
            return
        self._count(doc.get("usage"))
        match doc:
            case {"type": "message_start", "message": dict(message)}:
                self._begun = True
                self._count(message.get("usage"))
            case {"type": "content_block_start", "index": int(index), "content_block": dict(block)}:
                self._top = max(self._top, index)
                self._open = {index: block.get("type") in _CALLS}  # blocks do not interleave
            case {"type": "content_block_stop", "index": int(index)}:
                self._open.pop(index, None)
            case {"type": "message_stop" | "error"}:
                self._over = True
            case _:
                pass

    def _count(self, usage: Json) -> None:
        tokens = usage.get("output_tokens") if isinstance(usage, dict) else None
        if isinstance(tokens, int) and 0 <= tokens < 1 << 53:
            self._tokens = tokens  # cumulative

    def close(self, notice: Notice) -> bytes:
        return b"" if self._over else b"".join(_sse(event) for event in self._events(notice))

    def _events(self, notice: Notice) -> list[dict[str, Json]]:
        at = {"index": self._top + 1}
        delta = {"stop_sequence": None, **_reason(notice)}
        return [
            *([] if self._begun else [{"type": "message_start", "message": _shell(notice, self._model)}]),
            *({"type": "content_block_stop", "index": i} for i, call in self._open.items() if not call),
            {"type": "content_block_start", **at, "content_block": {"type": "text", "text": ""}},
            {"type": "content_block_delta", **at, "delta": {"type": "text_delta", "text": notice.text}},
            {"type": "content_block_stop", **at},
            {"type": "message_delta", "delta": delta, "usage": {"output_tokens": self._tokens}},
            {"type": "message_stop"},
        ]


def _sse(event: dict[str, Json]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (event["type"].encode(), dumps(event))
