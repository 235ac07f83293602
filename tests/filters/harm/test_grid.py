"""Windows and stretches: how many, and that they cover a text."""

from __future__ import annotations

import itertools

import pytest

from filters.harm.canon import WIDE
from filters.harm.grid import BEFORE, EACH, SIZE, STEP, STRETCH, STRIDE, count, whole


@pytest.mark.parametrize(
    ("length", "number"),
    [(0, 1), (1, 1), (SIZE, 1), (SIZE + 1, 2), (SIZE + STRIDE, 2), (SIZE + STRIDE + 1, 3), (1000, 8)],
)
def test_how_many_windows_a_text_has(length: int, number: int) -> None:
    assert count(length) == number


@pytest.mark.parametrize("length", range(1, 3000, 7))
def test_windows_cover_a_text_and_none_lies_in_another(length: int) -> None:
    spans = [(n * STRIDE, min(n * STRIDE + SIZE, length)) for n in range(count(length))]
    assert spans[0][0] == 0
    assert spans[-1][1] == length
    assert all(after[1] > before[1] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("length", "number"),
    [(0, 0), (STRETCH - 1, 0), (STRETCH, 1), (STRETCH + STEP - 1, 1), (STRETCH + STEP, 2)],
)
def test_how_many_stretches_are_whole(length: int, number: int) -> None:
    assert whole(length) == number
    assert number == 0 or count((number - 1) * STEP + STRETCH) == number * EACH


def test_a_stretch_is_read_with_all_that_a_spelling_takes() -> None:
    assert BEFORE + STRETCH == WIDE
