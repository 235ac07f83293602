"""Works put into a segment's file, and segments put together anew.

Private ones are salted here (`filters.ip.seal`). Putting together works on what is stored: it needs
the salt for the tables and blocks, and no text; what is removed leaves no fingerprint behind.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.ip.bloom import filled
from filters.ip.channel import CHANNELS, STREAMS, Stream
from filters.ip.document import Document
from filters.ip.hashing import Hashes, salted
from filters.ip.index import CAP
from filters.ip.prints import Marks, Prints
from filters.ip.seal import SEED, Seal
from filters.ip.segment import ALIGN, LEAST_TOP, MAGIC, VERSION, PackError, Segment

MOST = (1 << 32) - 1
"""Codes of all its works together, in one stream: positions are numbers of 32 bits."""
_LOW, _MIDDLE = np.uint64(0xFFFF), np.uint64(0xFFFFFFFF)
_MOST_TOP = 28  # bits of a hash that the table `top` is over


class Work(NamedTuple):
    """A document and its prints, to be put into a segment."""

    document: Document
    prints: Prints


def encode(works: Sequence[Work], salt: bytes = b"", seed: bytes = b"") -> bytes:
    """The file of these works. Memory is about that of their prints, three times.

    seed: sixteen bytes that no other segment with this salt has.
    """
    made = [Work(one.document, _salted(one.prints, salt)) for one in works]
    return _encoded(made, {}, Seal(salt, seed))


def together(parts: Sequence[tuple[Segment, Collection[int]]], salt: bytes = b"", seed: bytes = b"") -> bytes:
    """One file of several segments of one pack, without the documents whose numbers are given with each."""
    works, common = list[Work](), dict[str, Hashes]()
    for segment, removed in parts:
        works += _stored(segment, frozenset(removed))
        for channel in CHANNELS:
            known = common.get(channel, np.zeros(0, np.uint64))
            common[channel] = np.union1d(known, segment.common(channel))
    return _encoded(works, common, Seal(salt, seed))


def _salted(prints: Prints, salt: bytes) -> Prints:
    marks = {name: Marks(salted(one.hashes, salt), one.pos) for name, one in prints.marks.items()}
    return Prints(marks, prints.blocks)


def _stored(segment: Segment, removed: Collection[int]) -> Iterator[Work]:
    """The works of a segment with the hashes as they are stored."""
    by_channel = dict[str, list[Marks]]()
    for channel in CHANNELS:
        hashes, doc, pos = segment.rows(channel)
        order = np.lexsort((pos, doc))
        ends = np.searchsorted(doc[order], np.arange(len(segment.documents) + 1))
        by_channel[channel] = [
            Marks(hashes[order[begin:end]], pos[order[begin:end]]) for begin, end in pairwise(ends)
        ]
    for number, document in enumerate(segment.documents):
        if number not in removed:
            marks = {name: rows[number] for name, rows in by_channel.items()}
            yield Work(document, Prints(marks, {one: segment.blocks(one, number) for one in STREAMS}))


def _encoded(works: Sequence[Work], common: Mapping[str, Hashes], seal: Seal) -> bytes:
    if seal.salt and len(seal.seed) != SEED:
        raise ValueError("a salted segment needs a seed")
    arrays = dict[str, NDArray[Any]]()
    for channel in CHANNELS:
        known = common.get(channel, np.zeros(0, np.uint64))
        arrays |= {f"{channel}.{name}": one for name, one in _postings(works, channel, known).items()}
    for stream in STREAMS:
        arrays |= _blocks(works, stream, seal)
    table = json.dumps([asdict(one.document) for one in works], ensure_ascii=False).encode()
    table = zlib.compress(table, 6)
    arrays["documents"] = np.frombuffer(seal.sealed(table), np.uint8)
    return _file(arrays, len(works), seal.seed if seal.salt else b"")


def _bases(works: Iterable[Work], stream: Stream) -> NDArray[np.uint64]:
    """Where each document's positions begin, and the end: every one has as many as its blocks may have."""
    sizes = [16 * len(one.prints.blocks.get(stream, ())) + 64 for one in works]
    bases = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint64)
    if bases[-1] > MOST:
        raise PackError(
            f"{len(sizes)} works are too much for one segment: at most {MOST:,} characters together"
        )
    return bases


def _postings(works: Sequence[Work], channel: str, known: Hashes) -> Mapping[str, NDArray[Any]]:
    bases = _bases(works, CHANNELS[channel].stream)
    marks = [(n, one.prints.marks[channel]) for n, one in enumerate(works) if channel in one.prints.marks]
    hashes = np.concatenate([np.zeros(0, np.uint64), *(one.hashes for _, one in marks)])
    at = np.concatenate([np.zeros(0, np.uint64), *(bases[n] + one.pos for n, one in marks)])
    doc = np.concatenate([np.zeros(0, np.uint32), *(np.full(len(one.pos), n, np.uint32) for n, one in marks)])
    order = np.lexsort((at, hashes))
    hashes, at, doc = hashes[order], at[order].astype(np.uint32), doc[order]
    common = np.union1d(known, _common(hashes, doc))
    kept = ~np.isin(hashes, common)
    hashes, at = hashes[kept], at[kept]
    bits = min(_MOST_TOP, max(LEAST_TOP, len(hashes).bit_length() - 3))
    everything = np.concatenate([hashes, common])
    heads = (hashes >> np.uint64(64 - bits)).astype(np.uint32)
    rows = {
        "high": ((hashes >> np.uint64(16)) & _MIDDLE).astype(np.uint32),
        "low": (hashes & _LOW).astype(np.uint16),
        "at": at,
        "common": common,
        "filter": filled(everything) if len(everything) else np.zeros(0, np.uint64),
    }
    # A table over few rows would be larger than they are: their first bits stand with them.
    if len(hashes) < 1 << LEAST_TOP:
        return rows | {"first": (hashes >> np.uint64(48)).astype(np.uint16)}
    ends = np.cumsum(np.bincount(heads, minlength=1 << bits))
    return rows | {"top": np.concatenate([[0], ends]).astype(np.uint32)}


def _common(hashes: Hashes, doc: NDArray[np.uint32]) -> Hashes:
    """The hashes, of these sorted ones, that more than `CAP` documents have."""
    if not len(hashes):
        return hashes
    new = np.concatenate([[True], (hashes[1:] != hashes[:-1]) | (doc[1:] != doc[:-1])])
    values, documents = np.unique(hashes[new], return_counts=True)
    return values[documents > CAP]


def _blocks(works: Sequence[Work], stream: Stream, seal: Seal) -> Mapping[str, NDArray[Any]]:
    given = [one.prints.blocks.get(stream, _NONE) for one in works]
    covered = [seal.cover(one, stream, n) for n, one in enumerate(given)]
    ends = np.concatenate([[0], np.cumsum([len(one) for one in given])]).astype(np.uint64)
    return {f"{stream}.blocks": np.concatenate([_NONE, *covered]), f"{stream}.ends": ends}


_NONE = np.zeros(0, np.uint8)


def _file(arrays: Mapping[str, NDArray[Any]], documents: int, seed: bytes) -> bytes:
    placed, at = dict[str, list[Any]](), 0
    for name, one in arrays.items():
        placed[name] = [one.dtype.newbyteorder("<").str, len(one), at]
        at = -(-(at + one.nbytes) // ALIGN) * ALIGN
    told = {"version": VERSION, "documents": documents, "seed": seed.hex(), "arrays": placed}
    header = json.dumps(told, separators=(",", ":")).encode()
    begin = -(-(len(MAGIC) + 4 + len(header)) // ALIGN) * ALIGN
    body = bytearray(begin + at)
    body[: len(MAGIC)] = MAGIC
    body[len(MAGIC) : len(MAGIC) + 4] = len(header).to_bytes(4, "little")
    body[len(MAGIC) + 4 : len(MAGIC) + 4 + len(header)] = header
    for name, one in arrays.items():
        place = begin + placed[name][2]
        body[place : place + one.nbytes] = one.astype(one.dtype.newbyteorder("<"), copy=False).tobytes()
    return bytes(body)
