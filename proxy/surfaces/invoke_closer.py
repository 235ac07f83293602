"""End a model's own stream inside InvokeModel's: as its maker would, else as a guardrail does.

Messages, chat completions and Nova have closers of their own, whose events are wrapped. The
older text models have one last event with a reason why they stopped; Amazon says there that
a guardrail intervened, by a member of its own.
"""

from __future__ import annotations

from proxy.dialect import Closer, Json, Notice, dumps
from proxy.eventstream import chunk
from proxy.sse import SseFramer
from proxy.surfaces.chat import ChatCloser
from proxy.surfaces.converse_closer import ConverseCloser, wrapped
from proxy.surfaces.messages_closer import MessagesCloser

NOVA = frozenset(
    ("messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata")
)
_INTERVENED = {"amazon-bedrock-guardrailAction": "INTERVENED"}


def stopped(doc: Json, notice: Notice) -> dict[str, Json] | None:
    """A document of a text model with our words for its text; None if nobody knows its form."""
    said = notice.text
    match doc:
        case {"generation": _}:
            ours = {"generation": said, "stop_reason": "stop"}
        case {"outputText": _}:
            ours = {"outputText": said, "index": 0, "completionReason": "CONTENT_FILTERED"}
        case {"results": [*_]}:
            ours = {"results": [{"outputText": said, "completionReason": "CONTENT_FILTERED"}]}
        case {"outputs": [*_]}:
            ours = {"outputs": [{"text": said, "stop_reason": "stop"}]}
        case {"generations": [*_]}:
            ours = {"generations": [{"text": said, "finish_reason": "ERROR_TOXIC"}]}
        case {"completion": _}:
            ours = {"completion": said, "stop_reason": "refusal", "stop": None}
        case {"choices": [*_]}:
            ours = {"choices": [{"index": 0, "text": said, "finish_reason": "content_filter"}]}
        case {"is_finished": _}:
            ours = {"text": said, "is_finished": True, "finish_reason": "ERROR_TOXIC"}
        case {"text": _}:
            ours = {"text": said, "finish_reason": "ERROR_TOXIC"}
        case _:
            return None
    return {**ours, **_INTERVENED}


# By the maker in the model's id, as in `us.meta.llama3-…`: an answer to a prompt, without its words.
_PROMPTED: dict[str, dict[str, Json]] = {
    "meta": {"generation": ""},
    "mistral": {"outputs": [{}]},
    "anthropic": {"completion": ""},
    "cohere": {"generations": [{}]},
}


def blank(asked: Json, model: str, *, streams: bool) -> dict[str, Json] | None:
    """An answer without words, or such a first event; None if nobody knows the form of the model."""
    match asked:
        case {"anthropic_version": _, "messages": _}:
            return {"type": "message", "model": model}
        case {"messages": _, "schemaVersion": _} | {"messages": _, "inferenceConfig": _}:
            return {"output": {}}
        case {"messages": _}:
            return {"model": model, "choices": [{"index": 0}]}
        case {"inputText": _}:
            return {"outputText": ""} if streams else {"results": [{}]}
        case {"message": _}:
            return {"is_finished": False} if streams else {"text": ""}
        case {"prompt": _}:
            return next((form for maker, form in _PROMPTED.items() if f"{maker}." in model), None)
        case _:
            return None


class InvokeCloser:
    """Follows one stream; its first event says which maker's closer is right."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._inner: Closer | None = None

    def expect(self, doc: Json) -> None:
        """An event has come; it may not have left yet."""
        if self._inner is None:
            self._inner = _closer_for(doc, self._model)

    def saw(self, doc: Json) -> None:
        self.expect(doc)
        if self._inner is not None:
            self._inner.saw(doc)

    def close(self, notice: Notice) -> bytes:
        return self._inner.close(notice) if self._inner is not None else b""


def _closer_for(doc: Json, model: str) -> Closer | None:
    if not isinstance(doc, dict):
        return None
    if not NOVA.isdisjoint(doc) or "output" in doc:
        return ConverseCloser(wrapped)
    if isinstance(doc.get("type"), str):
        return _Wrapped(MessagesCloser(model))
    if isinstance(doc.get("choices"), list) and doc.get("object") != "text_completion":
        return _Wrapped(ChatCloser("chat.completion.chunk", usage=False))
    return _TextCloser(doc)


class _Wrapped:
    """A closer that writes server-sent events, each put in a chunk."""

    def __init__(self, inner: Closer) -> None:
        self._inner = inner

    def saw(self, doc: Json) -> None:
        self._inner.saw(doc)

    def close(self, notice: Notice) -> bytes:
        frames = SseFramer().feed(self._inner.close(notice))
        return b"".join(chunk(one.data) for one in frames if one.data != b"[DONE]")


class _TextCloser:
    """One last event, of the form of the first."""

    def __init__(self, form: dict[str, Json]) -> None:
        self._form = form
        self._over = False

    def saw(self, doc: Json) -> None:
        self._over = self._over or _finished(doc)

    def close(self, notice: Notice) -> bytes:
        last = None if self._over else stopped(self._form, notice)
        return chunk(dumps(last)) if last else b""


def _finished(doc: Json) -> bool:
    """Whether an event of a text model is its last."""
    if not isinstance(doc, dict):
        return False
    inside = (doc.get(name) for name in ("outputs", "results", "generations", "choices"))
    texts = [one for found in inside if isinstance(found, list) for one in found if isinstance(one, dict)]
    reasons = ("stop_reason", "completionReason", "finish_reason")
    return any(isinstance(one.get(reason), str) for one in (doc, *texts) for reason in reasons)
