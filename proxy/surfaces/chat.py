"""OpenAI chat completions, and everybody who speaks them.

Choices arrive one at a time and name themselves by `index`; tool calls inside them do
the same. Reasoning, then content, then tool calls: a later phase ends the earlier ones
of its choice, so a held last word of the reasoning does not stall the answer. Ids,
enumerations and signatures are exempt; whatever a compatible server adds is inspected
as unmapped. Log probabilities repeat the text token by token: they become null where
the text of their choice was touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proxy.dialect import Closer, Json, Notice, Over, Reply, Surface, dumps
from proxy.offsets import Citation
from proxy.table import EXEMPT, Slot, Table, unscanned

_ASKED = Slot("@/messages/*/role")
_TOOL = Slot("assistant", syntax="json")
_DEFINITION = Slot("definition", keys=True)
_FREE = Slot("user", keys=True)
_THOUGHT = Slot("reasoning")

REQUEST = Table(
    {
        "/model": EXEMPT,
        "/messages/*/role": EXEMPT,
        "/messages/*/tool_call_id": EXEMPT,
        "/messages/*/tool_calls/*/id": EXEMPT,
        "/messages/*/tool_calls/*/type": EXEMPT,
        "/messages/*/content/*/type": EXEMPT,
        "/messages/*/content": _ASKED,
        "/messages/*/content/*/text": _ASKED,
        "/messages/*/content/*/refusal": _ASKED,
        "/messages/*/content/*/image_url/url": _ASKED,
        "/messages/*/content/*/image_url/detail": EXEMPT,
        "/messages/*/content/*/input_audio/data": unscanned("audio"),
        "/messages/*/content/*/input_audio/format": EXEMPT,
        "/messages/*/content/*/file/file_data": unscanned("file"),
        "/messages/*/content/*/file/file_id": EXEMPT,
        "/messages/*/content/*/file/filename": _ASKED,
        "/messages/*/content/*/thinking/*/text": _THOUGHT,
        "/messages/*/content/*/cache_control/**": EXEMPT,
        "/messages/*/name": _ASKED,
        "/messages/*/refusal": _ASKED,
        "/messages/*/tool_calls/*/function/name": _ASKED,
        "/messages/*/tool_calls/*/function/arguments": _TOOL,
        "/messages/*/tool_calls/*/custom/name": _ASKED,
        "/messages/*/tool_calls/*/custom/input": Slot("assistant"),
        "/messages/*/tool_calls/*/extra_content/google/thought_signature": EXEMPT,
        "/messages/*/function_call/name": _ASKED,
        "/messages/*/function_call/arguments": _TOOL,
        "/messages/*/audio/id": EXEMPT,
        "/messages/*/reasoning_content": _THOUGHT,
        "/messages/*/reasoning": _THOUGHT,
        "/messages/*/reasoning_details/*/text": _THOUGHT,
        "/messages/*/reasoning_details/*/summary": _THOUGHT,
        "/messages/*/reasoning_details/*/data": EXEMPT,
        "/messages/*/reasoning_details/*/signature": EXEMPT,
        "/messages/*/reasoning_details/*/id": EXEMPT,
        "/messages/*/reasoning_details/*/type": EXEMPT,
        "/messages/*/reasoning_details/*/format": EXEMPT,
        "/messages/*/reasoning_encrypted": EXEMPT,
        "/messages/*/thought_signature": EXEMPT,
        "/tools/*/type": EXEMPT,
        "/tools/*/cache_control/**": EXEMPT,
        "/tools/*/**": _DEFINITION,
        "/functions/*/**": _DEFINITION,
        "/tool_choice": EXEMPT,
        "/tool_choice/type": EXEMPT,
        "/tool_choice/**": _DEFINITION,
        "/function_call": EXEMPT,
        "/function_call/name": _DEFINITION,
        "/response_format/type": EXEMPT,
        "/response_format/**": _DEFINITION,
        "/prediction/type": EXEMPT,
        "/prediction/content": Slot("assistant"),
        "/prediction/content/*/type": EXEMPT,
        "/prediction/content/*/text": Slot("assistant"),
        "/stop": Slot("user"),
        "/stop/*": Slot("user"),
        "/user": Slot("user"),
        "/safety_identifier": Slot("user"),
        "/metadata/**": _FREE,
        "/web_search_options/**": _FREE,
        "/documents/**": Slot("retrieved", keys=True),
        "/modalities/*": EXEMPT,
        "/audio/**": EXEMPT,
        "/service_tier": EXEMPT,
        "/reasoning_effort": EXEMPT,
        "/reasoning/effort": EXEMPT,
        "/verbosity": EXEMPT,
        "/prompt_cache_key": EXEMPT,
        "/prompt_cache_retention": EXEMPT,
    }
)

_META = {
    "/id": EXEMPT,
    "/object": EXEMPT,
    "/model": EXEMPT,
    "/provider": EXEMPT,
    "/service_tier": EXEMPT,
    "/system_fingerprint": EXEMPT,
    "/obfuscation": EXEMPT,
    "/request_id": EXEMPT,
    "/x_groq/id": EXEMPT,
    "/choices/*/finish_reason": EXEMPT,
    "/choices/*/native_finish_reason": EXEMPT,
    "/usage/**": EXEMPT,
    "/citations/*": Slot("retrieved"),
    "/search_results/*/**": Slot("retrieved"),
    "/error/message": Slot("error"),
    "/error/type": EXEMPT,
    "/error/code": EXEMPT,
    "/error/param": Slot("error"),
    "/error/failed_generation": Slot("error"),
}


def _spoken(at: str, flow: str) -> dict[str, Slot]:
    """The rows of a message (`flow` whole) or of a delta, at `at`."""
    delta = flow == "delta"

    def text(role: str, family: str, phase: int, syntax: str = "plain") -> Slot:
        if delta:
            return Slot(role, syntax=syntax, flow="delta", family=family, phase=phase)  # type: ignore[arg-type]  # two words
        return Slot(role, syntax=syntax)  # type: ignore[arg-type]  # plain or json

    return {
        f"{at}/role": EXEMPT,
        f"{at}/content": text("assistant", "content", 2),
        f"{at}/content/*/type": EXEMPT,
        f"{at}/content/*/text": text("assistant", "content", 2),
        f"{at}/content/*/thinking/*/text": text("reasoning", "reasoning", 1),
        f"{at}/content/*/thinking/*/type": EXEMPT,
        f"{at}/refusal": text("assistant", "refusal", 2),
        f"{at}/reasoning_content": text("reasoning", "reasoning_content", 1),
        f"{at}/reasoning": text("reasoning", "reasoning", 1),
        f"{at}/reasoning_details/*/text": text("reasoning", "reasoning_text", 1),
        f"{at}/reasoning_details/*/summary": text("reasoning", "reasoning_summary", 1),
        f"{at}/reasoning_details/*/data": EXEMPT,
        f"{at}/reasoning_details/*/signature": EXEMPT,
        f"{at}/reasoning_details/*/id": EXEMPT,
        f"{at}/reasoning_details/*/type": EXEMPT,
        f"{at}/reasoning_details/*/format": EXEMPT,
        f"{at}/reasoning_encrypted": EXEMPT,
        f"{at}/thought_signature": EXEMPT,
        f"{at}/extra_content/google/thought_signature": EXEMPT,
        f"{at}/audio/id": EXEMPT,
        f"{at}/audio/data": unscanned("audio"),
        f"{at}/audio/transcript": text("assistant", "transcript", 2),
        f"{at}/tool_calls/*/id": EXEMPT,
        f"{at}/tool_calls/*/type": EXEMPT,
        f"{at}/tool_calls/*/extra_content/google/thought_signature": EXEMPT,
        f"{at}/tool_calls/*/function/name": Slot("assistant"),
        f"{at}/tool_calls/*/function/arguments": text("assistant", "arguments", 3, "json"),
        f"{at}/tool_calls/*/custom/name": Slot("assistant"),
        f"{at}/tool_calls/*/custom/input": text("assistant", "custom", 3),
        f"{at}/function_call/name": Slot("assistant"),
        f"{at}/function_call/arguments": text("assistant", "function", 3, "json"),
        f"{at}/annotations/*/type": EXEMPT,
        f"{at}/annotations/**": Slot("retrieved"),
        f"{at}/executed_tools/**": Slot("tool", keys=True),
        f"{at}/channel": EXEMPT,
    }


_LOGPROBS = {"/choices/*/logprobs/**": Slot("assistant", flow="bundle", root="/choices/*/logprobs")}

ANSWER = Table({**_META, **_spoken("/choices/*/message", "whole"), **_LOGPROBS})
EVENTS = Table(
    {
        **_META,
        **_spoken("/choices/*/delta", "delta"),
        # Some servers repeat the whole message beside the last delta.
        **_spoken("/choices/*/message", "whole"),
        **_LOGPROBS,
    }
)
_CHOICE = re.compile(r"/choices/\d+(?=/)")


class Chat(Surface):
    """POST /chat/completions."""

    name = "chat.completions"
    request = REQUEST
    answer = ANSWER
    events = EVENTS
    keepalive = b": sekisho\n\n"

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        return tuple(Over((index,)) for index, done in choices(doc) if done)

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        found = (_CHOICE.match(pointer) for pointer in pointers)
        return {f"{match[0]}/logprobs": b"null" for match in found if match}

    def citations(self, doc: Json) -> Iterator[Citation]:
        for at, choice in enumerate(doc.get("choices") or () if isinstance(doc, dict) else ()):
            for where, channel in (("message", None), ("delta", ("content", (choice.get("index", at),)))):
                said = choice.get(where)
                for n, _ in enumerate(said.get("annotations") or () if isinstance(said, dict) else ()):
                    there = f"/choices/{at}/{where}/annotations/{n}/url_citation"
                    text = f"/choices/{at}/{where}/content"
                    yield Citation(f"{there}/start_index", f"{there}/end_index", text, channel)

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or not isinstance(doc.get("choices"), list):
            return super().instead(doc, status, notice)
        message = {"role": "assistant", "content": None, "refusal": notice.text}
        refusals = [
            {"index": index, "message": message, "logprobs": None, "finish_reason": "content_filter"}
            for index, _ in choices(doc)
        ]
        kept = {k: doc[k] for k in ("id", "object", "created", "model", "usage") if k in doc}
        return Reply(status, dumps({**kept, "choices": refusals}))

    def closer(self) -> Closer:
        options = self.asked.get("stream_options") if isinstance(self.asked, dict) else None
        usage = isinstance(options, dict) and options.get("include_usage") is True
        return ChatCloser("chat.completion.chunk", usage)


def choices(doc: Json) -> list[tuple[int, bool]]:
    """(index, whether it has finished) of every choice in a chunk or an answer."""
    found = doc.get("choices") if isinstance(doc, dict) else None
    out: list[tuple[int, bool]] = []
    for at, choice in enumerate(found if isinstance(found, list) else ()):
        if isinstance(choice, dict):
            index = choice.get("index")
            out.append((index if isinstance(index, int) else at, bool(choice.get("finish_reason"))))
    return out


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
            nothing = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
            chunks.append({**self._meta, "choices": [], "usage": nothing})
        return b"".join(b"data: " + dumps(c) + b"\n\n" for c in chunks) + b"data: [DONE]\n\n"

    def ending(self, index: int, notice: Notice) -> Json:
        """The last chunk's choice."""
        return {
            "index": index,
            "delta": {"refusal": notice.text},
            "logprobs": None,
            "finish_reason": "content_filter",
        }
