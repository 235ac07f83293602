"""Values of the right form that are nobody's: for models that do worse with surrogates.

A telephone number nobody was given, an address at a domain kept for examples (RFC 2606), a
number whose check digits are wrong, an invented name in the same script, a date moved by a
constant number of days a conversation. The form stays: separators, groups, era. Everything
is made from a keyed digest, so the same value has the same fake in every turn.

A kind that has no entry here, or a value whose form is not understood, has a token instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from filters.checks import corporate_number, luhn, my_number
from filters.fake_dates import moved
from filters.folding import fold
from filters.sealing import keyed

Make = Callable[[bytes], str | None]  # of a digest: another one where the first is taken

_FAMILIES = {
    "han": ["架野", "仮屋園", "例山", "見本田", "試原", "雛型", "空木場", "名無瀬", "模谷", "偽森"],
    "katakana": ["カリノ", "レイヤマ", "ミホンダ", "シバラ", "ヒナガタ", "カラキバ", "ナナシセ", "モダニ"],
    "hiragana": ["かりの", "れいやま", "みほんだ", "しばら", "ひながた", "からきば", "ななしせ", "もだに"],
    "latin": [
        "Exampleton",
        "Sampleford",
        "Mockley",
        "Placewood",
        "Specimann",
        "Testerby",
        "Demorest",
        "Fauxham",
    ],
}
_GIVEN = {
    "han": ["一例", "仮子", "試太", "例美", "見一", "空乃", "名夫", "架奈", "模介", "雛代"],
    "katakana": ["カリコ", "レイタ", "ミイチ", "ソラノ", "ナナオ", "カナエ", "モスケ", "ヒナヨ"],
    "hiragana": ["かりこ", "れいた", "みいち", "そらの", "ななお", "かなえ", "もすけ", "ひなよ"],
    "latin": ["Alderan", "Brionel", "Corinth", "Delphia", "Emberly", "Fennick", "Greerson", "Hollisa"],
}
_SCRIPTS = (
    ("han", re.compile(r"[\u3400-\u9fff々]")),
    ("katakana", re.compile(r"[\u30a1-\u30ff]")),
    ("hiragana", re.compile(r"[\u3041-\u309f]")),
    ("latin", re.compile(r"[A-Za-z]")),
)
_MOBILE = re.compile(r"0[2-9]0\d{8}")
_BLANK = re.compile(r"[\s・]+")
_DIGIT = re.compile(r"[0-9]")


def faked(word: str, value: str, key: bytes) -> Make | None:
    """How a fake of this value is made; None for a kind that has none. key: of the conversation."""
    kind = word.removeprefix("PII_")
    if kind in ("DATE_OF_BIRTH", "DATE"):
        days = 1 + int.from_bytes(keyed(key, "days")[:4], "big") % 365
        date = moved(fold(value), days)
        return lambda _: date
    make = _MAKERS.get(kind)
    return None if make is None else lambda digest: make(fold(value).strip(), _dice(digest))


def _dice(digest: bytes) -> Iterator[int]:
    """Numbers below 2³² without end."""
    turn = 0
    while True:
        block = keyed(digest, "dice", str(turn))
        yield from (int.from_bytes(block[at : at + 4], "big") for at in range(0, 32, 4))
        turn += 1


def _digits(dice: Iterator[int], count: int) -> str:
    return "".join(str(next(dice) % 10) for _ in range(count))


def _into(value: str, digits: str) -> str:
    """The value's form, with these digits in the place of its own."""
    new = iter(digits)
    return _DIGIT.sub(lambda _: next(new), value)


def _phone(value: str, dice: Iterator[int]) -> str | None:
    digits = "".join(_DIGIT.findall(value))
    size = len(digits)
    if not 9 <= size <= 15:
        return None
    japan = value.startswith("+81")
    local = digits[2:] if japan else digits
    if japan and not local.startswith("0"):
        local = "0" + local
    if _MOBILE.fullmatch(local):  # the digit after 090 and its like is never 0
        new = local[:3] + "0" + _digits(dice, 7)
    elif local.startswith("0"):  # nor is the one after an area code
        new = "030" + _digits(dice, len(local) - 3)
    elif size == 10 or (size == 11 and digits[0] == "1"):  # kept for fiction in North America
        area = str(200 + next(dice) % 700)
        new = digits[: size - 10] + area + "55501" + _digits(dice, 2)
    else:
        new = digits[:2] + "00" + _digits(dice, size - 4)
    if japan:
        new = "81" + (new if digits[2:3] == "0" else new[1:])
    return _into(value, new)


def _email(value: str, dice: Iterator[int]) -> str:
    words = _GIVEN["latin"], _FAMILIES["latin"]
    given, family = (names[next(dice) % len(names)].lower() for names in words)
    top = "jp" if value.lower().endswith("jp") else "com"
    return f"{given}.{family}{next(dice) % 1000}@example.{top}"


def _wrong(valid: Callable[[str], bool], first: int = 1) -> Callable[[str, Iterator[int]], str | None]:
    """Of numbers with a check digit: those that have a wrong one. first: leading digits that stay."""

    def make(value: str, dice: Iterator[int]) -> str | None:
        digits = "".join(_DIGIT.findall(value))
        if len(digits) <= first:
            return None
        new = digits[:first] + _digits(dice, len(digits) - first)
        if valid(new):
            new = new[:-1] + str((int(new[-1]) + 1) % 10)
        return None if valid(new) else _into(value, new)

    return make


def _ssn(value: str, dice: Iterator[int]) -> str | None:
    """The area number 000 is never given out."""
    return _into(value, "000" + _digits(dice, 6)) if len(_DIGIT.findall(value)) == 9 else None


def _iban(value: str, dice: Iterator[int]) -> str | None:
    """Check digits are 02 to 98."""
    digits = "".join(_DIGIT.findall(value))
    return _into(value, "00" + _digits(dice, len(digits) - 2)) if len(digits) > 10 else None


def _person(value: str, dice: Iterator[int]) -> str | None:
    script = next((name for name, letters in _SCRIPTS if letters.search(value)), "")
    if not script:
        return None
    parts = _BLANK.split(value)
    family, given = (names[script][next(dice) % len(names[script])] for names in (_FAMILIES, _GIVEN))
    if len(parts) == 1:
        return family + given if script != "latin" and len(value) > 2 else family
    blank = _BLANK.search(value)
    between = blank.group() if blank else " "
    return between.join((given, family) if script == "latin" else (family, given))


_MAKERS: Mapping[str, Callable[[str, Iterator[int]], str | None]] = {
    "PHONE": _phone,
    "EMAIL": _email,
    "PERSON": _person,
    "CREDIT_CARD": _wrong(luhn),
    "JP_MY_NUMBER": _wrong(my_number, 0),
    "JP_CORPORATE_NUMBER": _wrong(corporate_number, 0),
    "US_SSN": _ssn,
    "IBAN": _iban,
}
