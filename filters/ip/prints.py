"""What an index keeps of a document: fingerprints, and a bit of every gram to go on by.

`prints_of` is all that who builds an index needs: the hashes of each channel with their
positions, and for each stream its *blocks*. A block's bit is the highest of the hash of the gram of two
codes that begins there (three tokens), so unrelated texts agree in every second bit: how far a
passage goes on is seen to within a character or two, and runs on by one wrong bit in two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.ip.boilerplate import unowned
from filters.ip.channel import OF_KIND, Channel, Stream
from filters.ip.document import Kind
from filters.ip.forms import normal
from filters.ip.hashing import Hashes, grams, minima
from filters.ip.normal import Normal
from filters.ip.script import belonging

GRAM: Mapping[Stream, int] = {"text": 2, "code": 2, "tokens": 3}
"""How many codes a bit of a block is of."""
STEP: Mapping[Stream, int] = {"text": 1, "code": 2, "tokens": 1}
"""Only the bit of every so manyth gram is kept, from the first on."""
_REPEATS = 4  # of one hash in one document; a table of zeros has thousands


class Marks(NamedTuple):
    """The fingerprints of a channel. pos: where each gram begins in its stream, ascending."""

    hashes: Hashes
    pos: NDArray[np.uint32]


class Prints(NamedTuple):
    """Of one document. marks: by channel. blocks: by stream."""

    marks: Mapping[str, Marks]
    blocks: Mapping[Stream, NDArray[np.uint8]]


def prints_of(text: str, kind: Kind) -> Prints:
    """The prints of a document's text. 10 MB/s and more; memory is some 40 times the text's part.

    Licence headers and lines that rule a page off have no fingerprints: they are nobody's passage.
    """
    streams: dict[Stream, Normal] = {one.stream: normal(text, one.stream) for one in OF_KIND[kind]}
    aside = unowned(text) if kind == "code" else ()
    marks = {one.name: _marks(streams[one.stream], one, aside) for one in OF_KIND[kind]}
    return Prints(marks, {name: blocks(one, name) for name, one in streams.items()})


def _marks(stream: Normal, channel: Channel, aside: tuple[tuple[int, int], ...]) -> Marks:
    hashes = grams(stream.codes, channel.k)
    pos = minima(hashes, channel.w, belonging(stream.codes, channel))
    for start, end in aside:
        begins, ends = stream.at[pos], stream.at[pos + channel.k - 1]
        pos = pos[(ends < start) | (begins >= end)]
    pos = pos[_first(hashes[pos], _REPEATS)]
    return Marks(hashes[pos], pos.astype(np.uint32))


def _first(hashes: Hashes, most: int) -> NDArray[np.intp]:
    """The places of each hash's first few, in order."""
    order = np.argsort(hashes, kind="stable")
    ranked = hashes[order]
    new = np.concatenate([[True], ranked[1:] != ranked[:-1]]) if len(ranked) else np.zeros(0, np.bool_)
    begin = np.maximum.accumulate(np.where(new, np.arange(len(ranked)), 0)) if len(ranked) else order
    return np.sort(order[np.arange(len(ranked)) - begin < most])


def bits(stream: Normal, name: Stream) -> NDArray[np.uint8]:
    """A bit for each gram of the stream, one a byte."""
    return (grams(stream.codes, GRAM[name]) >> np.uint64(63)).astype(np.uint8)


def blocks(stream: Normal, name: Stream) -> NDArray[np.uint8]:
    """The bits that are kept, packed, the first in the lowest."""
    return np.packbits(bits(stream, name)[:: STEP[name]], bitorder="little")
