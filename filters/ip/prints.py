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

from filters.ip.channel import Channel, Stream, channels_of
from filters.ip.document import Kind
from filters.ip.folds import Codes
from filters.ip.forms import normal
from filters.ip.hashing import Hashes, grams, minima
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


def prints_of(text: str, kind: Kind, lang: str = "") -> Prints:
    """The prints of a document's text. Memory is some 40 times the text's part."""
    channels = channels_of(kind, lang)
    codes: dict[Stream, Codes] = {one.stream: normal(text, one.stream).codes for one in channels}
    marks = {one.name: _marks(codes[one.stream], one) for one in channels}
    return Prints(marks, {name: blocks(one, name) for name, one in codes.items()})


def _marks(codes: Codes, channel: Channel) -> Marks:
    hashes = grams(codes, channel.k)
    pos = minima(hashes, channel.w, belonging(codes, channel))
    pos = pos[_first(hashes[pos], _REPEATS)]
    return Marks(hashes[pos], pos.astype(np.uint32))


def _first(hashes: Hashes, most: int) -> NDArray[np.intp]:
    """The places of each hash's first few, in order."""
    order = np.argsort(hashes, kind="stable")
    ranked = hashes[order]
    new = np.concatenate([[True], ranked[1:] != ranked[:-1]]) if len(ranked) else np.zeros(0, np.bool_)
    begin = np.maximum.accumulate(np.where(new, np.arange(len(ranked)), 0)) if len(ranked) else order
    return np.sort(order[np.arange(len(ranked)) - begin < most])


def bits(codes: Codes, stream: Stream) -> NDArray[np.uint8]:
    """A bit for each gram of a stream, one a byte."""
    return (grams(codes, GRAM[stream]) >> np.uint64(63)).astype(np.uint8)


def blocks(codes: Codes, stream: Stream) -> NDArray[np.uint8]:
    """The bits that are kept, packed, the first in the lowest."""
    return np.packbits(bits(codes, stream)[:: STEP[stream]], bitorder="little")
