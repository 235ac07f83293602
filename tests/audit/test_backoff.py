"""Doubling waits with jitter, and a receiver's wish."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.backoff import MOST_ASKED_S, asked_s, delay_s

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempt", "draw", "asked", "wait"),
    [
        (1, 0.0, None, 0.5),
        (1, 1.0, None, 1.0),
        (2, 0.0, None, 1.0),
        (5, 1.0, None, 16.0),
        (7, 0.0, None, 30.0),
        (7, 1.0, None, 60.0),
        (10_000, 1.0, None, 60.0),
        (1, 1.0, 0.0, 1.0),
        (1, 1.0, 20.0, 20.0),
        (1, 1.0, 1e9, MOST_ASKED_S),
    ],
)
def test_delays(attempt: int, draw: float, asked: float | None, wait: float) -> None:
    assert delay_s(attempt, 1.0, 60.0, draw, asked) == wait


@given(st.integers(1, 100), st.floats(0, 1), st.none() | st.floats(0, 1e12))
def test_a_delay_is_never_none_and_never_endless(attempt: int, draw: float, asked: float | None) -> None:
    assert 0.25 <= delay_s(attempt, 0.5, 60.0, draw, asked) <= MOST_ASKED_S


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("9" * 400, 999_999_999.0),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 12:00:30 -0000", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 12:00:30 GMT", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert asked_s(header, NOW) == seconds
