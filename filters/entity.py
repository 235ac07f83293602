"""What an identifier looks like, and what its nearness to a word is worth.

Most numbers people are given are digits of the same few lengths: twelve are a My Number,
a driving licence or a parcel. So no entity decides for itself. Each says in a row of a
table how it is written, which check digit it has and which words go with it; the
arbiter (`filters.arbiter`) reads all tables at once and lets the nearest word decide.

A pack is a file in `filters/entities/` with a tuple `ENTITIES`, and `VETOES` and `PLAIN`
where it has such words; a new file there is a new pack, and so is a module named by an
entry point of the group `sekisho.entities`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import Literal

from filters.shapes import Shape

Cue = Literal["own", "other", "veto", "none"]
Check = Literal["valid", "invalid", "none"]

# Whether a number, written without separators and in capitals, has the right check digit.
Checker = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """Something that is not digits alone, such as TR1234567 or +81 3-1234-5678.

    shape: all of it. first: the inside of a class of the characters it begins with: capitals,
    digits, signs. rest: what follows the first for sure, as little as makes it rare, in
    expressions that RE2 reads too. It never begins within a word, nor behind a digit.
    """

    shape: Shape
    first: str
    rest: Shape


@dataclass(frozen=True, slots=True)
class Entity:
    """One way in which one kind is written, and how far it is believed.

    kind, documentation: as in a detector's `kinds`; rows of one kind share their cues.
    groups: digits, by the groups they are written in: (4, 4, 4), or (12,) in one piece; a
    count in one piece may also be typed digit by digit. loose: counts of digits that go in
    any groups behind a word for it. form: instead of groups. fits: asked for at all (a prefix,
    a range); what it refuses is not this. check: its check digit. cues: lower-case words that
    say it is this.

    Scores, 0 being no finding: alone: no word near, the check digit right or none there is;
    local: that only where Japanese is written. cued: beside its own word. typo: the same with a
    wrong check digit. vetoed: beside a word of something that is not personal (order, parcel,
    ISBN), or of another kind, unless `other` says otherwise of that. sure: where it is well
    believed without one, no word behind it is waited for.
    """

    kind: str
    documentation: str
    cues: tuple[str, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    loose: tuple[int, ...] = ()
    form: Form | None = None
    fits: Checker | None = None
    check: Checker | None = None
    alone: float = 0.0
    cued: float = 0.95
    typo: float = 0.0
    vetoed: float = 0.0
    other: float | None = None
    local: bool = False
    sure: bool = False
    pattern: str = ""  # what of its ways of writing this row is, for the decision trace
    attrs: Callable[[str], Mapping[str, str]] | None = field(default=None)  # more to say of a number


def words(listed: str) -> tuple[str, ...]:
    """The words of a list, which are set apart by commas."""
    return tuple(word for line in listed.splitlines() for part in line.split(",") if (word := part.strip()))


@dataclass(frozen=True, slots=True)
class Pack:
    """A file of entities.

    vetoes: words that say a number is nothing personal. plain: words that say nothing, though
    they contain others that do (注文者 is a person, 注文 is none).
    """

    name: str
    entities: tuple[Entity, ...]
    vetoes: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@cache
def packs() -> tuple[Pack, ...]:
    """Every pack, in name order; the first call imports them."""
    package = importlib.import_module("filters.entities")
    modules = [
        importlib.import_module(f"filters.entities.{m.name}") for m in pkgutil.iter_modules(package.__path__)
    ]
    modules += [point.load() for point in entry_points(group="sekisho.entities")]
    made = (
        Pack(m.__name__.rpartition(".")[2], m.ENTITIES, getattr(m, "VETOES", ()), getattr(m, "PLAIN", ()))
        for m in modules
    )
    return tuple(sorted(made, key=lambda pack: pack.name))
