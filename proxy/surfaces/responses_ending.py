"""The documents that end a Responses stream, or stand in the place of a whole answer.

They keep the identity and the numbers of what was stopped, and no word that it said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from proxy.dialect import Json, Notice, dumps

KEPT = (
    *("id", "object", "created_at", "model", "usage", "previous_response_id", "conversation", "service_tier"),
    *("temperature", "top_p", "top_logprobs", "max_output_tokens", "parallel_tool_calls"),
    *("background", "store", "truncation"),
)
_NOTHING = {
    "input_tokens": 0,
    "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 0,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 0,
}
# stem of the text's events → (the index that names the part, the field that repeats the text)
TEXTS = {
    "response.output_text": ("content_index", "text"),
    "response.refusal": ("content_index", "refusal"),
    "response.reasoning_text": ("content_index", "text"),
    "response.reasoning_summary_text": ("summary_index", "text"),
}
# type of a part → stem of its text's events
STEMS = {
    "output_text": "response.output_text",
    "refusal": "response.refusal",
    "reasoning_text": "response.reasoning_text",
    "summary_text": "response.reasoning_summary_text",
}


def kept(doc: Json) -> dict[str, Json]:
    """What a stopped response object keeps: identity and numbers, nothing that was said."""
    said = {key: doc[key] for key in KEPT if key in doc}
    rest = {"object": "response", "instructions": None, "metadata": {}, "tools": [], "tool_choice": "auto"}
    return {**rest, "parallel_tool_calls": True, **said, "usage": said.get("usage") or _NOTHING}


def stopped(output: list[Json], notice: Notice) -> dict[str, Json]:
    """How a response object says that a filter stopped it; or, where we answer, that it is whole."""
    if notice.answers:
        return {"status": "completed", "error": None, "incomplete_details": None, "output": output}
    why = {"status": "incomplete", "error": None, "incomplete_details": {"reason": "content_filter"}}
    return {**why, "output": output}


def _words(notice: Notice) -> Part:
    """What we say, as a part: a refusal, or a text where we answer."""
    return Part("output_text" if notice.says else "refusal", [notice.text])


def refusal(notice: Notice, status: str = "completed") -> dict[str, Json]:
    """An output message that says why."""
    content = [_words(notice).doc()] if status == "completed" else []
    head = {"id": _refusal_id(notice), "type": "message", "role": "assistant"}
    return {**head, "status": status, "content": content}


def _refusal_id(notice: Notice) -> str:
    return f"msg_{notice.exchange}"


@dataclass(slots=True)
class Part:
    """A part of an open item. said: the repeat of its text has left; done: so has its own."""

    kind: str
    text: list[str] = field(default_factory=list[str])
    said: bool = False
    done: bool = False

    def doc(self) -> dict[str, Json]:
        text = "".join(self.text)
        more = {"annotations": [], "logprobs": []} if self.kind == "output_text" else {}
        return {"type": self.kind, "refusal" if self.kind == "refusal" else "text": text, **more}


def part_ending(part: Part, where: dict[str, Json]) -> Iterator[dict[str, Json]]:
    """What closes a part that is open. where: its item and indexes."""
    doc = part.doc()
    if not part.said:
        stem = STEMS[part.kind]
        _, name = TEXTS[stem]
        more = {"logprobs": []} if part.kind == "output_text" else {}
        yield {"type": f"{stem}.done", **where, name: doc[name], **more}
    stem = "response.reasoning_summary_part" if "summary_index" in where else "response.content_part"
    yield {"type": f"{stem}.done", **where, "part": doc}


def refusing(at: int, notice: Notice) -> Iterator[dict[str, Json]]:
    """A message that says why, as the provider would stream it."""
    where = {"item_id": _refusal_id(notice), "output_index": at, "content_index": 0}
    item = {"type": "response.output_item.added", "output_index": at, "item": refusal(notice, "in_progress")}
    part = _words(notice)
    stem = STEMS[part.kind]
    more = {"logprobs": []} if notice.says else {}
    yield item
    yield {"type": "response.content_part.added", **where, "part": Part(part.kind).doc()}
    yield {"type": f"{stem}.delta", **where, "delta": notice.text, **more}
    yield {"type": f"{stem}.done", **where, TEXTS[stem][1]: notice.text, **more}
    yield {"type": "response.content_part.done", **where, "part": part.doc()}
    yield {"type": "response.output_item.done", "output_index": at, "item": refusal(notice)}


def sse(event: dict[str, Json], number: int) -> bytes:
    """An event under its name, with this sequence number."""
    kind = event["type"].encode()
    return b"event: %b\ndata: %b\n\n" % (kind, dumps({"type": "", "sequence_number": number, **event}))
