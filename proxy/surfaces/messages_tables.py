"""What Anthropic's Messages API says where: requests, blocks, events, batches.

Blocks hold blocks (a tool's result holds text and documents, a document holds text), so
their rows are made for every level there is. Who speaks in a nested text is said by the
block around it. Streamed text may begin in the block's start: that is a piece like the
deltas that follow.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, UNMAPPED, Slot, Table, payload

Rows = dict[str, Slot]

_TEXT = Slot("assistant")
_THOUGHT = Slot("reasoning")
_CALL = Slot("assistant", syntax="json")
_INPUT = Slot("assistant", keys=True)
_TOOL = Slot("tool")
_FOUND = Slot("retrieved")
_SYSTEM = Slot("system")
_DEFINITION = Slot("definition", keys=True)
_FOREIGN = Slot("definition", trust="tool", keys=True)  # what a tool server says of itself
_ERROR = Slot("error")

_LEVELS = 2  # blocks inside a message's block: of a tool's result, of a document in it


def _exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


def _block(at: str, spoken: Slot, level: int = _LEVELS) -> Rows:
    """A content block at `at`. spoken: what its own text is. level: how deep blocks may follow."""
    names = ("name", "server_name", "mcp_server_name", "toolset_name", "tool_name")
    return {
        **_exempt(at, "type", "id", "tool_use_id", "file_id", "cache_control/**", "caller/**", "from/model"),
        **_exempt(
            at, "signature", "data", "encrypted_content", "transformations/**", "to/model", "trigger/**"
        ),
        f"{at}/text": spoken,
        f"{at}/thinking": _THOUGHT,
        f"{at}/input": _INPUT,
        f"{at}/input/**": _INPUT,
        **dict.fromkeys((f"{at}/{one}" for one in names), _TEXT),
        **dict.fromkeys((f"{at}/{one}" for one in ("title", "context", "url", "page_age")), _FOUND),
        **_citation(f"{at}/citations/*"),
        **_source(f"{at}/source", level),
        **_result(f"{at}/content", Slot(f"@{at}/type|tool"), level),
        **(_changes(at) if level == _LEVELS else _browser(at)),
    }


def _changes(at: str) -> Rows:
    """Tools that come and go in the middle of a conversation."""
    return {
        **_tool(f"{at}/tools/*", _FOREIGN),
        **_tool(f"{at}/tool/definition", _FOREIGN),
        **_tool(f"{at}/tool_changes/*/tool/definition", _FOREIGN),
        **_exempt(at, "tool/type", "tool_changes/*/type", "tool_changes/*/tool/type"),
        f"{at}/tool_changes/*/cache_control/**": EXEMPT,
        f"{at}/tool/**": _FOREIGN,
        f"{at}/tool_changes/**": _FOREIGN,
    }


def _citation(at: str) -> Rows:
    return {**_exempt(at, "type", "file_id", "encrypted_index"), f"{at}/**": _FOUND}


def _source(at: str, level: int) -> Rows:
    """Where an image or document comes from: base64, a text, blocks, or an address."""
    inside = _block(f"{at}/content/*", _FOUND, level - 1) if level else {}
    return {
        at: _FOUND,
        **_exempt(at, "type", "media_type", "file_id"),
        f"{at}/data": payload("retrieved", "file"),
        f"{at}/url": payload("retrieved", "file"),
        f"{at}/content": _FOUND,
        **inside,
    }


def _result(at: str, slot: Slot, level: int) -> Rows:
    """What came out of a tool: a text, blocks, or an object with what it printed or fetched."""
    texts = ("stdout", "stderr", "text", "content", "lines/*", "error_message", "tool_references/*/tool_name")
    inside = _block(f"{at}/*", slot, level - 1) if level else {}
    fetched = _block(f"{at}/content", _FOUND, 1) if level == _LEVELS else {}
    return {
        at: slot,
        **_exempt(at, "type", "error_code", "file_type", "stop_reason", "retrieved_at", "encrypted_content"),
        **_exempt(at, "encrypted_stdout", "content/*/type", "content/*/file_id", "tool_references/*/type"),
        f"{at}/tool_references/*/cache_control/**": EXEMPT,
        **dict.fromkeys((f"{at}/{one}" for one in texts), slot),
        f"{at}/url": _FOUND,
        **fetched,
        **inside,
    }


def _browser(at: str) -> Rows:
    """What a browser tool reports besides its pictures."""
    return {
        **_exempt(at, "tabs/*/tab_id", "state_changes/*/tab_id", "state_changes/*/download_id"),
        f"{at}/state_changes/*/type": EXEMPT,
        f"{at}/state_changes/**": _TOOL,
        f"{at}/tabs/**": _FOUND,
    }


def _tool(at: str, slot: Slot) -> Rows:
    return {
        **_exempt(at, "type", "model", "cache_control/**", "caching/**", "allowed_callers/*"),
        **_exempt(at, "response_inclusion", "user_location/type"),
        f"{at}/**": slot,
    }


def request(at: str = "") -> Rows:
    """The body of a request at `at`."""
    said = Slot(f"@{at}/messages/*/role")
    return {
        **_exempt(at, "model", "service_tier", "speed", "inference_geo", "betas/*", "anthropic_version"),
        **_exempt(at, "anthropic_beta/*", "cache_control/**", "thinking/**", "container", "container/**"),
        **_exempt(at, "billing_policy/**", "diagnostics/**", "thread/**", "user_profile_id", "workspace_id"),
        **_exempt(at, "fallback_credit_token", "fallback_credit_token/**", "compaction/type"),
        f"{at}/system": _SYSTEM,
        **_block(f"{at}/system/*", _SYSTEM, 0),
        **_exempt(at, "messages/*/role", "messages/*/clear_at", "messages/*/output_config/effort"),
        f"{at}/messages/*/content": said,
        **_block(f"{at}/messages/*/content/*", said),
        **_tool(f"{at}/tools/*", _DEFINITION),
        f"{at}/tool_choice/type": EXEMPT,
        f"{at}/tool_choice/name": _DEFINITION,
        f"{at}/mcp_servers/*/type": EXEMPT,
        f"{at}/mcp_servers/**": _DEFINITION,  # its token too: a credential is a finding like any other
        **_settings(at),
        **_settings(f"{at}/fallbacks/*"),
        **_exempt(at, "fallbacks", "fallbacks/*/model", "fallbacks/*/speed", "fallbacks/*/thinking/**"),
        f"{at}/stop_sequences/*": Slot("user"),
        f"{at}/metadata/user_id": Slot("user"),
        f"{at}/compaction/instructions": _SYSTEM,
        f"{at}/context_management/edits/*/instructions": _SYSTEM,
        f"{at}/context_management/**": EXEMPT,
        f"{at}/prompt": Slot("user"),  # of the text completions that came before
    }


def _settings(at: str) -> Rows:
    """How the answer should look."""
    return {
        **_exempt(at, "output_config/effort", "output_config/format/type", "output_config/task_budget/type"),
        f"{at}/output_config/format/**": _DEFINITION,
        f"{at}/output_format/type": EXEMPT,
        f"{at}/output_format/**": _DEFINITION,
    }


def _ended(at: str) -> Rows:
    """How a message ended. The sequence that stopped it is text that the model wrote."""
    return {
        **_exempt(at, "stop_reason", "stop_details/type", "stop_details/category", "container/**"),
        **_exempt(at, "stop_details/recommended_model", "stop_details/fallback_credit_token"),
        f"{at}/stop_details/explanation": _TEXT,
        f"{at}/stop_sequence": _TEXT,
        f"{at}/stop": _TEXT,
        **_exempt(at, "usage/**", "context_management/**", "input_transformations/**", "diagnostics/**"),
    }


def message(at: str) -> Rows:
    """A message at `at`, whole."""
    return {
        **_exempt(at, "id", "type", "role", "model"),
        **_ended(at),
        **_block(f"{at}/content/*", _TEXT),
    }


def _errors(at: str) -> Rows:
    return {**_exempt(at, "error/type", "request_id"), f"{at}/error": _ERROR, f"{at}/error/**": _ERROR}


def _batch(at: str) -> Rows:
    """A batch as it stands; ids and times, no content."""
    return _exempt(at, "id", "type", "processing_status", "results_url", *(f"{what}_at" for what in _TIMES))


_TIMES = ("created", "ended", "expires", "archived", "cancel_initiated")

REQUEST = Table({**request(), "/requests/*/custom_id": EXEMPT, **request("/requests/*/params")})
ANSWER = Table(
    {
        **message(""),
        **_errors(""),
        **_batch(""),
        **_batch("/data/*"),
        **_exempt("", "first_id", "last_id", "log_id"),
        "/completion": _TEXT,
    }
)
# One line of a batch's results.
RESULTS = Table(
    {
        **_exempt("", "custom_id", "result/type", "result/error/type"),
        **_errors("/result/error"),
        **_errors("/result"),
        **_errors(""),
        **message("/result/message"),
    }
)


def _piece(slot: Slot, family: str) -> Slot:
    return replace(slot, flow="delta", family=family)


_PIECES = {
    "/delta/text": _piece(_TEXT, "text"),
    "/delta/thinking": _piece(_THOUGHT, "thinking"),
    "/delta/partial_json": _piece(_CALL, "input"),
    "/delta/content": _piece(_TEXT, "compaction"),
    "/content_block/text": _piece(_TEXT, "text"),
    "/content_block/thinking": _piece(_THOUGHT, "thinking"),
    "/completion": _piece(_TEXT, "completion"),
}

EVENTS = Table(
    {
        **_PIECES,
        **_exempt(
            "", "type", "id", "model", "log_id", "delta/type", "delta/signature", "delta/encrypted_content"
        ),
        **message("/message"),
        **_block("/content_block", _TEXT),
        **_citation("/delta/citation"),
        **_ended("/delta"),
        **_ended(""),
        **_errors(""),
        # A delta nobody has told us of: its pieces belong together, whatever they are.
        "/delta/**": replace(UNMAPPED, flow="delta", keys=False),
    }
)
