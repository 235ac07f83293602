"""What opening a document gives: its text, and why not all of it was read."""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(Exception):  # not an error of ours: it becomes a finding
    """A document that cannot be read, or not within bounds. why: one of our words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Bounds:
    """pages: most of a PDF. most: bytes that a document may unfold to, and its text may have."""

    pages: int
    most: int


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a document. unread: what else is in it, in our words, each once."""

    text: str
    unread: tuple[str, ...] = ()


class Pages:
    """A text that grows within a bound. Unreadable beyond it."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._pieces: list[str] = []

    def add(self, piece: str) -> None:
        """The next piece; pieces are parted by line ends."""
        self._left -= 4 * len(piece)  # what a code point may take
        if self._left < 0:
            raise Unreadable("expands")
        if piece:
            self._pieces.append(piece)

    @property
    def text(self) -> str:
        return "\n".join(self._pieces)
