"""A work of somebody, as an index names it: who, where, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an index; its text is not kept.

    licence: an SPDX expression, or "". rights: what the operator says of them, in free words.
    source: where it is from, an address or a place. pack: name@version of the pack that has it.
    """

    id: str
    title: str = ""
    author: str = ""
    lang: str = ""
    kind: Kind = "text"
    licence: str = ""
    rights: str = ""
    source: str = ""
    year: int | None = None
    pack: str = ""
