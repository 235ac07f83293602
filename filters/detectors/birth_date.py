"""Dates of birth: a date beside a word for being born, or beside what else is said of a person.

A date alone is nobody's. The nearest word decides: 生年月日, 生まれ, DOB and the like, or
有効期限, 施行, expires and all the other things that have dates. In a table the label above
does. Without any word, a date that lies between a person's age or sex and the end of a
field is one too, if it is of the years in which people were born who have such records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from filters.claims import NEAR, nearer, nearest
from filters.columns import HEADER_REACH, label
from filters.context import AFTER, BEFORE, VETO, Context, Word
from filters.detector import DETECTORS, Options, View, Window
from filters.entity import words
from filters.model import Finding, Reading
from filters.sieve import Sieve, without_any
from filters.written_dates import DATE, parse

_KIND = "pii.date_of_birth"
_BORN = words(
    """
    生年月日, 誕生日, お誕生日, 誕生年月日, 誕生, 生年, 生まれ, うまれ, 出生, 出生日, 出生年月日, 生誕,
    誕生日時, バースデー, バースデイ, せいねんがっぴ, たんじょうび, 産まれ, dob, d.o.b, d.o.b.,
    date of birth, birth date, birthdate, birthday, bday, b-day, born, born on, birth, birth_date,
    date_of_birth, dateofbirth, birth_day, birth year, seinengappi, geboren, geburtsdatum, né le, née le,
    date de naissance, fecha de nacimiento, data di nascita
    """
)
_BORN_BEHIND = words(
    """
    生まれ, うまれ, 誕生, 生年月日, 誕生日, 出生, 産まれ, born, birth, birthday, date of birth, dob
    """
)
_OTHERWISE = words(
    """
    有効期限, 有効期間, 期限, 期日, 発行, 発行日, 交付, 交付日, 更新, 更新日, 施行, 公布, 改正, 締切,
    締め切り, 〆切, 納期, 納品, 開始, 終了, 開催, 予約, 予約日, 登録, 登録日, 契約, 契約日, 入社, 入社日,
    退社, 退職, 入学, 卒業, 設立, 創業, 創立, 作成, 作成日, 日付, 日時, 掲載, 公開, 発売, 発売日, 販売,
    リリース, 購入, 購入日, 注文, 注文日, 配送日, 到着, 出荷, 受付, 受付日, 診察, 診察日, 初診, 受診, 来院,
    入院, 退院, 手術, 検査, 検査日, 接種, 死亡, 没, 享年, 命日, 結婚, 離婚, 転入, 取得, 満了, 現在, 時点,
    会議, 打ち合わせ, 面接, 申込, 申請, 提出, 支払, 請求, 入金, 事故, 事件, expires, expiry, exp, expiration,
    valid, valid until, issued, issue date, created, updated, modified, due, due date, deadline, effective,
    since, start, end, hired, joined, released, release, published, dated, appointment, admitted, discharged,
    visit, died, death, wedding, married, graduated, founded, timestamp, invoice, meeting, scheduled,
    version, starting, until
    """
)
_REACH = max(BEFORE, HEADER_REACH) + 1
_BEFORE = Context(
    dict.fromkeys(_BORN, (_KIND,))
    | dict.fromkeys(_OTHERWISE, (VETO,))
    | dict.fromkeys(("born again", "発生", "学生"), ())
)
_BEHIND = Context(dict.fromkeys(_BORN_BEHIND, (_KIND,)))
# 1990年4月1日生, and not 生産, 生徒, 生放送, 生活, …
_BORN_AT_ONCE = re.compile("[ )]?生(?![産徒放活配成命物鮮涯演中還存理協前ビ保出えきじ後])")
# What a record says of a person beside the date: sex, age, a telephone or an address.
_GAP = r"[ \t、,・/|()]{1,3}"
_SAID_BEHIND = re.compile(
    rf"{_GAP}(?:[男女♂♀]|満?[0-9]{{1,3}}[歳才]|〒|\+81|0[0-9]{{1,3}}-|0[789]0[0-9]{{4}})"
)
_SAID_BEFORE = re.compile(rf"(?:[男女]性?|[♂♀]|[0-9]{{1,3}}[歳才]){_GAP}\Z")
_BORN_BETWEEN = (1920, 2015)

_WHOLE, _OPEN = re.compile(DATE.whole), re.compile(DATE.open)
_FIRST = "0-9MTSHRJFAOND明大昭平令〇一二三四五六七八九"
_STARTS = (
    rf"[{_FIRST}](?<![A-Za-z0-9].)(?<![0-9][-/.].)(?<![〇一二三四五六七八九].)"
    rf"(?<=(?={DATE.whole}|{DATE.open}).)"
)
_SEARCH = re.compile(_STARTS, re.DOTALL)
_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_TRACES = (
    "[0-9元〇一二三四五六七八九十] ?年 ?[0-9〇一二三四五六七八九十]",
    "[0-9元][-/.][0-9]{1,2}[-/.][0-9]",
    "(?:18|19|20)[0-9]{6}",
    f"{_MONTH}[A-Za-z]{{0,6}}[.]? ?[0-9]",
    f"[0-9](?:st|nd|rd|th)?[- ]?(?:of )?{_MONTH}",
)


@DETECTORS.add
class BirthDate:
    """Dates of birth, by either calendar."""

    name = "birth_date"
    kinds: Mapping[str, str] = {_KIND: "A date of birth."}
    reach = _REACH
    view: View = "folded"
    inline = True
    sieve = Sieve(_STARTS, _TRACES, DATE.longest + 1)

    def __init__(self, options: Options) -> None:
        del options
        self._absent = without_any(*_TRACES)

    def read(self, window: Window) -> Reading:
        text, at, found = window.text, window.at, list[Finding]()
        if len(text) - at > self.sieve.cut and self._absent(text, at):
            at = len(text) - self.sieve.cut
        start = _SEARCH.search(text, at)
        while start is not None:
            at = start.start()
            if not window.final and len(text) - at <= DATE.longest and _OPEN.match(text, at):
                return Reading(tuple(found), window.start + at)
            here = _WHOLE.match(text, at)
            if here and (day := parse(here.group())):
                score = _score(text, here.span(), day, final=window.final)
                if score is None:
                    return Reading(tuple(found), window.start + at)
                if score:
                    found.append(window.finding(here.span(), _KIND, score))
                at = here.end() - 1
            start = _SEARCH.search(text, at + 1)
        return Reading(tuple(found), window.start + len(text))


def _score(text: str, span: tuple[int, int], day: date, *, final: bool) -> float | None:
    """How far it is believed; None where what follows must be seen first."""
    start, end = span
    before = nearest(_BEFORE.before(text, start), {_KIND})
    if before is None or before.away > NEAR:
        before = _labelled(text, start) or before
    if before and _KIND in before.kinds and before.away <= NEAR:
        return 0.95
    stop = text.find("\n", end, end + AFTER + 1)
    if stop < 0 and len(text) <= end + AFTER and not final:
        return None
    if _BORN_AT_ONCE.match(text, end):
        return 0.95
    word = nearer(before, nearest(_BEHIND.after(text, end), {_KIND}, behind=True))
    if word is not None:
        return 0.9 if _KIND in word.kinds else 0
    return 0.6 if _said(text, start, end, stop) and _BORN_BETWEEN[0] <= day.year <= _BORN_BETWEEN[1] else 0


def _labelled(text: str, at: int) -> Word | None:
    above = label(text, at)
    word = nearest(_BEFORE.before(above, len(above)), {_KIND}) if above else None
    return word and Word(word.kinds, NEAR)


def _said(text: str, start: int, end: int, stop: int) -> bool:
    behind = _SAID_BEHIND.match(text, end, stop if stop >= 0 else end + AFTER)
    return behind is not None or _SAID_BEFORE.search(text, max(0, start - 8), start) is not None
