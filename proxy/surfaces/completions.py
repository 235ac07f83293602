"""OpenAI text completions: prompts in, `choices[].text` out. Token ids cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Closer, Json, Notice, Over, Reply, Surface, dumps
from proxy.surfaces.chat import Chat, ChatCloser, blank_choices, choices, finish, untold
from proxy.surfaces.chat_tables import about
from proxy.table import EXEMPT, Slot, Table

_LOGPROBS = "/choices/*/logprobs"
_SAID = {
    # The alternatives are keys here.
    f"{_LOGPROBS}/**": Slot("assistant", flow="bundle", root=_LOGPROBS, keys=True),
    **{row: slot for row, slot in about().items() if not row.startswith(_LOGPROBS)},
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
            "/stream_options/**": EXEMPT,
            "/logit_bias/**": EXEMPT,
            "/random_seed": EXEMPT,
        }
    )
    answer = Table({**_SAID, "/choices/*/text": Slot("assistant")})
    events = Table({**_SAID, "/choices/*/text": Slot("assistant", flow="delta", family="text")})
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
        return untold(pointers, stopped=self.stopped is not None)

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or not isinstance(doc.get("choices"), list):
            return super().instead(doc, status, notice)
        said = {"text": notice.says, "logprobs": None, "finish_reason": finish(notice)}
        ended = [{"index": index, **said} for index, _ in choices(doc)]
        kept = {k: doc[k] for k in ("id", "object", "created", "model", "usage") if k in doc}
        return Reply(status, dumps({**kept, "choices": ended}))

    def blank(self, notice: Notice) -> Json:
        return blank_choices(f"cmpl-{notice.exchange}", "text_completion", self.model(self.asked))

    def closer(self) -> Closer:
        return TextCloser("text_completion", usage=False)


class FillIn(Chat):
    """POST /fim/completions: the prompt of a completion, the answer of a chat."""

    name = "fim.completions"
    request = Completions.request

    def conversation(self, doc: Json) -> tuple[str, bool]:
        return Completions(self.seen).conversation(doc)


class TextCloser(ChatCloser):
    """The same for text completions."""

    def ending(self, index: int, notice: Notice) -> Json:
        # The surface has no field for a reason; what answers is a text.
        return {"index": index, "text": notice.says, "logprobs": None, "finish_reason": finish(notice)}


def token_ids(prompt: Json) -> bool:
    """Whether a prompt or input is (or holds) token ids instead of text."""
    if not isinstance(prompt, list) or not prompt:
        return False
    return isinstance(prompt[0], int | list)
