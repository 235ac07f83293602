"""What an index of works answers, whatever it is kept in; and one that is kept in memory.

An index is asked with hashes and tells where they are: a document and a position in its stream.
To see how far a passage goes on from there it keeps *blocks*: one bit of every gram's hash
(`filters.ip.prints`), packed, the first in the lowest bit. No text is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import CHANNELS, Stream
from filters.ip.document import Document
from filters.ip.hashing import Hashes
from filters.ip.prints import Marks, prints_of

CAP = 64
"""A hash that is in more documents than this is a way of speaking: only that is kept."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where hashes were found: three arrays in step.

    at: which of the hashes that were asked. doc: a document's number. pos: where its gram begins.
    common: which of the asked are in too many documents to say (`CAP`); they are not in `at`.
    """

    at: NDArray[np.intp]
    doc: NDArray[np.uint32]
    pos: NDArray[np.uint32]
    common: NDArray[np.intp]


class Index(Protocol):
    """Works that passages may resemble. For many threads; nothing in it changes."""

    @property
    def size(self) -> int:
        """How many fingerprints it has."""
        ...

    def hits(self, channel: str, hashes: Hashes) -> Hits:
        """Where these are, in order of `at`; plain hashes, even where the index is salted."""
        ...

    def document(self, number: int) -> Document:
        """The document with this number."""
        ...

    def blocks(self, stream: Stream, number: int) -> NDArray[np.uint8]:
        """The blocks of a document's stream; empty where it has none."""
        ...


class Memory:
    """An index in memory, of texts given whole: what others are measured against.

    Postings lie sorted by hash, one array for each channel.
    """

    def __init__(self, works: Iterable[tuple[Document, str]] = ()) -> None:
        self._documents = list[Document]()
        self._blocks = list[Mapping[Stream, NDArray[np.uint8]]]()
        taken: dict[str, list[_Posted]] = {name: [] for name in CHANNELS}
        for document, text in works:
            number = len(self._documents)
            prints = prints_of(text, document.kind, document.lang)
            self._documents.append(document)
            self._blocks.append(prints.blocks)
            for name, marks in prints.marks.items():
                taken[name].append(_Posted.of(marks, number))
        self._postings = {name: _Postings.of(rows) for name, rows in taken.items()}

    @property
    def streams(self) -> frozenset[Stream]:
        """Those that it has anything of. An index that does not say may have all."""
        return frozenset(CHANNELS[name].stream for name, one in self._postings.items() if len(one.hashes))

    @property
    def size(self) -> int:
        return sum(len(one.hashes) for one in self._postings.values())

    def hits(self, channel: str, hashes: Hashes) -> Hits:
        return self._postings[channel].hits(hashes)

    def document(self, number: int) -> Document:
        return self._documents[number]

    def blocks(self, stream: Stream, number: int) -> NDArray[np.uint8]:
        return self._blocks[number].get(stream, _NONE)


_NONE = np.zeros(0, np.uint8)


class _Posted(NamedTuple):
    """Fingerprints and where they are, in step."""

    hashes: Hashes
    doc: NDArray[np.uint32]
    pos: NDArray[np.uint32]

    @classmethod
    def of(cls, marks: Marks, number: int) -> _Posted:
        return cls(marks.hashes, np.full(len(marks.hashes), number, np.uint32), marks.pos)


class _Postings(NamedTuple):
    """All of a channel, sorted by hash and then as they came. common: hashes in too many documents."""

    hashes: Hashes
    doc: NDArray[np.uint32]
    pos: NDArray[np.uint32]
    common: Hashes
    there: NDArray[np.bool_]  # by the first bits of a hash, whether there may be one

    @classmethod
    def of(cls, rows: Sequence[_Posted]) -> _Postings:
        hashes = np.concatenate([np.zeros(0, np.uint64), *(one.hashes for one in rows)])
        doc = np.concatenate([np.zeros(0, np.uint32), *(one.doc for one in rows)])
        pos = np.concatenate([np.zeros(0, np.uint32), *(one.pos for one in rows)])
        order = np.argsort(hashes, kind="stable")
        hashes, doc, pos = hashes[order], doc[order], pos[order]
        common = _in_many(hashes, doc)
        kept = ~np.isin(hashes, common)
        there = np.zeros(1 << max(8, (16 * len(hashes)).bit_length()), np.bool_)
        there[hashes >> _beyond(there)] = True
        return cls(hashes[kept], doc[kept], pos[kept], common, there)

    def hits(self, every: Hashes) -> Hits:
        maybe = np.flatnonzero(self.there[every >> _beyond(self.there)])
        if not len(maybe):
            return _NO_HITS
        asked = every[maybe]
        first = np.searchsorted(self.hashes, asked, "left")
        count = np.searchsorted(self.hashes, asked, "right") - first
        at = np.repeat(np.arange(len(asked)), count)
        # The places of each asked hash one after the other: its first, and how far into its own.
        into = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
        rows = np.repeat(first, count) + into
        return Hits(maybe[at], self.doc[rows], self.pos[rows], maybe[np.isin(asked, self.common)])


def _beyond(table: NDArray[np.bool_]) -> np.uint64:
    """How many bits of a hash a table does not look at."""
    return np.uint64(65 - len(table).bit_length())


_FEW = np.zeros(0, np.uint32)
_NO_HITS = Hits(np.zeros(0, np.intp), _FEW, _FEW, np.zeros(0, np.intp))


def _in_many(hashes: Hashes, doc: NDArray[np.uint32]) -> Hashes:
    """The hashes, of these sorted ones, that more than `CAP` documents have."""
    if not len(hashes):
        return hashes
    new = np.concatenate([[True], (hashes[1:] != hashes[:-1]) | (doc[1:] != doc[:-1])])
    values, documents = np.unique(hashes[new], return_counts=True)
    return values[documents > CAP]
