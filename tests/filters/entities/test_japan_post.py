"""Postal codes: behind a word, or in front of a place."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")


@pytest.mark.parametrize(
    "marked",
    [
        "〒[[pii.jp.postal_code:100-0001]]",
        "〒 [[pii.jp.postal_code:１００－０００１]] 東京都千代田区",
        "郵便番号は[[pii.jp.postal_code:1000001]]です",
        "[[pii.jp.postal_code:100-0001]] 東京都千代田区",
        "お届け先 [[pii.jp.postal_code:906-0013]]宮古島市平良",
        '{"zip": "[[pii.jp.postal_code:100-0001]]", "qty": "1000001"}',
        "氏名,郵便番号\n山田,[[pii.jp.postal_code:1000001]]",
        "Postal code [[pii.jp.postal_code:100-0001]], Chiyoda",
        "ゆうびん番号：[[pii.jp.postal_code:100ー0001]]",
        "100-0001 1000001 注文100-0001 部品1000001 100-0001は3個 1100-0001",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans
