"""Numbers of Japan, by worked examples of their check digits."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")


@pytest.mark.parametrize(
    "marked",
    [
        "私のマイナンバーは[[pii.jp.my_number:123456789018]]です",
        "個人番号：[[pii.jp.my_number:１２３４－５６７８－９０１８]]",
        "[[pii.jp.my_number:1234 5678 9018]](マイナンバー)",
        "法人番号[[pii.jp.corporate_number:7123456789012]]、T[[pii.jp.corporate_number:7123456789012]]が登録番号",
        "〒[[pii.jp.postal_code:100-0001]] 郵便番号[[pii.jp.postal_code:1000001]]",
        "注文番号123456789018 伝票1234-5678-9018 ISBN 9784000000004",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans
