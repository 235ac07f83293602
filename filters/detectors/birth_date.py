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

from filters.columns import HEADER_REACH, label
from filters.context import AFTER, BEFORE, NEAR, VETO, Context, nearer
from filters.detector import DETECTORS, Options, View, Window
from filters.entity import words
from filters.glance import glance
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import either, row, some, text
from filters.sieve import Sieve
from filters.written_dates import DATE, MONTHS, parse

_KIND = "pii.date_of_birth"
_BORN = words(
    """
    生年月日, 誕生日, お誕生日, 誕生年月日, 誕生, 生年, 生まれは, 生まれた, 生まれ年, 生まれ:, うまれは,
    うまれた, 出生, 出生日, 出生年月日, 生誕, 誕生日時, バースデー, バースデイ, せいねんがっぴ, たんじょうび,
    産まれた, dob, d.o.b, d.o.b., date of birth, birth date, birthdate, birthday, bday, b-day, born, born on,
    birth, birth_date, date_of_birth, dateofbirth, birth_day, birth year, seinengappi, geboren, geburtsdatum,
    né le, née le, date de naissance, fecha de nacimiento, data di nascita
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
_BORN_BIT = _BEFORE.bit(_KIND)
# 1990年4月1日生, and not 生産, 生徒, 生放送, 生活, …
_BORN_AT_ONCE = lazily("[ )]?生(?![産徒放活配成命物鮮涯演中還存理協前ビ保出えきじ後])")
_BORN_SOMEWHERE = lazily(r"[、, ]{1,2}[^\n、。,0-9]{0,8}(?:生まれ|うまれ)")
# What a record says of a person beside the date: sex, age, a telephone or an address.
_GAP = r"[ \t、,・/|()]{1,3}"
_SAID_BEHIND = lazily(rf"{_GAP}(?:[男女♂♀]|満?[0-9]{{1,3}}[歳才]|〒|\+81|0[0-9]{{1,3}}-|0[789]0[0-9]{{4}})")
_SAID_BEFORE = lazily(rf"(?:[男女]性?|[♂♀]|[0-9]{{1,3}}[歳才]){_GAP}\Z")
_BORN_BETWEEN = (1920, 2015)

_WHOLE, _OPEN = lazily(DATE.whole), lazily(DATE.open)
_FIRST = "0-9MTSHRJFAOND明大昭平令〇一二三四五六七八九"
# Behind its first character: as little as makes it rare.
_TAILS = sorted({name[1:3] for name in MONTHS} | {name[1:3].upper() for name in MONTHS})
_LEADS = {
    "0-9": either(row(some("[0-9]", 0, 3), some("[-/.年 snrtJFMASOND]", 1, 1)), some("[0-9]", 7, 7)),
    "A-Z": either(*map(text, _TAILS), some("[0-9元]", 1, 1)),
    "明大昭平令": some("[治正和成0-9元]", 1, 1),
    "〇一二三四五六七八九": some("[〇一二三四五六七八九]", 3, 3),
}
_WAYS = "|".join(f"(?<=[{first}])(?={rest.whole}|{rest.open})" for first, rest in _LEADS.items())
_STARTS = rf"[{_FIRST}](?<![A-Za-z0-9].)(?<![0-9][-/.].)(?<![〇一二三四五六七八九].)(?:{_WAYS})"
_SEARCH = lazily(_STARTS, re.DOTALL)
_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_TRACES = (
    "[0-9元〇一二三四五六七八九十] ?年 ?[0-9〇一二三四五六七八九十]",
    "[0-9元][-/.][0-9]{1,2}[-/.][0-9]",
    "(?:18|19|20)[0-9]{6}",
    f"{_MONTH}[A-Za-z]{{0,6}}[.]? ?[0-9]",
    f"[0-9](?:st|nd|rd|th)?[- ]?(?:of )?{_MONTH}",
)


# In a long text we look for what is rarer than a digit: 年, the name of a month before a digit, and
# numbers of which a date may be made. It begins there, or with an era at most so many characters in front.
_LONG, _IN_FRONT = 256, 8
_FIRSTS = frozenset(re.sub("0-9", "0123456789", _FIRST))
_NUMERAL = "0-9〇一二三四五六七八九十"
_YEAR = lazily(f"年(?= ?[{_NUMERAL}])")
_FIRST_YEAR = lazily("元(?=[-/.][0-9])")
_MONTH_BEFORE = re.compile(b"A(?=[Aa]{2,8}[.]? ?0)")
_MONTH_NEEDS = tuple(letter + gap + b"0" for letter in (b"a", b"A") for gap in (b" ", b"", b". ", b"."))
_NUMBER = re.compile(b"0(?<!00)(?:(?=0{7})|(?=0{0,3}[-/.]0{1,2}[-/.]0)|(?=0?(?:aa)?[- ]?(?:aa )?A[Aa]{2}))")
_ERA_ENDS = frozenset("MTSHR明大昭平令治正和成")


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

    def read(self, window: Window) -> Reading:
        shown, at, found = window.text, window.at, list[Finding]()
        for place in _places(shown, at, self.sieve.cut):
            if place < at:
                continue
            if not window.final and len(shown) - place <= DATE.longest and _OPEN.match(shown, place):
                return Reading(tuple(found), window.start + place)
            here = _WHOLE.match(shown, place)
            if here and (day := parse(here.group())):
                score = _score(shown, here.span(), day, final=window.final)
                if score is None:
                    return Reading(tuple(found), window.start + place)
                if score:
                    found.append(window.finding(here.span(), _KIND, score))
                at = here.end()
        return Reading(tuple(found), window.start + len(shown))


def _places(shown: str, at: int, cut: int) -> list[int]:
    """Where from `shown[at]` on a date may begin, in order."""
    end = len(shown) - cut
    if end - at < _LONG:
        return [start.start() for start in _SEARCH.finditer(shown, at)]
    seen = glance(shown)
    places, eras = set[int](), list[int]()
    for number in _NUMBER.finditer(seen, at):
        place = number.start()
        places.add(place)
        if not _ERA_ENDS.isdisjoint(shown[max(0, place - 2) : place]):
            eras.append(place)
    if "年" in shown:
        eras += [year.start() for year in _YEAR.finditer(shown, at)]
    if "元" in shown:
        eras += [year.start() for year in _FIRST_YEAR.finditer(shown, at)]
    if any(one in seen for one in _MONTH_NEEDS):
        eras += [month.start() for month in _MONTH_BEFORE.finditer(seen, at)]
    for place in eras:
        around = range(max(at, place - _IN_FRONT), place + 1)
        places.update(one for one in around if shown[one] in _FIRSTS)
    sure = sorted(place for place in places if place < end and _SEARCH.match(shown, place))
    return sure + [start.start() for start in _SEARCH.finditer(shown, end)]


def _score(shown: str, span: tuple[int, int], day: date, *, final: bool) -> float | None:
    """How far it is believed; None where what follows must be seen first."""
    start, end = span
    before = _BEFORE.before(shown, start, _BORN_BIT)
    if before is None or before.away > NEAR:
        above = label(shown, start)
        before = (above and _BEFORE.label(above, _BORN_BIT)) or before
    if before and before.bits & _BORN_BIT and before.away <= NEAR:
        return 0.95
    stop = shown.find("\n", end, end + AFTER + 1)
    if stop < 0 and len(shown) <= end + AFTER and not final:
        return None
    if _BORN_AT_ONCE.match(shown, end) or _BORN_SOMEWHERE.match(shown, end, end + AFTER):
        return 0.95
    word = nearer(before, _BEHIND.behind(shown, end, _BEHIND.needs(shown, end), _BEHIND.bit(_KIND)))
    if word is not None:
        return 0.9 if not word.vetoes else 0
    return 0.6 if _said(shown, start, end, stop) and _BORN_BETWEEN[0] <= day.year <= _BORN_BETWEEN[1] else 0


def _said(shown: str, start: int, end: int, stop: int) -> bool:
    behind = _SAID_BEHIND.match(shown, end, stop if stop >= 0 else end + AFTER)
    return behind is not None or _SAID_BEFORE.search(shown, max(0, start - 8), start) is not None
