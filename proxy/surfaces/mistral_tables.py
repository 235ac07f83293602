"""What Mistral says where, beyond chat: conversations, agents, reading of documents, classifiers.

An entry of a conversation is the same in requests, answers and histories, so its rows are
written once. The events of a conversation share one table: their fields never mean two things.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.chat_parts import Rows, exempt, part, pieces
from proxy.surfaces.chat_tables import REQUEST as CHAT
from proxy.surfaces.chat_tables import errors
from proxy.table import EXEMPT, Slot, Table, payload

_FREE = Slot("user", keys=True)
_DEFINITION = Slot("definition", keys=True)
_TOOL = Slot("tool", keys=True)
_CALL = Slot("assistant", syntax="json")
_SAID = Slot("assistant")
_IDS = (
    "id",
    "object",
    "type",
    "role",
    "model",
    "agent_id",
    "conversation_id",
    "tool_call_id",
    "created_at",
    "completed_at",
    "updated_at",
    "previous_agent_id",
    "next_agent_id",
    "confirmation_status",
    "prefix",
)


def _entry(at: str, spoken: Slot) -> Rows:
    """An entry of a conversation at `at`: a message, a call, its result, a handoff."""
    return {
        **exempt(at, *_IDS),
        f"{at}/content": spoken,
        **part(f"{at}/content/*", spoken),
        **_work(at),
        f"{at}/arguments": _CALL,
        f"{at}/arguments/**": Slot("assistant", keys=True),
    }


def _work(at: str) -> Rows:
    """What tools and other agents have to do with an entry."""
    return {
        f"{at}/name": _SAID,
        f"{at}/result": Slot("tool"),
        f"{at}/info/**": _TOOL,
        f"{at}/previous_agent_name": Slot("definition"),
        f"{at}/next_agent_name": Slot("definition"),
    }


def _settings(at: str) -> Rows:
    """What a conversation or an agent is told to be."""
    return {
        **exempt(at, *_IDS, "agent_version", "version", "versions/*", "owner_id", "source", "handoffs/*"),
        **exempt(at, "handoff_execution", "from_entry_id", "guardrails/**", "tools/*/type"),
        **exempt(f"{at}/completion_args", "reasoning_effort", "tool_choice", "response_format/type"),
        **exempt(f"{at}/completion_args", "prediction/type"),
        f"{at}/completion_args/**": _DEFINITION,
        f"{at}/instructions": Slot("system"),
        **{f"{at}/{name}": Slot("definition") for name in ("name", "description", "version_message")},
        f"{at}/tools/**": _DEFINITION,
        f"{at}/metadata/**": _FREE,
    }


# -- conversations and agents

_INPUT = Slot("@/inputs/*/role|user")
REQUEST = Table(
    {
        "/inputs": Slot("user"),
        **_entry("/inputs/*", _INPUT),
        "/tool_confirmations/**": EXEMPT,
        **_settings(""),
    }
)
_LISTS = ("outputs", "entries", "messages")
ANSWER = Table(
    {
        **{
            row: slot
            for at in _LISTS
            for row, slot in _entry(f"/{at}/*", Slot(f"@/{at}/*/role|assistant")).items()
        },
        "/usage/**": EXEMPT,
        **_settings(""),
        **errors(),
    }
)
LISTED = Table({**_settings("/*"), **errors()})  # agents or conversations


def _piece(family: str, phase: int, role: str = "assistant") -> Slot:
    # Of an entry's indexes its own alone: a part of a thought is no channel.
    return Slot(role, flow="delta", family=family, phase=phase, depth=1)


EVENTS = Table(
    {
        **exempt("", *_IDS, "usage/**"),
        "/content": _piece("content", 2),
        **pieces("/content", _piece("content", 2), _piece("thought", 1, "reasoning")),
        **_work(""),
        "/arguments": replace(_piece("arguments", 0), syntax="json"),
        **errors(),
    }
)

# -- reading of documents

_FORMATS = ("bbox_annotation_format", "document_annotation_format")
OCR_REQUEST = Table(
    {
        **exempt("", "model", "id", "pages", "table_format", "confidence_scores_granularity"),
        **part("/document", Slot("user")),
        **{f"/{name}/type": EXEMPT for name in _FORMATS},
        **{f"/{name}/**": _DEFINITION for name in _FORMATS},
        "/document_annotation_prompt": Slot("user"),
    }
)
_READ = Slot("retrieved", keys=True)
OCR_ANSWER = Table(
    {
        **exempt("", "model", "usage_info/**"),
        **exempt("/pages/*", "images/*/id", "tables/*/id", "tables/*/format"),
        **exempt("/pages/*/blocks/*", "type", "image_id", "table_id"),
        "/pages/*/images/*/image_base64": payload("retrieved", "image"),
        "/pages/**": _READ,
        "/document_annotation": replace(_READ, syntax="json"),
        **errors(),
    }
)

# -- classifiers

_CHAT = {row: slot for row, slot in CHAT.rows.items() if row.startswith("/messages/*")}


def _talks(at: str) -> Rows:
    """The messages of a chat, each at `at`."""
    role = f"@{at}/role"
    rows = {at + row.removeprefix("/messages/*"): slot for row, slot in _CHAT.items()}
    return {
        row: replace(slot, role=role) if slot.role == "@/messages/*/role" else slot
        for row, slot in rows.items()
    }


CLASSIFIED = Table(
    {
        "/model": EXEMPT,
        "/metadata/**": _FREE,
        "/input": Slot("user"),
        "/input/*": Slot("user"),
        **_talks("/input/messages/*"),
        **_talks("/input/*/messages/*"),
        **_talks("/input/*/*"),
        **_talks("/input/*"),
    }
)
# What is to be judged has a role of its own, as at OpenAI.
MODERATED = Table(
    {
        row: slot if slot.flow == "exempt" else replace(slot, role="moderation", trust="user")
        for row, slot in CLASSIFIED.rows.items()
    }
)
SCORES = Table({**exempt("", "id", "model", "object", "usage/**"), **errors()})
