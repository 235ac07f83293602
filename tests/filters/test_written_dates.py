"""Dates in the ways they are written, and those no calendar has."""

from __future__ import annotations

import re
from datetime import date

import pytest

from filters.written_dates import DATE, parse


def read(text: str) -> date | None:
    match = re.match(DATE.whole, text)
    return parse(match.group()) if match and match.end() == len(text) else None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1990年4月1日",
            "1990 年 4 月 1 日",
            "1990年04月01日",
            "1990/4/1",
            "1990-04-01",
            "1990.4.1",
            "19900401",
        ),
        *("平成2年4月1日", "平成2.4.1", "H2.4.1", "H02/04/01", "平2.4.1", "H2年4月1日", "平成二年四月一日"),
        *(
            "一九九〇年四月一日",
            "April 1, 1990",
            "Apr 1 1990",
            "Apr. 1st, 1990",
            "1 April 1990",
            "1st of April 1990",
        ),
        *("01-Apr-1990", "APR 1, 1990", "4/1/1990", "04.01.1990", "4/1/90", "1990年4月1"),
    ],
)
def test_the_first_of_april(text: str) -> None:
    assert read(text) == date(1990, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("昭和三十九年十月二十三日", date(1964, 10, 23)),
        ("S39.10.10", date(1964, 10, 10)),
        ("大正10年1月2日", date(1921, 1, 2)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("R1.5.1", date(2019, 5, 1)),
        ("31.12.1999", date(1999, 12, 31)),
        ("2/29/2000", date(2000, 2, 29)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1990年13月1日",
            "1990/2/30",
            "昭和65年1月1日",
            "H0.1.1",
            "19901301",
            "20240230",
            "0/1/1990",
            "Feb 30, 1990",
        ),
        *("1990年4月", "4月1日", "1234/5/6", "1990/4/1/2", "10.0.19045.2006"),
    ],
)
def test_no_days(text: str) -> None:
    assert read(text) is None
