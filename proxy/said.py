"""Who says what in a document: system prompts, the user's turns, and what tools and documents give.

Of a conversation whose beginning was read in an earlier request (`proxy.past`), digests of what
the model was told are *kept*, and the places of the user's turns; their text is in the body.

What must stay true: a request looks at its new texts, at the few turns before them, and at
nothing else of what was kept, however long the conversation is.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from filters.attack.context import standing, told
from filters.attack.given import Given, places
from filters.attack.standing import Standing
from filters.model import Trust
from proxy import jsonscan
from proxy.channels import role_of
from proxy.dialect import Json
from proxy.jsonscan import Leaf
from proxy.table import Slot

TURNS = 4  # of the user, before a text
SYSTEMS, GIVEN, VOUCHED = 8, 32, 4096  # of a sort, the latest
FOREIGN = ("tool", "retrieved")
_SPOKEN = 256  # turns of the user that are kept, the latest
_HEARD = ("@", "user", "system", "tool", "retrieved")
# The array a message is in: what stands above it belongs to one conversation.
_MESSAGE = re.compile(r"((?:/[^/]+)*?)/(?:messages|inputs?|contents|chat_history)/[0-9]+(?:/|$)")
_FIRST = ("/messages/", "/input/", "/contents/")  # of the whole document, most often


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the beginning of a conversation, bytes `begin` to `end` of a body.

    Digests of what the model was told, and where the user speaks. vouched: digests of the places that
    the user named there; None where nobody has asked for them yet.
    """

    begin: int = 0
    end: int = 0
    systems: tuple[tuple[Leaf, Standing], ...] = ()
    given: tuple[tuple[Leaf, Given], ...] = ()
    turns: tuple[Leaf, ...] = ()
    vouched: tuple[int, ...] | None = ()


_NOTHING = Kept()


class Heard(NamedTuple):
    """A text that is judged by what else was said, and who says it."""

    leaf: Leaf
    role: str
    trust: Trust


@dataclass(slots=True)
class Said:
    """The texts of a document, by sort; what is new in it, behind what was kept.

    turns: of the user, in order of place. heard: texts of the user, tools and documents that are judged now.
    """

    data: bytes
    kept: Kept = _NOTHING
    systems: list[tuple[Leaf, Standing]] = field(default_factory=list[tuple[Leaf, Standing]])
    given: list[tuple[Leaf, Given]] = field(default_factory=list[tuple[Leaf, Given]])
    turns: list[Leaf] = field(default_factory=list[Leaf])
    heard: list[Heard] = field(default_factory=list[Heard])

    @classmethod
    def of(cls, data: bytes, doc: Json, texts: Iterable[tuple[Leaf, Slot]], kept: Kept | None) -> Said:
        """Who says what. O(texts), and what a system prompt or a tool says is read once for many requests."""
        made = cls(data, kept or _NOTHING)
        for leaf, slot in texts:
            if _hears(slot) and slot.flow == "whole" and not leaf.is_key:
                made._note(leaf, slot, *role_of(slot, leaf.pointer, doc))
        made.turns.sort(key=_start)
        return made

    def _note(self, leaf: Leaf, slot: Slot, role: str, trust: Trust) -> None:
        spoken = role == "user" == trust
        if spoken or trust in FOREIGN:
            self.heard.append(Heard(leaf, role, trust))
        if self.kept.begin <= leaf.start < self.kept.end:
            return
        if role == "system":
            self.systems.append((leaf, standing(jsonscan.decode(self.data, leaf))))
        elif trust in FOREIGN:
            self.given.append((leaf, told(jsonscan.decode(self.data, leaf))))
        elif spoken and not slot.keys:
            self.turns.append(leaf)

    def text(self, leaf: Leaf) -> str:
        """What stands at a place."""
        return jsonscan.decode(self.data, leaf)

    def told(self) -> Iterator[tuple[Leaf, Standing]]:
        """What the model was told by system prompts, and where."""
        return chain(self.kept.systems, self.systems)

    def brought(self) -> Iterator[tuple[Leaf, Given]]:
        """What tools and documents said, and where."""
        return chain(self.kept.given, self.given)

    def recent(self) -> list[str]:
        """The user's new turns, and the few before them."""
        return [self.text(leaf) for leaf in (*self.kept.turns[-TURNS:], *self.turns)]

    def is_recent(self, leaf: Leaf) -> bool:
        """Whether the turns before a place are among these."""
        return leaf.start >= self.kept.end

    def before(self, leaf: Leaf) -> list[str]:
        """The user's latest turns before a place, in the same conversation."""
        root = root_of(leaf.pointer)
        return [self.text(one) for one in self.latest(TURNS, leaf.start) if root_of(one.pointer) == root]

    def latest(self, most: int, stop: int = sys.maxsize) -> Sequence[Leaf]:
        """Where the user's last turns before that byte are, in order."""
        early = bisect_left(self.turns, self.kept.begin, key=_start)
        found = list[Leaf]()
        for part in (self.turns[early:], self.kept.turns, self.turns[:early]):
            end = bisect_left(part, stop, key=_start)
            found = [*part[max(0, end - most + len(found)) : end], *found]
        return found

    def vouched(self, end: int = sys.maxsize) -> tuple[int, ...]:
        """Digests of the places that the user names before that byte. O(new turns), once it was asked."""
        known = self.kept.vouched
        if known is None:
            known = self._named(self.kept.turns)
        return (*known, *self._named(leaf for leaf in self.turns if leaf.start < end))[-VOUCHED:]

    def _named(self, turns: Iterable[Leaf]) -> tuple[int, ...]:
        return tuple(chain.from_iterable(places(self.text(leaf)) for leaf in turns))

    def keep(self, begin: int, end: int, *, naming: bool) -> Kept:
        """What of this lies between two bytes. naming: whether somebody asks for the places named.

        Messages are only ever added to what was kept: the bytes hold those of before.
        """

        def within(one: tuple[Leaf, object]) -> bool:
            return begin <= one[0].start < end

        known = self.kept
        turns = (one for one in self.turns if begin <= one.start < end)
        return Kept(
            begin,
            end,
            (*known.systems, *filter(within, self.systems))[-SYSTEMS:],
            (*known.given, *filter(within, self.given))[-GIVEN:],
            (*known.turns, *turns)[-_SPOKEN:],
            self.vouched(end) if naming else None,
        )


def _hears(slot: Slot) -> bool:
    """Whether a text of this slot may be the user's, a tool's, a document's or a system prompt."""
    return slot.role.startswith(_HEARD) or slot.trust in FOREIGN


def _start(leaf: Leaf) -> int:
    return leaf.start


def root_of(pointer: str) -> str:
    """Where the conversation is that a place belongs to."""
    if pointer.startswith(_FIRST):
        return ""
    found = _MESSAGE.match(pointer)
    return found[1] if found else ""
