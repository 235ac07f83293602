"""One value, however it is spelt: 090-1234-5678 and ０９０１２３４５６７８ are one number.

Only what can be said for certain is taken for one: width and invisible characters (the
folded view), blanks, case where a form has none, separators where a number's length is
fixed. A date, an address or a version says with its separators what it is, so those stay.
Secrets are taken as they are. Two values taken for one would be put back as each other.
"""

from __future__ import annotations

import re

from filters.folding import fold

# Words of surrogates whose separators say nothing, and whose letters have no case.
_NUMBERS = re.compile(
    "PHONE|CREDIT_CARD|IBAN|CRYPTO_WALLET|US_SSN|US_ITIN|US_PASSPORT|UK_NHS|UK_NINO|IN_AADHAAR|"
    "JP_(?:MY_NUMBER|CORPORATE_NUMBER|DRIVER_LICENSE|PASSPORT|RESIDENCE_CARD|PENSION_NUMBER|"
    "EMPLOYMENT_INSURANCE|RESIDENT_CODE|POSTAL_CODE)"
)
_CASED = frozenset({"CRYPTO_WALLET"})  # base58 tells large letters from small ones
_CASELESS = frozenset({"EMAIL", "PERSON", "ADDRESS", "MAC_ADDRESS", "IP_ADDRESS"})
_BETWEEN = re.compile(r"[^0-9A-Za-z〇一二三四五六七八九]+")
_KANJI = str.maketrans("〇一二三四五六七八九", "0123456789")
_BLANKS = re.compile(r"\s+")
_BETWEEN_KANJI = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_JAPAN = re.compile(r"\+?81(?:\(0\)|0)?(?=[1-9])")
_AT = re.compile(r"\s*[\[({<]\s*(?:at|アットマーク|@)\s*[\])}>]\s*")
_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|ドット|\.)\s*[\])}>]\s*")


def canonical(word: str, value: str) -> str:
    """The value as all its spellings have it. word: of its surrogate, such as PII_PHONE. Linear."""
    family, _, kind = word.partition("_")
    if family != "PII":
        return value
    plain = fold(value)
    if _NUMBERS.fullmatch(kind):
        return _number(kind, plain) or plain
    if kind in _CASELESS:
        plain = plain.casefold()
    if kind == "EMAIL":
        return _BLANKS.sub("", _DOT.sub(".", _AT.sub("@", plain)))
    return _BLANKS.sub(" ", _BETWEEN_KANJI.sub("", plain)).strip()


def _number(kind: str, plain: str) -> str:
    if kind == "PHONE" and plain.lstrip().startswith("+81"):
        plain = _JAPAN.sub("0", plain.replace(" ", ""), count=1)
    digits = _BETWEEN.sub("", plain).translate(_KANJI)
    return digits if kind in _CASED else digits.upper()
