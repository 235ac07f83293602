"""Where one JSON value ends in text that arrives in pieces.

Two native matches do the work: outside strings, the run up to the next bracket, whole
strings included; inside a string that a cut left open, the run up to its end. Carried
from piece to piece are the depth, whether a string is open, and whether the piece ended
on a backslash. So no byte is read again, however the text is cut.

Brackets are counted, not paired: whether the value is valid is for the scan to say.
"""

import re

_BLANKS = re.compile(rb"[ \t\r\n]*+")
_CALM = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL)
_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BARE = re.compile(rb"[^ \t\r\n,\]}]*+")

_QUOTE, _BACKSLASH = b'"\\'


class ValueEnd:
    """Finds the end of one value. A number or literal ends where something follows it."""

    __slots__ = ("_bare", "_depth", "_done", "_escaped", "_in_string")

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = self._escaped = self._bare = self._done = False

    def feed(self, piece: bytes | bytearray, at: int = 0) -> int:
        """Read on from `piece[at]`; the position after the value, or -1 while it goes on."""
        while at < len(piece):
            at = self._step(piece, at)
            if self._done:
                return at
        return -1

    def _step(self, piece: bytes | bytearray, at: int) -> int:
        if self._in_string:
            return self._string(piece, at)
        if self._depth:
            return self._nested(piece, at)
        if self._bare:
            at = after(_BARE, piece, at)
            self._done = at < len(piece)
            return at
        return self._begin(piece, at)

    def _begin(self, piece: bytes | bytearray, at: int) -> int:
        at = after(_BLANKS, piece, at)
        if at < len(piece):
            self._in_string = piece[at] == _QUOTE
            self._depth = int(piece[at] in b"{[")
            self._bare = not (self._in_string or self._depth)
        return at + 1

    def _string(self, piece: bytes | bytearray, at: int) -> int:
        if self._escaped:
            self._escaped = False
            return at + 1
        at = after(_STRING, piece, at)
        if at < len(piece):
            self._escaped = piece[at] == _BACKSLASH  # the last byte, or it would be matched
            self._in_string = self._escaped
            self._done = not (self._in_string or self._depth)
        return at + 1

    def _nested(self, piece: bytes | bytearray, at: int) -> int:
        at = after(_CALM, piece, at)
        if at < len(piece):
            self._in_string = piece[at] == _QUOTE
            if not self._in_string:
                self._depth += 1 if piece[at] in b"{[" else -1
            self._done = not self._depth
        return at + 1


class JsonDepth:
    """Whether a JSON document that arrives in fragments is complete (tool arguments).

    Linear in the text, about a microsecond a fragment. A bare number or literal counts as
    complete only when a blank follows, as more of it may come.
    """

    __slots__ = ("_complete", "_value")

    def __init__(self) -> None:
        self._value = ValueEnd()
        self._complete = False

    def feed(self, text: str) -> bool:
        """True once the top-level value is complete, whatever follows."""
        if not self._complete:
            self._complete = self._value.feed(text.encode("utf-8", "surrogatepass")) >= 0
        return self._complete


def after(run: re.Pattern[bytes], piece: bytes | bytearray, at: int) -> int:
    """Where a possibly empty run that begins at `at` ends."""
    found = run.match(piece, at)
    return found.end() if found else at
