"""Streams of a text that comes in pieces, read only once.

A detector is shown a window anew with every piece, and most of it is known. What a text is in a
block of `PIECE` characters depends on the block, on `SYNC` characters before and `AHEAD` after
it, and on the place; so it is kept under a hash of these, and only the last block is read again.
Kept are codes and hits, of the blocks used last, for all streams of a station together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import STREAMS, Stream
from filters.ip.folds import Codes
from filters.ip.index import Index
from filters.ip.normal import AHEAD, SYNC
from filters.ip.scan import Found, Scan, joined, scan

PIECE = 256
_KEPT = 2048  # blocks, of some kilobytes each
_WAITING = 200  # codes; more never wait
_LONG = 4096  # of a longer window nothing is known, most often: it is read at once


class _Piece(NamedTuple):
    """A stream in [begin, end): its codes, and grams that end there; `at` counts from its first code."""

    codes: Codes
    raw: NDArray[np.int64]
    found: Found


class Trail:
    """Reads windows against one index. For many threads."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.streams: Collection[Stream] = getattr(index, "streams", STREAMS)  # others are not read
        self._kept = OrderedDict[tuple[Stream, int, int], _Piece]()
        self._lock = Lock()

    def scan(self, text: str, stream: Stream, *, start: int, final: bool) -> Scan:
        """As `filters.ip.scan.scan`, without the first characters where nobody needs them.

        Those are the first `SYNC` where there are others before, and all but the last where nothing is found.
        """
        end = start + len(text)
        begin = start if start == 0 else -(-(start + SYNC) // PIECE) * PIECE
        last = max(begin, (end - AHEAD) // PIECE * PIECE)
        if last == begin or (len(text) > _LONG and final):
            return scan(text, stream, self.index, start=start, final=final)
        pieces = [self._piece(text, stream, start, at) for at in range(begin, last, PIECE)]
        since = max(start, last - SYNC)
        tail = scan(text[since - start :], stream, self.index, start=since, final=final)
        return joined(stream, _needed([*pieces, _cut(tail, last, end)]), tail.sure)

    def _piece(self, text: str, stream: Stream, start: int, begin: int) -> _Piece:
        since, end = max(start, begin - SYNC), begin + PIECE + AHEAD
        shown = text[since - start : end - start]
        key = (stream, begin, hash(shown))
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
        read = scan(shown, stream, self.index, start=since, final=False)
        made = _cut(read, begin, begin + PIECE)
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def _needed(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """Where nothing is found, only so many of the last as hold all that may wait."""
    if any(len(one.found.at) for one in pieces):
        return pieces
    codes = 0
    for place in range(len(pieces) - 1, 0, -1):
        codes += len(pieces[place].codes)
        if codes > _WAITING:
            return pieces[place:]
    return pieces


def _cut(read: Scan, begin: int, end: int) -> _Piece:
    """What lies in [begin, end)."""
    first, last = (int(one) for one in np.searchsorted(read.raw, (begin, end)))
    found = read.found
    if len(found.at):
        found = found.some((found.last >= first) & (found.last < last))
        found = Found(found.at - first, found.last - first, found.doc, found.pos)
    return _Piece(read.codes[first:last], read.raw[first:last], found)
