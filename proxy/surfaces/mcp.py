"""The Model Context Protocol over streamable HTTP.

A POST brings a message or a batch and is answered in JSON, or by a stream of messages: the
response among the server's own requests and notifications. A GET opens a stream of such,
or goes on with one that broke. A DELETE has no body. Every event holds a whole message, so
no text is cut over events. Ids, methods, cursors, tokens and states are never touched.
"""

from __future__ import annotations

import re
from dataclasses import replace

from proxy.channels import value_at
from proxy.dialect import Closer, Headers, Json, Notice, Reply, Seen, Surface, dumps
from proxy.surfaces import mcp_mirrors
from proxy.surfaces.mcp_closer import INTERNAL, STOPPED, McpCloser, answered, asking, error, stopped
from proxy.surfaces.mcp_tables import RECEIVED, SENT
from proxy.table import EXEMPT, Slot

# What can name a tool or a prompt and be no sentence.
_WORD = re.compile(r"[A-Za-z0-9_./:-]{1,128}")
_MISMATCH = -32020  # the protocol's code for headers that do not say what the body says
_INVALID = -32600


class Mcp(Surface):
    """The one path of a server, in every method."""

    name = "mcp"
    request = SENT
    answer = RECEIVED
    events = RECEIVED
    keepalive = b": sekisho\n\n"

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._talk = ""

    def arrived(self, headers: Headers) -> str:
        named = (value for name, value in headers if name == b"mcp-session-id")
        self._talk = next(named, b"").decode("latin-1")
        return mcp_mirrors.belied(headers, self.asked)

    def mirrored(self, headers: Headers, body: bytes) -> Headers:
        return mcp_mirrors.mirrored(headers, self.asked, body)

    def model(self, doc: Json) -> str:
        del doc
        return ""

    def streaming(self, doc: Json) -> bool:
        del doc
        return self.seen.method == "GET"

    def conversation(self, doc: Json) -> tuple[str, bool]:
        del doc
        return self._talk, False

    def slot(self, slot: Slot, pointer: str, doc: Json) -> Slot:
        if slot.family == "arguments":
            message = value_at(pointer.partition("/params")[0], doc)
            typed = isinstance(message, dict) and message.get("method") == "prompts/get"
            return replace(slot, role="user") if typed else slot
        text = value_at(pointer, doc)
        return EXEMPT if isinstance(text, str) and _WORD.fullmatch(text) else slot

    def refused(self, notice: Notice) -> Reply:
        return self._answer(200, notice) or Reply(400, dumps(error(None, STOPPED, notice.text)))

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400:
            return self._error(status, STOPPED, notice.text)
        reply = self._answer(status, notice)
        return reply or Reply(status, dumps(error(_id_of(doc), STOPPED, notice.text)))

    def failed(self, why: str, status: int) -> Reply:
        return self._error(status, INTERNAL, f"The upstream gave no answer ({why}).")

    def denied(self, status: int, code: str, message: str) -> Reply:
        return self._error(status, _MISMATCH if code == "header_mismatch" else _INVALID, message)

    def closer(self) -> Closer:
        return McpCloser(self)

    def _answer(self, status: int, notice: Notice) -> Reply | None:
        """An answer to each request; None where nothing was asked."""
        answers = [stopped(one, notice) for one in asking(self.asked)]
        return Reply(status, answered(self.asked, answers)) if answers else None

    def _error(self, status: int, code: int, message: str) -> Reply:
        """An error of the protocol for each request, or for nobody."""
        answers = [error(one["id"], code, message) for one in asking(self.asked)]
        body = answered(self.asked, answers) if answers else dumps(error(None, code, message))
        return Reply(status, body)


def _id_of(doc: Json) -> Json:
    """The id of the request that a document answers."""
    return doc.get("id") if isinstance(doc, dict) else None
