"""The native completions of llama.cpp's server: a prompt in, `content` out, piece by piece.

The last event repeats the prompt and the settings; probabilities and token ids repeat the
text. There is no word for a refusal, so a stop is an error, which the server itself sends
in the middle of a stream too.
Source: llama.cpp, tools/server/README.md, "POST /completion" and "POST /infill".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, Reply, Surface, dumps
from proxy.surfaces.chat_parts import exempt
from proxy.surfaces.chat_tables import errors
from proxy.table import Slot, Table, unscanned

_WORDS = Slot("user")
_DEFINITION = Slot("definition", keys=True)
_PROBABILITIES = "/completion_probabilities"
# Numbers and truth values: named, so that their keys are nobody's words, and read should they be text.
_COUNTED = (
    "tokens",
    "stop",
    "id_slot",
    "tokens_predicted",
    "tokens_evaluated",
    "tokens_cached",
    "truncated",
    "has_new_line",
    "multimodal",
)

_REQUEST = Table(
    {
        **exempt("", "model", "samplers", "samplers/*", "response_fields/*", "stream_options/**"),
        **{f"/{name}": _WORDS for name in ("prompt", "prompt/*", "input_prefix", "input_suffix")},
        **{f"{at}/prompt_string": _WORDS for at in ("/prompt", "/prompt/*")},
        **{f"{at}/multimodal_data/*": unscanned("media") for at in ("/prompt", "/prompt/*")},
        "/image_data/*/data": unscanned("image"),
        "/input_extra/*/filename": _WORDS,
        "/input_extra/*/text": Slot("retrieved"),
        "/system_prompt": Slot("system"),
        **{f"/{name}": _WORDS for name in ("stop", "stop/*", "logit_bias/**", "dry_sequence_breakers/*")},
        "/grammar": _DEFINITION,
        "/json_schema/**": _DEFINITION,
    }
)


def _told(content: Slot) -> Table:
    """What an answer and an event say. content: what their text is."""
    return Table(
        {
            "/content": content,
            "/prompt": Slot("user"),
            **exempt("", "model", "timings/**"),
            **dict.fromkeys((f"/{name}" for name in _COUNTED), Slot("assistant")),
            "/stop_type": Slot("assistant"),
            "/stopping_word": Slot("assistant"),
            "/generation_settings/**": _DEFINITION,
            f"{_PROBABILITIES}/**": Slot("assistant", flow="bundle", root=_PROBABILITIES),
            **errors(),
        }
    )


class LlamaCompletion(Surface):
    """POST /completion and /infill."""

    name = "completion"
    request = _REQUEST
    answer = _told(Slot("assistant"))
    events = _told(Slot("assistant", flow="delta", family="content"))
    keepalive = b": sekisho\n\n"

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        if not isinstance(doc, dict) or doc.get("stop") is not True:
            return ()
        index = doc.get("index")
        return (Over((index,)),) if isinstance(index, int) else ALL_OVER

    def opaque(self, doc: Json) -> Iterable[str]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        ids = isinstance(prompt, list) and any(isinstance(one, int | list) for one in prompt)
        return ("token ids",) if ids else ()

    def conversation(self, doc: Json) -> tuple[str, bool]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        return (prompt if isinstance(prompt, str) else ""), False

    def scrub(self, pointers: Iterable[str]) -> Mapping[str, bytes]:
        if "/content" not in pointers:
            return {}
        unfinished = {"/stop": b"false"} if self.stopped else {}  # it was stopped in the last event
        return {"/tokens": b"[]", _PROBABILITIES: b"[]", **unfinished}

    def refused(self, notice: Notice) -> Reply:
        return Reply(400, dumps(_error(notice)), headers=((b"x-should-retry", b"false"),))

    def closer(self) -> Closer:
        return LlamaCloser()


class LlamaCloser:
    """Ends a stream with the server's own error."""

    def saw(self, doc: Json) -> None:
        del doc

    def close(self, notice: Notice) -> bytes:
        return b"data: %b\n\n" % dumps(_error(notice))


def _error(notice: Notice) -> Json:
    return {"error": {"code": 400, "message": notice.text, "type": "invalid_request_error"}}
