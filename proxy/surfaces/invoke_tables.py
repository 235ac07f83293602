"""What the models behind Bedrock's InvokeModel say where: each maker's own form, in one table.

A model's name does not always tell its maker (an ARN, an imported model), so what stands
in a document decides: no two makers mean different things by the same place. Messages and
chat completions bring their own rows; Nova speaks Converse; the rest is written here.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces import chat_tables, converse_tables, messages_tables
from proxy.surfaces.converse_tables import TEXT, Rows, errors, exempt, invoked
from proxy.table import EXEMPT, Slot, Table, payload

_USER = Slot("user")
_FOUND = Slot("retrieved", keys=True)
_FREE = Slot("user", keys=True)
_PIECE = Slot("assistant", flow="delta")

# Prompts in one text, embeddings, pictures.
_ASKED: Rows = {
    **{f"/{name}": _USER for name in ("prompt", "suffix", "inputText", "query", "negative_prompt")},
    **{f"/{name}": Slot("system") for name in ("preamble", "system_prompt")},
    **{
        f"/{name}/*": _USER for name in ("texts", "stop", "stop_sequences", "stopSequences", "search_queries")
    },
    "/message": _USER,
    "/chat_history/*/role": EXEMPT,
    "/chat_history/*/message": Slot("@/chat_history/*/role"),
    "/chat_history/**": _FREE,
    "/documents/**": _FOUND,
    "/tool_results/**": Slot("tool", keys=True),
    "/textGenerationConfig/**": _USER,
    "/text_prompts/*/text": _USER,
    "/textToImageParams/text": _USER,
    "/textToImageParams/negativeText": _USER,
    "/inputImage": payload("user", "image"),
    "/image": payload("user", "image"),
    "/images/*": payload("user", "image"),
    **exempt("", "taskType", "input_type", "truncate", "embedding_types/*", "return_likelihoods"),
    **exempt("", "citation_quality", "prompt_truncation", "mode", "aspect_ratio", "output_format"),
}

_TOLD: Rows = {
    **exempt("", "p", "stop_reason", "completionReason", "finish_reason", "event_type", "finishReason"),
    **exempt("", "response_id", "generation_id", "input_type", "response_type", "meta/**"),
    **exempt("", "generations/*/id", "generations/*/finish_reason", "results/*/completionReason"),
    **exempt("", "outputs/*/stop_reason", "artifacts/*/finishReason", "completions/*/finishReason/**"),
    **exempt("", "choices/*/stop_reason", "finish_reasons/*", "tool_calls/*/id"),
    "/prompt": _USER,  # Cohere repeats it
    "/prompt/text": _USER,
    "/images/*": payload("assistant", "image"),
    "/artifacts/*/base64": payload("assistant", "image"),
    "/tool_calls/**": Slot("assistant", keys=True),
    "/search_queries/*/text": TEXT,
    "/documents/**": _FOUND,
    "/texts/*": _USER,
    **errors,
    **invoked(),
}


def _cohere(at: str) -> Rows:
    """The whole answer of Command R."""
    return {
        **exempt(at, "response_id", "generation_id", "finish_reason", "meta/**", "response_type"),
        f"{at}/text": TEXT,
        f"{at}/chat_history/*/role": EXEMPT,
        f"{at}/chat_history/*/message": TEXT,
        f"{at}/chat_history/**": _FREE,
        f"{at}/citations/**": _FOUND,
        f"{at}/documents/**": _FOUND,
        f"{at}/search_results/**": _FOUND,
        f"{at}/search_queries/**": _FOUND,
        f"{at}/tool_calls/**": Slot("assistant", keys=True),
    }


# Where a text stands that is whole in an answer and a piece in an event.
_TEXTS = {
    "/generation": "generation",
    "/outputText": "output",
    "/outputs/*/text": "outputs",
    "/results/*/outputText": "results",
    "/generations/*/text": "generations",
    "/completions/*/data/text": "completions",
    "/text": "text",
    "/choices/*/text": "text",
}

REQUEST = Table(
    {**messages_tables.request(), **converse_tables.request(), **_ASKED, **chat_tables.REQUEST.rows}
)
ANSWER = Table(
    {
        **_TOLD,
        **dict.fromkeys(_TEXTS, TEXT),
        **_cohere(""),
        **converse_tables.answer(),
        **messages_tables.ANSWER.rows,
        **chat_tables.ANSWER.rows,
    }
)
EVENTS = Table(
    {
        **_TOLD,
        **{place: replace(_PIECE, family=family) for place, family in _TEXTS.items()},
        "/bytes": payload("assistant", "model event"),
        **_cohere("/response"),
        "/citations/**": _FOUND,
        **converse_tables.events("/*"),
        **messages_tables.EVENTS.rows,
        **chat_tables.EVENTS.rows,
    }
)
