"""Passports and residence cards."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import read_all, read_whole, unmark

IDENTIFIER = DETECTORS.build("identifier")


@pytest.mark.parametrize(
    "marked",
    [
        "パスポートの控え：[[pii.jp.passport:TR1234567]]、有効期限は再来年",
        "[[pii.jp.passport:TR1234567]] という旅券番号で航空券を取った",
        "りょけん [[pii.jp.passport:ＭＸ１２３４５６７]]",
        "My Japanese passport no. is [[pii.jp.passport:TZ 1234567]].",
        '{"passport_number": "[[pii.jp.passport:NH1234567]]"}',
        "渡航者一覧\n氏名,旅券,便名\n井上,[[pii.jp.passport:TK1234567]],NH109\n原,[[pii.jp.passport:GA1234567]],JL5",
        "手元の[[pii.jp.passport:TR1234567]]を確認",
        "P<JPNYAMADA<<TARO<<<<\n[[pii.jp.passport:TR12345672JPN]]8001014M3001019",
        "在留カードは[[pii.jp.residence_card:AB12345678CD]]で、",
        "[[pii.jp.residence_card:AB12345678CD]](在留カード)",
        "残りは[[pii.jp.residence_card:ＡＢ１２３４５６７８ＣＤ]]だけ",
        "residence card number [[pii.jp.residence_card:AB 12345678 CD]], expires soon",
        "特別永住者証明書番号 [[pii.jp.residence_card:AB1234-5678CD]]",
        "ざいりゅうカード：[[pii.jp.residence_card:AB12345678CD]]",
        "旅券番号 [[pii.jp.passport:T R 1 2 3 4 5 6 7]]",
        "在留カード[[pii.jp.residence_card:A B 1 2 3 4 5 6 7 8 C D]]",
        # Articles, and parts of something longer.
        "型番TR1234567 品番: MX1234567 GA1234567 UR-8844-398 ATR1234567 TR12345678 TR1234567A",
        "TR12345673JPN8001014 xAB12345678CD AB12345678CDE AB1234567890CD",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("旅券 TR1234567", 0.95),
        ("TR1234567", 0.5),
        ("AB12345678CD", 0.9),
        ("在留カード AB12345678CD", 0.95),
        ("シリアル番号 AB12345678CD", 0.4),
        ("TR12345672JPN", 0.95),
    ],
)
def test_scores(text: str, score: float) -> None:
    (finding,) = read_whole(IDENTIFIER, text).findings
    assert finding.score == score
