from __future__ import annotations

import numpy as np
import pytest
from cryptography.exceptions import InvalidTag

from filters.ip.seal import Seal

BLOCKS = np.arange(256, dtype=np.uint8)


def test_what_is_covered_can_be_laid_bare_with_the_salt_alone() -> None:
    seal = Seal(b"a" * 32, b"b" * 16)
    covered = seal.cover(BLOCKS, "text", 3)
    assert (seal.cover(covered, "text", 3) == BLOCKS).all()
    for other in (Seal(b"c" * 32, b"b" * 16), Seal(b"a" * 32, b"d" * 16)):
        assert (other.cover(covered, "text", 3) != BLOCKS).mean() > 0.9
    assert (seal.cover(covered, "text", 4) != BLOCKS).mean() > 0.9
    assert (seal.cover(covered, "code", 3) != BLOCKS).mean() > 0.9


def test_a_table_is_sealed() -> None:
    seal = Seal(b"a" * 32, b"b" * 16)
    sealed = seal.sealed(b"titles")
    assert b"titles" not in sealed
    assert seal.opened(sealed) == b"titles"
    with pytest.raises(InvalidTag):
        Seal(b"a" * 32, b"e" * 16).opened(sealed)


def test_without_a_salt_nothing_is_covered() -> None:
    seal = Seal(b"", b"")
    assert seal.sealed(b"titles") == seal.opened(b"titles") == b"titles"
    assert seal.cover(BLOCKS, "text", 0) is BLOCKS
