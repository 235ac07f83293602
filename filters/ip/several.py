"""Several indexes as one: documents are numbered through, and some may be left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import Stream
from filters.ip.document import Document
from filters.ip.hashing import Hashes
from filters.ip.index import Hits, Index

Counted = tuple[Index, int]
"""An index, and how many documents it has."""


class Several:
    """removed: numbers, as they are counted through, of documents that are no longer there."""

    def __init__(self, parts: Sequence[Counted], removed: Collection[int] = ()) -> None:
        self._parts = [index for index, _ in parts]
        self._bases = [0]
        for _, count in parts:
            self._bases.append(self._bases[-1] + count)
        self._removed = np.array(sorted(removed), np.uint32)

    @property
    def size(self) -> int:
        return sum(one.size for one in self._parts)

    @property
    def count(self) -> int:
        """How many numbers there are, those of removed documents too."""
        return self._bases[-1]

    def hits(self, channel: str, hashes: Hashes) -> Hits:
        found = [one.hits(channel, hashes) for one in self._parts]
        at = np.concatenate([_NO_PLACES, *(one.at for one in found)])
        doc = np.concatenate(
            [_NOTHING, *(one.doc + np.uint32(base) for one, base in zip(found, self._bases, strict=False))]
        )
        pos = np.concatenate([_NOTHING, *(one.pos for one in found)])
        common = np.unique(np.concatenate([_NO_PLACES, *(one.common for one in found)]))
        if len(self._removed):
            kept = ~np.isin(doc, self._removed)
            at, doc, pos = at[kept], doc[kept], pos[kept]
        order = np.argsort(at, kind="stable")
        return Hits(at[order], doc[order], pos[order], common)

    def document(self, number: int) -> Document:
        part = bisect_right(self._bases, number) - 1
        return self._parts[part].document(number - self._bases[part])

    def blocks(self, stream: Stream, number: int) -> NDArray[np.uint8]:
        part = bisect_right(self._bases, number) - 1
        return self._parts[part].blocks(stream, number - self._bases[part])


_NOTHING = np.zeros(0, np.uint32)
_NO_PLACES = np.zeros(0, np.intp)
