"""Every kind, glued on both sides to kana, kanji, punctuation and full-width characters.

Japanese has no spaces, so nothing here may ask for a word's edge as regular expressions know it.
"""

from __future__ import annotations

import itertools

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Seen, read_all

# One value a kind, and a word for it where it needs one.
VALUES = {
    "pii.jp.my_number": ("マイナンバー", "123456789018"),
    "pii.jp.driver_license": ("免許証", "309212345690"),
    "pii.jp.pension_number": ("基礎年金番号", "1234-567890"),
    "pii.jp.employment_insurance": ("雇用保険", "1234-567890-1"),
    "pii.jp.resident_code": ("住民票コード", "12345678901"),
    "pii.jp.health_insurance": ("保険者番号", "33120015"),
    "pii.jp.care_insurance": ("介護保険", "1234567890"),
    "pii.jp.passport": ("旅券", "TR1234567"),
    "pii.jp.residence_card": ("在留カード", "AB12345678CD"),
    "pii.jp.bank_account": ("口座番号", "1234567"),
    "pii.jp.corporate_number": ("法人番号", "7123456789012"),
    "pii.jp.postal_code": ("郵便番号", "100-0001"),
    "pii.jp.my_number_card": ("電子証明書", "01A2B3C4D5E6F708"),
    "pii.phone": ("電話", "03-1234-5678"),
    "pii.credit_card": ("カード", "4111111111111111"),
    "pii.jp.vehicle_plate": ("車", "品川 300 あ 12-34"),
    "pii.date_of_birth": ("生年月日", "1990年4月1日"),
    "pii.email": ("メール", "taro@example.jp"),
}
BEFORE = [
    "は",
    "ハ",
    "之",
    "、",
    "：",
    "「",
    "（",
    "＝",
    "｜",
    "・",
    "…",
    "　",
    "\u200b",
    "\n",
    "\t",
    '"',
    "'",
    ">",
    "は―",
]
BEHIND = [
    "で",
    "デ",
    "様",
    "。",
    "：",
    "」",
    "）",
    "＝",
    "｜",
    "！",
    "…",
    "　",
    "\u200b",
    "\n",
    "\t",
    '"',
    "'",
    "<",
    "〜",
]
FULL = str.maketrans({point: point + 0xFEE0 for point in range(0x21, 0x7F)})


@pytest.mark.parametrize("kind", VALUES)
def test_whatever_it_is_glued_to(kind: str) -> None:
    word, value = VALUES[kind]
    detectors = [DETECTORS.build(name) for name in ("identifier", "plate", "birth_date", "email")]
    for before, behind in itertools.product(BEFORE, BEHIND):
        for written in {value, value.translate(FULL)}:
            text = f"{word}{before}{written}{behind}す"
            start = len(word + before)
            found = [one for detector in detectors for one in read_all(detector, text)]
            assert Seen(kind, start, start + len(written)) in found, (before, behind)
            assert [one.kind for one in found] == [kind], (before, behind)
