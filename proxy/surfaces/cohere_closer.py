"""End what Cohere says as it ends a generation that failed: `finish_reason: ERROR`.

In a stream the open block is closed and the notice follows as a block of its own, because
few clients show the `error` of `message-end`. A call that is not finished stays open: what
came of its arguments must not be taken for a call.
"""

from __future__ import annotations

from proxy.dialect import Json, Notice, Reply, dumps

_NO_USAGE = {
    "billed_units": {"input_tokens": 0, "output_tokens": 0},
    "tokens": {"input_tokens": 0, "output_tokens": 0},
}


def error(status: int, message: str, exchange: str | None = None) -> Reply:
    """Cohere's error: a message, and what to quote when asking about it."""
    body = {**({"id": exchange} if exchange else {}), "message": message}
    headers = ((b"x-should-retry", b"false"),) if status < 500 else ()
    return Reply(status, dumps(body), headers=headers)


def finish(notice: Notice) -> str:
    """Why a generation ends: an answer of ours is whole."""
    return "COMPLETE" if notice.answers else "ERROR"


def stopped(doc: dict[str, Json], notice: Notice) -> dict[str, Json]:
    """An answer that was stopped: its identity and numbers, and why. No word of what it said."""
    said = [{"type": "text", "text": notice.text}]
    return {
        "id": doc.get("id") or notice.exchange,
        "message": {"role": "assistant", "content": said},
        "finish_reason": finish(notice),
        "usage": doc.get("usage") or _NO_USAGE,
    }


class EventsCloser:
    """Follows one stream: whether it has begun, which blocks are open, whether it is over."""

    def __init__(self) -> None:
        self._begun = False
        self._over = False
        self._open: set[int] = set()
        self._top = -1  # the highest index of a block

    def saw(self, doc: Json) -> None:
        match doc:
            case {"type": "message-start"}:
                self._begun = True
            case {"type": "content-start", "index": int(index)}:
                self._open.add(index)
                self._top = max(self._top, index)
            case {"type": "content-end", "index": int(index)}:
                self._open.discard(index)
            case {"type": "message-end"}:
                self._over = True
            case _:
                pass

    def close(self, notice: Notice) -> bytes:
        if self._over:
            return b""
        return b"".join(map(_sse, self._events(notice))) + b"data: [DONE]\n\n"

    def _events(self, notice: Notice) -> list[dict[str, Json]]:
        at = {"index": self._top + 1}
        begin = {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}
        error = {} if notice.answers else {"error": notice.text}
        ended = {**error, "finish_reason": finish(notice), "usage": _NO_USAGE}
        return [
            *([] if self._begun else [_event("message-start", begin, id=notice.exchange)]),
            *({"type": "content-end", "index": index} for index in sorted(self._open)),
            _event("content-start", {"content": {"type": "text", "text": ""}}, **at),
            _event("content-delta", {"content": {"text": notice.text}}, **at),
            {"type": "content-end", **at},
            {"type": "message-end", "delta": ended},
        ]


def _event(kind: str, message: dict[str, Json], **more: Json) -> dict[str, Json]:
    return {"type": kind, **more, "delta": {"message": message}}


def _sse(event: dict[str, Json]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (event["type"].encode(), dumps(event))
