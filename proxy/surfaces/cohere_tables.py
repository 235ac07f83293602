"""What Cohere's chat says where, in its second version: requests, answers, events.

A message is the same in requests and answers, so its rows are written once. In events its
members stand under `delta`, one at a time and without their lists; the texts are pieces.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, UNMAPPED, Slot, Table, payload

Rows = dict[str, Slot]

SAID = Slot("assistant")
THOUGHT = Slot("reasoning")
FOUND = Slot("retrieved", keys=True)
TOLD = Slot("error")
DEFINITION = Slot("definition", keys=True)
_ASKED = Slot("@/messages/*/role")
_INPUT = Slot("assistant", syntax="json")


def exempt(at: str, *names: str) -> Rows:
    """Identifiers, enumerations and numbers below `at`."""
    return dict.fromkeys((f"{at}/{name}" for name in names), EXEMPT)


def _part(at: str, said: Slot) -> Rows:
    """A part of a content: a text, a thought, a picture, a document."""
    return {
        **exempt(at, "type", "image_url/detail", "document/id"),
        f"{at}/text": said,
        f"{at}/thinking": THOUGHT,
        f"{at}/image_url/url": payload(said.role, "image"),
        f"{at}/document/**": FOUND,
    }


def _call(at: str, arguments: Slot) -> Rows:
    """A call of a tool."""
    return {
        **exempt(at, "id", "type"),
        f"{at}/function/name": SAID,
        f"{at}/function/arguments": arguments,
    }


def _citation(at: str) -> Rows:
    """A citation: the words it stands for, and where they come from."""
    return {
        **exempt(at, "type", "start", "end", "sources/*/type", "sources/*/id"),
        f"{at}/text": SAID,
        f"{at}/sources/**": FOUND,
    }


def _message(at: str, said: Slot) -> Rows:
    """A message that is whole, at `at`."""
    return {
        **exempt(at, "role", "tool_call_id"),
        f"{at}/content": said,
        **_part(f"{at}/content/*", said),
        f"{at}/tool_plan": THOUGHT,
        **_call(f"{at}/tool_calls/*", _INPUT),
        **_citation(f"{at}/citations/*"),
    }


def about(at: str = "") -> Rows:
    """What every answer says of itself, and what it says when it is an error."""
    return {
        **exempt(at, "id", "finish_reason", "error_type", "usage/**", "meta/api_version/**"),
        f"{at}/meta/warnings/*": TOLD,
        f"{at}/meta/**": EXEMPT,
        f"{at}/message": TOLD,
        f"{at}/error": TOLD,
    }


def _logprobs() -> Rows:
    """The text once more, token by token."""
    return {"/logprobs/**": Slot("assistant", flow="bundle", root="/logprobs")}


def _piece(slot: Slot, family: str, phase: int = 0) -> Slot:
    return replace(slot, flow="delta", family=family, phase=phase)


REQUEST = Table(
    {
        **_message("/messages/*", _ASKED),
        **exempt("", "model", "safety_mode", "tool_choice", "citation_options/mode", "thinking/type"),
        **exempt("", "tools/*/type", "response_format/type", "documents/*/id"),
        **exempt("", "k", "p", "priority", "strict_tools", "thinking/token_budget", "stream_options/**"),
        "/documents/**": FOUND,
        "/tools/**": DEFINITION,
        "/response_format/**": DEFINITION,
        "/stop_sequences/*": Slot("user"),
    }
)
ANSWER = Table({**about(), **_logprobs(), **_message("/message", SAID)})
EVENTS = Table(
    {
        **about(),
        **_logprobs(),
        **exempt("", "type", "delta/finish_reason", "delta/usage/**"),
        **exempt("/delta/message", "role", "content/type"),
        "/delta/message/content/text": _piece(SAID, "text"),
        "/delta/message/content/thinking": _piece(THOUGHT, "thinking"),
        "/delta/message/tool_plan": _piece(THOUGHT, "plan"),
        **_call("/delta/message/tool_calls", _piece(_INPUT, "arguments")),
        **_citation("/delta/message/citations"),
        # A member nobody has told us of: its pieces belong together, whatever they are.
        "/delta/message/**": replace(UNMAPPED, flow="delta", keys=False),
        "/delta/error": TOLD,
        "/prompt": Slot("user"),  # of a stream that is looked into
    }
)
