"""What the Responses API says where: requests, items, the response object, events.

Items are the same in requests, answers, events and lists, so their rows are written once
and put at every place. What a text is does not depend on where it is repeated: a delta,
its `done`, the item and the final response share one slot, and so one ruling.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, UNMAPPED, Slot, Table, payload, unscanned

Rows = dict[str, Slot]

TEXT = Slot("assistant")
THOUGHT = Slot("reasoning")
CALL = Slot("assistant", syntax="json")
CODE = Slot("assistant", syntax="code")
TOOL = Slot("tool")
_WORDS = Slot("assistant", keys=True)
_RESULT = Slot("tool", keys=True)
_FOUND = Slot("retrieved", keys=True)
_FREE = Slot("user", keys=True)
_DEFINITION = Slot("definition", keys=True)
_FOREIGN = Slot("definition", trust="tool", keys=True)  # what a tool server says of itself
_ERROR = Slot("error")


def _exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


def _part(at: str, spoken: Slot) -> Rows:
    """A part of a message, of a reasoning item or of a tool's output."""
    return {
        **_exempt(at, "type", "file_id", "detail", "prompt_cache_breakpoint/**", "input_audio/format"),
        f"{at}/text": spoken,
        f"{at}/refusal": spoken,
        f"{at}/image_url": payload(spoken.role, "image"),
        f"{at}/file_data": payload(spoken.role, "file"),
        f"{at}/file_url": spoken,
        f"{at}/filename": spoken,
        f"{at}/input_audio/data": unscanned("audio"),
        **_annotation(f"{at}/annotations/*"),
        f"{at}/logprobs/**": Slot("assistant", flow="bundle", root=f"{at}/logprobs"),
    }


def _annotation(at: str) -> Rows:
    return {**_exempt(at, "type", "file_id", "container_id"), f"{at}/**": Slot("retrieved")}


def _tool(at: str, slot: Slot) -> Rows:
    """A definition of a tool. Credentials in it (`headers`, `authorization`) are read like the rest."""
    return {
        **_exempt(at, "type", "container", "container/type", "container/file_ids/*", "vector_store_ids/*"),
        **_exempt(at, "connector_id", "tunnel_id", "model", "size", "quality", "background", "output_format"),
        **_exempt(at, "environment/type", "environment/container_id", "environment/file_ids/*"),
        **_exempt(at, "environment/skills/*/skill_id", "input_image_mask/file_id"),
        f"{at}/environment/skills/*/source/data": unscanned("file"),
        f"{at}/input_image_mask/image_url": payload("definition", "image"),
        f"{at}/**": slot,
    }


def _choice(at: str) -> Rows:
    return {**_exempt(at, "type", "mode"), at: EXEMPT, f"{at}/**": _DEFINITION}


def item(at: str, spoken: Slot) -> Rows:
    """One item at `at`. spoken: what the text of its parts is."""
    return {
        **_exempt(at, "type", "id", "object", "status", "role", "phase", "call_id", "caller/**"),
        **_exempt(at, "approval_request_id", "container_id", "execution", "fingerprint", "created_by"),
        **_exempt(at, "encrypted_content"),
        f"{at}/name": TEXT,
        f"{at}/namespace": TEXT,
        f"{at}/server_label": TEXT,
        # Messages and reasoning.
        f"{at}/content": spoken,
        **_part(f"{at}/content/*", spoken),
        f"{at}/summary/*/type": EXEMPT,
        f"{at}/summary/*/text": THOUGHT,
        # Calls.
        f"{at}/arguments": CALL,
        f"{at}/arguments/**": _WORDS,
        f"{at}/input": TEXT,
        f"{at}/code": CODE,
        f"{at}/operation/type": EXEMPT,
        f"{at}/operation/diff": CODE,
        f"{at}/operation/path": TEXT,
        f"{at}/queries/*": TEXT,
        **_actions(at),
        **_check(f"{at}/pending_safety_checks/*"),
        **_check(f"{at}/acknowledged_safety_checks/*"),
        f"{at}/environment/type": EXEMPT,
        f"{at}/environment/container_id": EXEMPT,
        f"{at}/environment/**": _DEFINITION,
        **_outputs(at),
        # What configures the turns that follow.
        **_tool(f"{at}/tools/*", _FOREIGN),
        f"{at}/reason": Slot("user"),
        **_exempt(at, "reasoning/**", "text/verbosity", "text/format/type"),
        f"{at}/text/format/**": _DEFINITION,
    }


def _actions(at: str) -> Rows:
    """What computers, shells and searches are told to do: one action, or a list of them."""
    rows = {**_exempt(at, "action", "action/sources/*/type"), f"{at}/action/sources/**": _FOUND}
    for action in (f"{at}/action", f"{at}/actions/*"):
        rows |= {**_exempt(action, "type", "button"), f"{action}/env/**": _WORDS, f"{action}/**": TEXT}
    return rows


def _check(at: str) -> Rows:
    return {**_exempt(at, "id", "code"), f"{at}/message": TEXT}


def _outputs(at: str) -> Rows:
    """What came out of tools: text, parts, logs, search results, images."""
    return {
        f"{at}/output": TOOL,
        f"{at}/output/*/stdout": TOOL,
        f"{at}/output/*/stderr": TOOL,
        **_exempt(f"{at}/output/*", "created_by", "outcome/type"),
        **_part(f"{at}/output/*", TOOL),
        **_part(f"{at}/output", TOOL),
        f"{at}/outputs/*/type": EXEMPT,
        f"{at}/outputs/*/logs": TOOL,
        f"{at}/outputs/*/url": payload("tool", "image"),
        **_exempt(f"{at}/results/*", "file_id", "type"),
        f"{at}/results/**": _FOUND,
        f"{at}/result": payload("tool", "image"),  # a picture, or what a program returned
        f"{at}/revised_prompt": TEXT,
        **_exempt(at, "background", "output_format", "quality", "size", "svg_usage/**"),
        f"{at}/error": TOOL,
        **_exempt(f"{at}/error", "type", "code"),
        f"{at}/error/**": _RESULT,
    }


def _settings(at: str) -> Rows:
    """What a request says besides its input; the response object repeats it."""
    return {
        **_exempt(at, "model", "service_tier", "truncation", "include/*", "modalities/*", "personality"),
        **_exempt(
            at, "previous_response_id", "conversation", "conversation/id", "prompt/id", "prompt/version"
        ),
        **_exempt(
            at, "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options/**", "reasoning/**"
        ),
        **_exempt(at, "text/verbosity", "text/format/type", "background_options/**", "context_management/**"),
        **_exempt(at, "access_programs/**", "image/**"),
        f"{at}/instructions": Slot("system"),
        **item(f"{at}/instructions/*", Slot(f"@{at}/instructions/*/role|system")),
        **_part(f"{at}/prompt/variables/*", Slot("user")),
        f"{at}/prompt/variables/**": _FREE,
        f"{at}/text/format/**": _DEFINITION,
        **_tool(f"{at}/tools/*", _DEFINITION),
        **_choice(f"{at}/tool_choice"),
        f"{at}/metadata/**": _FREE,
        f"{at}/user": Slot("user"),
        f"{at}/safety_identifier": Slot("user"),
    }


def _errors(at: str) -> Rows:
    words = replace(_ERROR, keys=True)
    return {**_exempt(f"{at}/error", "type", "code"), f"{at}/error": _ERROR, f"{at}/error/**": words}


def response(at: str) -> Rows:
    """The response object: its output, what it repeats of the request, how it ended."""
    return {
        **_exempt(at, "id", "object", "status", "incomplete_details/reason", "usage/**", "billing/**"),
        **_exempt(at, "input_transformations/**", "prompt_cache_diagnostics/**"),
        f"{at}/moderation/*/message": _ERROR,
        f"{at}/moderation/**": EXEMPT,
        f"{at}/content_filters/**": Slot("retrieved"),  # enumerations, but Azure may cite a source
        **_errors(at),
        f"{at}/output_text": TEXT,
        **item(f"{at}/output/*", Slot(f"@{at}/output/*/content/*/type|assistant")),
        **_settings(at),
    }


def _list(at: str) -> Rows:
    """Items at `at`, and what surrounds a page of them."""
    return {
        **_exempt("", "object", "first_id", "last_id", "id", "conversation_id"),
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
        **_exempt("", "moderation/**"),
        **_settings(""),
    }
)
ANSWER = Table({**response(""), "/code": _ERROR})
LISTED = Table({**_errors(""), **_list("/data/*")})
STORED = Table({**_errors(""), "/metadata/**": _FREE, **_list("")})  # one item, or a conversation

_COMMON = {
    **_exempt("", "type", "item_id", "call_id", "obfuscation", "status", "stream_id"),
    **_errors(""),
}

EVENTS = Table(
    {
        **_COMMON,
        **response("/response"),
        **item("/item", Slot("@/item/content/*/type|assistant")),
        **_part("/part", Slot("@/part/type|assistant")),
        **_annotation("/annotation"),
        "/partial_image_b64": unscanned("image"),
        **_exempt("", "background", "output_format", "quality", "size"),  # of that image
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
        **_exempt("/output/*", "created_by", "outcome/type"),
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
