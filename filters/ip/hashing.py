"""Hashes of every gram of a text, and which of them are kept; no loop over characters.

A gram's hash is a polynomial mod 2^64 of its codes, by differences of prefix sums and the
inverse powers of an odd base, mixed at the end because the low bits of such a polynomial are
weak. Minima are taken in the order of a second mixing, and the plain hash is what is kept:
kept values that were the least themselves would crowd at one end of a table or filter.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse mod 2^64
_INVERSE = pow(_BASE, -1, 1 << 64)
_ONE, _TWO = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ORDER = np.uint64(0xD6E8FEB86659FD93)
_LAST = np.uint64((1 << 64) - 1)
_CHUNK = 1 << 16  # codes whose powers are kept; longer texts are hashed in parts


def mixed(values: Hashes) -> Hashes:
    """Every bit of each depends on every bit (splitmix64's finaliser)."""
    out = (values ^ (values >> np.uint64(30))) * _ONE
    out = (out ^ (out >> np.uint64(27))) * _TWO
    return out ^ (out >> np.uint64(31))


@lru_cache(maxsize=2)
def _powers(base: int) -> Hashes:
    powers = np.full(_CHUNK + 1, base, np.uint64)
    powers[0] = 1
    return np.cumprod(powers)


def grams(codes: NDArray[np.integer], k: int) -> Hashes:
    """The hash of each gram of `k` codes: one for each place it begins at, `len(codes) - k + 1`."""
    count = len(codes) - k + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    if len(codes) <= _CHUNK:
        return _grams(codes, k, count)
    step = _CHUNK - k + 1
    return np.concatenate([grams(codes[at : at + _CHUNK], k) for at in range(0, count, step)])


def _grams(codes: NDArray[np.integer], k: int, count: int) -> Hashes:
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes.astype(np.uint64) + np.uint64(1)) * _powers(_BASE)[: len(codes)], out=sums[1:])
    return mixed((sums[k:] - sums[:count]) * _powers(_INVERSE)[:count])


def minima(hashes: Hashes, w: int, among: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
    """The places, in order, of the least hash of every `w` in a row; of fewer than `w`, of all.

    among: only these are taken. Which are depends on the `w` around them alone, so a run that two
    texts share keeps the same ones in both. Equal ones are all kept.
    """
    if not len(hashes):
        return np.zeros(0, np.intp)
    order = mixed(hashes * _ORDER + _ORDER)
    if among is not None:
        order[~among] = _LAST
    kept = order == order.min() if len(order) <= w else _kept(order, w)
    return np.flatnonzero(kept & (order != _LAST))


def _kept(order: Hashes, w: int) -> NDArray[np.bool_]:
    """Whether each is the least of some `w` in a row that it is in (van Herk: two running minima)."""
    count = len(order)
    size = -(-count // w) * w
    padded = np.full(size, _LAST, np.uint64)
    padded[:count] = order
    rows = padded.reshape(-1, w)
    ahead = np.minimum.accumulate(rows, axis=1).ravel()
    behind = np.minimum.accumulate(rows[:, ::-1], axis=1)[:, ::-1].ravel()
    least = np.minimum(behind[: count - w + 1], ahead[w - 1 : count])
    # One is kept if some window's least is its own value: the greatest of the windows' it is in.
    edge = np.zeros(w - 1, np.uint64)
    windows = np.concatenate([edge, least, edge])
    return _running_greatest(windows, w)[:count] == order


def _running_greatest(values: Hashes, w: int) -> Hashes:
    """The greatest of every `w` in a row."""
    count = len(values)
    size = -(-count // w) * w
    padded = np.zeros(size, np.uint64)
    padded[:count] = values
    rows = padded.reshape(-1, w)
    ahead = np.maximum.accumulate(rows, axis=1).ravel()
    behind = np.maximum.accumulate(rows[:, ::-1], axis=1)[:, ::-1].ravel()
    return np.maximum(behind[: count - w + 1], ahead[w - 1 : count])


def salted(hashes: Hashes, salt: bytes) -> Hashes:
    """The hashes as only who has the salt can make them; without salt, as they are.

    Four rounds with keys of their own, one to one: it is no cipher, but a list of known texts
    cannot be held against the result without the salt.
    """
    if not salt:
        return hashes
    keys = np.frombuffer(blake2b(salt, digest_size=64, person=b"sekisho.ip.salt").digest(), np.uint64)
    out = hashes
    for key in range(0, 8, 2):
        out = mixed((out ^ keys[key]) + keys[key + 1])
    return out
