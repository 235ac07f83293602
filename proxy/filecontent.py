"""Cut a stored file into documents: its type says nothing, so its beginning does.

Files come back as bytes of no type, whatever they are. The first bytes decide, the same
however they were cut in transit: lines of JSON are a frame a line; other text, and one
JSON document, is a frame at the end; anything else passes piece by piece, and its
frames say why they were not read.
"""

from __future__ import annotations

import re

from proxy.form import PartFrame, is_text, unread
from proxy.framing import DEFAULT_LIMIT, Frame, Framer, LinesFramer, WholeFramer

_FIRST = 4096  # bytes by which text is told from anything else
_LONGEST_LINE = 1 << 20  # a longer first line is no line
_BLANKS = b" \t\r\n\xef\xbb\xbf"
_OPENING = (b"{", b"[")
# The last character of what is there so far may be cut.
_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")


class UnreadFrame(Frame, frozen=True):
    """Bytes that are no text; why is the frame's event."""


class UnreadFramer:
    """Every piece is a frame that says why it was not read."""

    def __init__(self, why: str) -> None:
        self._why = why

    def feed(self, chunk: bytes) -> list[Frame]:
        return [UnreadFrame(chunk, b"", self._why)] if chunk else []

    def end(self) -> list[Frame]:
        return []


class FileFramer:
    """The documents of a file. line: bytes of the longest line; whole: of the longest document."""

    def __init__(self, line: int = DEFAULT_LIMIT, whole: int = DEFAULT_LIMIT) -> None:
        self._line = line
        self._whole = whole
        self._start = bytearray()
        self._looked = 0  # for the end of the first line
        self._framer: Framer | None = None

    def feed(self, chunk: bytes) -> list[Frame]:
        if self._framer is not None:
            return self._framer.feed(chunk)
        self._start += chunk
        return [] if self._waits() else self._begin(final=False)

    def end(self) -> list[Frame]:
        begun = self._begin(final=True) if self._framer is None else []
        return begun + (self._framer.end() if self._framer else [])

    def _waits(self) -> bool:
        """Whether more must come before one can choose. Every byte is looked at once."""
        start = self._start
        if len(start) < _FIRST:
            return True
        if not self._looked:
            self._looked = len(start[:_FIRST]) - len(start[:_FIRST].lstrip(_BLANKS))
            if not start.startswith(_OPENING, self._looked):
                return False
        ended = start.find(b"\n", self._looked) >= 0
        self._looked = len(start)
        return not ended and len(start) <= _LONGEST_LINE

    def _begin(self, *, final: bool) -> list[Frame]:
        """Choose; then all that was kept goes on."""
        start = bytes(self._start)
        self._start.clear()
        first = start[:_FIRST]
        whole = final and len(start) <= _FIRST
        sample = PartFrame(first, first if whole else _CUT.sub(b"", first), file=True)
        line, _, _ = start.lstrip(_BLANKS).partition(b"\n")
        if not is_text(sample):
            self._framer = UnreadFramer(unread(sample))
        elif (
            len(line) <= _LONGEST_LINE and line[:1] in _OPENING and line.rstrip(_BLANKS)[-1:] in (b"}", b"]")
        ):
            self._framer = LinesFramer(self._line)
        else:
            self._framer = WholeFramer(self._whole)
        return self._framer.feed(start)
