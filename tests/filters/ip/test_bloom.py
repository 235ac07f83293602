from __future__ import annotations

import numpy as np
import pytest

from filters.ip.bloom import filled, passing
from filters.ip.hashing import mixed


def test_what_is_there_passes_and_little_else() -> None:
    hashes = mixed(np.arange(200_000, dtype=np.uint64))
    words = filled(hashes[:100_000])
    assert passing(words, hashes[:100_000]).all()
    assert passing(words, hashes[100_000:]).mean() < 0.01
    assert words.nbytes == pytest.approx(100_000 * 20 / 8, rel=0.01)


def test_one_hash_and_none() -> None:
    one = mixed(np.array([7], np.uint64))
    assert passing(filled(one), one).all()
    assert not passing(filled(one[:0]), one).any()
