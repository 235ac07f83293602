"""The libraries that undo one coding, each made to stop when it has no more room.

Every library bounds its output in its own way, if at all; a `Step` hides which. What
must stay true: a step overshoots its room by a block at most, it holds back nothing it
could decode, and data after the end is either the next member or damage.

Sources: RFC 1950 §2.2 (zlib header), RFC 1952 §2.2 (gzip members), RFC 8878 §3.1 (zstd
frames and blocks), RFC 9659 (zstd windows up to 8 MiB as a content coding).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Protocol

import brotli
import zstandard

SLICE = 64 * 1024  # wire bytes handed to a step at one time
MAX_MEMBERS = 1024  # gzip members or zstd frames in one body; block-gzip cuts every 64 KiB
ZSTD_WINDOW = 8 * 1024 * 1024
ZSTD_GAIN = 32 * 1024  # the most one byte can stand for: a run of 128 KiB is written in 4 bytes
_GZIP = zlib.MAX_WBITS | 16
_SNIFF = 0


class Step(Protocol):
    """One coding being undone."""

    whole: bool  # the coded data may end here

    def feed(self, data: bytes, room: int) -> bytes:
        """Everything `data` (one slice) makes decodable; longer than `room` if that did not suffice.

        Overshoot is at most 256 KiB. Raises the library's own error on damaged data.
        """
        ...


class _Zlib:
    """gzip, or deflate with its header (zlib) or without (raw), as both are sent."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._decoder = zlib.decompressobj(wbits) if wbits else None
        self._sniffed = b""
        self._members = 1
        self.whole = False

    def feed(self, data: bytes, room: int) -> bytes:
        if self._decoder is None:
            self._sniffed = data = self._sniffed + data
            if len(data) < 2:
                return b""
            self._decoder = zlib.decompressobj(_deflate_form(data))
        made = self._decoder.decompress(data, room + 1)
        while (rest := self._decoder.unused_data) and len(made) <= room:
            self._members += 1
            if self._wbits != _GZIP or self._members > MAX_MEMBERS:
                raise zlib.error("data after the end")
            self._decoder = zlib.decompressobj(self._wbits)
            made += self._decoder.decompress(rest, room + 1 - len(made))
        self.whole = self._decoder.eof
        return made


def _deflate_form(head: bytes) -> int:
    # A raw stream that begins like a header would be a stored block with odd padding.
    zlib_header = head[0] & 0x0F == 8 and head[0] >> 4 <= 7 and (head[0] << 8 | head[1]) % 31 == 0
    return zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS


class _Brotli:
    """The library looks at its output limit only between blocks, the first of 32 KiB.

    A limit of one byte therefore means one block a call, and b"" that nothing is left;
    `can_accept_more_data` says yes while a ring buffer full of text is still to come.
    """

    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()
        self.whole = False

    def feed(self, data: bytes, room: int) -> bytes:
        made: list[bytes] = []
        total = 0
        while total <= room and (block := self._decoder.process(data, output_buffer_limit=1)):
            made.append(block)
            total += len(block)
            data = b""
        self.whole = self._decoder.is_finished()
        return b"".join(made)


class _Zstd:
    """The library has no output limit; the input is cut so finely that none is needed."""

    def __init__(self) -> None:
        self._context = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._decoder = self._context.decompressobj()
        self._members = 1
        self.whole = False

    def feed(self, data: bytes, room: int) -> bytes:
        made: list[bytes] = []
        total = at = 0
        while at < len(data) and total <= room:
            if self._decoder.eof:
                self._next()
            cut = data[at : at + max(4, (room - total) // ZSTD_GAIN)]
            made.append(self._decoder.decompress(cut))
            total += len(made[-1])
            at += len(cut) - len(self._decoder.unused_data)
        self.whole = self._decoder.eof
        return b"".join(made)

    def _next(self) -> None:
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise zstandard.ZstdError("too many frames")
        self._decoder = self._context.decompressobj()


STEPS: Mapping[str, Callable[[], Step]] = {
    "gzip": lambda: _Zlib(_GZIP),
    "x-gzip": lambda: _Zlib(_GZIP),
    "deflate": lambda: _Zlib(_SNIFF),
    "br": _Brotli,
    "zstd": _Zstd,
}
DAMAGE = (zlib.error, brotli.error, zstandard.ZstdError)
