"""Anthropic Messages, token counts, batches, and the text completions that came before.

Content blocks come one after the other and name themselves by `index`; nothing repeats
their text. A block's start may already carry text, a tool's input or a whole tool result.
Thinking and its signature belong together: the text is a channel of its own role, so a
policy can leave it alone; signatures and encrypted content are never touched.
"""

from __future__ import annotations

import re

from proxy.dialect import ALL_OVER, STORED, Closer, Framing, Json, Notice, Over, Reply, Seen, Surface, dumps
from proxy.surfaces.files_closer import FilesCloser
from proxy.surfaces.messages_closer import MessagesCloser, refused_message, result_line
from proxy.surfaces.messages_tables import ANSWER, EVENTS, REQUEST, RESULTS
from proxy.table import Table

_ANSWERS = re.compile(r".*/messages/?")
_RESULTS = re.compile(r".*/batches/[^/]+/results/?")
_LAST = ("message_delta", "message_stop", "error")


class Messages(Surface):
    """POST /v1/messages and what belongs to it."""

    name = "messages"
    request = REQUEST
    answer = ANSWER
    events = EVENTS
    steady = True
    keepalive = b'event: ping\ndata: {"type": "ping"}\n\n'

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._results = _RESULTS.fullmatch(seen.path) is not None
        self.patience = STORED if self._results else 0

    def framing(self, content_type: str) -> Framing:
        # The results of a batch are lines of JSON under a media type that does not say so.
        framing = super().framing(content_type)
        return "lines" if self._results and framing != "whole" else framing

    def table(self, doc: Json) -> Table:
        del doc
        return RESULTS if self._results else EVENTS

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = doc.get("type") if isinstance(doc, dict) else None
        if kind == "content_block_stop":
            index = doc.get("index")
            return (Over((index,)),) if isinstance(index, int) else ALL_OVER
        return ALL_OVER if kind in _LAST else ()

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        ended = isinstance(doc, dict) and (doc.get("type") in _LAST or bool(doc.get("stop_reason")))
        return ALL_OVER if ended else ()

    def refused(self, notice: Notice) -> Reply:
        return _error(400, "invalid_request_error", notice.text, notice.exchange)

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or doc.get("type") != "message":
            return super().instead(doc, status, notice)
        return Reply(status, dumps(refused_message(doc, notice)))

    def blank(self, notice: Notice) -> Json:
        if not _ANSWERS.fullmatch(self.seen.path):
            return None
        return {"type": "message", "id": f"msg_{notice.exchange}", "model": self.model(self.asked)}

    def failed(self, why: str, status: int) -> Reply:
        return _error(status, "api_error", f"The upstream gave no answer ({why}).", None)

    def denied(self, status: int, code: str, message: str) -> Reply:
        del code
        return _error(status, _KINDS.get(status, "invalid_request_error"), message, None)

    def closer(self) -> Closer:
        if self._results:
            return FilesCloser(lambda: self.stopped, result_line)
        return MessagesCloser(self.model(self.asked))


# The provider's words for what is wrong with a request.
_KINDS = {401: "authentication_error", 404: "not_found_error", 413: "request_too_large"}


def _error(status: int, kind: str, message: str, exchange: str | None) -> Reply:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": exchange}
    headers = ((b"x-should-retry", b"false"),) if status < 500 else ()
    return Reply(status, dumps(body), headers=headers)
