"""What counts as one value, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.canonical import canonical


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        (
            "PII_PHONE",
            [
                "090-1234-5678",
                "０９０１２３４５６７８",
                "090 1234 5678",
                "(090)1234.5678",
                "〇九〇一二三四五六七八",
            ],
        ),
        ("PII_PHONE", ["03-1234-5678", "+81 3-1234-5678", "+81(0)3 1234 5678", "０３（１２３４）５６７８"]),
        (
            "PII_EMAIL",
            ["taro@example.jp", "Taro@Example.JP", "taro [at] example [dot] jp", "ｔaro＠example.jp"],
        ),
        ("PII_EMAIL", ["a.b@x.jp", "a{dot}b(アットマーク)x.jp"]),
        ("PII_CREDIT_CARD", ["4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"]),
        ("PII_JP_MY_NUMBER", ["1234 5678 9018", "１２３４５６７８９０１８", "1234\u200b56789018"]),
        ("PII_PERSON", ["山田 太郎", "山田　太郎", "山田太郎"]),
        ("PII_PERSON", ["Taro  Yamada", "TARO YAMADA", "Taro Yamada"]),
        ("PII_ADDRESS", ["東京都 千代田区1-1", "東京都千代田区１－１"]),
        ("PII_IBAN", ["DE89 3704 0044 0532 0130 00", "de89370400440532013000"]),
    ],
)
def test_spellings_of_one_value(word: str, spellings: list[str]) -> None:
    assert len({canonical(word, one) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("PII_PHONE", ["090-1234-5678", "090-1234-5679", "+44 90 1234 5678"]),
        ("PII_DATE_OF_BIRTH", ["1990-1-12", "1990-11-2", "1990112"]),
        ("PII_IP_ADDRESS", ["1.12.3.4", "11.2.3.4"]),
        ("PII_JP_HEALTH_INSURANCE", ["12-3456", "123-456"]),
        ("PII_CRYPTO_WALLET", ["1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1boatslrhtknngkdxeeobr76b53lettpyt"]),
        ("PII_PERSON", ["Ann Lee", "Annlee"]),
        ("PII_USERNAME", ["taro", "Taro"]),  # nobody says that its case means nothing
        ("SECRET_OPENAI_KEY", ["sk-Ab", "sk-ab", "ｓk-Ab"]),
        ("DATA_TYPED", ["PII_EMAIL_1_K7", "pii_email_1_k7"]),
    ],
)
def test_values_that_are_not_one(word: str, values: list[str]) -> None:
    assert len({canonical(word, one) for one in values}) == len(values)


@given(st.sampled_from(["PII_PHONE", "PII_EMAIL", "PII_PERSON", "PII_X", "SECRET_X"]), st.text(max_size=40))
def test_what_all_spellings_have_is_a_spelling(word: str, value: str) -> None:
    once = canonical(word, value)
    assert canonical(word, once) == once
