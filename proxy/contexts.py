"""What the texts of an exchange are to each other: noted before any of them is judged.

A detector that judges a text by what else was said (`filters.attack.context`) must know the
system prompt, and dialects write it before the messages, among them or behind. So a request's
texts are noted first, and looked at when somebody asks; one text alone has no context at all.
The answer's texts are judged by digests: the request is let go when the answer begins.

Of a conversation whose beginning was read in an earlier request (`proxy.past`), digests of what
the model was told are kept, and the places of the user's turns; their text is in the body.

On a socket every message is a document of its own, and what was said before it counts (`lasting`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from filters.attack.context import Context, sourced, standing, told
from filters.attack.given import Given, places
from filters.attack.splitting import dull
from filters.attack.standing import Standing
from filters.harm.sources import Source
from filters.harm.taxonomy import BY_KIND, ruled_as
from filters.model import Trust, Verdict
from proxy import jsonscan
from proxy.channels import role_of
from proxy.dialect import Json
from proxy.jsonscan import Leaf
from proxy.table import Slot

TURNS = 4  # of the user, before a text
_BEFORE = 2000  # code points of them, the latest
_SYSTEMS, _GIVEN, _SPOKEN, _VOUCHED = 8, 32, 256, 4096  # of a sort, the latest
_FOREIGN = ("tool", "retrieved")
_ANSWERS = ("assistant", "reasoning")
_HEARD = ("@", "user", "system", "tool", "retrieved")
# The array a message is in: what stands above it belongs to one conversation.
_MESSAGE = re.compile(r"((?:/[^/]+)*?)/(?:messages|inputs?|contents|chat_history)/[0-9]+(?:/|$)")
_FIRST = ("/messages/", "/input/", "/contents/")  # of the whole document, most often


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the beginning of a conversation: digests of what the model was told, and where the user speaks."""

    systems: tuple[tuple[Leaf, Standing], ...]
    given: tuple[tuple[Leaf, Given], ...]
    turns: tuple[Leaf, ...]


class Heard(NamedTuple):
    """A text that is judged by what else was said, and who says it."""

    leaf: Leaf
    role: str
    trust: Trust


@dataclass(slots=True)
class _Request:
    """The texts of a document, by sort. heard: those of the user, tools and documents that are judged now."""

    data: bytes
    systems: list[tuple[Leaf, Standing]] = field(default_factory=list[tuple[Leaf, Standing]])
    given: list[tuple[Leaf, Given]] = field(default_factory=list[tuple[Leaf, Given]])
    turns: list[Leaf] = field(default_factory=list[Leaf])
    heard: list[Heard] = field(default_factory=list[Heard])
    _starts: list[int] = field(default_factory=list[int])
    _said: list[str] | None = None

    def said(self) -> list[str]:
        """What the user says, turn by turn."""
        if self._said is None:
            self.turns.sort(key=_start)
            self._starts = [leaf.start for leaf in self.turns]
            self._said = [jsonscan.decode(self.data, leaf) for leaf in self.turns]
        return self._said

    def before(self, leaf: Leaf, root: str) -> list[str]:
        """The user's latest turns before a place, in the same conversation."""
        said = self.said()
        stop = bisect_left(self._starts, leaf.start)
        begin = max(0, stop - TURNS)
        return [said[at] for at in range(begin, stop) if _root(self.turns[at].pointer) == root]


class Contexts:
    """Of one exchange; lasting: of a connection. sources: whether answers are held against what was given."""

    def __init__(self, *, lasting: bool = False) -> None:
        self.sources = False
        self._lasting = lasting
        self._noted: tuple[bytes, Json, Sequence[tuple[Leaf, Slot]], Kept | None] | None = None
        self._request: _Request | None = None
        # What was said before, or by the time the answer begins.
        self._systems: tuple[Standing, ...] = ()
        self._given: tuple[Given, ...] = ()
        self._vouched: tuple[int, ...] = ()
        self._turns: tuple[str, ...] = ()
        self._dull: bool | None = None  # whether nothing of an attack is in the user's turns, once asked
        self._foreign: tuple[Source, ...] = ()
        self._own: tuple[Source, ...] = ()
        self._asked: frozenset[str] = frozenset()

    def found(self, verdict: Verdict) -> None:
        """A text of the request was ruled on: of which kinds of harm it is, the answer's readers may ask."""
        for one in verdict.findings:
            if one.kind == verdict.kind and one.kind in BY_KIND:
                self._asked |= {one.kind, ruled_as(one.kind, one.attrs)}

    def note(
        self, data: bytes, doc: Json, texts: Sequence[tuple[Leaf, Slot]], kept: Kept | None = None
    ) -> None:
        """A document's texts are about to be judged. Nothing is looked at yet."""
        if self._lasting:
            self.answering()
        self._request = self._dull = None
        self._noted = (data, doc, texts, kept) if len(texts) > 1 or kept or self._lasting else None

    def answering(self) -> None:
        """The request has been judged: digests will do from here on."""
        request = self._look()
        self._noted = self._request = None
        if request is None:
            return
        if self.sources:
            self._rest(request)
        self._systems = (*self._systems, *(one for _, one in request.systems))[-_SYSTEMS:]
        self._given = (*self._given, *(one for _, one in request.given))[-_GIVEN:]
        texts = request.said() if self._given or self._lasting else []
        if self._lasting:
            self._turns = (*self._turns, *(text[-_BEFORE:] for text in texts))[-TURNS:]
        named = chain.from_iterable(map(places, texts))
        self._vouched = (*self._vouched, *named)[-_VOUCHED:]

    def _rest(self, request: _Request) -> None:
        """Note what the answer may rest on."""

        def read(leaves: Sequence[Leaf]) -> Iterator[Source]:
            return (sourced(jsonscan.decode(request.data, leaf)) for leaf in leaves[-_GIVEN:])

        said = [*(leaf for leaf, _ in request.systems), *request.turns]
        self._foreign = (*self._foreign, *read([leaf for leaf, _ in request.given]))[-_GIVEN:]
        self._own = (*self._own, *read(said))[-_GIVEN:]

    def of(self, leaf: Leaf, role: str, trust: Trust) -> Context | None:
        """What a text of a request is said in, by the user or from afar; None where it is said in nothing."""
        if not (role == "user" == trust or trust in _FOREIGN):
            return None
        request = self._look()
        if request is None:
            return None
        root = _root(leaf.pointer)
        here = (one for place, one in request.systems if place.pointer.startswith(root))
        systems = (*self._systems, *here)
        before = self._before(request, leaf, root) if trust == "user" else ""
        return Context(systems, (), before) if systems or before else None

    def _before(self, request: _Request, leaf: Leaf, root: str) -> str:
        """The turns before a place, where an order could be made of them and what stands there."""
        if self._dull is None:  # of all at once: most often that is all there is to ask
            self._dull = dull([*self._turns, *request.said()])
        if self._dull:
            return ""
        turns = [*self._turns, *request.before(leaf, root)][-TURNS:]
        if not turns or dull([*turns, jsonscan.decode(request.data, leaf)]):
            return ""
        return "\n".join(turns)[-_BEFORE:]

    def heard(self) -> Iterable[Heard]:
        """The texts of a request that are said in something, or may be."""
        request = self._look()
        return request.heard if request is not None else ()

    def answer(self, role: str, *, call: bool) -> Context | None:
        """What a text of the answer is said in. call: whether it is an argument of a tool's call."""
        if role not in _ANSWERS:
            return None
        if self._lasting:
            self.answering()
        if not (self._systems or self._given or self._asked):
            return None
        vouched = frozenset(self._vouched) if call else frozenset[int]()
        rest = (self._foreign, self._own) if self._foreign else ((), ())
        return Context(self._systems, self._given, "", vouched, call, *rest, self._asked)

    def kept(self, begin: int, end: int) -> Kept | None:
        """What of this lies between two bytes of the request."""
        request = self._look()
        if request is None:
            return None
        return Kept(
            tuple(one for one in request.systems if begin <= one[0].start < end),
            tuple(one for one in request.given if begin <= one[0].start < end),
            tuple(one for one in request.turns if begin <= one.start < end)[-_SPOKEN:],
        )

    def _look(self) -> _Request | None:
        if self._request is None and self._noted is not None:
            self._request = _sorted(*self._noted)
        return self._request


def _sorted(data: bytes, doc: Json, texts: Sequence[tuple[Leaf, Slot]], kept: Kept | None) -> _Request:
    """Who says what. O(texts), and what a system prompt or a tool says is read once for many requests."""
    request = _Request(data)
    known = set[int]()
    if kept is not None:
        request.systems += kept.systems
        request.given += kept.given
        request.turns += kept.turns
        known.update(leaf.start for leaf in kept.turns)
        known.update(leaf.start for leaf, _ in (*kept.systems, *kept.given))
    for leaf, slot in texts:
        if not hears(slot) or slot.flow != "whole" or leaf.is_key:
            continue
        role, trust = role_of(slot, leaf.pointer, doc)
        fresh = leaf.start not in known
        if trust in _FOREIGN or role == "user" == trust:
            request.heard.append(Heard(leaf, role, trust))
        if role == "system" and fresh:
            request.systems.append((leaf, standing(jsonscan.decode(data, leaf))))
        elif trust in _FOREIGN and fresh:
            request.given.append((leaf, told(jsonscan.decode(data, leaf))))
        elif role == "user" == trust and fresh and not slot.keys:
            request.turns.append(leaf)
    return request


def hears(slot: Slot) -> bool:
    """Whether a text of this slot may be the user's, a tool's, a document's or a system prompt."""
    return slot.role.startswith(_HEARD) or slot.trust in _FOREIGN


def _start(leaf: Leaf) -> int:
    return leaf.start


def _root(pointer: str) -> str:
    """Where the conversation is that a place belongs to."""
    if pointer.startswith(_FIRST):
        return ""
    found = _MESSAGE.match(pointer)
    return found[1] if found else ""
