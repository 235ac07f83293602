"""How well scores tell what should be found from what should not, and how far that may be chance.

Everything is counted on one grid, the distinct scores in order: a sample is a row of
counts for what should be found (positives), one for what should not (negatives), and one
for the benign pool, by which the threshold is set. The bootstrap (percentiles, 95 %) draws
each of the three anew, and puts the rows of a matrix through the same formulas; so that
its cost does not grow with the sample, it goes over at most 512 places, close together where
they decide. Where all draws agree it may still be chance: then, and for shares always,
Wilson's interval counts if it is wider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from proxy.evaluation.figures import Figure, share

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_PLACES = 512
_SEED = 20260
_ENDS = (2.5, 97.5)
_SHARES = {"recall": 0, "false_positives": 1}  # of which size


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of a sample.

    false_positives: the share of the benign pool that may be flagged. prevalence: how much of
    what a station sees is positive, for F1. rounds: of the bootstrap.
    """

    false_positives: float = 0.02
    prevalence: float = 0.07
    rounds: int = 300


@dataclass(frozen=True, slots=True)
class Sample:
    """Scores. pool: the very object `negatives` where these are the pool; they are then drawn together."""

    positives: Floats
    negatives: Floats
    pool: Floats


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a sample says.

    threshold: flagged is what scores at least this; None: there is no pool, or in it even 1 is common.
    auprc: of the sample as it is. precision, f1: at the threshold and the prevalence asked for; best_f1:
    at the threshold that is best for this very sample, which nobody knows beforehand.
    """

    positives: int
    negatives: int
    pool: int
    threshold: float | None
    figures: Mapping[str, Figure]

    def __getitem__(self, name: str) -> Figure:
        return self.figures[name]

    def as_json(self) -> dict[str, object]:
        """Counts, threshold and figures."""
        told: dict[str, object] = {"positives": self.positives, "negatives": self.negatives}
        told |= {"pool": self.pool, "threshold": self.threshold}
        return told | {name: figure.as_json() for name, figure in self.figures.items()}


def ranked(sample: Sample, terms: Terms) -> Ranking:
    """Every figure of a sample with its interval. O(n log n), and what the bootstrap takes."""
    grid = np.unique(np.concatenate([sample.positives, sample.negatives, sample.pool]))
    parts = _Parts.of(sample, grid)
    told = _values(_Rows.of(*parts), terms)
    draws = _values(_drawn(_thinned(parts, terms), terms.rounds), terms)
    sizes = len(sample.positives), len(sample.negatives)
    figures = {name: _figure(name, value.item(), draws[name], sizes) for name, value in told.items()}
    threshold = _threshold(sample.pool, terms.false_positives)
    return Ranking(*sizes, len(sample.pool), threshold, figures)


def _threshold(pool: Floats, share: float) -> float | None:
    """The next number above the surest row of the pool that may not be flagged."""
    allowed = int(len(pool) * share + 1e-9)
    if allowed >= len(pool):
        return 0.0 if len(pool) else None
    above = float(np.nextafter(np.sort(pool)[-1 - allowed], 2))
    return above if above <= 1 else None


class _Parts(NamedTuple):
    """How many of each are at each place of the grid."""

    positives: Counts
    negatives: Counts
    pool: Counts

    @classmethod
    def of(cls, sample: Sample, grid: Floats) -> _Parts:
        def counts(scores: Floats) -> Counts:
            return np.bincount(np.searchsorted(grid, scores), minlength=len(grid))

        negatives = counts(sample.negatives)
        pool = negatives if sample.pool is sample.negatives else counts(sample.pool)
        return cls(counts(sample.positives), negatives, pool)


class _Rows(NamedTuple):
    """One row for each draw. found, false, flagged: how many are at a place or above; last, none."""

    positives: Counts
    negatives: Counts
    found: Counts
    false: Counts
    flagged: Counts

    @classmethod
    def of(cls, positives: Counts, negatives: Counts, pool: Counts) -> _Rows:
        positives, negatives = np.atleast_2d(positives), np.atleast_2d(negatives)
        return cls(
            positives, negatives, *(_above(np.atleast_2d(one)) for one in (positives, negatives, pool))
        )


def _above(counts: Counts) -> Counts:
    tails = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
    return np.concatenate([tails, np.zeros((len(counts), 1), np.int64)], axis=1)


def _values(rows: _Rows, terms: Terms) -> dict[str, Floats]:
    """Every figure for each row; nan: there is nothing to divide by."""
    positives, negatives, pool = (_whole(one[:, :1]) for one in rows[2:])
    # The lowest place at which no more of the pool is flagged than may be.
    at = (rows.flagged > np.nan_to_num(pool) * terms.false_positives + 1e-9).sum(axis=1)
    found, false = rows.found / positives, rows.false / negatives
    here = (np.arange(len(at)), at)
    known = np.where(np.isnan(pool[:, 0]), np.nan, 1.0)
    recall, wrong = found[here] * known, false[here] * known
    with np.errstate(invalid="ignore"):
        precision = np.nan_to_num(rows.found / (rows.found + rows.false))[:, :-1] * (negatives / negatives)
    below = negatives - rows.false[:, :-1] + rows.negatives / 2
    return {
        "auroc": (rows.positives * below).sum(axis=1) / (positives * negatives)[:, 0],
        "auprc": (rows.positives * precision).sum(axis=1) / positives[:, 0],
        "recall": recall,
        "false_positives": wrong,
        "precision": _precision(recall, wrong, terms.prevalence),
        "f1": _f1(recall, wrong, terms.prevalence),
        "best_f1": _f1(found, false, terms.prevalence).max(axis=1),
    }


def _whole(counts: Counts) -> Floats:
    return np.where(counts > 0, counts, np.nan)


def _precision(recall: Floats, wrong: Floats, prevalence: float) -> Floats:
    """How much of what is flagged is right, where so much is positive; nan where nothing is flagged."""
    right, false = prevalence * recall, (1 - prevalence) * wrong
    return right / np.where(right + false > 0, right + false, np.nan)


def _f1(recall: Floats, wrong: Floats, prevalence: float) -> Floats:
    """F1 where so much is positive, whatever share of the sample is."""
    right = prevalence * recall
    return 2 * right / (right + (1 - prevalence) * wrong + prevalence)


def _thinned(parts: _Parts, terms: Terms) -> _Parts:
    """The same on at most `_PLACES` places: equally heavy ones, the top of the pool counting once more."""
    if len(parts.pool) <= _PLACES:
        return parts
    weights = [one / max(1, one.sum()) for one in parts]
    top = np.cumsum(weights[2][::-1])[::-1] <= 4 * terms.false_positives
    weights.append(weights[2] * top / max(1e-9, float((weights[2] * top).sum())))
    reached = np.cumsum(np.sum(weights, axis=0))
    bins = np.minimum((reached / reached[-1] * _PLACES).astype(np.int64), _PLACES - 1)

    def thin(counts: Counts) -> Counts:
        return np.bincount(bins, counts, _PLACES).astype(np.int64)

    negatives = thin(parts.negatives)
    pool = negatives if parts.pool is parts.negatives else thin(parts.pool)
    return _Parts(thin(parts.positives), negatives, pool)


def _drawn(parts: _Parts, rounds: int) -> _Rows:
    """As many again of each part, so many times, each any of those there are."""
    dice = np.random.default_rng(_SEED)

    def drawn(counts: Counts) -> Counts:
        size = int(counts.sum())
        return dice.multinomial(size, counts / max(size, 1), rounds) if size else np.tile(counts, (rounds, 1))

    positives, negatives = drawn(parts.positives), drawn(parts.negatives)
    pool = negatives if parts.pool is parts.negatives else drawn(parts.pool)
    return _Rows.of(positives, negatives, pool)


def _figure(name: str, value: float, drawn: Floats, sizes: tuple[int, int]) -> Figure:
    if np.isnan(value):
        return Figure(None, 0.0, 1.0)
    known = np.append(drawn[~np.isnan(drawn)], value)
    low, high = (float(end) for end in np.percentile(known, _ENDS))
    low, high = min(low, value), max(high, value)
    if low < high and name not in _SHARES:
        return Figure(value, low, high)
    whole = sizes[_SHARES[name]] if name in _SHARES else min(sizes)
    chance = share(round(value * whole), whole)
    return Figure(value, min(low, chance.low), max(high, chance.high))
