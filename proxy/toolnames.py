"""Which tool an argument is for, where a policy asks.

A call says its tool's name beside its arguments, or in an earlier event of the same stream
at the same place (output index, choice and call) or under the same id. Names are learnt from
every document of an answer before its texts are read. An argument whose tool nobody named is
`?`'s: the row for `*` rules on it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from proxy.channels import key_of
from proxy.dialect import Json
from proxy.table import Slot

UNNAMED = "?"
_MOST = 4096
_DEEP = 12
# Keys whose value a call hands over, and words around a call's name.
_ARGUMENTS = frozenset({"arguments", "args", "input", "parameters", "partialArgs", "partial_args"})
_AROUND = frozenset({"function", "functionCall", "function_call", "toolUse", "tool_call", "custom"})
_CALLS = ("_call", "tool_use")
_NAMES = ("name", "toolName", "tool_name")
_IDS = ("item_id", "id", "call_id", "tool_call_id", "toolUseId")


class ToolNames:
    """The names of one answer's calls, by place and by id."""

    def __init__(self) -> None:
        self._known: OrderedDict[object, str] = OrderedDict()

    def learn(self, doc: Json) -> None:
        """Take the names this document says. Linear in the document."""
        for pointer, parent, call in _dicts(doc):
            name = _name(call, pointer.rpartition("/")[2])
            if name:
                self._keep(_place(f"{pointer}/name", doc), name)
                for owner in (call, parent):
                    for one in _IDS:
                        if isinstance(owner, dict) and isinstance(owner.get(one), str):
                            self._keep(owner[one], name)

    def of(self, pointer: str, slot: Slot, doc: Json) -> str:
        """The tool that the text at `pointer` is an argument for; empty: it is none."""
        if not is_argument(pointer, slot, doc):
            return ""
        return self._beside(pointer.split("/")[1:], doc) or self._told(pointer, doc)

    def _beside(self, words: list[str], doc: Json) -> str:
        """The outermost call the text is in: within its arguments a model may write what it likes."""
        node, above = doc, ""
        for word in words:
            if isinstance(node, dict) and (name := _name(node, above)):
                return name
            node = _step(node, word)
            above = above if word.isdecimal() else word
        return ""

    def _told(self, pointer: str, doc: Json) -> str:
        if isinstance(doc, dict):
            for one in _IDS:
                if isinstance(doc.get(one), str) and doc[one] in self._known:
                    return self._known[doc[one]]
        return self._known.get(_place(pointer, doc), UNNAMED)

    def _keep(self, place: object, name: str) -> None:
        self._known[place] = name
        if len(self._known) > _MOST:
            self._known.popitem(last=False)


def is_argument(pointer: str, slot: Slot, doc: Json) -> bool:
    """Whether the text at `pointer` is an argument of a call."""
    kind = doc.get("type") if isinstance(doc, dict) else None
    typed = isinstance(kind, str) and any(one in kind for one in _CALLS)
    return typed or slot.syntax == "json" or not _ARGUMENTS.isdisjoint(pointer.split("/"))


def _dicts(doc: Json) -> Iterator[tuple[str, Json, dict[str, Json]]]:
    """Every object that may be a call, with its pointer and the object above it."""
    stack: list[tuple[Json, str, Json, int]] = [(doc, "", None, 0)]
    while stack:
        one, at, parent, depth = stack.pop()
        if depth > _DEEP:
            continue
        if isinstance(one, dict):
            yield at, parent, one
            inside = ((f"{at}/{key}", value) for key, value in one.items() if key not in _ARGUMENTS)
            stack += [(value, place, one, depth + 1) for place, value in inside]
        elif isinstance(one, list):
            stack += [(value, f"{at}/{n}", parent, depth + 1) for n, value in enumerate(one)]


def _name(call: dict[str, Json], above: str) -> str:
    name = next((call[key] for key in _NAMES if isinstance(call.get(key), str)), "")
    if not name:
        return ""
    kind = call.get("type")
    called = isinstance(kind, str) and any(one in kind for one in _CALLS)
    return name[:128] if called or above in _AROUND or not _ARGUMENTS.isdisjoint(call) else ""


def _step(node: Json, word: str) -> Json:
    if isinstance(node, dict):
        return node.get(word.replace("~1", "/").replace("~0", "~"))
    at = int(word) if isinstance(node, list) and word.isdecimal() and len(word) < 10 else -1
    return node[at] if 0 <= at < len(node) else None


def _place(pointer: str, doc: Json) -> object:
    inner: list[Json] = [doc, *doc.values()] if isinstance(doc, dict) else []
    blocks = (one.get("contentBlockIndex") for one in inner if isinstance(one, dict))
    return (key_of("", pointer, doc)[1], next((at for at in blocks if isinstance(at, int)), None))
