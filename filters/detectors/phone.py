"""Telephone numbers: the Japanese plan, +country forms, and North American ones.

How they are written is in `filters.numbering`. A run of bare digits must fit the Japanese
plan or stand behind a word for a telephone; a word in front may also say that it is
something else (注文, 伝票, order).

"103-1234-5678" is a longer number, not a telephone: neither end may go on in digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.cues import CUE_REACH, Cues
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.numbering import ABROAD, IN_DIGITS, IN_KANJI, JAPANESE, KANJI, LABELLED, NORTH_AMERICAN
from filters.shapes import Pattern, either

# A digit, + or ( that no digit, and no digit and dash, stand before, and that six more
# digits follow, or the end of the text. With one character taken first, the search skips
# quickly to where it can match.
_BETWEEN = "[-ー. の()]{0,4}"
_STARTS = (
    rf"[0-9+(〇零](?<![0-9].)(?<![0-9][-ー.].)(?<![{KANJI}][〇零])"
    rf"(?=(?:{_BETWEEN}[0-9{KANJI}]){{6}}|[-ー. の()0-9{KANJI}]{{0,30}}+\Z)"
)
_TRACES = (f"[0-9{KANJI}](?:{_BETWEEN}[0-9{KANJI}]){{5}}",)
_PATTERN = Pattern(either(IN_DIGITS, IN_KANJI, ABROAD, NORTH_AMERICAN, LABELLED), _STARTS, 32, _TRACES)

_AS_ASCII = str.maketrans(KANJI, "00123456789")
_CUES = Cues(
    yes="(?:電話|携帯|直通|内線|連絡)(?:番号|先)?|フリーダイヤル|ファ(?:ック|ク)ス"
    "|tel|phone|fax|mobile|cell|call|contact|reach|dial|desk|whatsapp",
    no="伝票|注文|受注|追跡|予約|整理|受付|型番|品番|商品|管理|口座|年金|保険|免許|番号|コード|シリアル"
    "|order|track|invoice|ticket|serial|account|commit|sku|isbn|jan|build|version|batch|ref",
)
_COUNTING = ("0123456789", "01234567890")
_JOINED = ("-", "/", "_", "#")  # before a bare number: it is part of a name or a path
_LABEL = re.compile(r"(?:tel|fax|phone|mobile|cell|no)\.?\Z", re.IGNORECASE)


@DETECTORS.add
class Phone:
    """Numbers with their separators, or bare ones of the Japanese plan; others bare after a word for it."""

    name = "phone"
    kinds: Mapping[str, str] = {"pii.phone": "A telephone or fax number."}
    reach = CUE_REACH
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    text, at = window.text, here.start()
    number, left = here.group(), text[max(0, at - 1) : at]
    bare = number.isdecimal()
    if bare and (number in _COUNTING or left in _JOINED):
        return None
    if left.isascii() and left.isalnum() and not _LABEL.search(text, max(0, at - 8), at):
        return None
    score = _score(number, bare, _CUES.before(text, at))
    return window.finding(here.span(), "pii.phone", score) if score else None


def _score(number: str, bare: bool, cue: bool | None) -> float:
    """0 where it is none."""
    digits = re.sub("[^0-9]", "", number.translate(_AS_ASCII))
    if number[0] == "+":
        return 0.9
    if digits[0] == "0":
        if not JAPANESE.match(digits):
            return 0.6 if cue else 0
        if bare and not cue:
            return 0 if cue is False else 0.7 if len(digits) == 11 else 0.5
        return 0.4 if cue is False else 0.9
    if bare and not cue:
        return 0
    return 0.4 if cue is False else 0.9 if cue else 0.7
