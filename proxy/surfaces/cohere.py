"""Cohere's chat, in its second version.

Content blocks, calls and citations name themselves by `index`, each in a count of its own.
Citations count code points of the block they stand in, or of the plan; where one does
not say its block, it means the block of text. Nothing repeats a whole text, but a
citation repeats the words it stands for: they are judged, and say what the text says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, Seen, Surface, dumps
from proxy.offsets import Citation
from proxy.surfaces import cohere_tables as tables
from proxy.surfaces.cohere_closer import EventsCloser, error, stopped

_PLAN = (Over(families=frozenset({"plan"})),)
_BLOCK = frozenset({"text", "thinking"})
_CALL = frozenset({"arguments"})
_FAMILIES = {"THINKING_CONTENT": "thinking", "PLAN": "plan"}
_TEXTS = ("/message/content", "/delta/message/content")


class CohereErrors(Surface):
    """What all of Cohere's paths share: errors of a message."""

    def refused(self, notice: Notice) -> Reply:
        return error(400, notice.text, notice.exchange)

    def failed(self, why: str, status: int) -> Reply:
        return error(status, f"The upstream gave no answer ({why}).")

    def denied(self, status: int, code: str, message: str) -> Reply:
        del code
        return error(status, message)


class CohereChat(CohereErrors):
    """POST /v2/chat."""

    name = "cohere.chat"
    request = tables.REQUEST
    answer = tables.ANSWER
    events = tables.EVENTS
    keepalive = b": sekisho\n\n"

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._text = 0  # the index of the stream's last block of text

    def over(self, doc: Json) -> tuple[Over, ...]:
        match doc:
            case {"type": "content-start", "delta": {"message": {"content": {"type": "text"}}}}:
                self._text = _index(doc)
                return _PLAN
            case {"type": "content-start" | "tool-call-start"}:
                return _PLAN
            case {"type": "content-end"}:
                return (Over((_index(doc),), _BLOCK),)
            case {"type": "tool-call-end"}:
                return (Over((_index(doc),), _CALL),)
            case {"type": "message-end"}:
                return ALL_OVER
            case _:
                return ()

    def scrub(self, pointers: Iterable[str]) -> Mapping[str, bytes]:
        return {"/logprobs": b"null"} if any(pointer.startswith(_TEXTS) for pointer in pointers) else {}

    def citations(self, doc: Json) -> Iterator[Citation]:
        match doc:
            case {"type": "citation-start", "delta": {"message": {"citations": dict(one)}}}:
                there = "/delta/message/citations"
                channel = self._cited(one)
                yield Citation(f"{there}/start", f"{there}/end", "", channel, f"{there}/text")
            case {"message": dict(message)}:
                yield from _inside(message, "/message")
            case {"messages": list(messages)}:
                for n, said in enumerate(messages):
                    if isinstance(said, dict):
                        yield from _inside(said, f"/messages/{n}")
            case _:
                pass

    def _cited(self, citation: dict[str, Json]) -> tuple[str, tuple[int, ...]]:
        """The channel a citation of a stream is about."""
        family = _family(citation)
        index = citation.get("content_index")
        return family, () if family == "plan" else (index if isinstance(index, int) else self._text,)

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict):
            return super().instead(doc, status, notice)
        return Reply(status, dumps(stopped(doc, notice)))

    def blank(self, notice: Notice) -> Json:
        del notice
        return {}

    def closer(self) -> Closer:
        return EventsCloser()


def _index(doc: Json) -> int:
    index = doc.get("index")
    return index if isinstance(index, int) else 0


def _family(citation: dict[str, Json]) -> str:
    kind = citation.get("type")
    return _FAMILIES.get(kind, "text") if isinstance(kind, str) else "text"


def _inside(message: dict[str, Json], at: str) -> Iterator[Citation]:
    """The citations of a message that is whole."""
    found: Json = message.get("citations")
    for n, one in enumerate(found if isinstance(found, list) else []):
        if isinstance(one, dict):
            there = f"{at}/citations/{n}"
            text = f"{at}/{_place(message, one)}"
            yield Citation(f"{there}/start", f"{there}/end", text, quote=f"{there}/text")


def _place(message: dict[str, Json], citation: dict[str, Json]) -> str:
    """Where in a message the text stands that a citation is about."""
    family, content = _family(citation), message.get("content")
    if family == "plan":
        return "tool_plan"
    if not isinstance(content, list):
        return "content"
    index = citation.get("content_index")
    texts = (n for n, part in enumerate(content) if isinstance(part, dict) and family in part)
    return f"content/{index if isinstance(index, int) else next(texts, 0)}/{family}"
