"""What OpenAI's assistants, threads, messages, runs and run steps say where.

A message is written once and put where it stands: alone, in a page, in a thread to be
created, in an event. In `thread.message.delta` its texts are pieces; positions of
annotations count from the beginning of the whole text.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.chat_parts import Rows, exempt
from proxy.surfaces.chat_tables import errors
from proxy.surfaces.stored import FREE, USER, listed
from proxy.table import EXEMPT, FILE_ID, UNMAPPED, Slot, Table, elsewhere, payload

_SYSTEM = Slot("system")
_DEFINITION = Slot("definition", keys=True)
_ERROR = Slot("error")
_CALL = Slot("assistant", syntax="json")
_CODE = Slot("assistant", syntax="code")
_TOOL = Slot("tool")
_FOUND = Slot("retrieved")

_STATES = (
    "id",
    "object",
    "type",
    "status",
    "assistant_id",
    "thread_id",
    "run_id",
    "message_id",
    "file_ids/*",
)


def _content(at: str, spoken: Slot) -> Rows:
    """The parts of a message's content at `at`."""
    notes = f"{at}/text/annotations/*"
    return {
        **exempt(at, "type", "index", "image_file/detail", "image_url/detail"),
        f"{at}/image_file/file_id": FILE_ID,
        **exempt(notes, "type", "index", "file_citation/file_id", "file_path/file_id"),
        f"{notes}/text": spoken,
        f"{notes}/file_citation/quote": _FOUND,
        f"{at}/text/value": spoken,
        f"{at}/text": spoken,  # of a request
        f"{at}/refusal": spoken,
        f"{at}/image_url/url": payload(spoken.role, "image"),
    }


def _message(at: str = "") -> Rows:
    said = Slot(f"@{at}/role")
    return {
        **exempt(at, "role", "attachments/*/tools/*/type"),
        f"{at}/attachments/*/file_id": FILE_ID,
        f"{at}/content": said,
        **_content(f"{at}/content/*", said),
        f"{at}/metadata/**": FREE,
    }


def _settings(at: str = "") -> Rows:
    """What an assistant has, a run takes over, and a request may say again."""
    return {
        **exempt(at, "model", "reasoning_effort", "response_format", "response_format/type", "tool_choice"),
        **exempt(at, "tool_choice/type", "truncation_strategy/**", "tools/*/type", "tools/*/file_search/**"),
        **exempt(at, "usage/**", "incomplete_details/**", "required_action/type", "last_error/code"),
        f"{at}/response_format/**": _DEFINITION,
        f"{at}/tool_choice/**": _DEFINITION,
        f"{at}/tools/*/**": _DEFINITION,
        f"{at}/instructions": _SYSTEM,
        f"{at}/name": USER,
        f"{at}/description": USER,
        f"{at}/metadata/**": FREE,
        **_resources(at),
        f"{at}/last_error/message": _ERROR,
        **_calls(f"{at}/required_action/submit_tool_outputs/tool_calls/*"),
    }


def _resources(at: str) -> Rows:
    given, stores = f"{at}/tool_resources", f"{at}/tool_resources/file_search/vector_stores/*"
    return {
        f"{stores}/metadata/**": FREE,
        f"{stores}/file_ids/*": FILE_ID,
        f"{given}/code_interpreter/file_ids/*": FILE_ID,
        f"{given}/file_search/vector_store_ids/*": elsewhere("vector store"),
        f"{given}/**": EXEMPT,
    }


def _calls(at: str) -> Rows:
    """One call of a tool, its arguments and what came of it."""
    return {
        **exempt(at, "id", "type", "index", "file_search/ranking_options/**"),
        f"{at}/function/name": Slot("assistant"),
        f"{at}/function/arguments": _CALL,
        f"{at}/function/output": _TOOL,
        f"{at}/code_interpreter/input": _CODE,
        **exempt(f"{at}/code_interpreter/outputs/*", "type", "index", "image/file_id"),
        f"{at}/code_interpreter/outputs/*/logs": _TOOL,
        **exempt(f"{at}/file_search/results/*", "file_id", "content/*/type"),
        f"{at}/file_search/results/*/**": _FOUND,
        f"{at}/file_search/**": _FOUND,
    }


def _steps(at: str = "") -> Rows:
    return {
        **exempt(at, "step_details/type", "step_details/message_creation/message_id"),
        **_calls(f"{at}/step_details/tool_calls/*"),
    }


REQUEST = Table(
    {
        **exempt("", "assistant_id", "thread_id", "include/*", "tool_outputs/*/tool_call_id"),
        **_settings(),
        **_message(),
        **_message("/messages/*"),
        **_message("/additional_messages/*"),
        **_message("/thread/messages/*"),
        **_resources("/thread"),
        "/thread/metadata/**": FREE,
        "/additional_instructions": _SYSTEM,
        "/tool_outputs/*/output": _TOOL,
    }
)

_OBJECTS: Rows = {**exempt("", *_STATES), **_message(), **_settings(), **_steps()}

ANSWER = Table(listed(_OBJECTS))
# An event that brings a whole object says nothing else.
EVENTS = Table({**_OBJECTS, **errors()})


def _piece(slot: Slot, family: str, depth: int) -> Slot:
    return replace(slot, flow="delta", family=family, depth=depth)


_TEXT = Slot("assistant")
_AT = "/delta/step_details/tool_calls/*"

DELTAS = Table(
    {
        **exempt("", *_STATES, "delta/role"),
        **_content("/delta/content/*", _TEXT),
        **_steps("/delta"),
        # Behind the rows of what is whole, whose texts are pieces here.
        "/delta/content/*/text/value": _piece(_TEXT, "text", 1),
        "/delta/content/*/refusal": _piece(_TEXT, "refusal", 1),
        f"{_AT}/function/arguments": _piece(_CALL, "arguments", 1),
        f"{_AT}/function/output": _piece(_TOOL, "output", 1),
        f"{_AT}/code_interpreter/input": _piece(_CODE, "input", 1),
        f"{_AT}/code_interpreter/outputs/*/logs": _piece(_TOOL, "logs", 2),
        # A delta nobody has told us of: its pieces belong together, whatever they are.
        "/delta/**": replace(UNMAPPED, flow="delta", keys=False),
    }
)
