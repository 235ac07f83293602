"""How a surrogate is spelt, and what else may stand for it: PII_EMAIL_1_K7.

What it is, which one, and two check letters, all of them ASCII word characters, so that it
survives Markdown, JSON, URLs and Japanese text without blanks. Models write it otherwise at
times: in small letters, with hyphens, blanks or Markdown's backslashes in the place of the
underscores, full-width, without the family in front. All of that says the same, and `plain`
undoes it. What says another word, number or letter is another surrogate, however near it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from filters.folding import fold

FAMILIES = ("PII", "SECRET", "DATA")
_FAMILY = {"pii": "PII", "secret": "SECRET"}
_NOT_LETTERS = re.compile(r"[^A-Z]+")
_EXACT = re.compile(r"(?:PII|SECRET|DATA)(?:_[A-Z]{2,20}){1,4}_[1-9][0-9]{0,5}_[A-Z2-7]{2}")
_BETWEEN = re.compile(r"\\?[ _-]")
# Letters that are words would make a surrogate of "email 1 is".
_WORDS = frozenset(
    re.findall(
        "..",
        "AHAMANASATBEBYDADEDOELENESGOHAHEHIIFILIMINISITJAJEKMLALEMBMEMGMIMMMRMSMYNOOFOHOKONOROSPCPMSISOSUTOTUTVUN"
        "UPUSVSWE",
    )
)
_CHECKS = 1024
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@lru_cache(maxsize=1024)
def word_of(kind: str) -> str:
    """`pii.jp.my_number` → `PII_JP_MY_NUMBER`; what is neither pii nor secret is DATA."""
    family, _, rest = kind.partition(".")
    parts = [p for p in _NOT_LETTERS.split(rest.upper().replace(".", "_")) if len(p) > 1]
    return "_".join([_FAMILY.get(family, "DATA"), *(p[:20] for p in parts[:4])]) if parts else "DATA_TEXT"


def spelt(word: str, count: int, check: str) -> str:
    """The surrogate itself."""
    return f"{word}_{count}_{check}"


def is_exact(text: str) -> bool:
    """Whether this is a surrogate as it is minted, seen as a reader of the folded view sees it."""
    return _EXACT.fullmatch(fold(text)) is not None


def plain(text: str) -> tuple[str, ...]:
    """What a text may stand for, if it is a surrogate written in another way: few, and none by likeness."""
    words = [part.upper() for part in _BETWEEN.split(fold(text))]
    if len(words) > 2 and words[0] in FAMILIES:
        return ("_".join(words),)
    return tuple("_".join((family, *words)) for family in FAMILIES)


def checks(digest: bytes, taken: Collection[str]) -> str:
    """Check letters of a keyed digest: the first that are no word, and not taken while any are free.

    As long as they are all different, no other number, and no other word, makes one of
    these surrogates of another. A letter comes first while there are such: 57 is a number.
    """
    first = int.from_bytes(digest[:4], "big")
    step = int.from_bytes(digest[4:6], "big") | 1  # odd: it goes through all of them
    number = used = ""
    for letters in _letters(first, step):
        if letters in _WORDS:
            continue
        if letters in taken:
            used = used or letters
        elif letters[0].isdigit():
            number = number or letters
        else:
            return letters
    return number or used


def _letters(first: int, step: int) -> Iterator[str]:
    for turn in range(_CHECKS):
        at = (first + turn * step) % _CHECKS
        yield _BASE32[at >> 5] + _BASE32[at & 31]
