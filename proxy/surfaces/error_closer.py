"""End a stream that has no refusal of its own with an error event, as the provider does.

Client libraries raise it where they read, with what came before kept; none sends the
request again once a stream has begun.
"""

from __future__ import annotations

from collections.abc import Callable

from proxy.dialect import Json, Notice, dumps


class ErrorCloser:
    """One event with `error` in it. named: the stream's events have names. end: a line end."""

    def __init__(self, error: Callable[[Notice], Json], *, named: bool, end: bytes = b"\n") -> None:
        self._error = error
        self._named = named
        self._end = end

    def saw(self, doc: Json) -> None:
        del doc

    def close(self, notice: Notice) -> bytes:
        data = b"data: " + dumps({"type": "error", "error": self._error(notice)})
        lines = (b"event: error", data) if self._named else (data,)
        return self._end.join((*lines, b"", b""))


def policy_error(notice: Notice) -> Json:
    """The error of a request that a policy refused."""
    return {
        "message": notice.text,
        "type": "invalid_request_error",
        "param": None,
        "code": "content_policy_violation",
    }
