"""Telephone numbers: the Japanese plan, +country forms, and North American ones.

A number of the Japanese plan in its usual groups is one without a word for it. In one
piece it may be anything, so a word in front may say that it is something else.
"""

from __future__ import annotations

import re

from filters.candidates import KANJI
from filters.entity import Entity, Form, words
from filters.numbering import ABROAD, GROUPS, JAPANESE, NORTH_AMERICAN, PARENTHESISED
from filters.shapes import repeat, row, some

_KIND = ("pii.phone", "A telephone or fax number.")
_CUES = words(
    """
    電話, 電話番号, でんわ, 携帯, 携帯番号, 携帯電話, 携帯電話番号, けいたい, ケータイ, 直通, 内線, 連絡先,
    連絡先番号, 緊急連絡先, ご連絡, 問い合わせ先, 問合せ先, お問い合わせ先, フリーダイヤル, ファックス,
    ファクス, ファクシミリ, 固定電話, 自宅電話, 勤務先電話, 代表電話, スマホ, ショートメッセージ, 折り返し,
    通話, 発信, 着信, tel, tel no, telno, tel., ☎, 📞, phone, phones, phone number, phonenumber, telephone,
    fax, faxno, mobile, mobile number, cell, cellphone, cell phone, call, contact, contact number, reach,
    dial, desk, hotline, whatsapp, sms, text me, ring, landline, toll free, toll-free, extension
    """
)
_DIGITS = repeat(row(some("[-ー. の()]", 0, 4), some(f"[0-9{KANJI}]", 1, 1)), 6, 6)
_COUNTING = ("0123456789", "01234567890")
_NORTH_AMERICAN = re.compile("1?[2-9][0-9]{2}[2-9][0-9]{6}")


def _japanese(digits: str) -> bool:
    return JAPANESE.match(digits) is not None and digits not in _COUNTING


def _looks_japanese(digits: str) -> bool:
    return digits[0] == "0" and not _japanese(digits)


def _north_american(digits: str) -> bool:
    return _NORTH_AMERICAN.fullmatch(digits) is not None


ENTITIES = (
    Entity(*_KIND, _CUES, GROUPS, fits=_japanese, alone=0.9, cued=0.9, vetoed=0.4, sure=True, pattern="jp"),
    Entity(*_KIND, groups=((11,),), fits=_japanese, alone=0.7, cued=0.9, pattern="jp"),
    Entity(*_KIND, groups=((10,),), fits=_japanese, alone=0.5, cued=0.9, pattern="jp"),
    Entity(*_KIND, groups=(*GROUPS, (10,), (11,)), fits=_looks_japanese, cued=0.6, pattern="jp"),
    Entity(
        *_KIND,
        form=Form(PARENTHESISED, "(", _DIGITS),
        alone=0.9,
        cued=0.9,
        vetoed=0.4,
        sure=True,
        pattern="jp",
    ),
    Entity(
        *_KIND,
        form=Form(ABROAD, "+", _DIGITS),
        alone=0.9,
        cued=0.9,
        vetoed=0.9,
        sure=True,
        pattern="international",
    ),
    Entity(
        *_KIND, form=Form(NORTH_AMERICAN, "1-9(", _DIGITS), alone=0.7, cued=0.9, vetoed=0.4, pattern="nanp"
    ),
    Entity(*_KIND, groups=((10,), (11,)), fits=_north_american, cued=0.9, pattern="nanp"),
    # Abroad, in any groups: "Phone: 72 128 827"; and without the area.
    Entity(*_KIND, groups=((2, 3, 3), (3, 4)), loose=tuple(range(7, 16)), cued=0.7, pattern="other"),
)
