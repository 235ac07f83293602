"""What a table's rows say, in words: how a field is treated, and many fields in few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from proxy.channels import role_of
from proxy.table import Slot

READ = ("inspected", "exempt", "unscanned")
_MOST = 24  # names in one member's list; beyond it its members have lists of their own
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Treatment:
    """What happens to a field, and who is taken to speak in it."""

    what: str
    role: str = ""
    trust: str = ""
    note: str = ""

    @classmethod
    def of(cls, slot: Slot) -> Treatment:
        if slot.flow in ("exempt", "unscanned"):
            return cls(slot.flow, note=slot.why)
        if slot.flow == "elsewhere":
            return cls("exempt", note=f"told: {slot.why}")
        said = slot.role.startswith("@")
        role, trust = role_of(slot, "", {})
        if said:
            role, trust = "as the document says", slot.trust or "by role"
        if not slot.mapped:
            return cls("inspected", role, trust, "reported")
        note = f"base64: unscanned ({slot.why})" if slot.flow == "payload" else ""
        if slot.flow in ("delta", "bundle"):
            note = {"delta": "streamed", "bundle": "as one"}[slot.flow]
        if slot.flow == "address":
            note = f"told: {slot.why}"
        return cls("inspected", role, trust, note)


def fields(patterns: Iterable[str]) -> str:
    """The fields' names, by the member of the document in which they stand; members alike together."""
    members: dict[str, list[list[str]]] = {}
    for pattern in patterns:
        words = [word for word in pattern.split("/")[1:] if word != "*"] or ["*"]
        members.setdefault(words[0], []).append(words)
    alike: dict[str, list[str]] = {}
    for at, below in members.items():
        for where, names in _member(at, below, 1):
            alike.setdefault(names, []).append(f"`{where}`")
    return "; ".join(f"{', '.join(at)}: {names}" if names else ", ".join(at) for names, at in alike.items())


def _member(at: str, below: list[list[str]], depth: int) -> Iterator[tuple[str, str]]:
    """(member, the names in it); of a member with very many, those of its members by themselves."""
    names = dict.fromkeys(_name(words[depth - 1 :]) for words in below if len(words) > depth)
    if len(names) <= _MOST or depth >= _DEEPEST:
        yield at, " ".join(names)
        return
    near = dict.fromkeys(_name(words[depth - 1 :]) for words in below if len(words) == depth + 1)
    if near:
        yield at, " ".join(near)
    members: dict[str, list[list[str]]] = {}
    for words in below:
        if len(words) > depth + 1:
            members.setdefault("/".join(words[: depth + 1]), []).append(words)
    for member, deeper in members.items():
        yield from _member(member, deeper, depth + 1)


def _name(words: list[str]) -> str:
    """A field's own name; of everything below a member, the member's, unless it is `words[0]`."""
    if words[-1] != "**":
        return words[-1]
    return f"{words[-2]}/…" if len(words) > 2 else "…"
