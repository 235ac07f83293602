"""Bank accounts and corporate numbers."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from filters.entities.japan_money import postal
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")

ACCOUNTS = [
    "返金先はあおぞら信用金庫 本店営業部（普）[[pii.jp.bank_account:1234567]] ヤマダ タロウ",
    "[[pii.jp.bank_account:1234567]] が給与振込口座です",
    "当座預金 [[pii.jp.bank_account:１２３４５６７]]",
    "銀行コード・支店・口座: [[pii.jp.bank_account:0001-123-1234567]]",
    "店番と口座番号は[[pii.jp.bank_account:123-1234567]]",
    '{"account_number": "[[pii.jp.bank_account:1234567]]", "amount": 1234567}',
    "氏名\t口座番号\t金額\n山田\t[[pii.jp.bank_account:1234567]]\t2345678",
    "ゆうちょ [[pii.jp.bank_account:12340-12345671]] へ",
    "[[pii.jp.bank_account:記号12340 番号12345671]]に送金",
    "ゆうちょ銀行の通帳、[[pii.jp.bank_account:記号：12340、番号：1234561]]です",
    "My savings account at the branch is [[pii.jp.bank_account:1234567]].",
    "口座残高は1234567円、支店の来客は1234567人、普通列車で1234567番",
    "在庫1234567 注文1234567",
]
COMPANIES = [
    "先方の法人番号を教えて：[[pii.jp.corporate_number:7123456789012]]",
    "[[pii.jp.corporate_number:T7123456789012]] の適格請求書",
    "登録番号 T[[pii.jp.corporate_number:7-1234-5678-9012]]",
    "[[pii.jp.corporate_number:7123456789012]]（法人番号）",
    "corporate_number,[[pii.jp.corporate_number:7123456789012]]",
    "The company's corporate number is [[pii.jp.corporate_number:7123456789012]]",
    "法人番号が一字違う[[pii.jp.corporate_number:7123456789013]]",
    "領収書に[[pii.jp.corporate_number:T7123456789012]]とある",
    "JAN 4900000000009 ISBN 9784000000000 7123456789012 T7123456789013 SKU T7123456789012",
]


@pytest.mark.parametrize("marked", [*ACCOUNTS, *COMPANIES])
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    found = read_all(IDENTIFIER, text)
    assert [one.kind for one in found] == [one.kind for one in spans]
    for one, wanted in zip(found, spans, strict=True):
        assert one.end == wanted.end
        assert abs(one.start - wanted.start) <= 1  # with or without the T


@pytest.mark.parametrize(
    ("digits", "there"), [("1234012345671", True), ("2234012345671", False), ("1234112345671", False)]
)
def test_postal_accounts(digits: str, there: bool) -> None:
    """A symbol 1xxx0, and a number that ends in 1."""
    assert postal(digits) is there
