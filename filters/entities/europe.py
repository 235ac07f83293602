"""Identifiers of the United Kingdom and of other countries of Europe."""

from __future__ import annotations

import re

from filters.checks import ean13
from filters.checks_abroad import (
    austrian,
    belgian,
    bsn,
    finnish_hetu,
    french_nir,
    german_tax,
    irish_pps,
    italian_fiscal,
    nhs,
    norwegian,
    personnummer,
    pesel,
    portuguese_nif,
    spanish_nif,
    turkish,
)
from filters.entity import Entity, Form, words
from filters.shapes import either, maybe, row, some
from filters.written import (
    ALONE,
    GAP,
    alnum,
    digits,
    digits_lettered,
    letters,
    many_letters,
    one_letter,
    small_letters,
    two_letters,
)

_NHS = words(
    "nhs, nhs number, nhs no, nhs no., nhs_number, nhsnumber, national health service, health service number"
)
_NINO = words(
    """
    nino, ni number, ni no, national insurance, national insurance number, national insurance no, nat ins,
    national_insurance, ni_number
    """
)
_UK_PASSPORT = words(
    "uk passport, british passport, uk passport number, british passport number, hm passport"
)
_UK_LICENCE = words(
    """
    driving licence, dvla, driver number, driver's licence, driving license, licence number, driving_licence
    """
)
_SORT_CODE = words("sort code, sortcode, sort-code, sort_code, bank sort code, s/c")
_UK_ACCOUNT = words("account number, account no, account, acc no, acc number, a/c, bank account")
_NIF = words(
    "nif, dni, nie, nif number, dni number, cif, documento nacional, número de identificación, cédula"
)
_FISCAL = words(
    "codice fiscale, fiscal code, cod. fiscale, cod fiscale, c.f., cf, tessera sanitaria, tax code"
)
_TAX_DE = words(
    """
    steuer-id, steuerid, steuer-identifikationsnummer, steuerliche identifikationsnummer, idnr, id-nr,
    steuer-idnr, tax id, german tax id, tin, steuernummer, identifikationsnummer
    """
)
_NIR = words(
    """
    nir, insee, numéro de sécurité sociale, numero de securite sociale, sécurité sociale,
    securite sociale, n° sécu, numéro insee, carte vitale, social security
    """
)
_PESEL = words("pesel, numer pesel, pesel number, nr pesel")
_SWEDISH = words(
    "personnummer, personal identity number, personal number, pnr, samordningsnummer, swedish id"
)
_FINNISH = words("hetu, henkilötunnus, personal identity code, finnish id, henkilotunnus")
_BSN = words("bsn, burgerservicenummer, sofinummer, sofi, citizen service number, bsn-nummer")
_BELGIAN = words("rijksregisternummer, numéro national, national register, insz, niss, national number, rrn")
_AHV = words("ahv, avs, ahv-nummer, ahvn13, numéro avs, sozialversicherungsnummer, social security")
_PORTUGUESE = words("nif, contribuinte, número de contribuinte, número de identificação fiscal, tax number")
_NORWEGIAN = words("fødselsnummer, fodselsnummer, personnummer, fnr, d-nummer, national identity number")
_DANISH = words("cpr, cpr-nummer, cpr-nr, cpr number, personnummer")
_AUSTRIAN = words("svnr, sozialversicherungsnummer, sv-nummer, sv-nr, versicherungsnummer, social security")
_PPS = words("pps, ppsn, pps number, pps no, personal public service number, personal public service")
_TURKISH = words("tc kimlik, t.c. kimlik no, tckn, kimlik no, kimlik numarası, turkish id, tc no")

# Source: HM Revenue & Customs, NIM39110: letters that are not given out.
_NOT_NINO = re.compile("[DFIQUV]|.[DFIQUVO]|BG|GB|KN|NK|NT|TN|ZZ")


def _is_nino(value: str) -> bool:
    return _NOT_NINO.match(value) is None


def _is_date(value: str) -> bool:
    """DDMMYY…"""
    return 1 <= int(value[:2]) <= 31 and 1 <= int(value[2:4]) <= 12


def _is_swedish(value: str) -> bool:
    """YYMMDD…, or with the century."""
    ten = value[-10:]
    return 1 <= int(ten[2:4]) <= 12 and 1 <= int(ten[4:6]) <= 91


def _is_french(value: str) -> bool:
    return value[0] in "123478" and (value[3:5] in ("20", "99") or 1 <= int(value[3:5]) <= 62)


def _is_swiss(value: str) -> bool:
    return value.startswith("756")


_PAIR = some("[0-9]", 2, 2)
_SORTED = Form(
    row(_PAIR, some("[- ]", 1, 1), _PAIR, some("[- ]", 1, 1), _PAIR, ALONE),
    "0-9",
    row(some("[0-9]", 1, 1), some("-", 1, 1), _PAIR, some("-", 1, 1), _PAIR),
)
_HETU = Form(
    row(digits(6), some("[-+A-FU-Y]", 1, 1), digits(3), some("[0-9A-Y]", 1, 1), ALONE),
    "0-9",
    row(digits(5), some("[-+A-FU-Y]", 1, 1), digits(3), some("[0-9A-Y]", 1, 1)),
)

ENTITIES = (
    Entity(
        "pii.uk.nhs",
        "A number of the National Health Service.",
        _NHS,
        groups=((10,), (3, 3, 4)),
        check=nhs,
        typo=0.7,
    ),
    Entity(
        "pii.uk.nino",
        "A national insurance number of the United Kingdom.",
        _NINO,
        form=two_letters(letters(2), GAP, _PAIR, GAP, _PAIR, GAP, _PAIR, GAP, some("[A-D]", 1, 1)),
        fits=_is_nino,
        alone=0.7,
    ),
    Entity(
        "pii.uk.nino",
        "A national insurance number of the United Kingdom.",
        form=small_letters(
            some("[a-ceghj-prstw-z]", 1, 1),
            some("[a-ceghj-nprstw-z]", 1, 1),
            *(part for _ in range(3) for part in (GAP, _PAIR)),
            GAP,
            some("[a-d]", 1, 1),
        ),
        fits=_is_nino,
        pattern="small letters",
    ),
    Entity(
        "pii.uk.passport", "A passport number of the United Kingdom.", _UK_PASSPORT, groups=((9,),), cued=0.92
    ),
    Entity(
        "pii.uk.driving_licence",
        "A driving licence of Great Britain.",
        _UK_LICENCE,
        form=many_letters(
            some("[A-Z9]", 5, 5),
            GAP,
            digits(6),
            GAP,
            some("[A-Z9]", 2, 2),
            GAP,
            alnum(3),
            maybe(row(GAP, _PAIR)),
        ),
        alone=0.7,
    ),
    Entity("pii.uk.sort_code", "A sort code of a bank in the United Kingdom.", _SORT_CODE, form=_SORTED),
    Entity("pii.uk.sort_code", "A sort code of a bank in the United Kingdom.", groups=((6,),), cued=0.9),
    Entity(
        "pii.uk.bank_account", "A bank account in the United Kingdom.", _UK_ACCOUNT, groups=((8,),), cued=0.96
    ),
    Entity(
        "pii.es.nif",
        "An identity or tax number of Spain (NIF, DNI, NIE).",
        _NIF,
        form=digits_lettered(digits(8), GAP, letters(1)),
        check=spanish_nif,
        alone=0.6,
        typo=0.6,
    ),
    Entity(
        "pii.es.nif",
        "An identity or tax number of Spain (NIF, DNI, NIE).",
        form=one_letter(some("[XYZ]", 1, 1), GAP, digits(7), GAP, letters(1)),
        check=spanish_nif,
        alone=0.6,
        typo=0.6,
    ),
    Entity(
        "pii.it.fiscal_code",
        "A fiscal code of Italy.",
        _FISCAL,
        form=many_letters(
            letters(6),
            some("[0-9L-NP-V]", 2, 2),
            letters(1),
            some("[0-9L-NP-V]", 2, 2),
            letters(1),
            some("[0-9L-NP-V]", 3, 3),
            letters(1),
        ),
        check=italian_fiscal,
        alone=0.9,
        typo=0.7,
    ),
    Entity(
        "pii.de.tax_id",
        "A tax identification number of Germany.",
        _TAX_DE,
        groups=((11,), (2, 3, 3, 3)),
        check=german_tax,
        typo=0.6,
    ),
    Entity(
        "pii.fr.nir",
        "A social security number of France (NIR).",
        _NIR,
        groups=((15,), (13, 2), (1, 2, 2, 2, 3, 3, 2), (1, 12, 2)),
        fits=_is_french,
        check=french_nir,
        alone=0.6,
        typo=0.6,
    ),
    Entity("pii.pl.pesel", "A personal number of Poland.", _PESEL, groups=((11,),), check=pesel, typo=0.7),
    Entity(
        "pii.se.personnummer",
        "A personal identity number of Sweden.",
        _SWEDISH,
        groups=((6, 4), (8, 4), (10,), (12,)),
        fits=_is_swedish,
        check=personnummer,
        typo=0.6,
    ),
    Entity(
        "pii.fi.hetu",
        "A personal identity code of Finland.",
        _FINNISH,
        form=_HETU,
        fits=_is_date,
        check=finnish_hetu,
        alone=0.7,
        typo=0.6,
    ),
    Entity(
        "pii.nl.bsn",
        "A citizen service number of the Netherlands.",
        _BSN,
        groups=((9,), (4, 2, 3)),
        check=bsn,
        typo=0.6,
    ),
    Entity(
        "pii.be.national_number",
        "A national register number of Belgium.",
        _BELGIAN,
        groups=((11,), (2, 2, 2, 3, 2), (6, 3, 2)),
        check=belgian,
        typo=0.6,
    ),
    Entity(
        "pii.ch.ahv",
        "A social security number of Switzerland.",
        _AHV,
        groups=((13,), (3, 4, 4, 2)),
        fits=_is_swiss,
        check=ean13,
        alone=0.6,
        typo=0.6,
    ),
    Entity(
        "pii.pt.nif",
        "A tax number of Portugal.",
        _PORTUGUESE,
        groups=((9,), (3, 3, 3)),
        check=portuguese_nif,
        typo=0.5,
    ),
    Entity(
        "pii.no.fodselsnummer",
        "A national identity number of Norway.",
        _NORWEGIAN,
        groups=((11,), (6, 5)),
        check=norwegian,
        typo=0.6,
    ),
    Entity(
        "pii.dk.cpr",
        "A personal number of Denmark.",
        _DANISH,
        groups=((6, 4), (10,)),
        fits=_is_date,
        cued=0.9,
    ),
    Entity(
        "pii.at.svnr",
        "A social insurance number of Austria.",
        _AUSTRIAN,
        groups=((10,), (4, 6)),
        check=austrian,
        typo=0.5,
    ),
    Entity(
        "pii.ie.pps",
        "A personal public service number of Ireland.",
        _PPS,
        form=digits_lettered(digits(7), either(letters(2), letters(1))),
        check=irish_pps,
        typo=0.6,
    ),
    Entity(
        "pii.tr.kimlik", "An identity number of Turkey.", _TURKISH, groups=((11,),), check=turkish, typo=0.6
    ),
)
