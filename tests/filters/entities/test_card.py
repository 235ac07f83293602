"""Payment cards: prefix, length, check digit, and digits that stand alone.

The numbers are the networks' and payment services' published test numbers.
"""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import read_all, read_whole, unmark

CARD = DETECTORS.build("identifier")


@pytest.mark.parametrize(
    "marked",
    [
        "カード番号は[[pii.credit_card:4111111111111111]]です",
        "[[pii.credit_card:4111 1111 1111 1111]] [[pii.credit_card:5555-5555-5555-4444]]",
        "クレカ[[pii.credit_card:４１１１－１１１１－１１１１－１１１１]]と[[pii.credit_card:3530ー1113ー3330ー0000]]",
        "[[pii.credit_card:378282246310005]],[[pii.credit_card:3782 822463 10005]]",
        "[[pii.credit_card:3056-930902-5904]];[[pii.credit_card:2223003122003222]]",
        "[[pii.credit_card:6011111111111117]];[[pii.credit_card:6200000000000005]]",
        "[[pii.credit_card:4222222222222]] and [[pii.credit_card:4111.1111.1111.1111]]",
        "[[pii.credit_card:4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1]]",
        "[[pii.credit_card:4111\u200b1111\u200b1111\u200b1111]]!",
        # What follows after a space is not part of it; nor is a number in front.
        "[[pii.credit_card:4111 1111 1111 1111]] 12/27 123",
        "No. 3 [[pii.credit_card:4111 1111 1111 1111]] 4111",
        "card[[pii.credit_card:4111111111111111]]",
        # A wrong check digit, an unknown prefix, a length that issuer does not use.
        "4111111111111112 1111111111111117 37828224631000 35281111111111",
        # Part of something longer.
        "94111111111111111 4111-1111-1111-1111-1 a4111111111111111 4111111111111111b x-4111111111111111",
        "4.111111111111111 0.4111111111111111 4111.11111111.1111 41 11 11 11 11 11 11 11",
        "4111111111111111111111111",
        # An article number, and a parcel, that pass by chance.
        "JANコード4900000000009、伝票番号4111111111111111",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(CARD, text) == spans


@pytest.mark.parametrize(
    ("text", "score", "issuer"),
    [
        ("カード番号 4111111111111111", 0.95, "visa"),
        ("4111 1111 1111 1111", 0.95, "visa"),
        ("4111111111111111", 0.85, "visa"),
        ("注文番号 4111 1111 1111 1111", 0.5, "visa"),
        ("3530111333300000", 0.85, "jcb"),
    ],
)
def test_scores_by_the_word_in_front(text: str, score: float, issuer: str) -> None:
    (finding,) = read_whole(CARD, text).findings
    assert (finding.score, finding.attrs["issuer"], finding.attrs["check"]) == (score, issuer, "valid")
