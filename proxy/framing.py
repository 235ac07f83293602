"""Cut a body into frames, each with one document, so that the frames are the body.

Laws: the raw bytes of all frames, joined, are the bytes that came; the frames are the
same however the body was cut in transit; every byte is looked at a bounded number of
times; what is kept stays below the limit. `Cutter` holds what is not whole yet, a rule
says where the piece in front ends. Which framer suits a body is for its content type.
"""

import re
from collections.abc import Callable
from typing import Literal, Protocol

from msgspec import Struct

from config.errors import SekishoError
from proxy.jsonend import ValueEnd, after

DEFAULT_LIMIT = 8 << 20  # bytes of one frame

Buffer = bytes | bytearray
EndOf = Callable[[Buffer, int, int], int]
"""(buffer, start, resume) → where the piece that begins at `start` ends, or -1. No end lies
wholly before `resume`."""

_LOOK_BACK = 2  # bytes of an end that may have come before its last one: \n \r | \n
_BLANKS = b" \t\r\n"
_BEFORE = re.compile(
    rb"[\xef\xbb\xbf \t\r\n]*+"
)  # a byte order mark may be cut, so its bytes count one by one
_BETWEEN = re.compile(rb"[ \t\r\n,]*+")
_SEPARATORS = b"\xef\xbb\xbf \t\r\n,["
_OPEN, _CLOSE = b"[]"
_LINE_BREAKS = bytes.maketrans(b"\r\n", b"  ")


class FrameTooLarge(SekishoError):
    """A frame beyond the limit. Both in bytes; `size` is what had come when it was noticed."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"a frame of {size} bytes or more, over the limit of {limit}")
        self.size = size
        self.limit = limit


class Frame(Struct, frozen=True, gc=False):
    """One unit of a body as it came, and the document inside. A Struct, as the gate's events are (ADR 0010).

    raw: exact bytes, terminator or separator included. data: the document, b"" if there
    is none. event: the event name of a server-sent event. at: where in `raw` the document
    begins, if it lies there in one run.
    """

    raw: bytes
    data: bytes
    event: str = ""
    at: int = 0

    def carrying(self, data: bytes) -> bytes:
        """`raw` with this document instead, every other byte as it was.

        A ValueError if the frame has no document to replace.
        """
        if data == self.data:
            return self.raw
        if not self.data:
            raise ValueError("the frame has no document to replace")
        return self.raw[: self.at] + data + self.raw[self.at + len(self.data) :]


class LineFrame(Frame, frozen=True):
    """A document on its own line."""

    def carrying(self, data: bytes) -> bytes:
        """The same; line breaks in the document, blanks to JSON, become spaces."""
        return self.raw if data == self.data else Frame.carrying(self, data.translate(_LINE_BREAKS))


class Framer(Protocol):
    """Bytes in, frames out. `end` once, after which it is spent. Both raise FrameTooLarge."""

    def feed(self, chunk: bytes) -> list[Frame]: ...
    def end(self) -> list[Frame]: ...


class Cutter:
    """Holds what is not whole yet, at most `limit` bytes, and cuts where `end_of` says.

    looked: bytes given to `end_of` so far; at most those fed, and `_LOOK_BACK` more per feed.
    """

    def __init__(self, end_of: EndOf, limit: int) -> None:
        self.looked = 0
        self._end_of = end_of
        self._limit = limit
        self._rest = bytearray()
        self._over = 0  # the size of a piece beyond the limit, once there was one

    @property
    def empty(self) -> bool:
        """Whether nothing is held, and nothing went wrong."""
        return not self._rest and not self._over

    def feed(self, chunk: bytes) -> list[bytes]:
        """The pieces that are whole now; those in front of an oversized one still come out."""
        self._stand()
        rest, resume = self._rest, len(self._rest) - _LOOK_BACK
        rest += chunk
        pieces: list[bytes] = []
        start = 0
        while start < len(rest) and not self._over:
            end = self._end(start, max(start, resume))
            if end < 0:
                break
            pieces.append(bytes(rest[start:end]))
            start = end
        del rest[:start]  # moves the front of the bytearray, not its content
        if not pieces:
            self._stand()
        return pieces

    def end(self) -> bytes:
        """What is left."""
        self._stand()
        rest = bytes(self._rest)
        self._rest.clear()
        return rest

    def _end(self, start: int, resume: int) -> int:
        end = self._end_of(self._rest, start, resume)
        until = end if end >= 0 else len(self._rest)
        self.looked += until - resume
        if until - start <= self._limit:
            return end
        self._over = until - start
        return -1

    def _stand(self) -> None:
        if self._over:
            self._rest.clear()
            raise FrameTooLarge(self._over, self._limit)


class WholeFramer:
    """The whole body is one frame, at its end."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._cutter = Cutter(lambda _buffer, _start, _resume: -1, limit)

    def feed(self, chunk: bytes) -> list[Frame]:
        self._cutter.feed(chunk)
        return []

    def end(self) -> list[Frame]:
        rest = self._cutter.end()
        return [Frame(rest, rest)] if rest else []


class LinesFramer:
    """One document a line (NDJSON); the line end belongs to the frame, a blank line has no document."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._cutter = Cutter(_line_end, limit)

    def feed(self, chunk: bytes) -> list[Frame]:
        return [_line(raw) for raw in self._cutter.feed(chunk)]

    def end(self) -> list[Frame]:
        rest = self._cutter.end()
        return [_line(rest)] if rest else []


def _line_end(buffer: Buffer, _start: int, resume: int) -> int:
    found = buffer.find(b"\n", resume)
    return found + 1 if found >= 0 else -1


def _line(raw: bytes) -> LineFrame:
    return LineFrame(raw, raw.strip(_BLANKS), at=len(raw) - len(raw.lstrip(_BLANKS)))


class ArrayFramer:
    """The elements of a growing JSON array, each a frame as soon as its last byte is there.

    Bracket, commas and blanks in front of an element belong to its frame; the closing
    bracket is a frame without a document. Anything but an array is one frame at the end,
    and so is what follows the array. A bare number ends where something follows it.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._cutter = Cutter(self._element_end, limit)
        self._part: Literal["opening", "between", "element", "closed", "no array"] = "opening"
        self._seen = 0  # bytes of the piece in front that were read
        self._at = 0  # where in that piece its element begins
        self._begins: list[int] = []  # the same for the pieces cut by this feed
        self._value = ValueEnd()

    def feed(self, chunk: bytes) -> list[Frame]:
        self._begins.clear()
        pieces = self._cutter.feed(chunk)
        return [Frame(raw, raw[at:], at=at) for raw, at in zip(pieces, self._begins, strict=False)]

    def end(self) -> list[Frame]:
        rest = self._cutter.end()
        at = len(rest)  # only separators left: no document
        if self._part == "element":
            at = self._at
        elif self._part == "no array" or rest.strip(_SEPARATORS):
            at = 0
        return [Frame(rest, rest[at:], at=at)] if rest else []

    def _element_end(self, buffer: Buffer, start: int, _resume: int) -> int:
        end = self._read(buffer, start, start + self._seen)
        self._seen = 0 if end >= 0 else len(buffer) - start
        return end

    def _read(self, buffer: Buffer, start: int, at: int) -> int:
        if self._part == "opening":
            at = self._open(buffer, at)
        if self._part == "between":
            at = after(_BETWEEN, buffer, at)
            if at == len(buffer):
                return -1
            if buffer[at] == _CLOSE:
                self._part = "closed"
                self._begins.append(at + 1 - start)
                return at + 1
            self._part, self._value, self._at = "element", ValueEnd(), at - start
        return self._element(buffer, at) if self._part == "element" else -1

    def _open(self, buffer: Buffer, at: int) -> int:
        at = after(_BEFORE, buffer, at)
        if at < len(buffer):
            self._part = "between" if buffer[at] == _OPEN else "no array"
            at += 1
        return at

    def _element(self, buffer: Buffer, at: int) -> int:
        end = self._value.feed(buffer, at)
        if end >= 0:
            self._part = "between"
            self._begins.append(self._at)
        return end
