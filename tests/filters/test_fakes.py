"""Fakes: of the right form, nobody's, in the same script, and the same every time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.checks import luhn, my_number
from filters.fakes import faked

KEY = b"k" * 32
DIGESTS = st.binary(min_size=8, max_size=8)


def made(kind: str, value: str, digest: bytes = b"d") -> str | None:
    make = faked(f"PII_{kind}", value, KEY)
    return make(digest) if make else None


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        ("PHONE", "090-1234-5678", r"090-0\d{3}-\d{4}"),
        ("PHONE", "０８０１２３４５６７８", r"0800\d{7}"),
        ("PHONE", "03-1234-5678", r"03-00?\d{2,3}-\d{4}"),
        ("PHONE", "+81 90-1234-5678", r"\+81 90-0\d{3}-\d{4}"),
        ("PHONE", "(202) 555-0143", r"\(\d{3}\) 555-01\d{2}"),
        ("PHONE", "+1 202 867 5309", r"\+1 \d{3} 555 01\d{2}"),
        ("PHONE", "+44 20 7946 0958", r"\+44 00 \d{4} \d{4}"),
        ("EMAIL", "taro@corp.co.jp", r"[a-z]+\.[a-z]+\d{1,3}@example\.jp"),
        ("EMAIL", "taro@corp.io", r"[a-z]+\.[a-z]+\d{1,3}@example\.com"),
        ("CREDIT_CARD", "4111 1111 1111 1111", r"4\d{3} \d{4} \d{4} \d{4}"),
        ("JP_MY_NUMBER", "1234-5678-9018", r"\d{4}-\d{4}-\d{4}"),
        ("US_SSN", "078-05-1120", r"000-\d{2}-\d{4}"),
        ("IBAN", "DE89 3704 0044 0532 0130 00", r"DE00( \d{4}){4} \d{2}"),
        ("PERSON", "山田 太郎", r"[一-龯]+ [一-龯]+"),
        ("PERSON", "山田", r"[一-龯]+"),
        ("PERSON", "ヤマダ・タロウ", r"[ァ-ヺー]+・[ァ-ヺー]+"),
        ("PERSON", "やまだ　たろう", r"[ぁ-ん]+ [ぁ-ん]+"),
        ("PERSON", "Taro Yamada", r"[A-Z][a-z]+ [A-Z][a-z]+"),
    ],
)
@given(digest=DIGESTS)
def test_the_form_stays(kind: str, value: str, form: str, digest: bytes) -> None:
    fake = made(kind, value, digest)
    assert fake is not None
    assert re.fullmatch(form, fake)
    assert fake != value
    assert made(kind, value, digest) == fake


@given(DIGESTS)
def test_check_digits_are_wrong(digest: bytes) -> None:
    card, number = (
        made("CREDIT_CARD", "5555555555554444", digest),
        made("JP_MY_NUMBER", "123456789018", digest),
    )
    assert card is not None
    assert number is not None
    assert not luhn(card)
    assert not my_number(number)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("ADDRESS", "東京都千代田区1-1"),
        ("PHONE", "110"),
        ("PERSON", "123"),
        ("US_SSN", "1"),
        ("IBAN", "DE89"),
        ("CREDIT_CARD", ""),
        ("DATE_OF_BIRTH", "昔"),
    ],
)
def test_what_has_no_fake(kind: str, value: str) -> None:
    assert made(kind, value) is None


def test_dates_move_by_as_many_days_in_one_conversation() -> None:
    assert made("DATE_OF_BIRTH", "1990-01-31") == made("DATE_OF_BIRTH", "1990-01-31", b"other")
    one, other = made("DATE_OF_BIRTH", "1990-01-31"), made("DATE_OF_BIRTH", "1990-02-01")
    assert one is not None
    assert other is not None
    assert one < other < "1990-01-31"
