"""What the Responses API says where: requests, the response object, pages, events.

An event's type says what its text is: the events of one stem (`X.delta`, `X.done`) share
a table, all others another.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.content_filters import filters
from proxy.surfaces.responses_items import (
    CALL,
    CODE,
    DEFINITION,
    TEXT,
    THOUGHT,
    TOOL,
    Rows,
    annotation,
    exempt,
    item,
    part,
    tool,
)
from proxy.table import EXEMPT, UNMAPPED, Slot, Table, unscanned

_FREE = Slot("user", keys=True)
_ERROR = Slot("error")


def _choice(at: str) -> Rows:
    return {**exempt(at, "type", "mode"), at: EXEMPT, f"{at}/**": DEFINITION}


def _settings(at: str) -> Rows:
    """What a request says besides its input; the response object repeats it."""
    return {
        **exempt(at, "model", "service_tier", "truncation", "include/*", "modalities/*", "personality"),
        **exempt(
            at, "previous_response_id", "conversation", "conversation/id", "prompt/id", "prompt/version"
        ),
        **exempt(
            at, "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options/**", "reasoning/effort"
        ),
        **exempt(at, "text/verbosity", "text/format/type", "background_options/**", "context_management/**"),
        **exempt(at, "access_programs/**", "image/**"),
        f"{at}/reasoning/**": Slot("definition"),
        f"{at}/instructions": Slot("system"),
        **item(f"{at}/instructions/*", Slot(f"@{at}/instructions/*/role|system")),
        **part(f"{at}/prompt/variables/*", Slot("user")),
        f"{at}/prompt/variables/**": _FREE,
        f"{at}/text/format/**": DEFINITION,
        **tool(f"{at}/tools/*", DEFINITION),
        **_choice(f"{at}/tool_choice"),
        f"{at}/metadata/**": _FREE,
        f"{at}/user": Slot("user"),
        f"{at}/safety_identifier": Slot("user"),
    }


def _errors(at: str) -> Rows:
    words = replace(_ERROR, keys=True)
    return {**exempt(f"{at}/error", "type", "code"), f"{at}/error": _ERROR, f"{at}/error/**": words}


def response(at: str) -> Rows:
    """The response object: its output, what it repeats of the request, how it ended."""
    return {
        **exempt(at, "id", "object", "status", "incomplete_details/reason", "usage/**"),
        **exempt(at, "input_transformations/**", "prompt_cache_diagnostics/**"),
        f"{at}/moderation/*/message": _ERROR,
        f"{at}/moderation/**": EXEMPT,
        **filters(f"{at}/content_filters/*/content_filter_results"),
        f"{at}/content_filters/**": Slot("retrieved"),
        f"{at}/billing/**": Slot("definition"),
        **_errors(at),
        f"{at}/output_text": TEXT,
        **item(f"{at}/output/*", Slot(f"@{at}/output/*/content/*/type|assistant")),
        **_settings(at),
    }


def _list(at: str) -> Rows:
    """Items at `at`, and what surrounds a page of them."""
    return {
        **exempt("", "object", "first_id", "last_id", "id", "conversation_id"),
        **item(at, Slot(f"@{at}/role|{at}/content/*/type|user")),
    }


_INPUT = Slot("@/input/*/role|/input/*/content/*/type|user")
_ITEMS = Slot("@/items/*/role|/items/*/content/*/type|user")

REQUEST = Table(
    {
        "/input": Slot("user"),
        "/input/*": Slot("user"),
        **item("/input/*", _INPUT),
        **item("/items/*", _ITEMS),  # of a conversation
        **exempt("", "moderation/**"),
        **_settings(""),
    }
)
ANSWER = Table({**response(""), "/code": _ERROR})
LISTED = Table({**_errors(""), **_list("/data/*")})
STORED = Table({**_errors(""), "/metadata/**": _FREE, **_list("")})  # one item, or a conversation

_COMMON = {
    **exempt("", "type", "item_id", "call_id", "obfuscation", "status", "stream_id"),
    **_errors(""),
}

EVENTS = Table(
    {
        **_COMMON,
        **response("/response"),
        **item("/item", Slot("@/item/content/*/type|assistant")),
        **part("/part", Slot("@/part/type|assistant")),
        **annotation("/annotation"),
        "/partial_image_b64": unscanned("image"),
        **exempt("", "background", "output_format", "quality", "size"),  # of that image
    }
)

_LOGPROBS = {"/logprobs/**": Slot("assistant", flow="bundle", root="/logprobs")}


def _pieces(slot: Slot, *repeats: str) -> Table:
    """The events of one stem: pieces, and the fields that repeat them whole."""
    pieces = {"/delta": replace(slot, flow="delta", family="text"), **dict.fromkeys(repeats, slot)}
    return Table({**_COMMON, "/name": TEXT, **pieces, **_LOGPROBS})


_OUTPUT = Table(
    {
        **_COMMON,
        **{f"/delta/{one}": replace(TOOL, flow="delta", family=one) for one in ("stdout", "stderr")},
        **{f"/output/*/{one}": TOOL for one in ("stdout", "stderr")},
        **exempt("/output/*", "created_by", "outcome/type"),
    }
)

STEMS: dict[str, Table] = {
    "response.output_text": _pieces(TEXT, "/text"),
    "response.refusal": _pieces(TEXT, "/refusal"),
    "response.reasoning_text": _pieces(THOUGHT, "/text"),
    "response.reasoning_summary_text": _pieces(THOUGHT, "/text"),
    "response.reasoning_summary": _pieces(THOUGHT, "/text"),
    "response.function_call_arguments": _pieces(CALL, "/arguments"),
    "response.mcp_call_arguments": _pieces(CALL, "/arguments"),
    "response.custom_tool_call_input": _pieces(TEXT, "/input"),
    "response.code_interpreter_call_code": _pieces(CODE, "/code"),
    "response.apply_patch_call_operation_diff": _pieces(CODE, "/diff"),
    "response.shell_call_command": _pieces(TEXT, "/command"),
    "response.shell_call_output_content": _OUTPUT,
    "response.audio.transcript": _pieces(TEXT, "/transcript"),
    "response.audio": Table({**_COMMON, "/delta": unscanned("audio")}),
}
# Servers that kept the dot of earlier versions.
STEMS["response.mcp_call.arguments"] = STEMS["response.mcp_call_arguments"]
STEMS["response.code_interpreter_call.code"] = STEMS["response.code_interpreter_call_code"]

ERROR = Table({**_COMMON, "/code": EXEMPT, "/message": _ERROR, "/param": _ERROR})

# A delta nobody has told us of: its pieces belong together, whatever they are.
_PIECE = replace(UNMAPPED, flow="delta", keys=False)
UNKNOWN = Table({**_COMMON, "/delta": _PIECE, "/delta/**": _PIECE, **_LOGPROBS})
