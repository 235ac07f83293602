"""Dates some days earlier, in the form they were written in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.fake_dates import moved


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("1990-01-02", 2, "1989-12-31"),
        ("1990/1/2", 1, "1990/1/1"),
        ("1990年12月31日", 31, "1990年11月30日"),
        ("19900301", 1, "19900228"),
        ("2000.03.01", 1, "2000.02.29"),
        ("昭和60年1月2日", 2, "昭和59年12月31日"),
        ("平成元年1月8日", 1, "昭和64年1月7日"),
        ("令和2年5月1日", 366, "令和元年5月1日"),
        ("S60.1.2", 1, "S60.1.1"),
        ("H1.1.8", 1, "S64.1.7"),
        ("明治1年2月1日", 30, None),  # before the first era there is no name for it
        ("1990-13-02", 1, None),
        ("1990-1/2", 1, "1990-1/1"),
        ("2 January 1990", 1, None),
        ("123", 1, None),
        ("", 1, None),
    ],
)
def test_moved(text: str, days: int, expected: str | None) -> None:
    assert moved(text, days) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 365))
def test_by_so_many_days(then: date, days: int) -> None:
    assert moved(then.isoformat(), days) == (then - timedelta(days)).isoformat()
