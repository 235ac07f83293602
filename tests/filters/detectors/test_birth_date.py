"""Dates beside a word for being born, in either order, in tables and records; and all other dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detector import DETECTORS, Window
from filters.detectors import birth_date
from filters.model import Channel, Reading
from tests.filters.reading import Stream, read_all, read_whole, unmark

BIRTH_DATE = DETECTORS.build("birth_date")


@pytest.mark.parametrize(
    "marked",
    [
        "申込者の生年月日: [[pii.date_of_birth:1990/4/1]]",
        "祖母は[[pii.date_of_birth:大正10年1月2日]]生まれの百歳",
        "[[pii.date_of_birth:S39.10.10]]生、血液型A",
        "お誕生日（[[pii.date_of_birth:１９９０年４月１日]]）にクーポンを送付",
        "たんじょうびは[[pii.date_of_birth:平成二年四月一日]]",
        "DOB [[pii.date_of_birth:04/01/1990]], expires 04/01/2030",
        "She was born on [[pii.date_of_birth:April 1, 1990]] in Kobe.",
        "[[pii.date_of_birth:1 April 1990]] is my birthday",
        '{"birth_date": "[[pii.date_of_birth:1990-04-01]]", "created": "2024-04-01"}',
        "氏名,登録日,生年月日\n林,2024-04-01,[[pii.date_of_birth:1990-04-01]]\n森,2023-01-02,[[pii.date_of_birth:19850630]]",
        "林 [[pii.date_of_birth:1990/4/1]] 男 会社員",
        "森 花子、34歳、[[pii.date_of_birth:1990年4月1日]]、東京",
        "1) 原 [[pii.date_of_birth:昭和55年3月3日]] 090-1234-5678",
        "出生：[[pii.date_of_birth:19900401]]、退院：19900408",
        "[[pii.date_of_birth:1985年7月23日]]、熊本市生まれ。1985年7月23日、雨。生まれて初めて",
        "生年月日\n[[pii.date_of_birth:1990.4.1]]",
        # Other things have dates too.
        "有効期限2030年4月1日、施行は令和4年11月25日、2024年4月1日生産、1990年4月1日に創業",
        "2024-04-01 release, updated 4/1/2024. The meeting is on April 1, 2025.",
        "1990年4月1日の新聞、生徒は2010年4月1日に入学、生年月日は不明です。発行日：2024/4/1",
        "v1990.4.1 1990/4/1/2 10.0.1990.4 19901301",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(BIRTH_DATE, text) == spans


@pytest.mark.parametrize(
    ("text", "score"),
    [("生年月日 1990/4/1", 0.95), ("1990/4/1は母の誕生日", 0.9), ("1990/4/1 女", 0.6)],
)
def test_scores(text: str, score: float) -> None:
    (finding,) = read_whole(BIRTH_DATE, text).findings
    assert finding.score == score


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("生年月日 1990/4/1", "1990/4/1"),
        ("生年月日 1990/4/1。", ""),
        ("1990年4月1日に", "1990年4月1日に"),
        ("1990年4月1日に\n", ""),
        ("12月", ""),
        ("from May", "May"),
        ("from Mayo", ""),
        ("平", "平"),
        ("平和", ""),
    ],
)
def test_holds_until_it_is_known(text: str, held: str) -> None:
    stream = Stream(BIRTH_DATE)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


PARTS = st.sampled_from(
    [
        *"0123456789",
        *"-/. 年月日元生SHR昭和令",
        "19",
        "1990",
        "平成",
        "一九",
        "st",
        " of ",
        "April",
        "MAY",
        "Sept.",
        "DOB ",
    ]
)


@given(st.lists(PARTS, max_size=24).map("".join), st.integers(0, 30), st.booleans())
def test_in_a_long_text_it_finds_what_it_finds_in_a_short_one(text: str, at: int, final: bool) -> None:
    text = f"生年月日:{text}, born 1990-04-01" * 3
    window = Window(Channel("request", "/text"), "birth_date", text, 0, min(at, len(text)), final)
    said = list[Reading]()
    for long in (0, 1 << 20):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(birth_date, "_LONG", long)
            said.append(BIRTH_DATE.read(window))
    assert said[0] == said[1]
