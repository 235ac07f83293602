"""What is kept of a document."""

from __future__ import annotations

import random

import numpy as np

from filters.ip.forms import normal
from filters.ip.hashing import grams
from filters.ip.prints import GRAM, STEP, bits, blocks, prints_of
from tests.filters.ip.making import code, english, japanese


def test_fingerprints_are_grams_of_the_text_at_their_places() -> None:
    text = english(random.Random(1), 5000)
    prints = prints_of(text, "text", "en")
    assert set(prints.marks) == {"en"}
    marks = prints.marks["en"]
    hashes = grams(normal(text, "text").codes, 24)
    assert (hashes[marks.pos] == marks.hashes).all()
    assert (np.diff(marks.pos.astype(int)) > 0).all()
    assert int(np.diff(marks.pos.astype(int)).max()) <= 77


def test_every_stream_of_a_document_has_blocks() -> None:
    text = code(random.Random(2), 3000)
    prints = prints_of(text, "code")
    assert set(prints.blocks) == {"code", "tokens"}
    for name, kept in prints.blocks.items():
        count = len(normal(text, name).codes) - GRAM[name] + 1
        assert len(kept) == -(-len(range(0, count, STEP[name])) // 8)


def test_a_block_tells_unrelated_texts_apart_in_every_second_bit() -> None:
    rng = random.Random(3)
    one, other = (bits(normal(japanese(rng, 4000), "text").codes, "text")[:3500] for _ in range(2))
    assert 0.44 < float((one == other).mean()) < 0.56
    assert (np.unpackbits(blocks(normal("abcdef", "text").codes, "text"), bitorder="little")[:5] <= 1).all()


def test_a_hash_is_kept_a_few_times_of_a_document() -> None:
    assert len(prints_of("0" * 100_000, "text", "en").marks["en"].hashes) <= 4


def test_nothing_has_no_prints() -> None:
    prints = prints_of("", "text")
    assert all(len(one.hashes) == 0 for one in prints.marks.values())
