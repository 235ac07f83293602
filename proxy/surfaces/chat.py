"""OpenAI chat completions, and everybody who speaks them.

Choices arrive one at a time and name themselves by `index`; tool calls inside them do
the same. Content ends the reasoning of its choice, so a held last word of that does not
stall the answer. Ids, enumerations and signatures are exempt; whatever else a server adds
is inspected as unmapped. Log probabilities repeat the text token by token: they become null where
the text of their choice was touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proxy.dialect import Closer, Json, Notice, Over, Reply, Seen, Surface, dumps
from proxy.offsets import Citation
from proxy.surfaces.chat_tables import ANSWER, EVENTS, REQUEST

_CHOICE = re.compile(r"/choices/\d+(?=/)")
_CALLS = frozenset({"arguments", "custom"})
_MOST_CALLS = 4096
# What tells a choice's text once more, token by token.
_AGAIN = ("logprobs", "token_ids", "delta/token_id")
# How a choice says that it is complete: not one that was stopped in the same chunk.
_FINISHED = ("finish_reason", "native_finish_reason")


class Chat(Surface):
    """POST /chat/completions."""

    name = "chat.completions"
    request = REQUEST
    answer = ANSWER
    events = EVENTS
    keepalive = b": sekisho\n\n"
    noise = frozenset({"/obfuscation"})
    steady = True

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._calls: dict[tuple[int, int], str] = {}  # ids of tool calls, by choice and index

    def over(self, doc: Json) -> tuple[Over, ...]:
        ended: list[Over] = []
        for at, call, name in _named_calls(doc):
            if self._calls.get((at, call), name) != name:  # another call in the place of the last one
                ended.append(Over((at, call), _CALLS))
            if len(self._calls) < _MOST_CALLS:
                self._calls[at, call] = name
        return tuple(ended)

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        return tuple(Over((index,)) for index, done in choices(doc) if done)

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        return untold(pointers, stopped=self.stopped is not None)

    def citations(self, doc: Json) -> Iterator[Citation]:
        for at, index, where, said in _said(doc):
            channel = None if where == "message" else ("content", (index,))
            annotations = said.get("annotations")
            for n, _ in enumerate(annotations if isinstance(annotations, list) else []):
                there = f"/choices/{at}/{where}/annotations/{n}/url_citation"
                text = f"/choices/{at}/{where}/content"
                yield Citation(f"{there}/start_index", f"{there}/end_index", text, channel)

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or not isinstance(doc.get("choices"), list):
            return super().instead(doc, status, notice)
        said = {"content": notice.says, "refusal": None} if notice.says else {"content": None}
        message = {"role": "assistant", "refusal": notice.text, **said}
        refusals = [
            {"index": index, "message": message, "logprobs": None, "finish_reason": finish(notice)}
            for index, _ in choices(doc)
        ]
        kept = {k: doc[k] for k in ("id", "object", "created", "model", "usage") if k in doc}
        return Reply(status, dumps({**kept, "choices": refusals}))

    def blank(self, notice: Notice) -> Json:
        kind = "chat.completion.chunk" if self.streaming(self.asked) else "chat.completion"
        return blank_choices(f"chatcmpl-{notice.exchange}", kind, self.model(self.asked))

    def closer(self) -> Closer:
        return ChatCloser("chat.completion.chunk", wants_usage(self.asked))


_NO_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def blank_choices(name: str, kind: str, model: str) -> Json:
    """An answer of one choice in which nothing is said yet."""
    head = {"id": name, "object": kind, "created": 0, "model": model}
    return {**head, "choices": [{"index": 0}], "usage": _NO_USAGE}


def finish(notice: Notice) -> str:
    """Why a choice ends: an answer of ours is whole, anything else was filtered."""
    return "stop" if notice.answers else "content_filter"


def untold(pointers: Iterable[str], *, stopped: bool) -> dict[str, bytes]:
    """What of the choices with a text at `pointers` becomes null. stopped: in this event, or soon after."""
    touched = {match[0] for pointer in pointers if (match := _CHOICE.match(pointer))}
    gone = (*_AGAIN, *_FINISHED) if stopped else _AGAIN
    return {f"{choice}/{said}": b"null" for choice in touched for said in gone}


def wants_usage(asked: Json) -> bool:
    """Whether a request wants a last chunk that tells its usage."""
    options = asked.get("stream_options") if isinstance(asked, dict) else None
    return isinstance(options, dict) and options.get("include_usage") is True


def choices(doc: Json) -> list[tuple[int, bool]]:
    """(index, whether it has finished) of every choice in a chunk or an answer."""
    found: Json = doc.get("choices") if isinstance(doc, dict) else None
    out: list[tuple[int, bool]] = []
    for at, choice in enumerate(found if isinstance(found, list) else []):
        if isinstance(choice, dict):
            index = choice.get("index")
            out.append((index if isinstance(index, int) else at, bool(choice.get("finish_reason"))))
    return out


def _said(doc: Json) -> Iterator[tuple[int, int, str, dict[str, Json]]]:
    """(position, index, `message` or `delta`, what it holds) of every choice that says something."""
    found: Json = doc.get("choices") if isinstance(doc, dict) else None
    for at, choice in enumerate(found if isinstance(found, list) else []):
        if isinstance(choice, dict):
            index = choice.get("index")
            for where in ("message", "delta"):
                if isinstance(said := choice.get(where), dict):
                    yield at, index if isinstance(index, int) else at, where, said


def _named_calls(doc: Json) -> Iterator[tuple[int, int, str]]:
    """(choice, index, id) of every tool call that says its id."""
    for _, index, _, said in _said(doc):
        calls = said.get("tool_calls")
        for at, call in enumerate(calls if isinstance(calls, list) else []):
            if isinstance(call, dict) and isinstance(call.get("id"), str) and call["id"]:
                place = call.get("index")
                yield index, place if isinstance(place, int) else at, call["id"]


class ChatCloser:
    """Ends every choice that has not finished with `content_filter`, then `[DONE]`."""

    def __init__(self, kind: str, usage: bool) -> None:
        self._meta: dict[str, Json] = {"id": "", "object": kind, "created": 0, "model": ""}
        self._open: dict[int, bool] = {}
        self._usage = usage

    def saw(self, doc: Json) -> None:
        if isinstance(doc, dict):
            self._meta.update({k: doc[k] for k in ("id", "object", "created", "model") if doc.get(k)})
            for index, done in choices(doc):
                self._open[index] = not done and self._open.get(index, True)

    def close(self, notice: Notice) -> bytes:
        unfinished = [index for index, still in self._open.items() if still] or ([] if self._open else [0])
        chunks: list[Json] = [{**self._meta, "choices": [self.ending(i, notice)]} for i in unfinished]
        if self._usage:
            chunks.append({**self._meta, "choices": [], "usage": _NO_USAGE})
        return b"".join(b"data: " + dumps(c) + b"\n\n" for c in chunks) + b"data: [DONE]\n\n"

    def ending(self, index: int, notice: Notice) -> Json:
        """The last chunk's choice."""
        return {
            "index": index,
            "delta": {"role": "assistant", "content": notice.says}
            if notice.says
            else {"refusal": notice.text},
            "logprobs": None,
            "finish_reason": finish(notice),
        }
