"""What chat completions say where: OpenAI's own fields, and those of servers that speak alike.

A message is the same in requests, answers and stored lists, so its rows are written once
and put at every place; in a chunk its texts are pieces. A list of parts may stand where
a string may: where a part stands in its chunk then says nothing about its channel.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.chat_parts import Rows, exempt, part, pieces
from proxy.surfaces.content_filters import filters
from proxy.table import EXEMPT, SEALED, UNMAPPED, Slot, Table, elsewhere, payload, unscanned

_FREE = Slot("user", keys=True)
_DEFINITION = Slot("definition", keys=True)
_FOUND = Slot("retrieved", keys=True)
_ERROR = Slot("error", keys=True)
# A member of a delta nobody has told us of: its pieces belong together, whatever they are.
_PIECE = replace(UNMAPPED, flow="delta", keys=False)


# -- messages


def _message(at: str, spoken: Slot) -> Rows:
    """A message that is whole, at `at`."""
    thought = Slot("reasoning")
    return {
        **exempt(at, "role", "id", "tool_call_id", "prefix", "padding", "channel", "audio/expires_at"),
        f"{at}/audio/id": elsewhere("stored audio"),
        f"{at}/content": spoken,
        **part(f"{at}/content/*", spoken),
        **part(f"{at}/content_parts/*", spoken),
        f"{at}/name": spoken,
        f"{at}/metadata/**": _FREE,
        f"{at}/refusal": spoken,
        **_calls(at),
        f"{at}/tool_calls/*/function/arguments": Slot("assistant", syntax="json"),
        f"{at}/tool_calls/*/function/arguments/**": Slot("assistant", keys=True),
        f"{at}/tool_calls/*/custom/input": Slot("assistant"),
        f"{at}/function_call/arguments": Slot("assistant", syntax="json"),
        f"{at}/audio/transcript": spoken,
        f"{at}/audio/data": unscanned("audio"),
        **{f"{at}/{name}": thought for name in ("reasoning_content", "reasoning", "reasoning_text")},
        f"{at}/reasoning_details/*/text": thought,
        f"{at}/reasoning_details/*/summary": thought,
        **_sealed(at),
        **_beside(at),
    }


def _calls(at: str) -> Rows:
    """What names the tools that are called."""
    return {
        **exempt(at, "tool_calls/*/id", "tool_calls/*/index", "tool_calls/*/type"),
        f"{at}/tool_calls/*/function/name": Slot("assistant"),
        f"{at}/tool_calls/*/custom/name": Slot("assistant"),
        f"{at}/function_call/name": Slot("assistant"),
    }


def _sealed(at: str) -> Rows:
    """Signatures, and what is encrypted."""
    google = "extra_content/google/thought_signature"
    sealed = ("reasoning_encrypted", "reasoning_opaque", "encrypted_content", "reasoning_details/*/data")
    return {
        **{f"{at}/{name}": SEALED for name in sealed},
        **exempt(at, "thought_signature", google, "extra_content/google/thought", f"tool_calls/*/{google}"),
        **exempt(f"{at}/reasoning_details/*", "signature", "id", "type", "format", "index"),
    }


def _beside(at: str) -> Rows:
    """What comes with a message: sources, tools that ran, pictures."""
    return {
        f"{at}/annotations/*/type": EXEMPT,
        f"{at}/annotations/**": _FOUND,
        f"{at}/citations/**": _FOUND,
        f"{at}/context/**": _FOUND,
        **exempt(f"{at}/executed_tools/*", "index", "type"),
        f"{at}/executed_tools/**": Slot("tool", keys=True),
        f"{at}/images/*/type": EXEMPT,
        f"{at}/images/*/image_url/url": payload("assistant", "image"),
    }


def _delta(at: str) -> Rows:
    """A message in pieces, at `at`.

    Content ends the reasoning before it. Calls end nothing: clients join the content on
    either side of them.
    """

    def piece(family: str, phase: int, role: str = "assistant", depth: int = 1) -> Slot:
        return Slot(role, flow="delta", family=family, phase=phase, depth=depth)

    content, thought = piece("content", 2), piece("reasoning", 1, "reasoning")
    return {
        **exempt(at, "role", "audio/id", "audio/expires_at", "channel", "token_id", "tool_call_id"),
        f"{at}/padding": EXEMPT,
        f"{at}/content": content,
        **pieces(f"{at}/content/*", content, thought),
        f"{at}/metadata/**": _FREE,
        f"{at}/refusal": piece("refusal", 2),
        f"{at}/reasoning": thought,
        f"{at}/reasoning_content": piece("reasoning_content", 1, "reasoning"),
        f"{at}/reasoning_text": piece("reasoning_text", 1, "reasoning"),
        f"{at}/reasoning_details/*/text": piece("reasoning_detail", 1, "reasoning", 2),
        f"{at}/reasoning_details/*/summary": piece("reasoning_summary", 1, "reasoning", 2),
        **_calls(at),
        f"{at}/tool_calls/*/function/arguments": replace(piece("arguments", 0, depth=2), syntax="json"),
        f"{at}/tool_calls/*/function/arguments/**": Slot("assistant", keys=True),
        f"{at}/tool_calls/*/custom/input": piece("custom", 0, depth=2),
        f"{at}/function_call/arguments": replace(piece("function", 0), syntax="json"),
        f"{at}/audio/data": unscanned("audio"),
        f"{at}/audio/transcript": piece("transcript", 2),
        **_sealed(at),
        **_beside(at),
        f"{at}/**": _PIECE,
    }


# -- requests

_ASKED = Slot("@/messages/*/role")

REQUEST = Table(
    {
        **_message("/messages/*", _ASKED),
        **exempt("", "model", "models/*", "route", "provider/**", "service_tier", "modalities/*", "audio/**"),
        **exempt(
            "",
            "reasoning_effort",
            "reasoning_format",
            "reasoning/**",
            "thinking/**",
            "verbosity",
            "transforms/*",
        ),
        **exempt(
            "", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options/**", "moderation/**"
        ),
        **exempt("", "stream_options/**", "logit_bias/**", "random_seed", "search_mode", "prompt_mode"),
        **exempt(
            "", "tools/*/type", "tools/*/cache_control/**", "tool_choice", "tool_choice/type", "function_call"
        ),
        **exempt("", "response_format/type", "prediction/type", "prediction/content/*/type"),
        **exempt("", "prediction/content/*/prompt_cache_breakpoint/**", "compound_custom/**"),
        "/tools/*/**": _DEFINITION,
        "/functions/*/**": _DEFINITION,
        "/tool_choice/**": _DEFINITION,
        "/function_call/name": _DEFINITION,
        "/response_format/**": _DEFINITION,
        **{
            f"/{name}/**": _DEFINITION
            for name in ("guided_json", "guided_choice", "guided_regex", "guided_grammar")
        },
        "/grammar": _DEFINITION,
        "/json_schema/**": _DEFINITION,
        "/prediction/content": Slot("assistant"),
        "/prediction/content/*/text": Slot("assistant"),
        "/stop": Slot("user"),
        "/stop/*": Slot("user"),
        "/user": Slot("user"),
        "/safety_identifier": Slot("user"),
        **{
            f"/{name}/**": _FREE
            for name in ("metadata", "web_search_options", "search_parameters", "plugins")
        },
        **{f"/{name}/**": _FREE for name in ("chat_template_kwargs", "search_domain_filter", "extra_body")},
        "/documents/**": _FOUND,
    }
)

# -- answers


def errors(at: str = "") -> Rows:
    """Error bodies: under `error`, or bare as some servers write them."""
    return {
        **exempt(f"{at}/error", "type", "code", "status"),
        f"{at}/error/**": _ERROR,
        **exempt(at, "code", "type"),
        f"{at}/message/**": _ERROR,
        f"{at}/detail/**": _ERROR,
    }


def about(at: str = "") -> Rows:
    """What every answer and chunk says of itself: identity, usage, filters."""
    return {
        **exempt(
            at, "id", "object", "model", "provider", "service_tier", "system_fingerprint", "obfuscation", "p"
        ),
        **exempt(
            at, "request_id", "user_id", "usage/**", "usage_breakdown/**", "timings/**", "copilot_usage/**"
        ),
        **exempt(at, "x_groq/id", "x_groq/usage/**", "x_groq/usage_breakdown/**", "nvext/**"),
        f"{at}/x_groq/error": _ERROR,
        **exempt(f"{at}/choices/*", "finish_reason", "native_finish_reason", "stop_reason", "matched_stop"),
        **filters(f"{at}/choices/*/content_filter_results"),
        **filters(f"{at}/choices/*/content_filter_result"),
        f"{at}/choices/*/content_filter_raw/**": Slot("retrieved"),
        **filters(f"{at}/prompt_filter_results/*/content_filter_results"),
        f"{at}/prompt_filter_results/*/prompt_index": EXEMPT,
        f"{at}/moderation/*/message": _ERROR,
        f"{at}/moderation/**": EXEMPT,
        f"{at}/choices/*/logprobs/**": _logprobs(f"{at}/choices/*/logprobs"),
        f"{at}/choices/*/prompt_logprobs/**": _logprobs(f"{at}/choices/*/prompt_logprobs"),
        f"{at}/prompt_logprobs/**": _logprobs(f"{at}/prompt_logprobs"),
        f"{at}/metadata/**": _FREE,
        **errors(at),
    }


def _logprobs(root: str) -> Slot:
    return Slot("assistant", flow="bundle", root=root)


def _found(at: str) -> Rows:
    """What servers that search add to an answer."""
    names = (
        "citations",
        "search_results",
        "web_search",
        "images",
        "videos",
        "related_questions",
        "documents",
    )
    return {f"{at}/{name}/**": _FOUND for name in names}


def _verbose(at: str, piece: Slot) -> Rows:
    """What a llama.cpp server tells of its work: prompt and text once more."""
    return {f"{at}/__verbose/content": piece, f"{at}/__verbose/**": Slot("assistant", keys=True)}


def _answer(at: str) -> Rows:
    return {
        **about(at),
        **_found(at),
        **_message(f"{at}/choices/*/message", Slot("assistant")),
        **_message(f"{at}/choices/*/messages/*", Slot(f"@{at}/choices/*/messages/*/role|assistant")),
        **_verbose(at, Slot("assistant")),
    }


ANSWER = Table(
    {
        **_answer(""),
        # Stored completions, and the messages of one.
        **_answer("/data/*"),
        **_message("/data/*", Slot("@/data/*/role")),
        **exempt("", "first_id", "last_id"),
    }
)
_TEXT = Slot("assistant", flow="delta", family="text", phase=2, depth=1)
EVENTS = Table(
    {
        **about(),
        **_found(""),
        **_delta("/choices/*/delta"),
        # Some servers repeat the text beside the delta, the message so far, or the whole of it at the end.
        "/choices/*/text": _TEXT,
        **_message("/choices/*/message", Slot("assistant")),
        "/choices/*/message/content": Slot("assistant", family="content", depth=1, echo=True),
        **_verbose("", replace(_TEXT, family="verbose", phase=0)),
    }
)
