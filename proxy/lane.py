"""One channel on its way through the frames: which pieces it came in, what leaves in each.

The pieces of a channel lie in the string tokens of many frames. The gate speaks in
positions of the channel; a lane turns what it says back into the text of each piece:
released text stays in the piece it came in, a replacement goes into the piece where
its span begins, and the pieces after it lose their part of the span. So a frame keeps
its place, its number and its shape, whatever happens to its text.

A text that repeats a whole channel (`*.done`, `response.completed`) follows that
channel's lane and is edited by the same map, without being judged twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

from filters.gate import Gate
from filters.model import Channel
from proxy import jsonedit
from proxy.framing import Frame
from proxy.jsongate import JsonGate
from proxy.jsonscan import Leaf
from proxy.offsets import Citation, Moved, measured, quoted
from proxy.table import Slot

Key = tuple[str, tuple[int, ...]]  # family, indexes


# Who says it, how it is written, and a digest of it: the same mark, the same ruling.
Mark = tuple[str, str, str, str, bytes]


def mark_of(direction: str, role: str, trust: str, syntax: str, text: str) -> Mark:
    """The mark of a text that is whole."""
    return (direction, role, trust, syntax, digest_of(text))


def digest_of(text: str) -> bytes:
    """What tells a text from any other."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(slots=True)
class Entry:
    """A frame in the queue: it leaves when nothing in it is pending."""

    frame: Frame
    doc: object  # the parsed document, or None
    pending: int = 0
    edits: list[tuple[Leaf, str]] = field(default_factory=list)
    nulls: set[str] = field(default_factory=set)
    texts: dict[str, Lane] = field(default_factory=dict)  # whole texts, by pointer: citations ask
    delta: bool = False  # carries pieces of channels: may leave shortened on a stop
    undecided: bool = False  # at a stop: something in it had no ruling yet
    withheld: bool = False  # at a stop: something of it that only makes sense whole is not there


@dataclass(slots=True)
class Piece:
    """A stretch [start, end) of a channel, and the token it came in (None: a bundle)."""

    entry: Entry
    leaf: Leaf | None
    text: str
    start: int
    end: int
    root: str = ""  # for a bundle: the value that becomes null


class Lane:
    """The pieces of one channel, in order, and the edits ruled so far."""

    def __init__(
        self, key: Key, channel: Channel, slot: Slot, gate: Gate | JsonGate, keeps: bool = False
    ) -> None:
        self.key = key
        self.channel = channel
        self.slot = slot
        self.gate = gate
        self.length = 0
        self.released = 0
        self.ended = False
        self.judged_as: Mark | None = None  # set where it is to be remembered that nothing was said of it
        self.wrap: Callable[[str], str] | None = None  # how its text is written back, if not as it is
        self.fixed = False  # its text cannot be written back
        self.edits: list[tuple[int, int, str]] = []  # start, end, replacement; in order
        self._done = 0  # edits wholly before the first open piece
        self._pieces: deque[Piece] = deque()
        self._followers: list[Piece] = []
        self._digest = blake2b(digest_size=16)
        self._kept: list[str] | None = [] if keeps else None  # the text, where offsets count its bytes

    def add(self, entry: Entry, leaf: Leaf | None, text: str, root: str = "") -> None:
        """The channel's next piece; feed the same text to the gate afterwards."""
        start, self.length = self.length, self.length + len(text)
        self._digest.update(text.encode("utf-8", "surrogatepass"))
        self._pieces.append(Piece(entry, leaf, text, start, self.length, root))
        if self._kept is not None:
            self._kept.append(text)
        entry.pending += 1

    @property
    def pointer(self) -> str:
        """Where in its document its first open piece is; empty when there is none."""
        leaf = self._pieces[0].leaf if self._pieces else None
        return leaf.pointer if leaf is not None else ""

    def mark(self) -> bytes:
        """What tells the whole text so far from any other."""
        return self._digest.digest()

    def follow(self, entry: Entry, leaf: Leaf, text: str) -> None:
        """The same text, or what it is so far, once more: edited as this channel is, once that is known."""
        if self.ended and not self.edits and self.released >= self.length:
            return  # it was let go as it came
        self._followers.append(Piece(entry, leaf, text, 0, len(text)))
        entry.pending += 1
        self.settle()

    def let_go(self, count: int) -> None:
        """`count` code points leave as they came."""
        self.released += count

    def edit(self, start: int, end: int, text: str) -> None:
        """[start, end) leaves as `text`."""
        self.edits.append((start, end, text))
        self.released = end

    def moves(self) -> list[Moved]:
        """Its edits as offsets see them."""
        return measured(self.edits, None if self._kept is None else "".join(self._kept))

    def settle(self) -> None:
        """Complete every piece that lies wholly before what has been released."""
        pieces = self._pieces
        while pieces and pieces[0].end <= self.released:
            # An empty piece is settled once everything before it has left.
            self._complete(pieces.popleft())
        while self._followers and self._followers[0].end <= self.released:
            self._complete_whole(self._followers.pop(0))

    def front(self) -> Entry | None:
        """The frame in which begins what was not let go; None when all of it was."""
        return next((piece.entry for piece in self._pieces if piece.end > self.released), None)

    def truncate(self) -> None:
        """Complete every piece with what has been released; the rest never leaves.

        Only a channel's plain text can be cut short. Half a call, or one without its arguments, is
        another call: an event that brings such a text stays here.
        """
        for piece in (*self._pieces, *self._followers):
            if piece.end > self.released:
                piece.entry.undecided = True
                piece.entry.withheld |= self.slot.flow != "delta" or self.channel.syntax == "json"
        for piece in self._pieces:
            self._complete(piece, shortened=True)
        self._done = 0  # a follower is edited from its beginning
        for piece in self._followers:
            self._complete(piece, shortened=True)
            self._done = 0
        self._pieces.clear()
        self._followers.clear()

    def _complete(self, piece: Piece, shortened: bool = False) -> None:
        piece.entry.pending -= 1
        if not self.edits and not shortened:
            return  # it leaves as it came
        text = self._outcome(piece, min(piece.end, self.released) if shortened else piece.end)
        if text is not None:
            self._write(piece, text)

    def _complete_whole(self, piece: Piece) -> None:
        piece.entry.pending -= 1
        edits = [edit for edit in self.edits if edit[0] < piece.end]
        if edits:
            self._write(piece, apply(piece.text, edits))

    def _write(self, piece: Piece, text: str) -> None:
        if piece.root:
            piece.entry.nulls.add(piece.root)
        elif piece.leaf is not None:
            piece.entry.edits.append((piece.leaf, self.wrap(text) if self.wrap else text))

    def _outcome(self, piece: Piece, stop: int) -> str | None:
        """What leaves in this piece; None when it is exactly what came."""
        out: list[str] = []
        at = piece.start
        touched = stop < piece.end
        for start, end, text in self.edits[self._done :]:
            if start >= piece.end:
                break
            if end > at or start >= piece.start:
                touched = True
                out.append(piece.text[at - piece.start : max(at, start) - piece.start])
                if start >= piece.start:
                    out.append(text)
                at = max(at, min(end, piece.end))
            if end <= piece.end:
                self._done += 1
        if not touched:
            return None
        out.append(piece.text[at - piece.start : max(at, stop) - piece.start])
        return "".join(out)


def requoted(entry: Entry, cited: Citation, edits: list[tuple[int, int, str]]) -> str | None:
    """The words a citation repeats, as the cited text has them now; None: they stay as they are.

    Words that are not the cited ones, as far as can be seen, stay. Where they were edited for
    what stands in them alone, and the text was edited otherwise, they are left out.
    """
    places = (cited.quote, cited.start, cited.end, cited.text)
    words, start, end, text = (jsonedit.at(entry.doc, one) if one else None for one in places)
    if not isinstance(words, str) or not isinstance(start, int) or end != start + len(words):
        return None
    if isinstance(text, str) and text[start : start + len(words)] != words:
        return None
    again = quoted(words, start, edits)
    own = next((text for leaf, text in entry.edits if leaf.pointer == cited.quote), words)
    if again in (words, own):
        return None
    return again if own == words else ""


def apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with every [start, end) replaced. edits: in order, not overlapping."""
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += (text[at:start], new)
        at = end
    return "".join((*out, text[at:]))
