"""Mistral's chat, agents, code completion and embeddings: OpenAI's bodies, Mistral's endings.

Errors stand bare, without an envelope. Messages have no refusal: why an answer was stopped
is said in its content, under a finish reason of `content_filter`, an enumeration that is
open in the official library. An agent's instructions live upstream and cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Closer, Json, Notice, Reply, Surface, dumps
from proxy.surfaces.chat import Chat, ChatCloser, choices, finish, wants_usage
from proxy.surfaces.chat_parts import exempt
from proxy.surfaces.chat_tables import REQUEST
from proxy.surfaces.completions import FillIn
from proxy.surfaces.embeddings import Embeddings
from proxy.table import EXEMPT, Slot, Table

_ASKED = {
    **exempt("", "agent_id", "prompt_cache_key", "guardrails/**"),
    "/metadata/**": Slot("user", keys=True),
}


class Mistral(Surface):
    """What every surface of Mistral has in common; it stands before the surface itself."""

    def refused(self, notice: Notice) -> Reply:
        body = {
            "object": "error",
            "message": notice.text,
            "type": "invalid_request_error",
            "param": None,
            "code": "content_policy_violation",
        }
        return Reply(400, dumps(body), headers=((b"x-should-retry", b"false"),))


class MistralChat(Mistral, Chat):
    """POST /chat/completions and /agents/completions."""

    request = Table({**_ASKED, **REQUEST.rows})
    noise = Chat.noise | {"/p"}

    def opaque(self, doc: Json) -> Iterable[str]:
        return ("stored prompt",) if isinstance(doc, dict) and doc.get("agent_id") else ()

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or not isinstance(doc.get("choices"), list):
            return super().instead(doc, status, notice)
        message = {"role": "assistant", "content": notice.text, "tool_calls": None}
        ended = {"message": message, "finish_reason": finish(notice)}
        kept = {k: doc[k] for k in ("id", "object", "created", "model", "usage") if k in doc}
        told = [{"index": index, **ended} for index, _ in choices(doc)]
        return Reply(status, dumps({**kept, "choices": told}))

    def closer(self) -> Closer:
        return _Closer("chat.completion.chunk", wants_usage(self.asked))


class MistralFillIn(MistralChat, FillIn):
    """POST /fim/completions."""

    request = Table({**_ASKED, **FillIn.request.rows})


class MistralEmbeddings(Mistral, Embeddings):
    """POST /embeddings."""

    request = Table({**_ASKED, "/output_dtype": EXEMPT, **Embeddings.request.rows})


class _Closer(ChatCloser):
    def ending(self, index: int, notice: Notice) -> Json:
        role = {"role": "assistant"} if notice.answers else {}
        return {"index": index, "delta": {**role, "content": notice.text}, "finish_reason": finish(notice)}
