"""Counts of a guard."""

from __future__ import annotations

from proxy.guarding.figures import Figures


def test_what_is_told() -> None:
    one = Figures(asked=5, answered=3, unsafe=1)
    for seconds in (0.0005, 0.003, 0.004, 99):
        one.took(seconds)
    one.went_wrong("late")
    one.went_wrong("late")
    told = one.as_json()
    assert told["took_ms"] == {"1": 1, "5": 2, "more": 1}
    assert told["wrong"] == {"late": 2}
    assert (told["asked"], told["answered"], told["unsafe"], told["remembered"], told["shared"]) == (
        5,
        3,
        1,
        0,
        0,
    )
