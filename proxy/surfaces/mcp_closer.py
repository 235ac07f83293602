"""How the station answers in a server's place, in the Model Context Protocol.

A call of a tool that was stopped is answered by a result that says so (`isError`), not by
an error of the protocol: the model reads such a result and can go another way, while client
libraries raise an error in the face of the application. Every other request gets an error of
the protocol, which is all that its method knows. Both carry the request's own id.

A stream is closed by answering every request that is still open in it. An event that was
left out keeps its place: its id is told to the client, in an event without data where there
is nothing else to say (servers begin streams with such), so that a client which asks for
what it missed is not given the same event again, without end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from proxy.dialect import Json, Notice, Surface, dumps
from proxy.framing import Frame
from proxy.judge import parse

# Of the codes that the protocol leaves to implementations, one that no library uses itself.
STOPPED = -32010
INTERNAL = -32603
_MODERN = "io.modelcontextprotocol/protocolVersion"


def messages(doc: Json) -> Iterable[Mapping[str, Json]]:
    """The messages of a document: one, or those of a batch."""
    return (one for one in (doc if isinstance(doc, list) else [doc]) if isinstance(one, dict))


def asking(doc: Json) -> list[Mapping[str, Json]]:
    """The requests in a document; they and only they are owed an answer."""
    return [one for one in messages(doc) if isinstance(one.get("method"), str) and _id(one) is not None]


def error(of: Json, code: int, message: str) -> dict[str, Json]:
    """An error of the protocol. of: the id of the request, or None."""
    return {"jsonrpc": "2.0", "id": of, "error": {"code": code, "message": message}}


def stopped(request: Mapping[str, Json], notice: Notice) -> dict[str, Json]:
    """The answer to a request that was stopped, or whose answer was."""
    given = request.get("params")
    params = given if isinstance(given, dict) else {}
    if request.get("method") != "tools/call" or "task" in params:  # a task is no result yet
        return error(request.get("id"), STOPPED, notice.text)
    result: dict[str, Json] = {"content": [{"type": "text", "text": notice.text}], "isError": True}
    meta = params.get("_meta")
    if isinstance(meta, dict) and _MODERN in meta:  # earlier revisions do not know the member
        result["resultType"] = "complete"
    return {"jsonrpc": "2.0", "id": request.get("id"), "result": result}


def answered(asked: Json, answers: list[dict[str, Json]]) -> bytes:
    """These answers in the form in which was asked."""
    return dumps(answers if isinstance(asked, list) else answers[0])


class McpCloser:
    """Follows one stream: which requests have had their answer."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._open = {_key(one): one for one in asking(surface.asked)}

    def saw(self, doc: Json) -> None:
        for one in messages(doc):
            if "method" not in one:
                self._open.pop(_key(one), None)

    def close(self, notice: Notice) -> bytes:
        frame = self._surface.stopped
        answers = [stopped(one, notice) for one in self._open.values()]
        answers += [error(of, STOPPED, notice.text) for of in self._strangers(frame)]
        events = [b"event: message\ndata: %b\n\n" % dumps(one) for one in answers]
        place = _place(frame) if frame else b""
        if place:
            events[-1:] = [place + (events[-1] if events else b"data: \n\n")]
        return b"".join(events)

    def _strangers(self, frame: Frame | None) -> Iterable[Json]:
        """Requests that were asked elsewhere, and whose answer was in the event that is left out."""
        for one in messages(parse(frame.data) if frame and frame.data else None):
            if "method" not in one and _id(one) is not None and _key(one) not in self._open:
                yield one["id"]


def _place(frame: Frame) -> bytes:
    """The line with an event's id, if it has one."""
    lines = (line for line in frame.raw.splitlines() if line.partition(b":")[0] == b"id")
    return next((b"%b\n" % line for line in lines), b"")


def _id(message: Mapping[str, Json]) -> Json:
    named = message.get("id")
    return named if isinstance(named, str | int) and not isinstance(named, bool) else None


def _key(message: Mapping[str, Json]) -> tuple[str, str]:
    """An id, by which 1 and "1" are not the same."""
    named = message.get("id")
    return type(named).__name__, str(named)
