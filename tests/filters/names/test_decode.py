"""The best row of labels, by comparison with all of them."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from filters.names.decode import Paths
from filters.names.labels import LABELS

COUNT = len(LABELS)


def value(path: tuple[int, ...], scores: np.ndarray, move: np.ndarray) -> int:
    """What a row of labels is worth, between tokens that are outside."""
    total = sum(int(scores[at, label]) for at, label in enumerate(path))
    before = (0, *path)
    for a, b in itertools.pairwise(before):
        if b and b % 2 == 0 and a not in (b - 1, b):
            return -(10**9)
        total += int(move[a, b])
    return total


@pytest.mark.parametrize("seed", range(30))
def test_no_other_path_is_better(seed: int) -> None:
    rng = random.Random(seed)
    move = np.array([[rng.randint(-5, 5) for _ in LABELS] for _ in LABELS], np.int32)
    scores = np.array([[rng.randint(-9, 9) for _ in LABELS] for _ in range(3)], np.int32)
    path = tuple(Paths(move).best(scores))
    best = max(value(each, scores, move) for each in itertools.product(range(COUNT), repeat=3))
    assert value(path, scores, move) == best


def test_what_is_surely_outside_costs_nothing_and_cuts() -> None:
    scores = np.zeros((5, COUNT), np.int32)
    scores[:, 0] = 1000
    scores[2, 0], scores[2, 1] = 0, 50
    assert Paths(np.zeros((COUNT, COUNT), np.int32)).best(scores) == [0, 0, 1, 0, 0]
    assert Paths(np.zeros((COUNT, COUNT), np.int32)).best(scores[:0]) == []
