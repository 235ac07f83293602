"""What stands on a payment card beside its number: the verification code and the date it expires.

Three digits are anything, so both are found only right behind a word for them; a date also
needs a card, or a number as long as a card's, a little before. An expiry of a passport,
of milk or of an offer is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import Pattern, Shape, either, maybe, row, some, text, unless
from filters.trees import tree

_REACH = 72
_CODES = (
    *("cvv", "cvv2", "cvc", "cvc2", "cvn", "cvv/cvc", "cvc/cvv", "security code", "card verification code"),
    *("card verification value", "card security code", "card code", "verification code on the back"),
    *(
        "セキュリティコード",
        "セキュリティー コード",
        "セキュリティーコード",
        "カード確認番号",
        "裏面の3桁",
        "裏面3桁",
    ),
)
_EXPIRIES = (
    *("exp", "exp.", "exp date", "exp. date", "expiry", "expiry date", "expires", "expires on", "expiring"),
    *("expiration", "expiration date", "valid thru", "valid through", "valid until", "good thru", "mm/yy"),
    *("有効期限", "カード期限", "使用期限", "有効期間"),
)


def _word(words: Iterable[str]) -> Shape:
    """One of these in any case, the longest that fits."""
    ordered = sorted(words, key=len, reverse=True)
    opens = "|".join(text(word).open for word in ordered)
    whole = "|".join(map(re.escape, ordered))
    return Shape(f"(?i:{whole})", f"(?i:{opens})", max(map(len, ordered)))


_SIGNS = r"[ :#=.(「\-\"']"
_BETWEEN = row(
    some(_SIGNS, 0, 4),
    maybe(either(*map(text, ("is", "no", "は", "が", "番号は", "code")))),
    some(_SIGNS, 0, 3),
)
_DIGIT = some("[0-9]", 1, 1)
_END = unless(row(maybe(some("[-/.,:]", 1, 1)), _DIGIT))
_CODE = row(_word(_CODES), _BETWEEN, some("[0-9]", 3, 4), _END)
_SPACE = maybe(text(" "))
_DATE = row(
    either(row(text("0"), some("[1-9]", 1, 1)), row(text("1"), some("[0-2]", 1, 1)), some("[1-9]", 1, 1)),
    row(_SPACE, some("[/-]", 1, 1), _SPACE),
    either(row(text("20"), some("[0-9]", 2, 2)), some("[0-9]", 2, 2)),
)
_EXPIRY = row(_word(_EXPIRIES), _BETWEEN, _DATE, _END)
_FIRSTS = {word[:3] for word in (*_CODES, *_EXPIRIES)}
_ASCII = {first for first in _FIRSTS if first.isascii()}
_STARTS = f"(?<![A-Za-z])(?i:{tree(_ASCII)})|(?:{tree(_FIRSTS - _ASCII)})"
_TRACES = (rf"(?i:{'|'.join(map(re.escape, sorted({*_CODES, *_EXPIRIES}, key=len)))})[^0-9]{{0,14}}[0-9]",)
_PATTERN = Pattern(either(_CODE, _EXPIRY), _STARTS, 40, _TRACES)
_VALUE = lazily(r"[0-9]+(?: ?[/-] ?[0-9]+)?\Z")
_CARD = lazily(
    r"card|credit|debit|visa|master|amex|jcb|カード|クレカ|クレジット|デビット|(?:[0-9][ -]?){13}",
    re.IGNORECASE,
)


@DETECTORS.add
class CardDetails:
    """The code and the date of a payment card."""

    name = "card_details"
    kinds: Mapping[str, str] = {
        "pii.card_code": "The verification code of a payment card (CVV, CVC).",
        "pii.card_expiry": "The date on which a payment card expires.",
    }
    reach = _REACH
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    value = _VALUE.search(here.group())
    if value is None:
        return None
    start = here.start() + value.start()
    span = (start, here.end())
    if value.group().isdecimal():
        return window.finding(span, "pii.card_code", 0.9)
    card = _CARD.search(window.text, max(0, here.start() - _REACH + 8), here.start())
    return window.finding(span, "pii.card_expiry", 0.85) if card else None
