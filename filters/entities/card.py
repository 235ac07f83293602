"""Payment card numbers: an issuer's prefix, a length that issuer uses, and Luhn.

One number in ten passes Luhn and many begin like a card, so all three are asked for.
Thirteen digits that are also a valid article number are one, unless a word says card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from filters.checks import ean13, luhn
from filters.entity import Entity, words


class _Issuer(NamedTuple):
    name: str
    prefix: str
    lengths: tuple[int, ...]


# Source: ISO/IEC 7812 issuer ranges as published by the networks, docs/sources.md#card-iin.
_ISSUERS = (
    _Issuer("visa", "4", (19, 16, 13)),
    _Issuer("mastercard", "5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),
    _Issuer("jcb", "35(?:2[89]|[3-8])", (19, 18, 17, 16)),
    _Issuer("jcb", "2131|1800", (15,)),
    _Issuer("amex", "3[47]", (15,)),
    _Issuer("diners", "30[0-5]|3095|3[689]", (19, 16, 14)),
    _Issuer("discover", "6011|64[4-9]|65", (19, 16)),
    _Issuer("unionpay", "62|81", (19, 18, 17, 16)),
    _Issuer("maestro", "50(?:18|20|38)|5893|6304|6759|676[1-3]|5[68]", (19, 18, 17, 16, 15, 14, 13, 12)),
    _Issuer("mir", "220[0-4]", (19, 18, 17, 16)),
)
_PREFIXES = re.compile("|".join(f"({issuer.prefix})" for issuer in _ISSUERS))
_KIND = ("pii.credit_card", "A payment card number with a known prefix and a valid check digit.")
_CUES = words(
    """
    カード, カード番号, カードの番号, クレカ, クレカ番号, クレジット, クレジットカード, クレジットカード番号,
    デビット, デビットカード, プリペイドカード, カード決済, card, cards, card number, cardnumber, card no,
    card no., cardno, credit card, creditcard, debit card, visa, master, mastercard, jcb, amex,
    american express, diners, discover, unionpay, credit, debit, payment, pan, cc, ccn
    """
)
_GROUPS = (
    *((4, 4, 4, last) for last in range(1, 8)),
    *((4, 6, 5), (4, 6, 4), (8, 8)),
)
_SIXTEEN = ((16,), (4, 4, 4, 4))
_BARE = tuple((count,) for count in range(12, 20))


def _issuer(digits: str) -> _Issuer | None:
    match = _PREFIXES.match(digits)
    issuer = _ISSUERS[match.lastindex - 1] if match and match.lastindex else None
    return issuer if issuer and len(digits) in issuer.lengths else None


def _prefixed(digits: str) -> bool:
    return _issuer(digits) is not None


def _issued(digits: str) -> bool:
    return _issuer(digits) is not None and luhn(digits)


def _not_an_article(digits: str) -> bool:
    return _issued(digits) and not ean13(digits)


def _named(digits: str) -> Mapping[str, str]:
    issuer = _issuer(digits)
    return {"issuer": issuer.name} if issuer else {}


ENTITIES = (
    Entity(*_KIND, _CUES, _GROUPS, fits=_issued, check=luhn, alone=0.95, vetoed=0.5, sure=True, attrs=_named),
    Entity(*_KIND, groups=_BARE, fits=_not_an_article, check=luhn, alone=0.85, attrs=_named),
    Entity(*_KIND, groups=((13,),), fits=_issued, check=luhn, attrs=_named),
    # Behind a word for it: a mistyped one, and one of an issuer not in the table.
    Entity(*_KIND, groups=(*_SIXTEEN, (15,), (4, 6, 5)), fits=_prefixed, check=luhn, typo=0.6, attrs=_named),
    Entity(*_KIND, groups=_SIXTEEN, fits=luhn, cued=0.8),
)
