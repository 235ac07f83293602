"""Payment card numbers: an issuer's prefix, a length that issuer uses, and Luhn.

One number in ten passes Luhn and many begin like a card, so all three are asked for, in
digits that stand alone: no letter, digit or dash-and-digit on either side, and regular
groups where dots divide them (4.532015112830366 is a measurement). Thirteen digits that
are also a valid article number are one, unless a word says card.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import NamedTuple

from filters.checks import ean13, luhn
from filters.cues import CUE_REACH, Cues
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, maybe, repeat, row, some, unless


class _Issuer(NamedTuple):
    name: str
    prefix: str
    lengths: tuple[int, ...]  # the longest first


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

_DIGIT = some("[0-9]", 1, 1)
_SEPARATOR = some("[- .ー]", 1, 1)
_MORE = row(maybe(_SEPARATOR), _DIGIT)
# All digits there are, up to 19, and known whether they go on.
_RUN = row(_DIGIT, repeat(_MORE, 11, 18), maybe(unless(_MORE)), maybe(unless(some("[A-Za-z_]", 1, 1))))
# A first digit no digit stands before, of twelve or of as many as there are before the end.
_STARTS = r"[1-68](?<![0-9_].)(?<![0-9][-ー.].)(?=(?:[- .ー]?[0-9]){11}|(?:[- .ー]?[0-9]){0,10}[- .ー]?\Z)"
_PATTERN = Pattern(_RUN, _STARTS, 24, ("[0-9](?:[- .ー]?[0-9]){11}",))
_GROUPS = re.compile(
    r"[0-9]+|[0-9]{4}([- ー.])[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}|[0-9]{4}([- ー])[0-9]{6}\2[0-9]{4,5}"
    r"|[0-9]{8}[- ー][0-9]{8}|[0-9](?: [0-9])+"
)
_BARE = dict.fromkeys(map(ord, "- .ー"))  # str.translate leaves the digits
_FIRST = {count: re.compile(f"(?:[- .ー]?[0-9]){{{count}}}") for count in range(12, 20)}
_ON = re.compile(r"[A-Za-z_]|[-ー.]?[0-9]")  # it goes on, so it is part of something longer
_JOINING = frozenset(string.ascii_letters + "-/#")
_CUES = Cues(
    yes="(?:カード|クレカ|クレジット)(?:の)?(?:番号)?|card|visa|master|jcb|amex|diners|credit|debit|payment",
    no="伝票|注文|受注|追跡|予約|型番|品番|商品|管理|シリアル|コード|番号"
    "|order|track|serial|sku|invoice|jan|isbn|imei|ean|gtin|barcode|commit|batch|build",
)


@DETECTORS.add
class Card:
    """Payment card numbers, in one piece or in the groups cards are printed in."""

    name = "card"
    kinds: Mapping[str, str] = {
        "pii.credit_card": "A payment card number with a known prefix and a valid check digit."
    }
    reach = CUE_REACH
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    digits = here.group().translate(_BARE)
    prefix = _PREFIXES.match(digits)
    if prefix is None or prefix.lastindex is None:
        return None
    issuer = _ISSUERS[prefix.lastindex - 1]
    for length in issuer.lengths:
        if length <= len(digits) and luhn(digits[:length]):
            end = _FIRST[length].match(window.text, here.start())
            span = (here.start(), end.end() if end else here.end())
            if score := _score(window.text, span, digits[:length]):
                return window.finding(span, "pii.credit_card", score, {"issuer": issuer.name})
    return None


def _score(text: str, span: tuple[int, int], digits: str) -> float:
    """0 where it is something else that passes Luhn."""
    start, end = span
    grouped = end - start > len(digits)
    if _ON.match(text, end) or not _GROUPS.fullmatch(text, start, end):
        return 0
    cue = _CUES.before(text, start)
    joined = start > 0 and text[start - 1] in _JOINING
    if cue is not True and (joined or ean13(digits) or (cue is False and not grouped)):
        return 0
    return 0.5 if cue is False else 0.95 if cue or grouped else 0.85
