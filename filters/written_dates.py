"""Dates as they are written in Japanese and English, and whether the calendar has them.

By the Christian era or by a Japanese one (昭和39年2月20日, S39.2.20, 平成元年), in digits,
kanji numerals or with the month's name. Two-digit years are those of living people.
"""

from __future__ import annotations

import re
from datetime import date

from filters.entity import words
from filters.lazily import lazily
from filters.shapes import either, maybe, row, some, text, unless

# The year before the first of each era. Source: docs/sources.md#eras-jp.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LAST = {"明治": 45, "大正": 15, "昭和": 64, "平成": 31, "令和": 99}
_LETTERS = dict(zip("MTSHR", _ERAS, strict=True))
MONTHS = words(
    "January, February, March, April, May, June, July, August, September, October, November, December"
)
_NUMERALS = "〇一二三四五六七八九"

_SPACE = some(" ", 0, 1)
_MARK = some("[-/.]", 1, 1)
_TWO = some("[0-9]", 1, 2)
_KANJI = some(f"[{_NUMERALS}十]", 1, 3)
_YEAR = row(either(text("19"), text("20"), text("18")), some("[0-9]", 2, 2))
_ERA = either(*map(text, _ERAS))
_SHORT = either(some("[明大昭平令]", 1, 1), some("[MTSHR]", 1, 1))
_OF_ERA = either(text("元"), _TWO)
_MORE = unless(row(some("[-/.]", 0, 1), some("[0-9]", 1, 1)))

_DAY = row(_SPACE, text("月"), _SPACE, _TWO, maybe(row(_SPACE, text("日"))))
_KANJI_DAY = row(text("年"), _KANJI, text("月"), _KANJI, text("日"))
_BY_YEAR = row(_SPACE, text("年"), _SPACE, _TWO, _DAY)
_BY_MARK = row(_MARK, _TWO, _MARK, _TWO, _MORE)
_MONTH_AND_DAY = either(_BY_YEAR, _BY_MARK)
_NAMES = sorted({*MONTHS, *(name[:3] for name in MONTHS), "Sept"}, key=len, reverse=True)
_MONTH = row(either(*map(text, (*_NAMES, *map(str.upper, _NAMES)))), some("[.]", 0, 1))
_ORDINAL = maybe(either(*map(text, ("st", "nd", "rd", "th"))))
_NEAR_YEAR = either(_YEAR, some("[0-9]", 2, 2))

DATE = either(
    row(_YEAR, either(_BY_YEAR, _BY_MARK, row(some("[01]", 1, 1), some("[0-9]", 3, 3), _MORE))),
    row(
        _ERA, _SPACE, either(row(_OF_ERA, _MONTH_AND_DAY), row(some(f"[{_NUMERALS}十元]", 1, 3), _KANJI_DAY))
    ),
    row(_SHORT, _OF_ERA, _MONTH_AND_DAY),
    row(some(f"[{_NUMERALS}]", 4, 4), _KANJI_DAY),
    row(_MONTH, _SPACE, _TWO, _ORDINAL, some("[,.]", 0, 1), _SPACE, _YEAR, _MORE),
    row(_TWO, _ORDINAL, some("[- ]", 0, 1), maybe(text("of ")), _MONTH, some("[- ,]", 0, 2), _YEAR, _MORE),
    row(_TWO, _MARK, _TWO, _MARK, _NEAR_YEAR, _MORE),
)

_JAPANESE = lazily(
    rf"(?:({'|'.join(_ERAS)}|[明大昭平令MTSHR])? ?(元|[0-9]{{1,4}}|[{_NUMERALS}十]{{1,4}}))"
    rf" ?[-年/.] ?([0-9]{{1,2}}|[{_NUMERALS}十]{{1,3}}) ?[-月/.] ?([0-9]{{1,2}}|[{_NUMERALS}十]{{1,3}}) ?日?"
)
_NAMED = lazily(f"({'|'.join(name[:3] for name in MONTHS)})", re.IGNORECASE)
_DIGITS = lazily("[0-9]+")
_SHORTER = {era[0]: era for era in _ERAS}


def parse(written: str) -> date | None:
    """The date that matches `DATE`; None where the calendar has none. Of 4/5/1990 either month is right."""
    try:
        return _japanese(written) or _western(written)
    except ValueError:
        return None


def _japanese(written: str) -> date | None:
    match = _JAPANESE.fullmatch(written)
    if match is None:
        return None
    era, year, month, day = match.groups()
    count = 1 if year == "元" else _number(year)
    if era is None:
        return date(count, _number(month), _number(day)) if count > 99 else None
    name = _LETTERS.get(era) or _SHORTER[era[0]]
    return date(_ERAS[name] + count, _number(month), _number(day)) if 0 < count <= _LAST[name] else None


def _western(written: str) -> date:
    named = _NAMED.search(written)
    digits = [int(part) for part in _DIGITS.findall(written)]
    if named:
        day, year = digits
        return date(year, [name[:3] for name in MONTHS].index(named[1].title()) + 1, day)
    if len(digits) == 1:
        (whole,) = digits
        return date(whole // 10000, whole // 100 % 100, whole % 100)
    first, second, year = digits
    if year < 100:
        year += 1900 if year > 26 else 2000
    return date(year, first, second) if first <= 12 else date(year, second, first)


def _number(written: str) -> int:
    """In digits, or in kanji: 二十三, 一九九〇."""
    if written.isascii():
        return int(written)
    if "十" not in written:
        return int("".join(str(_NUMERALS.index(char)) for char in written))
    tens, _, ones = written.partition("十")
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)
