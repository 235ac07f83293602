"""End what Gemini says as its own filters end it: a candidate that finished for safety.

A stopped stream gets one more chunk, in which every candidate that has not finished does.
As an array it also needs its bracket: what has left tells whether it stands open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proxy.dialect import Json, Notice, Reply, dumps

_KEPT = ("usageMetadata", "modelVersion", "responseId", "createTime")
_UNFINISHED = (None, 0, "", "FINISH_REASON_UNSPECIFIED")
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


def error(status: int, message: str) -> Reply:
    """Google's error envelope."""
    word = _STATUS.get(status, "INVALID_ARGUMENT" if status < 500 else "UNKNOWN")
    return Reply(status, dumps({"error": {"code": status, "message": message, "status": word}}))


def stopped(doc: dict[str, Json], indexes: Sequence[int], notice: Notice) -> Json:
    """An answer, or a last chunk, in which these candidates finished for safety. doc: what it keeps."""
    reason = "SPII" if notice.kind.startswith(("pii.", "secret.")) else "SAFETY"
    told: dict[str, Json] = {"finishMessage": notice.text}
    if notice.says:
        reason = "STOP" if notice.answers else reason
        told = {"content": {"role": "model", "parts": [{"text": notice.says}]}}
    ended = [{"finishReason": reason, "index": index, **told} for index in indexes]
    return {"candidates": ended, **{key: doc[key] for key in _KEPT if key in doc}}


def chunk(doc: Json) -> bytes:
    """One event, with the line ends of the provider."""
    return b"data: " + dumps(doc) + b"\r\n\r\n"


def candidates(doc: Json) -> Iterator[tuple[int, bool]]:
    """(index, whether it has finished) of every candidate in a chunk or an answer."""
    found: Json = doc.get("candidates") if isinstance(doc, dict) else None
    for at, one in enumerate(found if isinstance(found, list) else []):
        if isinstance(one, dict):
            index = one.get("index")
            reason = one.get("finishReason") or one.get("finish_reason")
            yield (index if isinstance(index, int) else at), reason not in _UNFINISHED


class EventsCloser:
    """Follows the chunks that left. Nothing is added once every candidate has finished."""

    def __init__(self) -> None:
        self._last: dict[str, Json] = {}
        self._open: dict[int, bool] = {}

    def saw(self, doc: Json) -> None:
        if isinstance(doc, dict):
            self._last.update({key: doc[key] for key in _KEPT if key in doc})
            for index, done in candidates(doc):
                self._open[index] = not done and self._open.get(index, True)

    def close(self, notice: Notice) -> bytes:
        last = self.last(notice)
        return chunk(last) if last else b""

    def last(self, notice: Notice) -> Json:
        """The last chunk; None when none is owed."""
        unfinished = [index for index, still in self._open.items() if still] or ([] if self._open else [0])
        return stopped(self._last, unfinished, notice) if unfinished else None


class ArrayCloser(EventsCloser):
    """The same for an array. Its bracket leaves with the first chunk, the last one on its own."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = self._closed = False

    def saw(self, doc: Json) -> None:
        super().saw(doc)
        self._closed = self._begun and doc is None
        self._begun = True

    def close(self, notice: Notice) -> bytes:
        last = self.last(notice)
        if self._closed:
            return b""
        if last is None:
            return b"]"
        return (b",\r\n" if self._begun else b"[") + dumps(last) + b"\n]"
