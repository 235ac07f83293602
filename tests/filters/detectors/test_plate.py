"""Number plates of Japan, in the ways people type them."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

PLATE = DETECTORS.build("plate")


@pytest.mark.parametrize(
    "marked",
    [
        "事故の相手は[[pii.jp.vehicle_plate:品川 300 あ 12-34]]の白い車",
        "[[pii.jp.vehicle_plate:横浜530た・・・5]]が違反駐車、[[pii.jp.vehicle_plate:なにわ 33 ぬ ・123]]も",
        "車両番号:[[pii.jp.vehicle_plate:富士山３０１さ８８−８８]]",
        "[[pii.jp.vehicle_plate:尾張小牧 58 り 7]]",
        "レンタカー[[pii.jp.vehicle_plate:沖縄 502 わ 45-67]]を返却",
        "ナンバー[[pii.jp.vehicle_plate:柏500や1234]]",
        "[[pii.jp.vehicle_plate:堺 30A け 5678]]、[[pii.jp.vehicle_plate:品川5ひ12-34]]",
        "[[pii.jp.vehicle_plate:横浜500Y1234]]",
        "[[pii.jp.vehicle_plate:練\u200b馬 330 ま 12-34]]",
        "[[pii.jp.vehicle_plate:品川 300 あ 12.34]]、[[pii.jp.vehicle_plate:柏 500 さ 12 34]]",
        "東京 100 や 20 30",
        # Numbers and particles, kana that plates do not carry, more digits.
        "東京 100 や 200、大阪3か月12日、京都 2 の 5 番、名古屋 300 し 12-34、品川 300 あ 12345",
        "福岡の2000人は10か所に300の席。千葉 12 と 34",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(PLATE, text) == spans


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("大", "大"),
        ("大阪", "大阪"),
        ("大阪の", ""),
        ("車は品川 3", "品川 3"),
        ("品川 300 あ 12", "品川 300 あ 12"),
        ("品川 300 あ 12-34。", ""),
        ("品川区", ""),
    ],
)
def test_holds_a_beginning(text: str, held: str) -> None:
    stream = Stream(PLATE)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
