"""Works that were indexed together, as one file that is only mapped, never read whole.

The file: `MAGIC`, the length of a header, the header (JSON: what there is, and the place of each
array), the arrays. For each channel the fingerprints lie sorted by hash: `top` tells where those with
the same first bits begin, `high` and `low` are the other 48 bits, `at` is one number for document and
position together. In front of them is a filter (`filters.ip.bloom`). Rows of ten bytes and the blocks
make some 0.4 bytes for a byte of source; of the source itself nothing is kept.

With a salt all hashes are what only its owner can make (`filters.ip.hashing.salted`), the blocks
are covered by a key stream, and the table of documents is sealed.

What must stay true: everything read from the file is checked against its size before it is used;
whether the file is the one that was signed is for `filters.ip.pack` to say.
"""

from __future__ import annotations

import json
import mmap
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from cryptography.exceptions import InvalidTag
from numpy.typing import NDArray

from config.errors import PolicyError
from filters.ip.bloom import passing
from filters.ip.channel import CHANNELS, STREAMS, Stream
from filters.ip.document import Document
from filters.ip.hashing import Hashes, salted
from filters.ip.index import Hits
from filters.ip.seal import Seal

MAGIC = b"SKSHOIP\x01"
VERSION = 1
ALIGN = 64
LEAST_TOP = 16
"""Bits of a hash that stand in the table `top`, or beside each row; the other 48 are in `high` and `low`."""
_NONE = np.zeros(0, np.uint8)
_KINDS = ("<u8", "<u4", "<u2", "|u1")
_LOW, _MIDDLE = np.uint64(0xFFFF), np.uint64(0xFFFFFFFF)


class PackError(PolicyError):
    """A pack that cannot be used. The message says which file, what of it, and what to do."""


class Segment:
    """An index in a file. For many threads; nothing in it changes."""

    def __init__(self, path: Path, salt: bytes = b"") -> None:
        """Map the file; PackError where it is none, or another version's, or cut off."""
        self.path = path
        self._salt = salt
        self._data = _mapped(path)
        told, self._begin = self._header()
        if bool(told["seed"]) != bool(salt):
            what = "is salted: its salt is needed" if told["seed"] else "is not salted, but a salt is given"
            raise PackError(f"{path}: {what}")
        self._seal = Seal(salt, bytes.fromhex(told["seed"]))
        self._arrays: Mapping[str, Any] = told["arrays"]
        self._documents = self._table(int(told["documents"]))
        self._channels = {name: _Rows(self, name) for name in CHANNELS}
        self._bases = {name: self._base(name) for name in STREAMS}

    def _header(self) -> tuple[dict[str, Any], int]:
        data, start = self._data, len(MAGIC) + 4
        if data[: len(MAGIC) - 1] != MAGIC[:-1]:
            raise PackError(f"{self.path}: no segment of a corpus pack")
        if data[: len(MAGIC)] != MAGIC:
            version = data[len(MAGIC) - 1]
            what = f"version {version}, this is version {VERSION}"
            raise PackError(f"{self.path}: {what}: build the pack again, or use the release that made it")
        size = int.from_bytes(data[len(MAGIC) : start], "little")
        try:
            told: dict[str, Any] = json.loads(data[start : start + size])
            arrays = [(np.dtype(kind), int(count), int(at)) for kind, count, at in told["arrays"].values()]
            wanted = {"documents", *(f"{one}.blocks" for one in STREAMS), *(f"{one}.ends" for one in STREAMS)}
            whole = wanted <= set(told["arrays"]) and isinstance(told["documents"], int)
            bytes.fromhex(told["seed"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise PackError(
                f"{self.path}: damaged: its header cannot be read; install the pack again"
            ) from error
        begin = -(-(start + size) // ALIGN) * ALIGN
        ends = [begin + at + count * kind.itemsize for kind, count, at in arrays if at >= 0 and count >= 0]
        if not whole or len(ends) < len(arrays) or max(ends) > len(data):
            sizes = f"{len(data):,} bytes of {max(ends, default=0):,}"
            raise PackError(f"{self.path}: cut off: {sizes}; install the pack again")
        if {kind.str for kind, _, _ in arrays} - set(_KINDS):
            raise PackError(f"{self.path}: damaged: an array of no kind that is known")
        return told, begin

    def array(self, name: str) -> NDArray[Any]:
        """One array, as a view of the file; empty where there is none."""
        if name not in self._arrays:
            return _NONE
        kind, count, at = self._arrays[name]
        return np.frombuffer(self._data, np.dtype(kind), int(count), self._begin + int(at))

    def _table(self, count: int) -> tuple[Document, ...]:
        try:
            plain = self._seal.opened(self.array("documents").tobytes())
            documents = tuple(Document(**one) for one in json.loads(zlib.decompress(plain)))
        except InvalidTag as error:
            raise PackError(f"{self.path}: the salt is not the one it was made with") from error
        except (ValueError, TypeError, zlib.error) as error:
            raise PackError(f"{self.path}: damaged: its table of documents cannot be read") from error
        if len(documents) != count:
            raise PackError(f"{self.path}: damaged: {len(documents)} documents instead of {count}")
        return documents

    def _base(self, stream: Stream) -> NDArray[np.uint64]:
        sizes = np.diff(self.array(f"{stream}.ends")).astype(np.uint64)
        return np.concatenate([[0], np.cumsum(sizes * np.uint64(16) + np.uint64(64))]).astype(np.uint64)

    @property
    def size(self) -> int:
        return sum(one.count for one in self._channels.values())

    @property
    def documents(self) -> tuple[Document, ...]:
        """Its documents, by their numbers."""
        return self._documents

    def hits(self, channel: str, hashes: Hashes) -> Hits:
        at, places, common = self._channels[channel].found(salted(hashes, self._salt))
        bases = self._bases[CHANNELS[channel].stream]
        doc = np.searchsorted(bases, places, "right") - 1
        return Hits(at, doc.astype(np.uint32), (places - bases[doc]).astype(np.uint32), common)

    def common(self, channel: str) -> Hashes:
        """The hashes, as they are stored, of which it is only known that too many works have them."""
        return self._channels[channel].common

    def rows(self, channel: str) -> tuple[Hashes, NDArray[np.intp], NDArray[np.uint32]]:
        """All fingerprints of a channel in step: hashes as they are stored, documents and positions."""
        rows = self._channels[channel]
        bases = self._bases[CHANNELS[channel].stream]
        doc = np.searchsorted(bases, rows.places, "right") - 1
        return rows.hashes(), doc, (rows.places - bases[doc]).astype(np.uint32)

    def document(self, number: int) -> Document:
        return self._documents[number]

    def blocks(self, stream: Stream, number: int) -> NDArray[np.uint8]:
        ends = self.array(f"{stream}.ends")
        covered = self.array(f"{stream}.blocks")[int(ends[number]) : int(ends[number + 1])]
        return self._seal.cover(covered, stream, number)


class _Rows:
    """The rows of one channel. common: hashes that too many works have. places: document and position."""

    def __init__(self, segment: Segment, channel: str) -> None:
        def array(name: str, kind: type[np.unsignedinteger[Any]]) -> NDArray[Any]:
            return segment.array(f"{channel}.{name}").view(kind)

        self._filter, self.common = array("filter", np.uint64), array("common", np.uint64)
        self._high, self._low, self._at = (
            array("high", np.uint32),
            array("low", np.uint16),
            array("at", np.uint32),
        )
        self._top, self._first = array("top", np.uint32), array("first", np.uint16)
        self.count = len(self._at)
        if not len(self._high) == len(self._low) == self.count or not self._sound():
            raise PackError(f"{segment.path}: damaged: the rows of '{channel}' do not fit together")
        self._shift = np.uint64(64 - (len(self._top).bit_length() - 1)) if len(self._top) else np.uint64(0)

    def _sound(self) -> bool:
        if len(self._top):
            cells = len(self._top) - 1
            return cells >= 1 << LEAST_TOP and not cells & (cells - 1) and int(self._top[-1]) == self.count
        return len(self._first) == self.count

    @property
    def places(self) -> NDArray[np.uint64]:
        return self._at.astype(np.uint64)

    def hashes(self) -> Hashes:
        """All of them, put together again."""
        if len(self._top):
            heads = np.repeat(
                np.arange(len(self._top) - 1, dtype=np.uint64), np.diff(self._top.astype(np.int64))
            )
            first = (heads << self._shift) >> np.uint64(48)
        else:
            first = self._first.astype(np.uint64)
        return (first << np.uint64(48)) | (self._high.astype(np.uint64) << np.uint64(16)) | self._low

    @cached_property
    def _small(self) -> Hashes:
        return self.hashes()

    def found(self, asked: Hashes) -> tuple[NDArray[np.intp], NDArray[np.uint64], NDArray[np.intp]]:
        """Which are there, at which place each; and which are common. One that is not there costs a look."""
        if not len(self._filter):
            return np.zeros(0, np.intp), np.zeros(0, np.uint64), np.zeros(0, np.intp)
        maybe = np.flatnonzero(passing(self._filter, asked))
        hashes = asked[maybe]
        common = maybe[np.isin(hashes, self.common)] if len(self.common) else np.zeros(0, np.intp)
        which, rows = self._same(hashes) if len(self._top) else self._equal(hashes)
        return maybe[which], self._at[rows].astype(np.uint64), common

    def _equal(self, hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        first, last = (np.searchsorted(self._small, hashes, side) for side in ("left", "right"))
        return _ranges(first, last)

    def _same(self, hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        cells = (hashes >> self._shift).astype(np.intp)
        which, rows = _ranges(self._top[cells].astype(np.intp), self._top[cells + 1].astype(np.intp))
        high, low = ((hashes >> np.uint64(16)) & _MIDDLE).astype(np.uint32), (hashes & _LOW).astype(np.uint16)
        same = (self._high[rows] == high[which]) & (self._low[rows] == low[which])
        return which[same], rows[same]


def _ranges(first: NDArray[np.intp], last: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All numbers from each first to its last, one after the other, and which each is of."""
    count = last - first
    which = np.repeat(np.arange(len(first)), count)
    return which, np.repeat(first, count) + np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise PackError(f"{path}: empty; install the pack again") from error
