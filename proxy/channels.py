"""Name channels: which role speaks, and which pieces belong together.

Pieces of one channel share a family and their indexes. An array's element says its
own place by an `index` member where it has one (choices arrive one at a time, with
index 3 at position 0); an event may say it at the top (`output_index`, …).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from filters.model import Channel, Direction, Trust
from proxy.dialect import Json
from proxy.lane import Key
from proxy.table import Slot

_TOP = ("output_index", "index", "content_index", "summary_index", "command_index", "annotation_index")
_ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
    "model": "assistant",
    "tool": "tool",
    "function": "tool",
    # Types of parts and blocks, which say it where no role is written.
    "output_text": "assistant",
    "refusal": "assistant",
    "reasoning_text": "reasoning",
    "summary_text": "reasoning",
    "compaction": "assistant",
    "search_result": "retrieved",
    "web_search_tool_result": "retrieved",
    "web_fetch_tool_result": "retrieved",
    # Types of steps.
    "user_input": "user",
    "model_output": "assistant",
    "thought": "reasoning",
    "function_result": "tool",
    "google_search_result": "retrieved",
    "google_maps_result": "retrieved",
    "url_context_result": "retrieved",
    "file_search_result": "retrieved",
    "retrieval_result": "retrieved",
}
_TRUSTS: dict[str, Trust] = {
    "system": "system",
    "definition": "system",
    "tool": "tool",
    "retrieved": "retrieved",
}


def role_of(slot: Slot, pointer: str, doc: Json) -> tuple[str, Trust]:
    """Who speaks at this place, and how far it is trusted."""
    role = slot.role
    if role.startswith("@"):
        role = _said(_places(role), pointer, doc)
    return role, slot.trust or _TRUSTS.get(role, "user")


@cache
def _places(role: str) -> Sequence[tuple[str, Sequence[str]]]:
    """The places that a slot's role names, and their words. There are as many as slots."""
    return [(place, place.split("/")) for place in role[1:].split("|")]


def _said(places: Sequence[tuple[str, Sequence[str]]], pointer: str, doc: Json) -> str:
    """The role the first of these places names; one without a slash is a role itself."""
    for place, words in places:
        if words[0]:
            return place
        word = _follow(words, pointer, doc)
        if isinstance(word, str) and word in _ROLES:
            return _ROLES[word]
    return "user"


def channel_of(
    direction: Direction, path: str, role: str, trust: Trust, slot: Slot, tool: str = ""
) -> Channel:
    """The channel of a text. path: fit for records."""
    return Channel(direction, path, role, slot.syntax, trust, tool)


def key_of(family: str, pointer: str, doc: Json, depth: int = -1) -> Key:
    """Which channel a piece belongs to. depth: of `Slot`. O(length of the pointer)."""
    indexes: list[int] = []
    if isinstance(doc, dict):
        indexes = [doc[name] for name in _TOP if isinstance(doc.get(name), int)]
    node = doc
    for word in pointer.split("/")[1:]:
        if isinstance(node, list):
            place = _place(word)
            node = node[place] if 0 <= place < len(node) else None
            said = node.get("index") if isinstance(node, dict) else None
            indexes.append(said if isinstance(said, int) else place)
        elif isinstance(node, dict):
            node = node.get(word.replace("~1", "/").replace("~0", "~"))
    return family, tuple(indexes if depth < 0 else indexes[:depth])


def _follow(template: Sequence[str], pointer: str, doc: Json) -> Json:
    """The value at the words of `template`, its `*`s taken from the same places of `pointer`."""
    node = doc
    there = pointer.split("/", len(template))
    for at in range(1, len(template)):
        word = template[at]
        if isinstance(node, list):
            place = _place(there[at] if word == "*" and at < len(there) else word)
            node = node[place] if 0 <= place < len(node) else None
        else:
            node = node.get(word) if isinstance(node, dict) else None
    return node


def value_at(pointer: str, doc: Json) -> Json:
    """The value a leaf's pointer leads to, or None."""
    node = doc
    for word in pointer.split("/")[1:]:
        if isinstance(node, list):
            place = _place(word)
            node = node[place] if 0 <= place < len(node) else None
        else:
            node = node.get(word.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
    return node


def _place(word: str) -> int:
    """An array position; -1 for another word.

    With a key twice in one object, a pointer may lead where the document as read does not.
    """
    return int(word) if word.isdecimal() and len(word) < 10 else -1
