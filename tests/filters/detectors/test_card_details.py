"""The code and the date of a card: only behind a word for them."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

DETAILS = DETECTORS.build("card_details")


@pytest.mark.parametrize(
    "marked",
    [
        "card 4111 1111 1111 1111 exp [[pii.card_expiry:09/27]], CVV [[pii.card_code:123]].",
        "CVC2: [[pii.card_code:1234]]; the security code is [[pii.card_code:987]]!",
        "カードの有効期限は[[pii.card_expiry:05/2028]]、セキュリティコードは[[pii.card_code:１２３]]です",
        "Visa ending 1111, valid thru [[pii.card_expiry:1/28]] and good thru [[pii.card_expiry:12 / 29]]",
        '{"card": "x", "cvv": "[[pii.card_code:123]]"}',
        # Other numbers, other dates, other things that expire.
        "cvv 12345, cvc 1.234, security code 12, error code 123, CVVs 123",
        "passport expires 09/27, 有効期限：2025/03/01 旅券, card expression 12/24, exp 13/27 of the card",
        "the offer expires 10/25; milk: exp 09/27",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(DETAILS, text) == spans


@pytest.mark.parametrize(
    ("text", "held"), [("my cv", "cv"), ("my cvv 12", "cvv 12"), ("my cvx", ""), ("expe", "")]
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(DETAILS)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
