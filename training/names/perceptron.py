"""A linear sequence model trained for a margin, with steps that shrink feature by feature.

Sentences of a batch are decoded together with a cost on every label but the right one, so
that the right path must win by a margin; where it does not, its weights rise and those of
the winner fall. A weight's step is divided by the root of all its changes so far (AdaGrad),
so that frequent features do not swing; the mean over all steps is what is kept.

Scores are sums of whole numbers, and what is not whole is computed one by one with
operations that IEEE 754 rounds exactly: the same data give the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filters.names.features import BITS, COUNT, LEXICAL, WORDY
from filters.names.labels import LABELS, OUTSIDE
from training.names.rows import Unit

_L = len(LABELS)
_NEVER = -(1 << 28)
_BATCH = 32
UNIT = 256  # of a weight's first step


@dataclass(frozen=True, slots=True)
class Settings:
    """epochs; margin: cost of a wrong label; missing: more, where a name is called nothing; rare: features seen less often are left out."""

    epochs: int = 10
    margin: int = 12
    missing: int = 8
    rare: int = 3
    drop_lists: float = 0.2
    drop_words: float = 0.15
    seed: int = 7


@dataclass(slots=True)
class Weights:
    """emit[slot, label], move[from, to]: means over all steps."""

    emit: NDArray[np.float64]
    move: NDArray[np.float64]


def allowed() -> NDArray[np.bool_]:
    """allowed[from, to]: I- only behind B- or I- of its kind."""
    table = np.ones((_L, _L), np.bool_)
    for to in range(2, _L, 2):
        table[:, to] = False
        table[to - 1, to] = table[to, to] = True
    return table


def train(units: Sequence[Unit], settings: Settings, told: object = None) -> Weights:
    """Weights of the sentences, each as often as it is in `units`."""
    rng = np.random.Generator(np.random.PCG64(settings.seed))
    frequent = _frequent(units, settings.rare)
    emit = _Table(((1 << BITS) + 1) * _L)  # the last slot is never changed
    move = _Table(_L * _L)
    order = sorted(range(len(units)), key=lambda n: (len(units[n].labels), n))
    batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    step = 1
    for epoch in range(settings.epochs):
        wrong = 0
        for which in rng.permutation(len(batches)):
            batch = _Batch([units[n] for n in batches[which]], frequent, settings, rng)
            path = batch.best(emit.whole.reshape(-1, _L), move.whole.reshape(_L, _L), settings)
            wrong += batch.update(path, emit, move, step)
            step += 1
        if callable(told):
            told(epoch, wrong)
    return Weights(emit.mean(step).reshape(-1, _L)[:-1], move.mean(step).reshape(_L, _L))


class _Table:
    """Weights: exact, their whole parts that score, how much each has changed, and a sum over time."""

    def __init__(self, size: int) -> None:
        self.exact = np.zeros(size)
        self.whole = np.zeros(size, np.int32)
        self._changed = np.zeros(size)
        self._total = np.zeros(size)

    def change(self, up: NDArray[np.int64], down: NDArray[np.int64], step: int) -> None:
        """One step up for each of `up`, down for each of `down`, as often as they are there."""
        places, which = np.unique(np.concatenate((up, down)), return_inverse=True)
        signs = np.ones(len(which))
        signs[len(up) :] = -1
        change = np.bincount(which, signs, len(places))
        self._changed[places] += change * change
        moved = change / np.sqrt(np.maximum(self._changed[places], 1))
        self.exact[places] += moved
        self._total[places] += moved * step
        self.whole[places] = np.rint(self.exact[places] * UNIT).astype(np.int32)

    def mean(self, steps: int) -> NDArray[np.float64]:
        return self.exact - self._total / steps


def _frequent(units: Sequence[Unit], rare: int) -> NDArray[np.bool_]:
    counts = np.zeros(1 << BITS, np.int64)
    for at in range(0, len(units), 512):
        counts += np.bincount(
            np.concatenate([one.slots.reshape(-1) for one in units[at : at + 512]]), minlength=1 << BITS
        )
    return counts >= rare


class _Batch:
    def __init__(
        self, units: list[Unit], frequent: NDArray[np.bool_], settings: Settings, rng: np.random.Generator
    ) -> None:
        self.size, self.length = len(units), max(len(one.labels) for one in units)
        self.slots = np.full((self.size, self.length, COUNT), 1 << BITS, np.int64)
        self.gold = np.zeros((self.size, self.length), np.int64)
        self.real = np.zeros((self.size, self.length), np.bool_)
        chance = rng.random((self.size, 2))
        for n, one in enumerate(units):
            count = len(one.labels)
            features = np.where(frequent[one.slots], one.slots, 1 << BITS)
            if chance[n, 0] < settings.drop_lists:
                features[list(LEXICAL)] = 1 << BITS
            if chance[n, 1] < settings.drop_words:
                features[list(WORDY)] = 1 << BITS
            self.slots[n, :count] = features.T
            self.gold[n, :count] = one.labels
            self.real[n, :count] = True

    def best(self, emit: NDArray[np.int32], move: NDArray[np.int32], settings: Settings) -> NDArray[np.int64]:
        """The best path with the cost of being wrong added, for every sentence at once."""
        scores = np.take(emit, self.slots.reshape(-1, COUNT), axis=0).sum(1, dtype=np.int64)
        scores = scores.reshape(self.size, self.length, _L) + settings.margin * UNIT
        np.put_along_axis(
            scores,
            self.gold[:, :, None],
            np.take_along_axis(scores, self.gold[:, :, None], 2) - settings.margin * UNIT,
            2,
        )
        scores[:, :, OUTSIDE] += settings.missing * UNIT * (self.gold != OUTSIDE)
        scores *= self.real[:, :, None]
        steps = np.where(allowed(), move, _NEVER)
        best = scores[:, 0].copy()
        best[:, 2::2] = _NEVER
        back = np.zeros((self.length, self.size, _L), np.int64)
        for at in range(1, self.length):
            reach = best[:, :, None] + steps
            back[at] = reach.argmax(1)
            best = np.take_along_axis(reach, back[at][:, None, :], 1)[:, 0] + scores[:, at]
        path = np.zeros((self.size, self.length), np.int64)
        path[:, -1] = best.argmax(1)
        for at in range(self.length - 1, 0, -1):
            path[:, at - 1] = np.take_along_axis(back[at], path[:, at][:, None], 1)[:, 0]
        return path

    def update(self, path: NDArray[np.int64], emit: _Table, move: _Table, step: int) -> int:
        """Weights of the right path up, of the winner's down; how many tokens were wrong."""
        wrong = (path != self.gold) & self.real
        if not wrong.any():
            return 0
        slots = self.slots[wrong]
        known = slots < 1 << BITS
        up, down = ((slots * _L + labels[wrong][:, None])[known] for labels in (self.gold, path))
        emit.change(up, down, step)
        both = self.real[:, 1:] & (wrong[:, 1:] | wrong[:, :-1])
        up, down = ((labels[:, :-1] * _L + labels[:, 1:])[both] for labels in (self.gold, path))
        move.change(up, down, step)
        return int(wrong.sum())
