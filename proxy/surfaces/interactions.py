"""Gemini interactions: a list of steps in, more steps out.

Events say by `event_type` what they are and by `index` which step they belong to; the
deltas of a step say by their `type` what they bring. Nothing repeats the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, Surface, dumps
from proxy.table import EXEMPT, Slot, Table, address, payload

Rows = dict[str, Slot]

_WORDS = Slot("assistant", keys=True)
_FREE = Slot("user", keys=True)
_DEFINITION = Slot("definition", keys=True)
_THOUGHT = Slot("reasoning")
_ERROR = Slot("error", keys=True)
_KEPT = (
    "id",
    "object",
    "model",
    "agent",
    "created",
    "updated",
    "usage",
    "service_tier",
    "previous_interaction_id",
)
_LAST = ("interaction.completed", "error")


def _exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


def _part(at: str, spoken: Slot) -> Rows:
    """A content: text, or a picture, sound, film or document."""
    return {
        **_exempt(
            at, "type", "mime_type", "resolution", "signature", "annotations/*/type", "annotations/*/place_id"
        ),
        f"{at}/text": spoken,
        f"{at}/data": payload(spoken.role, "file"),
        f"{at}/uri": address(spoken, "remote file"),
        f"{at}/name": spoken,
        f"{at}/annotations/**": Slot("retrieved", keys=True),
        f"{at}/processing/**": EXEMPT,
    }


def _step(at: str, speaker: str) -> Rows:
    """A step, or a turn or content of the input. speaker: who speaks, as a slot says it."""
    spoken = Slot(speaker)
    result = Slot(f"@{at}/type|tool", keys=True)
    return {
        **_exempt(at, "role", "id", "call_id", "status", "is_error", "search_type", "retrieval_type"),
        at: spoken,
        f"{at}/content": spoken,
        **_part(f"{at}/content/*", spoken),
        **_part(f"{at}/content", spoken),
        **_part(f"{at}/summary/*", _THOUGHT),
        **_call(at),
        f"{at}/result": result,
        **_part(f"{at}/result/*", result),
        f"{at}/result/**": result,
        f"{at}/error/**": _ERROR,
        **_part(at, spoken),
        f"{at}/name": _WORDS,
    }


def _call(at: str) -> Rows:
    return {
        f"{at}/server_name": _WORDS,
        f"{at}/arguments/language": EXEMPT,
        f"{at}/arguments/code": Slot("assistant", syntax="code"),
        f"{at}/arguments/**": _WORDS,
    }


def _interaction(at: str) -> Rows:
    """The request, and the object that answers it and repeats it."""
    return {
        **_exempt(
            at, *_KEPT, "usage/**", "status", "continuation_token", "continuation_ids/*", "environment_id"
        ),
        **_exempt(at, "cached_content", "response_mime_type", "response_modalities/*", "store", "background"),
        **_exempt(at, "generation_config/thinking_level", "generation_config/thinking_summaries"),
        **_exempt(
            at, "generation_config/tool_choice", "tools/*/type", "safety_settings/**", "agent_config/type"
        ),
        f"{at}/input": Slot("user"),
        **_part(f"{at}/input", Slot("user")),
        **_step(f"{at}/input/*", f"@{at}/input/*/role|{at}/input/*/type|user"),
        **_step(f"{at}/steps/*", f"@{at}/steps/*/type|assistant"),
        **_step(f"{at}/outputs/*", f"@{at}/outputs/*/type|assistant"),
        f"{at}/output_text": Slot("assistant"),
        **{
            row: slot
            for one in ("audio", "image", "video")
            for row, slot in _part(f"{at}/output_{one}", _WORDS).items()
        },
        f"{at}/system_instruction": Slot("system"),
        f"{at}/tools/**": _DEFINITION,
        f"{at}/response_format/**": _DEFINITION,
        f"{at}/generation_config/**": _FREE,
        f"{at}/agent_config/**": _FREE,
        f"{at}/environment/**": _FREE,
        f"{at}/webhook_config/**": _FREE,
        f"{at}/labels/**": _FREE,
        f"{at}/errors/*/code": EXEMPT,
        f"{at}/errors/**": _ERROR,
        **_errors(f"{at}/error"),
    }


def _errors(at: str) -> Rows:
    return {**_exempt(at, "code", "status", "type"), at: _ERROR, f"{at}/**": _ERROR}


# What a delta brings only a piece of.
_PIECES = {
    "/delta/text": Slot("assistant", flow="delta", family="text"),
    "/delta/content/text": Slot("reasoning", flow="delta", family="summary"),
    "/delta/arguments": Slot("assistant", syntax="json", flow="delta", family="arguments"),
}
_EVENTS = Table(
    {
        **_exempt("", "event_type", "event_id", "interaction_id", "status", "continuation_token"),
        **_exempt("", "metadata/**", "usage/**", "step_usage/**"),
        **_interaction("/interaction"),
        **_step("/step", "@/step/type|assistant"),
        **_PIECES,
        **{
            row: slot for row, slot in _step("/delta", "@/delta/type|assistant").items() if row not in _PIECES
        },
        **_errors("/error"),
    }
)


class Interactions(Surface):
    """POST /interactions, and what is stored of them."""

    name = "interactions"
    request = Table(_interaction(""))
    answer = Table(_interaction(""))
    events = _EVENTS
    keepalive = b": sekisho\n\n"

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = _kind(doc)
        if kind == "step.stop" and isinstance(doc.get("index"), int):
            return (Over((doc["index"],)),)
        return ALL_OVER if kind in _LAST else ()

    def opaque(self, doc: Json) -> Iterable[str]:
        if isinstance(doc, dict) and doc.get("previous_interaction_id"):
            yield "stored history"
        if isinstance(doc, dict) and doc.get("cached_content"):
            yield "stored context"

    def conversation(self, doc: Json) -> tuple[str, bool]:
        before = doc.get("previous_interaction_id") if isinstance(doc, dict) else None
        return (before, True) if isinstance(before, str) and before else super().conversation(doc)

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or "status" not in doc:
            return super().instead(doc, status, notice)
        return Reply(status, dumps({**_stopped(doc, notice), "steps": []}))

    def closer(self) -> Closer:
        return InteractionsCloser()


class InteractionsCloser:
    """Follows which steps are open. At a stop they end, and so does the interaction: incomplete."""

    def __init__(self) -> None:
        self._interaction: dict[str, Json] = {}
        self._open: dict[int, None] = {}
        self._over = False

    def saw(self, doc: Json) -> None:
        kind = _kind(doc)
        self._over = self._over or kind in _LAST
        if kind.startswith("interaction.") and isinstance(doc.get("interaction"), dict):
            self._interaction.update(doc["interaction"])
        index = doc.get("index") if isinstance(doc, dict) else None
        if kind == "step.start" and isinstance(index, int):
            self._open[index] = None
        elif kind == "step.stop" and isinstance(index, int):
            self._open.pop(index, None)

    def close(self, notice: Notice) -> bytes:
        if self._over:
            return b""
        events: list[dict[str, Json]] = []
        ended = _stopped(self._interaction, notice)
        if not self._interaction:
            started = {**ended, "status": "in_progress", "errors": []}
            events.append({"interaction": started, "event_type": "interaction.created"})
        events += [{"index": index, "event_type": "step.stop"} for index in self._open]
        events.append({"interaction": ended, "event_type": "interaction.completed"})
        return b"".join(map(_sse, events)) + b"event: done\ndata: [DONE]\n\n"


def _stopped(doc: dict[str, Json], notice: Notice) -> dict[str, Json]:
    """What a stopped interaction keeps: identity and numbers, nothing that was said."""
    kept = {
        "id": f"v1_{notice.exchange}",
        "object": "interaction",
        **{key: doc[key] for key in _KEPT if key in doc},
    }
    errors = [{"code": "content_policy_violation", "message": notice.text}]
    return {**kept, "status": "incomplete", "errors": errors}


def _kind(doc: Json) -> str:
    kind = doc.get("event_type") if isinstance(doc, dict) else None
    return kind if isinstance(kind, str) else ""


def _sse(event: dict[str, Json]) -> bytes:
    return f"event: {event['event_type']}\n".encode() + b"data: " + dumps(event) + b"\n\n"
