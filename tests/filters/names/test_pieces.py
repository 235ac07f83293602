"""Units side by side are read as if each stood alone."""

from __future__ import annotations

import numpy as np

from filters.names.lexicon import lexicon
from filters.names.pieces import CONTEXT, cuts

KNOWN = lexicon([("山田", 0), ("new york", 2)])
UNITS = [
    ("", "山田さんは"),
    ("前の文。", "New"),
    ("", "York に"),
    ("x" * 90 + "New ", "York"),
    ("", " "),
    ("", "3"),
]


def test_neighbours_do_not_matter() -> None:
    together = cuts(UNITS, KNOWN)
    for unit, (first, last) in zip(UNITS, together.bounds, strict=True):
        alone = cuts([unit], KNOWN)
        assert np.array_equal(together.slots[:, first:last], alone.slots)
        assert together.start[first:last].tolist() == alone.start.tolist()


def test_what_is_before_matters_so_far() -> None:
    near, far = (cuts([(before, "York")], KNOWN) for before in ("a New ", "x" * CONTEXT + "b New "))
    other = cuts([("a Old ", "York")], KNOWN)
    assert near.slots.shape == far.slots.shape
    assert not np.array_equal(near.slots, other.slots)
