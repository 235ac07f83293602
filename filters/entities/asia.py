"""Identifiers of countries of Asia, Africa and Oceania; Japan's are in packs of their own."""

from __future__ import annotations

import re

from filters.checks import luhn
from filters.checks_abroad import (
    aadhaar,
    abn,
    australian_medicare,
    chinese_resident,
    hong_kong,
    korean_rrn,
    nric,
    south_african,
    taiwanese,
    tfn,
    thai,
)
from filters.entity import Entity, Form, words
from filters.shapes import maybe, row, some
from filters.written import ALONE, digits, four_letters, letters, one_letter

_AADHAAR = words("aadhaar, aadhar, aadhaar number, aadhaar no, uidai, uid, aadhaar card, आधार")
_PAN = words("pan, pan number, pan card, pan no, permanent account number, income tax")
_NRIC = words("nric, fin, nric number, nric no, nric/fin, fin number, singapore id, identity card")
_RRN = words(
    "rrn, resident registration number, resident registration, 주민등록번호, 주민번호, 주민, korean id"
)
_CHINESE = words("身份证, 身份证号, 身份证号码, 居民身份证, 公民身份号码, resident id, chinese id, id card")
_TFN = words("tfn, tax file number, tax file no, tax file, tfn number")
_ABN = words("abn, australian business number, business number, abn number")
_MEDICARE = words("medicare, medicare number, medicare card, medicare no, medicare card number")
_TAIWAN = words("身分證, 身分證字號, 身份證字號, national id, taiwan id, 統一編號")
_HONG_KONG = words("hkid, hong kong identity card, hong kong id, 香港身份證, 身份證號碼, identity card")
_THAI = words("thai id, บัตรประชาชน, เลขประจำตัวประชาชน, citizen id, national id")
_SOUTH_AFRICAN = words("sa id, south african id, identity number, rsa id, id number")
_ISRAEL = words("teudat zehut, israeli id, ת.ז., תעודת זהות, identity number")

_RRN_DATE = re.compile("[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]")
_CHINESE_DATE = re.compile("[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def _is_rrn(value: str) -> bool:
    return _RRN_DATE.match(value) is not None


def _is_chinese(value: str) -> bool:
    return _CHINESE_DATE.match(value) is not None


_X = Form(row(digits(17), some("[Xx]", 1, 1), ALONE), "0-9", row(digits(16), some("[Xx]", 1, 1)))
_CHINESE_KIND = ("pii.cn.resident_id", "A resident identity number of China.")

ENTITIES = (
    Entity(
        "pii.in.aadhaar",
        "An Aadhaar number of India.",
        _AADHAAR,
        groups=((12,), (4, 4, 4)),
        check=aadhaar,
        typo=0.7,
    ),
    Entity(
        "pii.in.pan",
        "A permanent account number of India.",
        _PAN,
        form=four_letters(letters(3), some("[ABCFGHLJPT]", 1, 1), letters(1), digits(4), letters(1)),
        alone=0.6,
    ),
    Entity(
        "pii.sg.nric",
        "An identity number of Singapore (NRIC, FIN).",
        _NRIC,
        form=one_letter(some("[STFGM]", 1, 1), digits(7), letters(1)),
        check=nric,
        alone=0.8,
        typo=0.6,
    ),
    Entity(
        "pii.kr.rrn",
        "A resident registration number of Korea.",
        _RRN,
        groups=((6, 7), (13,)),
        fits=_is_rrn,
        check=korean_rrn,
        typo=0.85,
    ),
    Entity(
        "pii.kr.rrn",
        "A resident registration number of Korea.",
        groups=((6, 7),),
        fits=_is_rrn,
        check=korean_rrn,
        alone=0.7,
    ),
    Entity(
        *_CHINESE_KIND,
        _CHINESE,
        groups=((18,), (6, 8, 4)),
        fits=_is_chinese,
        check=chinese_resident,
        alone=0.8,
        typo=0.7,
    ),
    Entity(*_CHINESE_KIND, form=_X, fits=_is_chinese, check=chinese_resident, alone=0.9, typo=0.7),
    Entity(
        "pii.au.tfn", "A tax file number of Australia.", _TFN, groups=((9,), (3, 3, 3)), check=tfn, typo=0.6
    ),
    Entity(
        "pii.au.abn",
        "A business number of Australia.",
        _ABN,
        groups=((11,), (2, 3, 3, 3)),
        check=abn,
        typo=0.6,
    ),
    Entity(
        "pii.au.medicare",
        "A Medicare number of Australia.",
        _MEDICARE,
        groups=((10,), (4, 5, 1), (11,), (4, 5, 2)),
        check=australian_medicare,
        typo=0.5,
    ),
    Entity(
        "pii.tw.national_id",
        "An identity number of Taiwan.",
        _TAIWAN,
        form=one_letter(letters(1), some("[1289]", 1, 1), digits(8)),
        check=taiwanese,
        alone=0.5,
        typo=0.6,
    ),
    Entity(
        "pii.hk.identity_card",
        "An identity card number of Hong Kong.",
        _HONG_KONG,
        form=one_letter(
            letters(1), digits(6), maybe(some("[(]", 1, 1)), some("[0-9A]", 1, 1), maybe(some("[)]", 1, 1))
        ),
        check=hong_kong,
        typo=0.5,
    ),
    Entity(
        "pii.th.national_id",
        "An identity number of Thailand.",
        _THAI,
        groups=((13,), (1, 4, 5, 2, 1)),
        check=thai,
        typo=0.6,
    ),
    Entity(
        "pii.za.id_number",
        "An identity number of South Africa.",
        _SOUTH_AFRICAN,
        groups=((13,),),
        check=south_african,
        typo=0.5,
    ),
    Entity(
        "pii.il.teudat_zehut", "An identity number of Israel.", _ISRAEL, groups=((9,),), check=luhn, typo=0.5
    ),
)
