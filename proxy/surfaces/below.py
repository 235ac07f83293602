"""A table one level down: what a document says when it stands inside another one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from proxy.table import Slot, Table


def below(at: str, table: Table) -> dict[str, Slot]:
    """The rows of `table` for documents at `at`: shapes, and the places its slots refer to."""
    return {f"{at}{shape}": _moved(at, slot) for shape, slot in table.rows.items()}


def _moved(at: str, slot: Slot) -> Slot:
    role = slot.role
    if role.startswith("@"):
        places = (f"{at}{place}" if place.startswith("/") else place for place in role[1:].split("|"))
        role = "@" + "|".join(places)
    root = f"{at}{slot.root}" if slot.root else ""
    return slot if (role, root) == (slot.role, slot.root) else replace(slot, role=role, root=root)


@cache
def every(slot: Slot) -> Table:
    """A table in which every text is this."""
    return Table({}, slot)
