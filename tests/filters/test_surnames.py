"""The lists, and the longest surname a name begins with."""

from __future__ import annotations

import pytest

from filters.surnames import LONGEST, NO_NAMES, SURNAMES, surname_of


@pytest.mark.parametrize(
    ("name", "surname"),
    [("佐々木希", "佐々木"), ("森田", "森田"), ("森", "森"), ("林檎", "林"), ("猫", ""), ("", "")],
)
def test_the_longest_surname_wins(name: str, surname: str) -> None:
    assert surname_of(name) == surname


def test_what_is_no_name_is_no_surname() -> None:
    assert SURNAMES.isdisjoint(NO_NAMES)
    assert all(0 < len(name) <= LONGEST for name in SURNAMES)
