"""OpenAI text completions: prompts in, `choices[].text` out. Token ids cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Closer, Json, Notice, Over, Reply, Surface, dumps
from proxy.surfaces.chat import ChatCloser, choices
from proxy.table import EXEMPT, Slot, Table

_META = {
    "/id": EXEMPT,
    "/object": EXEMPT,
    "/model": EXEMPT,
    "/system_fingerprint": EXEMPT,
    "/obfuscation": EXEMPT,
    "/choices/*/finish_reason": EXEMPT,
    "/usage/**": EXEMPT,
    "/error/message": Slot("error"),
    "/error/type": EXEMPT,
    "/error/code": EXEMPT,
    "/error/param": Slot("error"),
    "/choices/*/logprobs/**": Slot("assistant", flow="bundle", root="/choices/*/logprobs", keys=True),
}


class Completions(Surface):
    """POST /completions."""

    name = "completions"
    request = Table(
        {
            "/model": EXEMPT,
            "/prompt": Slot("user"),
            "/prompt/*": Slot("user"),
            "/suffix": Slot("user"),
            "/stop": Slot("user"),
            "/stop/*": Slot("user"),
            "/user": Slot("user"),
        }
    )
    answer = Table({**_META, "/choices/*/text": Slot("assistant")})
    events = Table({**_META, "/choices/*/text": Slot("assistant", flow="delta", family="text")})
    keepalive = b": sekisho\n\n"

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        return tuple(Over((index,)) for index, done in choices(doc) if done)

    def opaque(self, doc: Json) -> Iterable[str]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        return ("token ids",) if token_ids(prompt) else ()

    def conversation(self, doc: Json) -> tuple[str, bool]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        return (prompt if isinstance(prompt, str) else ""), False

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        touched = ("/".join(p.split("/")[:3]) for p in pointers if p.startswith("/choices/"))
        return {f"{choice}/logprobs": b"null" for choice in touched}

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or not isinstance(doc.get("choices"), list):
            return super().instead(doc, status, notice)
        ended = [
            {"index": i, "text": "", "logprobs": None, "finish_reason": "content_filter"} for i, _ in choices(doc)
        ]
        kept = {k: doc[k] for k in ("id", "object", "created", "model", "usage") if k in doc}
        return Reply(status, dumps({**kept, "choices": ended}))

    def closer(self) -> Closer:
        return _TextCloser("text_completion", usage=False)


class _TextCloser(ChatCloser):
    def ending(self, index: int, notice: Notice) -> Json:
        del notice  # the surface has no field for a reason
        return {"index": index, "text": "", "logprobs": None, "finish_reason": "content_filter"}


def token_ids(prompt: Json) -> bool:
    """Whether a prompt or input is (or holds) token ids instead of text."""
    if not isinstance(prompt, list) or not prompt:
        return False
    return isinstance(prompt[0], int | list)
