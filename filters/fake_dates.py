"""A date some days earlier or later, in the form it was written in.

Understood are years, months and days in digits (1990-01-02, 1990/1/2, 19900102, 1990年1月2日)
and Japanese eras (昭和60年1月2日, S60.1.2, 平成元年). What is not a date stays without an answer.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_WESTERN = re.compile(r"(\d{4})([-/.年]?)(\d{2}|(?<=\D)\d)([-/.月]?)(\d{2}|(?<=\D)\d)(日?)")
_NAME = r"(明治|大正|昭和|平成|令和|[MTSHR])"
_ERA = re.compile(_NAME + r"(\.?)(元|\d{1,2})([-/.年])(\d{1,2})([-/.月])(\d{1,2})(日?)")
# First day of each era. Source: the calendar; see docs/sources.md#eras.
_ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
)


def moved(text: str, days: int) -> str | None:
    """The date `days` earlier, or None if this is none. text: folded."""
    try:
        return _western(text.strip(), days) or _era(text.strip(), days)
    except (ValueError, OverflowError):  # no day of the calendar
        return None


def _western(text: str, days: int) -> str | None:
    found = _WESTERN.fullmatch(text)
    if found is None or bool(found[2]) != bool(found[4]):
        return None
    then = date(int(found[1]), int(found[3]), int(found[5])) - timedelta(days)
    month, day = _like(found[3], then.month), _like(found[5], then.day)
    return f"{then.year:04}{found[2]}{month}{found[4]}{day}{found[6]}"


def _era(text: str, days: int) -> str | None:
    found = _ERA.fullmatch(text)
    if found is None:
        return None
    first = next(began for name, letter, began in _ERAS if found[1] in (name, letter))
    year = first.year + (1 if found[3] == "元" else int(found[3])) - 1
    then = date(year, int(found[5]), int(found[7])) - timedelta(days)
    name, letter, began = next((one for one in _ERAS if one[2] <= then), ("", "", then))
    if not name:
        return None
    count = then.year - began.year + 1
    said = name if len(found[1]) > 1 else letter
    counted = "元" if count == 1 and len(found[1]) > 1 else str(count)
    month, day = _like(found[5], then.month), _like(found[7], then.day)
    return f"{said}{found[2]}{counted}{found[4]}{month}{found[6]}{day}{found[8]}"


def _like(was: str, now: int) -> str:
    """Of two digits at least, where it was of two."""
    return f"{now:02}" if len(was) == 2 else str(now)
