"""Telephone numbers: the Japanese plan, +country forms, and North American ones.

The forms are rows of groups below; separators are told apart from digits by the shape,
so 045-487-8302, (045)487-8302, 045 487 8302 and 045の487の8302 are one number. Digits
and dashes of any width reach us folded; ー and kanji digits, which the view keeps, are
read here. A run of bare digits must fit the Japanese plan, and a word in front of it
(注文, 伝票, order) may say that it is something else.

"103-1234-5678" is a longer number, not a telephone: neither end may go on in digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.cues import CUE_REACH, Cues
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, Shape, behind, either, maybe, repeat, row, some, text, unless
from filters.sieve import without_any

_KANJI = "〇零一二三四五六七八九"
_AS_ASCII = str.maketrans(_KANJI, "00123456789")

_SPACE = maybe(text(" "))
_DASH = some("[-ー.の]", 1, 1)
_GAP = either(row(_SPACE, _DASH, _SPACE), text(" "))

# Area code, exchange, subscriber. Source: numbering plan, docs/sources.md#phone-jp.
_GROUPS = ((2, 4, 4), (3, 3, 4), (4, 2, 4), (5, 1, 4), (3, 4, 4), (4, 3, 4), (4, 3, 3))
_PLAN = re.compile(r"0(?:[1-9][1-9][0-9]{7}|[5-9]0[1-9][0-9]{7}|(?:20|800)[0-9]{7,8})\Z")


def _japanese(zero: str, digit: str, bare_edge: Shape) -> Shape:
    def run(count: int) -> Shape:
        return some(digit, count, count)

    rows: list[Shape] = []
    for area, exchange, subscriber in _GROUPS:
        begin, middle, last = row(some(zero, 1, 1), run(area - 1)), run(exchange), run(subscriber)
        rows += (
            row(begin, _GAP, middle, _GAP, last),
            row(text("("), begin, text(")"), maybe(_GAP), middle, maybe(_GAP), last),
            row(begin, _SPACE, text("("), middle, text(")"), maybe(_GAP), last),
        )
    rows.append(row(some(zero, 1, 1), some(digit, 1, 2), _GAP, run(8)))
    rows.append(row(some(zero, 1, 1), repeat(row(text(" "), run(1)), 9, 10)))
    rows.append(row(some(zero, 1, 1), some(digit, 9, 10), bare_edge))
    return row(either(*rows), unless(row(maybe(some("[-ー.]", 1, 1)), run(1))))


_DIGIT = some("[0-9]", 1, 1)
_MORE = unless(row(maybe(some("[-ー.]", 1, 1)), _DIGIT))
_LETTER = unless(some("[A-Za-z_]", 1, 1))
_IN_DIGITS = _japanese("0", "[0-9]", _LETTER)
_IN_KANJI = _japanese("[〇零]", f"[{_KANJI}]", unless(some(f"[{_KANJI}]", 1, 1)))

_TRUNK = maybe(text("(0)"))
_SPACES = some("[- .()ー]", 0, 2)
_ABROAD = row(
    text("+"),
    either(
        row(text("81"), _SPACES, _TRUNK, repeat(row(_SPACES, _DIGIT), 9, 11)),
        row(text("1"), repeat(row(_SPACES, _DIGIT), 10, 10)),
        row(unless(text("81")), some("[2-9]", 1, 1), repeat(row(_SPACES, _DIGIT), 7, 14)),
    ),
    _MORE,
)

# Source: North American numbering plan, docs/sources.md#phone-nanp.
_THREE = row(some("[2-9]", 1, 1), some("[0-9]", 2, 2))
_FOUR = some("[0-9]", 4, 4)
_SEPARATOR = some("[-. ]", 1, 1)
_EXTENSION = row(_SPACE, either(text("x"), text("ext")), maybe(text(".")), _SPACE, some("[0-9]", 1, 5))
_NORTH_AMERICAN = row(
    maybe(row(text("1"), maybe(_SEPARATOR))),
    either(
        row(text("("), _THREE, text(")"), _SPACE, _THREE, _SEPARATOR, _FOUR),
        row(_THREE, _SEPARATOR, _THREE, _SEPARATOR, _FOUR),
        row(_THREE, _THREE, _FOUR),
    ),
    maybe(_EXTENSION),
    _MORE,
    _LETTER,
)

# Behind a label, digits in any grouping: "Phone: 72 128 827". None is longer than `reach`.
_LABELS = (
    *(
        rf"{word}:{space}"
        for word in ("phone", "mobile", "cell", "desk", "tel", "fax")
        for space in ("", r"\s")
    ),
    *(
        rf"{words}\s"
        for words in ("tel", "fax", "call me on", "call me at", "phone number:", "phone number is")
    ),
    *("電話:", "携帯:", "電話番号:", "電話番号は", "連絡先:"),
)
_LABELLED = row(
    behind(f"(?i:{'|'.join(f'(?<={label})' for label in _LABELS)})"),
    maybe(text("(")),
    _DIGIT,
    repeat(row(_SPACES, _DIGIT), 6, 14),
    _MORE,
    _LETTER,
)

# A digit, + or ( that no digit, and no digit and dash, stand before, and that six more
# digits follow, or the end of the text. With one character taken first, the search skips
# quickly to where it can match.
_BETWEEN = "[-ー. の()]{0,4}"
_STARTS = (
    rf"[0-9+(〇零](?<![0-9].)(?<![0-9][-ー.].)(?<![{_KANJI}][〇零])"
    rf"(?=(?:{_BETWEEN}[0-9{_KANJI}]){{6}}|[-ー. の()0-9{_KANJI}]{{0,30}}+\Z)"
)
_ABSENT = without_any(f"[0-9{_KANJI}](?:{_BETWEEN}[0-9{_KANJI}]){{5}}")
_PATTERN = Pattern(either(_IN_DIGITS, _ABROAD, _NORTH_AMERICAN, _LABELLED), _STARTS, 32, _ABSENT)
_ALL = Pattern(either(_IN_DIGITS, _IN_KANJI, _ABROAD, _NORTH_AMERICAN, _LABELLED), _STARTS, 32, _ABSENT)

_CUES = Cues(
    yes="(?:電話|携帯|直通|内線|連絡)(?:番号|先)?|フリーダイヤル|ファ(?:ック|ク)ス|℡"
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

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        kanji = "〇" in window.text or "零" in window.text
        return (_ALL if kanji else _PATTERN).read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    text, at = window.text, here.start()
    if (
        at
        and text[at - 1].isascii()
        and text[at - 1].isalnum()
        and not _LABEL.search(text, max(0, at - 8), at)
    ):
        return None
    number = here.group()
    bare = number.isdecimal()
    if bare and (number in _COUNTING or text[max(0, at - 1) : at] in _JOINED):
        return None
    score = _score(number, bare, _CUES.before(text, at))
    return window.finding(here.span(), "pii.phone", score) if score else None


def _score(number: str, bare: bool, cue: bool | None) -> float:
    """0 where it is none."""
    digits = re.sub("[^0-9]", "", number.translate(_AS_ASCII))
    if number[0] == "+":
        return 0.9
    if digits[0] == "0":
        if not _PLAN.match(digits):
            return 0.6 if cue else 0
        if bare and not cue:
            return 0 if cue is False else 0.7 if len(digits) == 11 else 0.5
        return 0.4 if cue is False else 0.9
    if bare and not cue:
        return 0
    return 0.4 if cue is False else 0.9 if cue else 0.7
