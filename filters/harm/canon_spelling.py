"""Words in a disguise of their own: l33t, swapped letters, stretched ones, vowels left out.

A word that is none, and becomes one when a disguise is taken off, was meant to be that
word. Of swaps and the like most strange words must be explained so, or it is another
language; a digit or sign inside a word needs no company.

Swaps: adjacent letters, any number of them between the first and the last. Digits that
stand for a whole word (`7h3 70`) are read only beside other such words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product

from filters.harm.canon_way import Edit
from filters.harm.canon_words import LONGEST, WORD, ranks, split, strange

LEET = r"[A-Za-z][0-9@$!|+]{1,3}[A-Za-z]"  # at least one word of a text in l33t has this
_SIGNS: Mapping[str, str] = {
    "0": "o",
    "1": "il",
    "2": "z",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "gb",
    "7": "t",
    "8": "b",
    "9": "g",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "li",
    "+": "t",
    "(": "c",
    "\u20ac": "e",
    "\u00a3": "l",
}
_FIRST = str.maketrans({sign: letters[0] for sign, letters in _SIGNS.items()})
_TOKEN = re.compile(r"[A-Za-z0-9@$!|+\u20ac\u00a3]{1,24}")
_SIGN = re.compile(r"[0-9@$!|+\u20ac\u00a3]")
_HELD = re.compile(LEET)
_STRETCHED = re.compile(r"([a-z])\1\1+")
_VOWEL = re.compile(r"[aeiou]")
_TRIES = 16  # ways to read the signs of one word
_LOOKED_AT = 64  # strange words that tell of a text


def unleet(word: str) -> str | None:
    """The known word that signs and digits stand for; None where there is none."""
    bare = word.lower().rstrip("!")
    for one in (word.lower(), bare) if bare != word.lower() else (bare,):
        choices = [_SIGNS.get(char, char) for char in one]
        for made in islice(map("".join, product(*choices)), _TRIES):
            if made in ranks():
                return made
    return None


def leet(text: str) -> list[Edit]:
    """Words with signs and digits in them, read as letters."""
    if _HELD.search(text) is None:
        return []
    found = [(match, unleet(match.group())) for match in _TOKEN.finditer(text) if _SIGN.search(match.group())]
    held = [word for match, word in found if _HELD.search(match.group())]
    sure = sum(1 for word in held if word and len(word) > 2)
    dense = sure > 1 and 2 * sure >= len(held)
    edits = (_read(match, word, dense=dense) for match, word in found) if sure else ()
    return [edit for edit in edits if edit]


def _read(match: re.Match[str], word: str | None, *, dense: bool) -> Edit | None:
    """What a token is read as: among many others, also digits alone, and what is no known word."""
    if _HELD.search(match.group()) and (dense or (word and len(word) > 2)):
        return _as_long(match, word or match.group().lower().translate(_FIRST))
    return _as_long(match, word) if dense and word else None


def _as_long(match: re.Match[str], word: str) -> Edit:
    """The word in the place of its spelling; a sign behind it stays."""
    return Edit(match.start(), match.start() + len(word), word)


def unswapped(word: str) -> str | None:
    """The most common known word that some swaps of adjacent letters make."""
    if not 3 <= len(word) <= LONGEST:
        return None
    inner = _keys().get(_key(word), "") if len(word) > 3 else ""
    made = inner, word[1] + word[0] + word[2:], word[:-2] + word[-1] + word[-2]
    found = [one for one in made if one in ranks()]
    return min(found, key=ranks().__getitem__) if found else None


def _key(word: str) -> str:
    return f"{word[0]}{''.join(sorted(word[1:-1]))}{word[-1]}"


@cache
def _keys() -> Mapping[str, str]:
    return {_key(word): word for word in reversed(ranks()) if len(word) > 3}


def unstretched(word: str) -> str | None:
    """`kiiill`: a letter three times or more is one, or two."""
    if _STRETCHED.search(word):
        for times in (r"\1", r"\1\1"):
            made = _STRETCHED.sub(times, word)
            if made in ranks():
                return made
    return None


@cache
def _skeletons() -> Mapping[str, str]:
    """Consonants, and the most common word that has no others: `mk` is make."""
    words = ((_VOWEL.sub("", word), word) for word in reversed(ranks()))
    return {bones: word for bones, word in words if len(bones) > 1 or word in ("to", "do", "you", "me", "be")}


def voweled(word: str) -> str | None:
    """The most common word that has these consonants."""
    return None if _VOWEL.search(word) else _skeletons().get(word)


Way = Callable[[str], str | None]


def explained(words: Iterable[str]) -> Way | None:
    """How most of these strange words are to be read, if there is a way."""
    some = list(islice(dict.fromkeys(words), _LOOKED_AT))
    long = [word for word in some if len(word) > 2]
    if _most(long, respelt, len(long) // 2):
        return respelt
    return voweled if len(some) > 3 and _most(some, voweled, (len(some) - 1) // 3) else None


def respelt(word: str) -> str | None:
    """What it is without swaps, or without letters too many."""
    return unswapped(word) or unstretched(word)


def _most(words: Sequence[str], way: Way, misses: int) -> bool:
    """Whether there are words, and all but so many are read so."""
    for word in words:
        if not way(word):
            if not misses:
                return False
            misses -= 1
    return bool(words)


def spelling(text: str) -> list[Edit]:
    """Strange words of a text as what they were meant to be."""
    odd = strange(split(text))
    way = explained(odd)
    if way is None:
        return []
    meant = {word: made for word in dict.fromkeys(odd) if (made := way(word))}
    return list(_replaced(text, meant))


def _replaced(text: str, meant: Mapping[str, str]) -> Iterator[Edit]:
    for match in WORD.finditer(text):
        made = meant.get(match.group().lower().replace("'", ""))
        if made:
            yield Edit(*match.span(), made)
