"""Identifiers of the United States, Canada, Brazil, Chile and Mexico."""

from __future__ import annotations

import re

from filters.checks import luhn
from filters.checks_abroad import aba_routing, cpf, dea, npi, rut
from filters.entity import Entity, Form, words
from filters.shapes import maybe, row, some
from filters.written import ALONE, GAP, alnum, digits, four_letters, letters, one_letter, two_letters

_SSN = words(
    """
    ssn, ssns, ss number, ss no, ss#, social security, social security number, social security no,
    social security numbers, social security card, social-security, social_security, social_security_number,
    socialsecuritynumber, social insurance, soc sec, social, taxpayer id, tax id, tin, ssn番号, 社会保障番号
    """
)
_ITIN = words(
    """
    itin, itin number, individual taxpayer, individual taxpayer identification number, taxpayer, taxpayer id,
    taxpayer identification number, tax id, tax id number, tin
    """
)
_EIN = words("ein, employer identification number, employer id, fein, federal tax id, tax id, employer_id")
_PASSPORT = words(
    """
    passport, passports, passport number, passport no, passport no., passport_no, passportno,
    passport_number, passportnumber, passport id, us passport, u.s. passport, american passport,
    travel document, passport book, passport card, パスポート, パスポート番号, 旅券番号
    """
)
_LICENCE = words(
    """
    driver license, driver's license, drivers license, driver’s license, driver licence, driver's licence,
    driving license, driving licence, license number, licence number, license no, license #, license id,
    driver_license, drivers_license, driverlicense, driverslicense, driver's lic, drivers lic, driver lic,
    dl, dl#, dl no, dl number, dln, d.l.,
    dmv, state id, state license, operator license, learner's permit
    """
)
_ACCOUNT = words(
    """
    account, account number, account no, account no., account_number, accountnumber, acct, acct no,
    bank account, bank_account, checking, checking account, savings, savings account, direct deposit
    """
)
_ROUTING = words(
    """
    routing, routing number, routing no, routing #, routing_number, routingnumber, aba, aba number,
    aba routing, rtn, routing transit number, transit number, bank routing
    """
)
_MEDICARE = words(
    """
    medicare, medicare number, medicare id, mbi, medicare beneficiary identifier, beneficiary identifier,
    medicare beneficiary, medicare card, hicn
    """
)
_NPI = words("npi, npi number, national provider identifier, provider id, provider number")
_DEA = words("dea, dea number, dea no, dea #, dea registration, prescriber")
_SIN = words(
    """
    sin, sin number, social insurance number, social insurance no, social insurance, canadian sin, nas,
    numéro d'assurance sociale, assurance sociale
    """
)
_CPF = words("cpf, cpf number, número de cpf, cadastro de pessoas físicas, cadastro, cpf/mf")
_RUT = words("rut, run, rol único tributario, rol único nacional, cédula, cedula de identidad")
_CURP = words("curp, clave única")

_LICENCE_KIND = ("pii.us.driver_license", "A driver's licence of one of the United States.")
_PASSPORT_KIND = ("pii.us.passport", "A passport number of the United States.")
_NOT_SSN = re.compile("000|666|9|[0-9]{3}00|[0-9]{5}0000")
_ITIN_GROUP = re.compile("9[0-9]{2}(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])")


def _is_ssn(value: str) -> bool:
    return _NOT_SSN.match(value) is None and len(set(value)) > 1


def _is_itin(value: str) -> bool:
    return _ITIN_GROUP.match(value) is not None


# Position by position, without letters that look like digits. docs/sources.md#identifiers-abroad.
_L, _A = "[AC-HJKMNP-RT-Y]", "[0-9AC-HJKMNP-RT-Y]"
_MBI = row(
    *(some(of, 1, 1) for of in ("[1-9]", _L, _A, "[0-9]")),
    GAP,
    *(some(of, 1, 1) for of in (_L, _A, "[0-9]")),
    GAP,
    *(some(of, 1, 1) for of in (_L, _L, "[0-9]", "[0-9]")),
    ALONE,
)
_MBI_BEGINS = row(*(some(of, 1, 1) for of in (_L, _A, "[0-9]")), GAP, some(_L, 1, 1))

ENTITIES = (
    Entity(
        "pii.us.ssn",
        "A social security number of the United States.",
        _SSN,
        groups=((3, 2, 4),),
        fits=_is_ssn,
        alone=0.6,
    ),
    Entity(
        "pii.us.ssn",
        "A social security number of the United States.",
        groups=((9,), (3, 3, 3), (3, 6), (5, 4)),
        fits=_is_ssn,
        cued=0.9,
    ),
    Entity(
        "pii.us.itin",
        "An individual taxpayer identification number of the United States.",
        _ITIN,
        groups=((3, 2, 4), (9,)),
        fits=_is_itin,
        cued=0.96,
    ),
    Entity(
        "pii.us.ein",
        "An employer identification number of the United States.",
        _EIN,
        groups=((2, 7), (9,)),
        cued=0.9,
    ),
    Entity(*_PASSPORT_KIND, _PASSPORT, groups=((9,), (8,), (3, 3, 3)), cued=0.9),
    Entity(*_PASSPORT_KIND, form=one_letter(letters(1), GAP, digits(8)), cued=0.95),
    Entity(
        *_LICENCE_KIND,
        _LICENCE,
        groups=(
            (7,),
            (8,),
            (9,),
            (10,),
            (13,),
            (14,),
            (3, 3, 3),
            (3, 2, 4),
            (4, 2, 4),
            (2, 3, 4),
            (2, 3, 3),
            (3, 3, 4),
        ),
        cued=0.85,
    ),
    Entity(*_LICENCE_KIND, form=one_letter(letters(1), GAP, digits(6, 14)), cued=0.9),
    Entity(*_LICENCE_KIND, form=two_letters(letters(2), GAP, digits(5, 8), maybe(letters(1))), cued=0.85),
    Entity(
        *_LICENCE_KIND,
        form=one_letter(letters(1), digits(3), GAP, digits(4), GAP, digits(4), maybe(row(GAP, digits(1, 4)))),
        cued=0.9,
    ),
    Entity(
        "pii.us.bank_account",
        "A bank account in the United States.",
        _ACCOUNT,
        groups=tuple((count,) for count in (9, 10, 11, 12, 13, 17)),
        cued=0.9,
    ),
    Entity(
        "pii.us.routing_number",
        "A routing number of a bank in the United States.",
        _ROUTING,
        groups=((9,), (4, 4, 1), (3, 3, 3)),
        check=aba_routing,
        typo=0.7,
    ),
    Entity(
        "pii.us.medicare",
        "A Medicare beneficiary identifier.",
        _MEDICARE,
        form=Form(_MBI, "1-9", _MBI_BEGINS),
        alone=0.6,
    ),
    Entity("pii.us.npi", "The number of a health care provider.", _NPI, groups=((10,),), check=npi, typo=0.6),
    Entity(
        "pii.us.dea",
        "The number of a prescriber of controlled substances.",
        _DEA,
        form=two_letters(letters(2), digits(7)),
        check=dea,
        typo=0.6,
    ),
    Entity(
        "pii.ca.sin",
        "A social insurance number of Canada.",
        _SIN,
        groups=((9,), (3, 3, 3)),
        check=luhn,
        typo=0.7,
    ),
    Entity(
        "pii.br.cpf",
        "A taxpayer's number of Brazil.",
        _CPF,
        groups=((11,), (3, 3, 3, 2)),
        check=cpf,
        typo=0.7,
    ),
    Entity("pii.br.cpf", "A taxpayer's number of Brazil.", groups=((3, 3, 3, 2),), check=cpf, alone=0.7),
    Entity(
        "pii.cl.rut",
        "A tax and identity number of Chile.",
        _RUT,
        form=Form(
            row(
                digits(1, 2),
                maybe(some("[.]", 1, 1)),
                digits(3),
                maybe(some("[.]", 1, 1)),
                digits(3),
                some("-", 1, 1),
                some("[0-9K]", 1, 1),
                ALONE,
            ),
            "0-9",
            row(some("[0-9.]", 6, 9), some("-", 1, 1), some("[0-9K]", 1, 1)),
        ),
        check=rut,
    ),
    Entity(
        "pii.mx.curp",
        "A population registry code of Mexico.",
        _CURP,
        form=four_letters(letters(4), digits(6), some("[HM]", 1, 1), letters(5), alnum(1), digits(1)),
        alone=0.8,
    ),
)
