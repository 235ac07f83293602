"""Name channels: which role speaks, and which pieces belong together.

Pieces of one channel share a family and their indexes. An array's element says its
own place by an `index` member where it has one (choices arrive one at a time, with
index 3 at position 0); an event may say it at the top (`output_index`, …).
"""

from __future__ import annotations

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
}
_TRUSTS: dict[str, Trust] = {"system": "system", "definition": "system", "tool": "tool", "retrieved": "retrieved"}


def role_of(slot: Slot, pointer: str, doc: Json) -> tuple[str, Trust]:
    """Who speaks at this place, and how far it is trusted."""
    role = slot.role
    if role.startswith("@"):
        role = _ROLES.get(str(_follow(role[1:], pointer, doc)), "user")
    return role, slot.trust or _TRUSTS.get(role, "user")


def channel_of(direction: Direction, path: str, role: str, trust: Trust, slot: Slot) -> Channel:
    """The channel of a text. path: fit for records."""
    return Channel(direction, path, role, slot.syntax, trust)


def key_of(family: str, pointer: str, doc: Json) -> Key:
    """Which channel a piece belongs to. O(depth)."""
    indexes: list[int] = []
    if isinstance(doc, dict):
        indexes = [doc[name] for name in _TOP if isinstance(doc.get(name), int)]
    node = doc
    for word in pointer.split("/")[1:]:
        if isinstance(node, list):
            node = node[int(word)]
            said = node.get("index") if isinstance(node, dict) else None
            indexes.append(said if isinstance(said, int) else int(word))
        elif isinstance(node, dict):
            node = node.get(word.replace("~1", "/").replace("~0", "~"))
    return family, tuple(indexes)


def _follow(template: str, pointer: str, doc: Json) -> Json:
    """The value at `template`, its `*`s taken from the same places of `pointer`."""
    node = doc
    there = pointer.split("/")
    for at, word in enumerate(template.split("/")[1:], 1):
        if isinstance(node, list):
            place = there[at] if word == "*" else word
            node = node[int(place)] if place.isdecimal() and int(place) < len(node) else None
        else:
            node = node.get(word) if isinstance(node, dict) else None
    return node
