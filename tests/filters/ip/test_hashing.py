"""Hashes by differences of sums are those of each gram by itself; minima are those of every window."""

from __future__ import annotations

import numpy as np
import pytest

from filters.ip.hashing import grams, minima, mixed, salted


def _codes(seed: int, count: int, most: int = 50) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, most, count)


@pytest.mark.parametrize("k", [1, 2, 12, 24])
def test_a_gram_has_one_hash_wherever_it_stands(k: int) -> None:
    codes = _codes(1, 70_000)
    every = grams(codes, k)
    assert len(every) == len(codes) - k + 1
    for at in (0, 1, 65_530, 65_536, len(every) - 1):
        assert grams(codes[at : at + k], k).tolist() == [every[at]]


def test_too_few_codes_have_no_gram() -> None:
    assert len(grams(_codes(1, 5), 6)) == 0


@pytest.mark.parametrize("w", [1, 2, 29, 77, 499, 500, 600])
def test_of_every_window_the_least_is_kept_and_no_other(w: int) -> None:
    hashes = grams(_codes(2, 500), 1) if w == 2 else mixed(np.arange(500, dtype=np.uint64))
    kept = minima(hashes, w)
    order = {at: place for place, at in enumerate(minima_order(hashes))}
    needed = set[int]()
    for at in range(max(1, len(hashes) - w + 1)):
        window = range(at, min(at + w, len(hashes)))
        least = min(order[one] for one in window)
        same = [one for one in window if hashes[one] == hashes[minima_order(hashes)[least]]]
        assert set(same) <= set(kept.tolist())
        needed |= set(same)
    assert needed == set(kept.tolist())


def minima_order(hashes: np.ndarray) -> list[int]:
    """Places by the order in which minima are taken, told by asking for the least of what is left."""
    if not hasattr(minima_order, "known"):
        minima_order.known = {}  # type: ignore[attr-defined]
    key = hashes.tobytes()
    known = minima_order.known  # type: ignore[attr-defined]
    if key not in known:
        left, made = np.arange(len(hashes)), list[int]()
        while len(left):
            least = left[minima(hashes[left], len(left))]
            made += least.tolist()
            left = np.setdiff1d(left, least)
        known[key] = made
    return known[key]


def test_only_those_that_are_among_are_kept() -> None:
    hashes = mixed(np.arange(300, dtype=np.uint64))
    among = np.arange(300) % 7 == 3
    kept = minima(hashes, 40, among)
    assert among[kept].all()
    assert all(any(at <= one < at + 40 for one in kept.tolist()) for at in range(261))
    assert len(minima(hashes, 40, np.zeros(300, np.bool_))) == 0
    assert len(minima(hashes[:0], 40)) == 0


def test_a_salt_changes_every_hash_and_without_one_none_is() -> None:
    hashes = mixed(np.arange(1000, dtype=np.uint64))
    assert (salted(hashes, b"") == hashes).all()
    one, other = salted(hashes, b"one"), salted(hashes, b"other")
    assert len(np.unique(np.concatenate([hashes, one, other]))) == 3000
    assert (salted(hashes, b"one") == one).all()
