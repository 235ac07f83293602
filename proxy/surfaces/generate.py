"""Gemini, by Google's two doors: what models generate, tokens counted, vectors, what is stored.

A stream brings new parts, one after the other. Where a part stands in its chunk says
nothing: pieces belong together by candidate, and by whether they are thought or said.
What comes whole (calls, code, results) is judged whole.

A stream is events where the query says `alt=sse`, else one array that grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl

from proxy.channels import value_at
from proxy.dialect import (
    Closer,
    Framing,
    Json,
    Notice,
    Over,
    Reply,
    Seen,
    Surface,
    dumps,
    first_words,
    framing_of,
)
from proxy.offsets import Citation
from proxy.surfaces.generate_closer import ArrayCloser, EventsCloser, candidates, chunk, error, stopped
from proxy.surfaces.generate_tables import ANSWER, EVENTS, REQUEST, THOUGHT, THOUGHT_DELTA, camel
from proxy.table import Slot, unscanned

_PATH = re.compile(r".*/(?P<model>[^/:]+)(?::|%3A)(?P<verb>[A-Za-z]+)/?")
_ANSWERS = ("generateContent", "streamGenerateContent")
_MEDIA = frozenset({"image", "audio", "video"})
_CANDIDATE = re.compile(r".*/candidates/\d+(?=/)")
_ARGUMENTS = frozenset({"args"})
# What holds positions, in which list, and where in its elements.
_POSITIONS = {
    "groundingMetadata/groundingSupports": "/segment",
    "citationMetadata/citations": "",
    "citationMetadata/citationSources": "",
}


class Generate(Surface):
    """models/…:generateContent and everything beside it."""

    name = "generate"
    request = REQUEST
    answer = ANSWER
    events = EVENTS
    keepalive = b"\r\n"  # comments and event names break clients, blank lines do not
    noise = frozenset(
        f"/usageMetadata/{name}TokenCount" for name in ("prompt", "candidates", "thoughts", "total")
    )
    padding = b"\n"
    counts = "bytes"

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        found = _PATH.fullmatch(seen.path)
        self._model, self._verb = (found["model"], found["verb"]) if found else ("", "")

    # -- what is asked

    def model(self, doc: Json) -> str:
        return self._model[:128] or super().model(doc).removeprefix("models/")

    def streaming(self, doc: Json) -> bool:
        del doc
        return self._verb.startswith("stream")

    def opaque(self, doc: Json) -> Iterable[str]:
        if not isinstance(doc, dict):
            return
        if doc.get("cachedContent") or doc.get("cached_content"):
            yield "stored context"

    def conversation(self, doc: Json) -> tuple[str, bool]:
        inner = doc.get("generateContentRequest") if isinstance(doc, dict) else None
        return first_words(inner if isinstance(inner, dict) else doc), False

    # -- what is said where

    def framing(self, content_type: str) -> Framing:
        framing = framing_of(content_type)
        return "array" if framing == "whole" and self.streaming(None) and not self._sse else framing

    def slot(self, slot: Slot, pointer: str, doc: Json) -> Slot:
        part = value_at(pointer.rpartition("/")[0], doc)
        if not isinstance(part, dict):
            return slot
        if slot.flow == "unscanned":
            return _media(part) or slot
        if slot.family == "args":
            return replace(slot, family=f"args/{part.get('jsonPath') or part.get('json_path')}")
        if part.get("thought") and (slot.role == "assistant" or _by_model(pointer, doc)):
            return THOUGHT_DELTA if slot.flow == "delta" else THOUGHT
        return slot

    def over(self, doc: Json) -> tuple[Over, ...]:
        began = (index for index, call in _calls(doc) if call.get("name"))
        return tuple(Over((index,), _ARGUMENTS) for index in began)

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        ended = [Over((index,)) for index, done in candidates(doc) if done]
        for index, call in _calls(doc):
            if not (call.get("willContinue") or call.get("will_continue")):
                ended.append(Over((index,), _ARGUMENTS))
        return tuple(ended)

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        touched = {found[0] for pointer in pointers if (found := _CANDIDATE.match(pointer))}
        return {f"{one}/{name}": b"null" for one in touched for name in ("logprobsResult", "logprobs_result")}

    def citations(self, doc: Json) -> Iterator[Citation]:
        for at, index, one in _each(doc):
            for there, part in _segments(one, f"/candidates/{at}"):
                text = f"/candidates/{at}/content/parts/{_told(one, part)}/text"
                for start, end in (("startIndex", "endIndex"), ("start_index", "end_index")):
                    yield Citation(f"{there}/{start}", f"{there}/{end}", text, ("text", (index,)))

    # -- how it ends

    def refused(self, notice: Notice) -> Reply:
        if self._verb not in _ANSWERS:
            return error(400, notice.text)
        feedback = {"blockReason": "PROHIBITED_CONTENT", "blockReasonMessage": notice.text}
        usage = {"promptTokenCount": 0, "totalTokenCount": 0}
        return self._reply({"promptFeedback": feedback, "usageMetadata": usage})

    def spoken(self, notice: Notice) -> Reply:
        if self._verb not in _ANSWERS:
            return self.refused(notice)
        usage = {"promptTokenCount": 0, "totalTokenCount": 0}
        head = {"usageMetadata": usage, "modelVersion": self._model, "responseId": notice.exchange}
        return self._reply(stopped(head, [0], notice))

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400:
            return error(status, notice.text)
        if self._verb not in _ANSWERS or not isinstance(doc, dict):
            return self.refused(notice)
        said = [index for index, _ in candidates(doc)]
        return self._reply(stopped(doc, said or [0], notice), status)

    def failed(self, why: str, status: int) -> Reply:
        return error(status, f"The upstream gave no answer ({why}).")

    def denied(self, status: int, code: str, message: str) -> Reply:
        del code
        return error(status, message)

    def closer(self) -> Closer:
        return ArrayCloser() if self.framed == "array" else EventsCloser()

    @property
    def _sse(self) -> bool:
        """Whether a stream is asked for as events."""
        asked = parse_qsl(self.seen.query, keep_blank_values=True)
        return any(name in ("alt", "$alt") and value.partition(";")[0] == "sse" for name, value in asked)

    def _reply(self, doc: Json, status: int = 200) -> Reply:
        """An answer of one document, in the form the request asks for."""
        if not self.streaming(None):
            return Reply(status, dumps(doc))
        if self._sse:
            return Reply(status, chunk(doc), b"text/event-stream")
        return Reply(status, dumps([doc]))


def _each(doc: Json) -> Iterator[tuple[int, int, dict[str, Json]]]:
    """(position, index, candidate) of every candidate in a chunk or an answer."""
    found: Json = doc.get("candidates") if isinstance(doc, dict) else None
    for at, one in enumerate(found if isinstance(found, list) else []):
        if isinstance(one, dict):
            index = one.get("index")
            yield at, index if isinstance(index, int) else at, one


def _calls(doc: Json) -> Iterator[tuple[int, dict[str, Json]]]:
    """(index of the candidate, call) of every function call in a chunk."""
    for _, index, one in _each(doc):
        for part in _parts([one.get("content")]):
            for name, call in part.items():
                if camel(name) == "functionCall" and isinstance(call, dict):
                    yield index, call


def _segments(candidate: dict[str, Json], at: str) -> Iterator[tuple[str, int]]:
    """(pointer, position of the part) of whatever says positions in the text of a candidate."""
    for name, beside in candidate.items():
        for member, listed in beside.items() if isinstance(beside, dict) else ():
            inside = _POSITIONS.get(f"{camel(name)}/{camel(member)}")
            for n, one in enumerate(listed if inside is not None and isinstance(listed, list) else []):
                part = one.get("segment") if inside and isinstance(one, dict) else None
                where: Json = (
                    part.get("partIndex") or part.get("part_index") if isinstance(part, dict) else None
                )
                yield f"{at}/{name}/{member}/{n}{inside}", where if isinstance(where, int) else 0


def _told(candidate: dict[str, Json], part: int) -> int:
    """The part a segment is of: the only one with text, if there is but one."""
    parts = _parts(candidate.get("content"))
    told = [n for n, one in enumerate(parts) if "text" in one and not one.get("thought")]
    return told[0] if len(told) == 1 else part


def _parts(contents: Json) -> Iterator[dict[str, Json]]:
    """The parts of contents, where a list of one may stand without its brackets."""
    for content in contents if isinstance(contents, list) else [contents]:
        parts = content.get("parts") if isinstance(content, dict) else None
        for part in parts if isinstance(parts, list) else [parts]:
            if isinstance(part, dict):
                yield part


def _by_model(pointer: str, doc: Json) -> bool:
    """Whether the content above this text says that the model said it."""
    above = pointer.rpartition("/parts")[0]
    content = value_at(above, doc)
    return isinstance(content, dict) and content.get("role") == "model"


def _media(part: dict[str, Json]) -> Slot | None:
    kind = str(part.get("mimeType") or part.get("mime_type")).partition("/")[0].lower()
    return unscanned(kind) if kind in _MEDIA else None
