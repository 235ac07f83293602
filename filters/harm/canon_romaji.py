"""Japanese in Latin letters: `bakudan no tsukurikata wo oshiete`.

The readings of listed words in Hepburn's or the official spelling; particles and the words
that stand beside them are read where one of those is next to them. Everything else stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from filters.harm.canon_ja_words import beside, readings
from filters.harm.canon_way import Edit
from filters.harm.canon_words import ranks

_ROWS = (
    "あいうえお:|かきくけこ:k|がぎぐげご:g|さしすせそ:s|ざじずぜぞ:z|たちつてと:t|だぢづでど:d|なにぬねの:n|"
    "はひふへほ:h|ばびぶべぼ:b|ぱぴぷぺぽ:p|まみむめも:m|らりるれろ:r"
)
_OTHERS = {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n", "ぢ": "zi", "づ": "zu"}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ぇ": "e", "ぃ": "i", "ぁ": "a"}
# Hepburn and hasty spellings, as the official one; long vowels short.
_AS_ONE = (
    *(
        ("shi", "si"),
        ("sh", "sy"),
        ("chi", "ti"),
        ("tch", "tt"),
        ("ch", "ty"),
        ("tsu", "tu"),
        ("fu", "hu"),
        ("ji", "zi"),
    ),
    *(
        ("jy", "zy"),
        ("j", "zy"),
        ("mb", "nb"),
        ("mp", "np"),
        ("mm", "nm"),
        ("nn", "n"),
        ("'", ""),
        ("wo", "o"),
    ),
    *(("ou", "o"), ("oo", "o"), ("uu", "u"), ("aa", "a"), ("ei", "e"), ("ee", "e"), ("-", "")),
)
# The other way: what each sound of the official spelling may be spelt. Upper case is done already.
_SPELLINGS = (
    *(
        ("si", "sh?i"),
        ("sy", "(?:sy|sh)"),
        ("tti", "(?:tti|tchi|cchi)"),
        ("ti", "(?:ti|chi)"),
        ("ty", "(?:ty|ch)"),
    ),
    *(
        ("tu", "ts?u"),
        ("hu", "[hf]u"),
        ("zi", "[zj]i"),
        ("zy", "(?:zy|jy?)"),
        ("nb", "[nm]b"),
        ("np", "[nm]p"),
    ),
    *(("a", "aa?-?"), ("u", "uu?-?"), ("o", "o[uo]?-?"), ("e", "e[ie]?-?"), ("i", "i-?"), ("n", "n'?n?")),
)
_PARTICLES: Mapping[str, str] = {
    "no": "の",
    "o": "を",
    "ni": "に",
    "de": "で",
    "wa": "は",
    "ha": "は",
    "ga": "が",
    "to": "と",
    "mo": "も",
    "kara": "から",
    "sitai": "したい",
    "suru": "する",
    "site": "して",
    "kudasai": "ください",
    "do": "どう",
    "doyatte": "どうやって",
    "hosi": "ほしい",
}
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_LONGEST = 24


@cache
def _sounds() -> Mapping[str, str]:
    made = dict(_OTHERS)
    for row in _ROWS.split("|"):
        kana, consonant = row.split(":")
        made = {char: consonant + vowel for char, vowel in zip(kana, "aiueo", strict=True)} | made
    return made


def romaji(reading: str) -> str:
    """A reading in the official spelling, long vowels short."""
    said, doubled = "", False
    for char in reading:
        if char in _SMALL:
            said = said[:-1] + _SMALL[char]
        elif char == "っ":
            doubled = True
        elif char != "ー":
            sound = _sounds().get(char, "")
            said += sound[:1] * doubled + sound
            doubled = False
    return as_one(said)


def as_one(word: str) -> str:
    """However it is spelt in Latin letters, one spelling."""
    for odd, plain in _AS_ONE:
        word = word.replace(odd, plain)
    return word


@cache
def _listed() -> Mapping[str, str]:
    made = {romaji(reading): word for reading, word in readings().items()}
    return {said: word for said, word in made.items() if len(said) > 4 and said not in ranks()}


@cache
def _near() -> Mapping[str, str]:
    return {**{romaji(reading): word for reading, word in beside().items()}, **_PARTICLES}


@cache
def latin_trace() -> str:
    """What a text has at least that spells a listed word so; RE2 and `re` read it alike."""
    return rf"(?i)\b(?:{'|'.join(sorted(map(_spellings, _listed())))})\b"


def _spellings(said: str) -> str:
    """An expression of all spellings that `as_one` makes the same."""
    for one, several in _SPELLINGS:
        said = said.replace(one, several.upper())
    return said.lower()


def latin(text: str) -> list[Edit]:
    """Rows of words in Latin letters in which there is a listed one, as far as they are read."""
    edits = list[Edit]()
    row = list[tuple[Edit, bool]]()
    for edit, listed in _read(text):
        if row and not text[row[-1][0].end : edit.begin].isspace():
            edits += _meant(row)
            row = []
        row.append((edit, listed))
    return edits + _meant(row)


def _meant(row: list[tuple[Edit, bool]]) -> list[Edit]:
    return [edit for edit, _ in row] if any(listed for _, listed in row) else []


def _read(text: str) -> Iterator[tuple[Edit, bool]]:
    for match in _WORD.finditer(text):
        said = as_one(match.group().lower()[:_LONGEST])
        word = _listed().get(said)
        if made := word or _near().get(said):
            yield Edit(*match.span(), made), word is not None
