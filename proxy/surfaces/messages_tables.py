"""What Anthropic's Messages API says where: requests, messages, events, batches.

Streamed text may begin in the start of its block: that is a piece like the deltas that
follow.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.messages_blocks import DEFINITION, TEXT, THOUGHT, Rows, block, citation, exempt, tool
from proxy.table import EXEMPT, UNMAPPED, Slot, Table, elsewhere

_CALL = Slot("assistant", syntax="json")
_SYSTEM = Slot("system")
_ERROR = Slot("error")
_CONTAINER = elsewhere("container")


def request(at: str = "") -> Rows:
    """The body of a request at `at`."""
    said = Slot(f"@{at}/messages/*/role")
    return {
        **exempt(at, "model", "service_tier", "speed", "inference_geo", "betas/*", "anthropic_version"),
        **exempt(at, "anthropic_beta/*", "cache_control/**", "thinking/**"),
        **{f"{at}/{name}": _CONTAINER for name in ("container", "container/id")},
        f"{at}/container/**": EXEMPT,
        **exempt(at, "billing_policy/**", "diagnostics/**", "thread/**", "user_profile_id", "workspace_id"),
        **exempt(at, "fallback_credit_token", "fallback_credit_token/**", "compaction/type"),
        f"{at}/system": _SYSTEM,
        **block(f"{at}/system/*", _SYSTEM, 0),
        **exempt(at, "messages/*/role", "messages/*/clear_at", "messages/*/output_config/effort"),
        f"{at}/messages/*/content": said,
        **block(f"{at}/messages/*/content/*", said),
        **tool(f"{at}/tools/*", DEFINITION),
        f"{at}/tool_choice/type": EXEMPT,
        f"{at}/tool_choice/name": DEFINITION,
        f"{at}/mcp_servers/*/type": EXEMPT,
        f"{at}/mcp_servers/**": DEFINITION,  # its token too: a credential is a finding like any other
        **_settings(at),
        **_settings(f"{at}/fallbacks/*"),
        **exempt(at, "fallbacks", "fallbacks/*/model", "fallbacks/*/speed", "fallbacks/*/thinking/**"),
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
        **exempt(at, "output_config/effort", "output_config/format/type", "output_config/task_budget/type"),
        f"{at}/output_config/format/**": DEFINITION,
        f"{at}/output_format/type": EXEMPT,
        f"{at}/output_format/**": DEFINITION,
    }


def _ended(at: str) -> Rows:
    """How a message ended. The sequence that stopped it is text that the model wrote."""
    return {
        **exempt(at, "stop_reason", "stop_details/type", "stop_details/category", "container/**"),
        **exempt(at, "stop_details/recommended_model", "stop_details/fallback_credit_token"),
        f"{at}/stop_details/explanation": TEXT,
        f"{at}/stop_sequence": TEXT,
        f"{at}/stop": TEXT,
        **exempt(at, "usage/**", "context_management/**", "input_transformations/**", "diagnostics/**"),
    }


def message(at: str) -> Rows:
    """A message at `at`, whole."""
    return {
        **exempt(at, "id", "type", "role", "model"),
        **_ended(at),
        **block(f"{at}/content/*", TEXT),
    }


def _errors(at: str) -> Rows:
    return {**exempt(at, "error/type", "request_id"), f"{at}/error": _ERROR, f"{at}/error/**": _ERROR}


def _batch(at: str) -> Rows:
    """A batch as it stands; ids and times, no content."""
    return exempt(at, "id", "type", "processing_status", "results_url", *(f"{what}_at" for what in _TIMES))


_TIMES = ("created", "ended", "expires", "archived", "cancel_initiated")

REQUEST = Table({**request(), "/requests/*/custom_id": EXEMPT, **request("/requests/*/params")})
ANSWER = Table(
    {
        **message(""),
        **_errors(""),
        **_batch(""),
        **_batch("/data/*"),
        **exempt("", "first_id", "last_id", "log_id"),
        "/completion": TEXT,
    }
)
# One line of a batch's results.
RESULTS = Table(
    {
        **exempt("", "custom_id", "result/type", "result/error/type"),
        **_errors("/result/error"),
        **_errors("/result"),
        **_errors(""),
        **message("/result/message"),
    }
)


def _piece(slot: Slot, family: str) -> Slot:
    return replace(slot, flow="delta", family=family)


_PIECES = {
    "/delta/text": _piece(TEXT, "text"),
    "/delta/thinking": _piece(THOUGHT, "thinking"),
    "/delta/partial_json": _piece(_CALL, "input"),
    "/delta/content": _piece(TEXT, "compaction"),
    "/content_block/text": _piece(TEXT, "text"),
    "/content_block/thinking": _piece(THOUGHT, "thinking"),
    "/completion": _piece(TEXT, "completion"),
}

EVENTS = Table(
    {
        **exempt(
            "", "type", "id", "model", "log_id", "delta/type", "delta/signature", "delta/encrypted_content"
        ),
        **message("/message"),
        **block("/content_block", TEXT),
        **_PIECES,  # behind the block, whose texts are pieces here
        **citation("/delta/citation"),
        **_ended("/delta"),
        **_ended(""),
        **_errors(""),
        # A delta nobody has told us of: its pieces belong together, whatever they are.
        "/delta/**": replace(UNMAPPED, flow="delta", keys=False),
    }
)
