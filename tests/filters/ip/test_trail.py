"""A window is read from what is known of it, and is the same as if it were not."""

from __future__ import annotations

import random

import pytest

from filters.ip.channel import STREAMS, Stream
from filters.ip.index import Memory
from filters.ip.normal import SYNC
from filters.ip.scan import scan
from filters.ip.trail import PIECE, Trail
from tests.filters.ip.making import code, english, japanese, works


@pytest.mark.parametrize("stream", STREAMS)
def test_what_is_known_is_what_is_read(stream: Stream) -> None:
    rng = random.Random(4)
    texts = [*works(rng, "en", 2, 2000), *works(rng, "code", 2, 2000)]
    index = Memory(texts)
    text = (
        english(rng, 300)
        + texts[0][1][100:700]
        + "\n"
        + japanese(rng, 200)
        + texts[2][1][:900]
        + code(rng, 300)
    )
    trail = Trail(index)
    for end in range(1200, len(text), 97):
        for start in (0, max(0, end - 1800)):
            known = trail.scan(text[start:end], stream, start=start, final=False)
            read = scan(text[start:end], stream, index, start=start, final=False)
            since = max(0 if start == 0 else start + SYNC + PIECE, int(known.raw[0]))
            one, other = ((it.raw >= since) & (it.raw < known.sure) for it in (known, read))
            assert known.sure == read.sure
            assert known.codes[one].tolist() == read.codes[other].tolist()
            assert known.raw[one].tolist() == read.raw[other].tolist()
            places = [
                {
                    (int(it.raw[a]), int(d), int(p))
                    for a, l, d, p in zip(*it.found, strict=True)
                    if it.raw[a] >= since
                }
                for it in (known, read)
            ]
            assert places[0] == places[1]
