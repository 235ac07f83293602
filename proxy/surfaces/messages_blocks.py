"""Anthropic's content blocks: what each of their fields is, wherever a block stands.

Blocks hold blocks (a tool's result holds text and documents, a document holds text), so
their rows are made for every level there is. Who speaks in a nested text is said by the
block around it.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, FILE_ID, SEALED, Slot, payload

Rows = dict[str, Slot]

TEXT = Slot("assistant")
THOUGHT = Slot("reasoning")
_INPUT = Slot("assistant", keys=True)
_TOOL = Slot("tool")
_FOUND = Slot("retrieved")
DEFINITION = Slot("definition", keys=True)
_FOREIGN = Slot("definition", trust="tool", keys=True)  # what a tool server says of itself

_LEVELS = 2  # blocks inside a message's block: of a tool's result, of a document in it


def exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


def block(at: str, spoken: Slot, level: int = _LEVELS) -> Rows:
    """A content block at `at`. spoken: what its own text is. level: how deep blocks may follow."""
    names = ("name", "server_name", "mcp_server_name", "toolset_name", "tool_name")
    return {
        **exempt(at, "type", "id", "tool_use_id", "cache_control/**", "caller/**", "from/model"),
        **exempt(at, "signature", "transformations/**", "to/model", "trigger/**"),
        f"{at}/file_id": FILE_ID,
        f"{at}/data": SEALED,  # of thoughts that were redacted
        f"{at}/encrypted_content": SEALED,
        f"{at}/text": spoken,
        f"{at}/thinking": THOUGHT,
        f"{at}/input": _INPUT,
        f"{at}/input/**": _INPUT,
        **dict.fromkeys((f"{at}/{one}" for one in names), TEXT),
        **dict.fromkeys((f"{at}/{one}" for one in ("title", "context", "url", "page_age")), _FOUND),
        **citation(f"{at}/citations/*"),
        **_source(f"{at}/source", level),
        **_result(f"{at}/content", Slot(f"@{at}/type|tool"), level),
        **(_changes(at) if level == _LEVELS else _browser(at)),
    }


def _changes(at: str) -> Rows:
    """Tools that come and go in the middle of a conversation."""
    return {
        **tool(f"{at}/tools/*", _FOREIGN),
        **tool(f"{at}/tool/definition", _FOREIGN),
        **tool(f"{at}/tool_changes/*/tool/definition", _FOREIGN),
        **exempt(at, "tool/type", "tool_changes/*/type", "tool_changes/*/tool/type"),
        f"{at}/tool_changes/*/cache_control/**": EXEMPT,
        f"{at}/tool/**": _FOREIGN,
        f"{at}/tool_changes/**": _FOREIGN,
    }


def citation(at: str) -> Rows:
    return {**exempt(at, "type", "file_id", "encrypted_index"), f"{at}/**": _FOUND}


def _source(at: str, level: int) -> Rows:
    """Where an image or document comes from: base64, a text, blocks, or an address."""
    inside = block(f"{at}/content/*", _FOUND, level - 1) if level else {}
    return {
        at: _FOUND,
        **exempt(at, "type", "media_type"),
        f"{at}/file_id": FILE_ID,
        f"{at}/data": replace(payload("retrieved", "file"), remote=False),
        f"{at}/url": payload("retrieved", "file"),
        f"{at}/content": _FOUND,
        **inside,
    }


def _result(at: str, slot: Slot, level: int) -> Rows:
    """What came out of a tool: a text, blocks, or an object with what it printed or fetched."""
    texts = (
        "stdout",
        "stderr",
        "text",
        "content",
        "lines/*",
        "error_message",
        "file_type",
        "tool_references/*/tool_name",
    )
    inside = block(f"{at}/*", slot, level - 1) if level else {}
    fetched = block(f"{at}/content", _FOUND, 1) if level == _LEVELS else {}
    return {
        at: slot,
        **exempt(at, "type", "error_code", "stop_reason", "retrieved_at"),
        **exempt(at, "content/*/type", "tool_references/*/type"),
        **{f"{at}/{name}": SEALED for name in ("encrypted_content", "encrypted_stdout")},
        f"{at}/content/*/file_id": FILE_ID,
        f"{at}/tool_references/*/cache_control/**": EXEMPT,
        **dict.fromkeys((f"{at}/{one}" for one in texts), slot),
        f"{at}/url": _FOUND,
        **fetched,
        **inside,
    }


def _browser(at: str) -> Rows:
    """What a browser tool reports besides its pictures."""
    return {
        **exempt(at, "tabs/*/tab_id", "state_changes/*/tab_id", "state_changes/*/download_id"),
        f"{at}/state_changes/*/type": EXEMPT,
        f"{at}/state_changes/**": _TOOL,
        f"{at}/tabs/**": _FOUND,
    }


def tool(at: str, slot: Slot) -> Rows:
    return {
        **exempt(at, "type", "model", "cache_control/**", "caching/**", "allowed_callers/*"),
        **exempt(at, "response_inclusion", "user_location/type"),
        f"{at}/**": slot,
    }
