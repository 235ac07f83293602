"""Logistic regression on n-grams that a window has or has not, many heads at once, in numpy alone.

A window's n-grams all weigh the same, one by the root of how many there are: the row has
length one, and repeating something changes nothing. AdaGrad in batches; a slot that fewer
than `least` windows have stays at nought, for it could only be learnt by heart. A window of
fewer than `FEW` n-grams weighs as if it had so many: what says little is near to the bias.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.harm.model import FEW

Floats = NDArray[np.float32]


class Sparse(NamedTuple):
    """slots[firsts[i]:firsts[i] + counts[i]] is what window i has."""

    slots: NDArray[np.uint32]
    firsts: NDArray[np.int64]
    counts: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The slots of these windows in a row, and how many each has."""
        counts = self.counts[rows]
        shift = np.repeat(self.firsts[rows] - (np.cumsum(counts) - counts), counts)
        return self.slots[shift + np.arange(int(counts.sum()))], counts


class Weights(NamedTuple):
    """value[head, slot], and what is added whatever the window has."""

    value: Floats
    bias: Floats


class Settings(NamedTuple):
    epochs: int = 8
    rate: float = 0.5
    # Of the sum over all windows, the inverse of what is often called C: for all heads, or for each.
    decay: float | tuple[float, ...] = 0.1
    batch: int = 2048
    least: int = 2
    # What a window with nothing known in it gets: a number for each head that shall not learn it.
    bias: tuple[float | None, ...] = ()


def scores(data: Sparse, weights: Weights, step: int = 8192) -> Floats:
    """[window, head]: what each head says of each window."""
    out = np.empty((len(data.counts), len(weights.bias)), np.float32)
    for at in range(0, len(out), step):
        rows = np.arange(at, min(at + step, len(out)))
        out[rows] = _scores(*data.take(rows), weights)
    return out


def _scores(slots: NDArray[np.uint32], counts: NDArray[np.int64], weights: Weights) -> Floats:
    sums = np.zeros((len(counts), len(weights.bias)), np.float32)
    some = np.flatnonzero(counts)
    firsts = (np.cumsum(counts) - counts)[some]
    for head, value in enumerate(weights.value):
        if len(some):
            sums[some, head] = np.add.reduceat(value.take(slots), firsts)
    return sums / _length(counts) + weights.bias


def _length(counts: NDArray[np.int64]) -> Floats:
    return np.sqrt(np.maximum(counts, FEW)).astype(np.float32)[:, None]


def train(
    data: Sparse, labels: Floats, importance: Floats, size: int, settings: Settings, seed: int = 20261122
) -> Weights:
    """labels[i, head]: 0 or 1. importance[i, head]: 0 where the row says nothing."""
    heads = labels.shape[1]
    decays = np.broadcast_to(np.array(settings.decay, np.float32), heads)
    seen = (np.bincount(data.slots, minlength=size) >= settings.least).astype(np.float32)
    weights = Weights(np.zeros((heads, size), np.float32), np.zeros(heads, np.float32))
    squares = np.full((heads, size), 1e-8, np.float32)
    bias_squares = np.full(heads, 1e-8, np.float32)
    fixed = np.array([one is not None for one in settings.bias] or [False] * heads)
    weights.bias[fixed] = [one for one in settings.bias if one is not None]
    for rows in _batches(len(labels), settings, seed):
        slots, counts = data.take(rows)
        wrong = (1 / (1 + np.exp(-_scores(slots, counts, weights))) - labels[rows]) * importance[rows]
        bias = wrong.sum(0)
        bias_squares += bias * bias
        weights.bias[~fixed] -= (settings.rate * bias / np.sqrt(bias_squares))[~fixed]
        wrong /= _length(counts)
        share = np.float32(len(rows) / len(labels))
        for head in range(heads):
            slope = np.bincount(slots, np.repeat(wrong[:, head], counts), minlength=size).astype(np.float32)
            slope += decays[head] * share * weights.value[head]
            slope *= seen
            squares[head] += slope * slope
            weights.value[head] -= settings.rate * slope / np.sqrt(squares[head])
    return weights


def _batches(count: int, settings: Settings, seed: int) -> Iterator[NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    for _ in range(settings.epochs):
        order = random.permutation(count)
        for at in range(0, count, settings.batch):
            yield np.sort(order[at : at + settings.batch])
