"""One stream of a stretch of text, and where its grams are in an index.

Every gram is asked for, while an index keeps only minima: whatever a work and the text
share is found as soon as it holds one of the work's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import CHANNELS, Stream
from filters.ip.folds import Codes
from filters.ip.forms import normal
from filters.ip.hashing import grams
from filters.ip.index import Index
from filters.ip.script import belonging, weights

_OF_STREAM = {
    stream: tuple(one for one in CHANNELS.values() if one.stream == stream)
    for stream in ("text", "code", "tokens")
}


class Found(NamedTuple):
    """Grams that an index has, in the order in which they end; arrays in step.

    at: the code at which a gram begins. last: the code it ends with. doc, pos: where the index has it.
    """

    at: NDArray[np.int64]
    last: NDArray[np.int64]
    doc: NDArray[np.int64]
    pos: NDArray[np.int64]

    def some(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Found:
        """These of them."""
        return Found(self.at[which], self.last[which], self.doc[which], self.pos[which])


class Scan(NamedTuple):
    """A stream. raw: where each code is in the text. weight: of all codes before each, and of all.

    sure: a position of the text up to where nothing that follows can change any of it.
    """

    stream: Stream
    codes: Codes
    raw: NDArray[np.int64]
    weight: NDArray[np.int64]
    found: Found
    sure: int


def scan(text: str, stream: Stream, index: Index, *, start: int, final: bool) -> Scan:
    """Read a text that begins at position `start` of a longer one; positions are the longer one's."""
    form = normal(text, stream, start=start, final=final)
    found = _found(form.codes, stream, index)
    return Scan(stream, form.codes, form.at + start, _weight(form.codes, stream), found, start + form.sure)


class Cut(Protocol):
    """A piece of a stream. `at` and `last` of what is found count from its first code."""

    @property
    def codes(self) -> Codes: ...
    @property
    def raw(self) -> NDArray[np.int64]: ...
    @property
    def found(self) -> Found: ...


def joined(stream: Stream, pieces: Sequence[Cut], sure: int) -> Scan:
    """Pieces that follow each other, as one."""
    codes = np.concatenate([one.codes for one in pieces])
    raw = np.concatenate([one.raw for one in pieces])
    parts, base = list[Found](), 0
    for one in pieces:
        if len(one.found.at):
            at, last, doc, pos = one.found
            parts.append(Found(at + base, last + base, doc, pos).some(at + base >= 0))
        base += len(one.codes)
    found = Found(*(np.concatenate(column) for column in zip(*parts, strict=True))) if parts else _NOTHING
    return Scan(stream, codes, raw, _weight(codes, stream), found, sure)


def _weight(codes: Codes, stream: Stream) -> NDArray[np.int64]:
    weight = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(weights(codes, stream), out=weight[1:])
    return weight


def _found(codes: Codes, stream: Stream, index: Index) -> Found:
    parts = list[Found]()
    for channel in _OF_STREAM[stream]:
        at = np.flatnonzero(belonging(codes, channel))
        if not len(at):
            continue
        hits = index.hits(channel.name, grams(codes, channel.k)[at])
        if len(hits.at):
            begins = at[hits.at]
            where = (hits.doc.astype(np.int64), hits.pos.astype(np.int64))
            parts.append(Found(begins, begins + channel.k - 1, *where))
    if not parts:
        return _NOTHING
    every = Found(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return every.some(np.lexsort((every.pos, every.doc, every.at, every.last)))


_NOTHING = Found(*(np.zeros(0, np.int64) for _ in range(4)))
