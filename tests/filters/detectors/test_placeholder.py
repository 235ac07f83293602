"""Surrogates, wherever they come back."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

PLACEHOLDER = DETECTORS.build("placeholder")


@pytest.mark.parametrize(
    "marked",
    [
        "Dear [[placeholder.token:PII_PERSON_1_K7]], hello",
        "[[placeholder.token:PII_EMAIL_12_AB]]さんへ、[[placeholder.token:SECRET_OPENAI_KEY_3_Z2]]。",
        "[[placeholder.token:PII_JP_MY_NUMBER_999999_22]]",
        "_[[placeholder.token:PII_EMAIL_1_K7]]_ %3A[[placeholder.token:DATA_TEXT_1_K7]]",
        "two [[placeholder.token:PII_EMAIL_1_K7]]s",
        "[[placeholder.token:PII_EMAIL_1_K7]][[placeholder.token:PII_EMAIL_2_QQ]]",
        "[[placeholder.token:PII_EMAIL_1_K7]]X9",
        # Written otherwise, they have to stand by themselves.
        "[[placeholder.token:pii_email_1_k7]] [[placeholder.token:PII-EMAIL-1-K7]]",
        "、[[placeholder.token:Pii_Email_1_K7]]です",
        r"[[placeholder.token:PII\_EMAIL\_1\_K7]] `[[placeholder.token:PII_EMAIL_1_K7]]`",
        "[[placeholder.token:PII EMAIL 1 K7]] <[[placeholder.token:PII EMAIL_1-K7]]>",
        "xpii_email_1_k7 pii_email_1_k7s",
        "[[placeholder.token:ＰＩＩ_EMAIL_1_K7]] [[placeholder.token:P\u200bII_EMAIL_1_K7]]",
        # The family left out: of kinds that a detector has.
        "[[placeholder.token:EMAIL_1_K7]] [[placeholder.token:email-1-k7]] [[placeholder.token:Email 1 K7]]",
        "[[placeholder.token:CREDIT CARD 12 K7]] [[placeholder.token:jp_my_number_1_k7]] NOKIND_1_K7",
        "data-driven data set 1 of secret sauce 2 go",
        # Not surrogates: no index, one that nobody counts to, no letters.
        "PII_EMAIL PII_EMAIL_0_K7 PII_EMAIL_01_K7 PII_EMAIL_1234567_K7 PII_E1_K7",
        "PII__1_K7 PII_A_1_K7 PII_AA_BB_CC_DD_EE_1_K7 email 1",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(PLACEHOLDER, text) == spans


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("the P", "P"),
        ("the PI", "PI"),
        ("the SECRE", "SECRE"),
        ("the PII_EMAIL_1_K", "PII_EMAIL_1_K"),
        ("the PII_EMAIL_1_K7", ""),
        ("the PIII", ""),
        ("the PII_EMAIL ", "PII_EMAIL "),
        ("the PII_EMAIL.", ""),
        ("PII_1", ""),
        ("the DATA", "DATA"),
        ("the p", "p"),
        ("the ph", "ph"),
        ("the po", ""),
        ("the phone ", "phone "),
        ("the phone 1 K", "phone 1 K"),
        ("the phone r", ""),
        ("pii email", "pii email"),
        ("a data ", ""),
        ("a data_", "data_"),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(PLACEHOLDER)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
