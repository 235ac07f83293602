"""What earlier requests of a conversation have shown, so that no turn pays for all before it.

Clients send the whole conversation with every turn. Remembered are, of each conversation
and under one policy only:

- the *prefix*: the digest of the body up to its last message, and the few texts in it that
  had something to say. A body that begins with the same bytes is read without them: the
  messages in between are cut out, what is left is scanned, and every place found in it is
  moved back to where it stands in the body. The texts that had something to say are ruled
  again, so a mask is the same in every turn and nothing is let through for its age.
- texts that slow readers found *clear*: they are not asked again.
- texts that *stopped* a request. One that comes again, and is not the last message any
  more, is taken out instead of refused: an old message does not refuse for ever.

What must stay true: a prefix ends where its last message's brace opens, and begins where
the first one's does, both in the same array; so what is left is a document too, and is
checked as one. No text is kept, only digests and places; all of it is bounded.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import TypeVar

from proxy.contexts import Contexts
from proxy.dialect import Json
from proxy.jsonscan import Leaf, Strings
from proxy.said import Kept

LEAST = 1536  # bytes of a body: a shorter one is read as fast as it is remembered
_ARRAYS = ("messages", "input", "contents")
_MOST_LOUD = 256  # texts of a prefix that have something to say
_MOST_STOPPED = 256  # digests of a conversation
_MOST_CLEAR = 4096
T = TypeVar("T")
_INDEX = re.compile(r"(/[a-z]+/)([0-9]{1,9})(?=/)")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The messages read before. begin, end: bytes of the body, of the first and behind the last of them.

    array: where they are, such as `/messages/`. first: the index there of the first of them. count: how
    many. loud: the texts among them that had something to say, by their place in the body. kept: what
    others are judged by.
    """

    begin: int
    end: int
    array: str
    first: int
    count: int
    digest: bytes
    loud: tuple[Leaf, ...]
    kept: Kept | None = None

    def without(self, body: bytes) -> bytes:
        """The body without these messages."""
        return body[: self.begin] + body[self.end :]

    def back(self, leaf: Leaf) -> Leaf:
        """A leaf of what is left, at its place in the body."""
        if leaf.start < self.begin:
            return leaf
        moved, pointer = self.end - self.begin, leaf.pointer
        if pointer.startswith(self.array) and (found := _INDEX.match(pointer)):
            pointer = f"{self.array}{int(found[2]) + self.count}{pointer[found.end() :]}"
        return Leaf(pointer, leaf.shape, leaf.start + moved, leaf.end + moved, leaf.is_key)


@dataclass(slots=True)
class Past:
    """One conversation's. clear: by what a text was judged as; stopped: by the text alone.

    left: what could not be read of a document that is clear otherwise.
    """

    prefix: Prefix | None = None
    stopped: dict[Hashable, None] = field(default_factory=dict[Hashable, None])
    clear: dict[Hashable, None] = field(default_factory=dict[Hashable, None])
    left: dict[Hashable, tuple[str, ...]] = field(default_factory=dict[Hashable, tuple[str, ...]])


class Pasts:
    """The pasts of many conversations, the least recently used making room. For many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._known: OrderedDict[Hashable, Past] = OrderedDict()

    def of(self, name: Hashable) -> Past:
        """The past of the conversation of this name, empty at first."""
        with self._lock:
            past = self._known.get(name)
            if past is None:
                past = self._known[name] = Past()
                if len(self._known) > self._most:
                    self._known.popitem(last=False)
            else:
                self._known.move_to_end(name)
            return past

    def __len__(self) -> int:
        return len(self._known)


class Recall:
    """A past, asked about one request. doc: the body's document."""

    def __init__(self, past: Past, body: bytes, doc: Json) -> None:
        self._past = past
        self._body = body
        self._doc = doc
        self._digest = blake2b(digest_size=16)
        self._hashed = 0
        self.prefix = self._matching(past.prefix)

    def _matching(self, prefix: Prefix | None) -> Prefix | None:
        if prefix is None or len(self._body) < prefix.end or self._digest_to(prefix.end) != prefix.digest:
            self._digest, self._hashed = blake2b(digest_size=16), 0
            return None
        return prefix

    def _digest_to(self, end: int) -> bytes:
        self._digest.update(self._body[self._hashed : end])
        self._hashed = end
        return self._digest.digest()

    def learn(self, strings: Strings, loud: Iterable[Leaf], contexts: Contexts | None = None) -> None:
        """Remember this request for the next turn. strings: of what was scanned; loud: as in `Prefix`."""
        known = self.prefix
        array = _array(self._doc)
        places = _places(strings, self._scanned(), array) if array else None
        if places is None or (known is not None and known.array != array):
            self._past.prefix = None
            return
        begin, end, first, last = places
        if known is not None:  # whatever stands before it says nothing
            begin, end, first = known.begin, end + known.end - known.begin, known.first
        count = last - first + (known.count if known else 0)
        within = tuple(dict.fromkeys(leaf for leaf in loud if begin <= leaf.start < end))
        enough = begin < end and len(within) <= _MOST_LOUD
        self._past.prefix = None
        if enough:
            kept = contexts.kept(begin, end) if contexts else None
            self._past.prefix = Prefix(begin, end, array, first, count, self._digest_to(end), within, kept)

    def _scanned(self) -> bytes:
        return self.prefix.without(self._body) if self.prefix else self._body

    def stopped(self, digest: bytes) -> None:
        """A text stopped this request."""
        _keep(self._past.stopped, digest, _MOST_STOPPED, None)

    def has_stopped(self, digest: bytes) -> bool:
        """Whether this text stopped an earlier request."""
        return digest in self._past.stopped

    def cleared(self, mark: Hashable) -> None:
        """No reader, however slow, had anything to say of a text judged as `mark` says."""
        _keep(self._past.clear, mark, _MOST_CLEAR, None)

    def is_clear(self, mark: Hashable) -> bool:
        """Whether that was so in an earlier request."""
        return mark in self._past.clear

    def leaves(self, mark: Hashable, unread: tuple[str, ...]) -> None:
        """A document was read, and this is why not all of it."""
        _keep(self._past.left, mark, _MOST_CLEAR, unread)

    def left(self, mark: Hashable) -> tuple[str, ...]:
        """What was not read of a document that is clear."""
        return self._past.left.get(mark, ())

    def outlived(self, digest: bytes, pointer: str) -> bool:
        """Whether this text stopped an earlier request, and is no longer the last message."""
        return digest in self._past.stopped and _is_earlier(pointer, self._doc)


def _keep(among: dict[Hashable, T], one: Hashable, most: int, what: T) -> None:
    among[one] = what
    if len(among) > most:
        del among[next(iter(among))]  # the oldest


def _array(doc: Json) -> str:
    """The array in which the messages are."""
    if isinstance(doc, dict):
        for name in _ARRAYS:
            turns = doc.get(name)
            if isinstance(turns, list) and len(turns) > 1:
                return f"/{name}/"
    return ""


def _is_earlier(pointer: str, doc: Json) -> bool:
    found = _INDEX.match(pointer)
    if found is None or not isinstance(doc, dict):
        return False
    turns = doc.get(found[1][1:-1])
    return isinstance(turns, list) and int(found[2]) < len(turns) - 1


def _places(strings: Strings, data: bytes, array: str) -> tuple[int, int, int, int] | None:
    """Where the first message that says anything and the last one begin, and their indexes."""
    pointers = strings.paths.pointers
    first = next((at for at, one in enumerate(pointers) if one.startswith(array)), -1)
    last = next((at for at in range(len(pointers) - 1, -1, -1) if pointers[at].startswith(array)), -1)
    if first < 0:
        return None
    found, opening = _INDEX.match(pointers[last]), _INDEX.match(pointers[first])
    if found is None or opening is None:
        return None
    message = found[0] + "/"
    while last and pointers[last - 1].startswith(message):
        last -= 1
    begin, end = _brace(strings, data, first, array), _brace(strings, data, last, array)
    return (begin, end, int(opening[2]), int(found[2])) if 0 <= begin <= end else None


def _brace(strings: Strings, data: bytes, at: int, array: str) -> int:
    """Where the message with this first string begins; -1 if that is not a key of its own."""
    pointer = strings.paths.pointers[at]
    if not strings.paths.keys[at] or pointer.count("/") != array.count("/") + 1:
        return -1
    return data.rfind(b"{", strings.stops[at - 1] if at else 0, strings.starts[at])
