"""Identifiers that every country shares: accounts, banks, vehicles, handsets.

An IBAN with the length of its country and the right check digits is one, whatever stands
beside it. A bank's code looks like any word in capitals, so it needs a word.
"""

from __future__ import annotations

from filters.checks import luhn
from filters.checks_abroad import iban, vin
from filters.entity import Entity, Form, words
from filters.shapes import Shape, behind, either, maybe, repeat, row, some, text, unless
from filters.written import ALONE, alnum, letters, word

# Source: the IBAN registry of SWIFT, docs/sources.md#identifiers-abroad.
_LENGTHS = """
NO15 BE16 DK18 FO18 FI18 GL18 NL18 SD18 FK18 MK19 SI19 AT20 BA20 EE20 KZ20 XK20 LT20 LU20 MN20 CR22 HR21
LV21 LI21 CH21 BH22 BG22 GE22 DE22 IE22 ME22 RS22 GB22 VA22 GI23 IL23 IQ23 TL23 AE23 SO23 OM23 AD24 CZ24
MD24 PK24 RO24 SA24 SK24 ES24 SE24 TN24 VG24 DZ26 PT25 AO25 CV25 MZ25 ST25 LY25 IS26 TR26 DJ27 FR27 GR27
IT27 MR27 MC27 SM27 BI27 BF28 AL28 AZ28 BY28 CY28 DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28 BJ28 CI28 CM27
CF27 CG27 GA27 GQ27 TD27 KM27 MG27 ML28 MA28 NE28 SN28 TG28 UA29 SC31 JO30 KW30 MU30 PS29 QA29 BR29 EG29
LC32 MT31 RU33 YE30
"""
LENGTHS = {entry[:2]: int(entry[2:]) for entry in _LENGTHS.split()}

_IBAN = words(
    """
    iban, iban number, international bank account number, bank account, account number, account, iban番号,
    口座, 口座番号, 送金先, 振込先, kontonummer, konto, compte, cuenta, conto, rekening, wire, transfer,
    beneficiary
    """
)
_BIC = words(
    """
    bic, bic code, swift, swift code, swift/bic, bic/swift, swiftコード, スウィフトコード, bicコード,
    bank identifier code, swift_code, bic_code
    """
)
_VIN = words(
    """
    vin, vin number, vehicle identification number, chassis, chassis number, 車台番号, 車体番号, vin番号,
    vin no, vin code, フレーム番号
    """
)
_IMEI = words("imei, imei number, imei no, imei番号, imeisv, 端末識別番号, 端末番号")

# Countries whose codes stand at places 5 and 6 of a bank's code: those of the table, and the larger others.
_OTHERS = (
    *("US", "JP", "CN", "HK", "SG", "KR", "TW", "IN", "AU", "NZ", "CA", "MX", "ZA", "TH", "ID", "MY", "PH"),
    *("VN", "AR", "CL", "CO", "PE", "NG", "KE", "GH", "MO", "BD", "LK"),
)
_COUNTRIES = {*LENGTHS, *_OTHERS}


def _is_iban(value: str) -> bool:
    return LENGTHS.get(value[:2]) == len(value)


def _is_bic(value: str) -> bool:
    return len(value) in (8, 11) and value[4:6] in _COUNTRIES


def _is_vin(value: str) -> bool:
    return not value.isdecimal() and not value.isalpha()


def _grouped(letter: str, country: Shape) -> Shape:
    some_of = f"[0-9{letter}]"
    return row(
        behind("(?<![A-Za-z0-9])"),
        country,
        some("[0-9]", 2, 2),
        repeat(row(some("[- ]", 0, 1), some(some_of, 4, 4)), 2, 8),
        maybe(row(some("[- ]", 0, 1), some(some_of, 1, 3))),
        unless(some("[A-Za-z0-9]", 1, 1)),
    )


# Small letters are everywhere: as much of it as tells it from a word.
_BY_FIRST = {
    first: "".join(sorted(c[1] for c in LENGTHS if c[0] == first)) for first in {c[0] for c in LENGTHS}
}
_SMALL_COUNTRY = either(
    *(
        row(text(first.lower()), some(f"[{seconds.lower()}]", 1, 1))
        for first, seconds in sorted(_BY_FIRST.items())
    )
)
_SMALL = row(some("[a-z]", 1, 1), some("[0-9]", 2, 2), some("[- ]", 0, 1), some("[a-z0-9]", 4, 4))
_VIN_CHAR = "[A-HJ-NPR-Z0-9]"

ENTITIES = (
    Entity(
        "pii.iban",
        "An international bank account number.",
        _IBAN,
        form=Form(
            _grouped("A-Z", letters(2)), "A-Z", row(letters(1), some("[- ]", 0, 1), some("[0-9]", 2, 2))
        ),
        fits=_is_iban,
        check=iban,
        alone=0.95,
        typo=0.95,
        vetoed=0.9,
        sure=True,
    ),
    Entity(
        "pii.iban",
        "An international bank account number.",
        form=Form(_grouped("a-z", _SMALL_COUNTRY), "a-z", _SMALL),
        fits=_is_iban,
        check=iban,
        alone=0.95,
        typo=0.9,
        vetoed=0.9,
        sure=True,
        pattern="small letters",
    ),
    Entity(
        "pii.bic",
        "A bank identifier code (SWIFT).",
        _BIC,
        form=word(letters(6), alnum(2), maybe(alnum(3))),
        fits=_is_bic,
        cued=0.9,
    ),
    Entity(
        "pii.vin",
        "A vehicle identification number.",
        _VIN,
        form=Form(
            row(behind("(?<![A-Za-z0-9])"), some(_VIN_CHAR, 17, 17), ALONE),
            "A-HJ-NPR-Z0-9",
            some(_VIN_CHAR, 16, 16),
        ),
        fits=_is_vin,
        check=vin,
        alone=0.7,
        typo=0.8,
    ),
    Entity(
        "pii.imei",
        "The number of a mobile handset (IMEI).",
        _IMEI,
        groups=((15,), (2, 6, 6, 1), (6, 2, 6, 1), (8, 6, 1)),
        check=luhn,
        typo=0.5,
    ),
)
