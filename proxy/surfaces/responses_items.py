"""The items of the Responses API: what each of their fields is, wherever an item stands.

Items are the same in requests, answers, events and pages, so their rows are written once
and put at every place. What a text is does not depend on where it is repeated: a delta,
its `done`, the item and the final response share one slot, and so one ruling.
"""

from __future__ import annotations

from proxy.table import EXEMPT, FILE_ID, SEALED, Slot, address, elsewhere, payload, unscanned

Rows = dict[str, Slot]

TEXT = Slot("assistant")
THOUGHT = Slot("reasoning")
CALL = Slot("assistant", syntax="json")
CODE = Slot("assistant", syntax="code")
TOOL = Slot("tool")
_WORDS = Slot("assistant", keys=True)
_RESULT = Slot("tool", keys=True)
_FOUND = Slot("retrieved", keys=True)
DEFINITION = Slot("definition", keys=True)
_FOREIGN = Slot("definition", trust="tool", keys=True)  # what a tool server says of itself


def exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


def part(at: str, spoken: Slot) -> Rows:
    """A part of a message, of a reasoning item or of a tool's output."""
    return {
        **exempt(at, "type", "detail", "prompt_cache_breakpoint/**", "input_audio/format"),
        f"{at}/file_id": FILE_ID,
        f"{at}/text": spoken,
        f"{at}/refusal": spoken,
        f"{at}/image_url": payload(spoken.role, "image"),
        f"{at}/file_data": payload(spoken.role, "file"),
        f"{at}/file_url": address(spoken, "remote file"),
        f"{at}/filename": spoken,
        f"{at}/input_audio/data": unscanned("audio"),
        **annotation(f"{at}/annotations/*"),
        f"{at}/logprobs/**": Slot("assistant", flow="bundle", root=f"{at}/logprobs"),
    }


def annotation(at: str) -> Rows:
    return {**exempt(at, "type", "file_id", "container_id"), f"{at}/**": Slot("retrieved")}


_FILES = ("container/file_ids/*", "environment/file_ids/*", "input_image_mask/file_id")
_CONTAINER = elsewhere("container")


def tool(at: str, slot: Slot) -> Rows:
    """A definition of a tool. Credentials in it (`headers`, `authorization`) are read like the rest."""
    return {
        **exempt(at, "type", "container/type", "environment/type", "environment/skills/*/skill_id"),
        **exempt(at, "connector_id", "tunnel_id", "model", "size", "quality", "background", "output_format"),
        **{f"{at}/{name}": FILE_ID for name in _FILES},
        **{f"{at}/{name}": _CONTAINER for name in ("container", "environment/container_id")},
        f"{at}/vector_store_ids/*": elsewhere("vector store"),
        f"{at}/environment/skills/*/source/data": unscanned("file"),
        f"{at}/input_image_mask/image_url": payload("definition", "image"),
        f"{at}/**": slot,
    }


def item(at: str, spoken: Slot) -> Rows:
    """One item at `at`. spoken: what the text of its parts is."""
    return {
        **exempt(at, "type", "id", "object", "status", "role", "phase", "call_id", "caller/**"),
        **exempt(at, "approval_request_id", "container_id", "execution", "fingerprint", "created_by"),
        f"{at}/encrypted_content": SEALED,
        f"{at}/name": TEXT,
        f"{at}/namespace": TEXT,
        f"{at}/server_label": TEXT,
        # Messages and reasoning.
        f"{at}/content": spoken,
        **part(f"{at}/content/*", spoken),
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
        f"{at}/environment/**": DEFINITION,
        **_outputs(at),
        # What configures the turns that follow.
        **tool(f"{at}/tools/*", _FOREIGN),
        f"{at}/reason": Slot("user"),
        **exempt(at, "reasoning/effort", "text/verbosity", "text/format/type"),
        f"{at}/text/format/**": DEFINITION,
    }


def _actions(at: str) -> Rows:
    """What computers, shells and searches are told to do: one action, or a list of them."""
    rows = {**exempt(at, "action", "action/sources/*/type"), f"{at}/action/sources/**": _FOUND}
    for action in (f"{at}/action", f"{at}/actions/*"):
        rows |= {**exempt(action, "type"), f"{action}/env/**": _WORDS, f"{action}/**": TEXT}
    return rows


def _check(at: str) -> Rows:
    return {**exempt(at, "id", "code"), f"{at}/message": TEXT}


def _outputs(at: str) -> Rows:
    """What came out of tools: text, parts, logs, search results, images."""
    return {
        f"{at}/output": TOOL,
        f"{at}/output/*/stdout": TOOL,
        f"{at}/output/*/stderr": TOOL,
        **exempt(f"{at}/output/*", "created_by", "outcome/type"),
        **part(f"{at}/output/*", TOOL),
        **part(f"{at}/output", TOOL),
        f"{at}/outputs/*/type": EXEMPT,
        f"{at}/outputs/*/logs": TOOL,
        f"{at}/outputs/*/url": payload("tool", "image"),
        **exempt(f"{at}/results/*", "file_id", "type"),
        f"{at}/results/**": _FOUND,
        f"{at}/result": payload("tool", "image"),  # a picture, or what a program returned
        f"{at}/revised_prompt": TEXT,
        **exempt(at, "background", "output_format", "quality", "size", "svg_usage/**"),
        f"{at}/error": TOOL,
        **exempt(f"{at}/error", "type", "code"),
        f"{at}/error/**": _RESULT,
    }
