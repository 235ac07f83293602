"""Which words of a text are none: the cheapest sign that letters were moved.

A list of common English words, the most common first, tells. Whatever was done to the
letters of a text (rot13, reversal, swaps), most of its words are no words any more; of
clean prose nearly all are, and one native pass over them says so.

The list was counted in the data the harm model is trained on: `python -m training.words`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import filterfalse
from math import inf, log
from pathlib import Path

LONGEST = 16  # letters of a word of the list
_NO_WORD = 14.0  # what a letter costs that is in no word
_FILE = Path(__file__).with_name("words.txt")
# Letters in lower case; all else is space, but for the apostrophe, which is left out: dont, its.
_TABLE = bytes(
    point | 0x20 if 0x41 <= point <= 0x5A or 0x61 <= point <= 0x7A else 0x20 for point in range(256)
)
WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")


def split(text: str) -> list[str]:
    """The English words of a folded text, in lower case."""
    return text.encode("ascii", "replace").translate(_TABLE, b"'").decode("ascii").split()


@cache
def _lines() -> list[str]:
    return [line for line in _FILE.read_text("ascii").split("\n") if line and line[0] != "#"]


@cache
def ranks() -> dict[str, int]:
    """Known words, and their place in the list: 0 is the most common."""
    words = (line for line in _lines() if " " not in line)
    return {word: rank for rank, word in enumerate(dict.fromkeys([*words, *"abcdefghijklmnopqrstuvwxyz"]))}


@cache
def side_by_side() -> frozenset[str]:
    """Pairs of words that often stand in this order, and seldom in the other."""
    return frozenset(line for line in _lines() if " " in line)


def strange(words: list[str]) -> list[str]:
    """Those that are not in the list; 40 ns a word."""
    return list(filterfalse(ranks().__contains__, words))


@cache
def costs() -> Mapping[str, float]:
    """How surprising each word is, as a logarithm; of single letters only a and I are words."""
    return {word: log(rank + 20) for word, rank in ranks().items() if len(word) > 1 or word in "ai"}


@cache
def _longest() -> Mapping[str, int]:
    """Letters that words begin with, and how long the longest of them is; no other has more than two."""
    made = dict[str, int]()
    for word in costs():
        made[word[:3]] = max(min(len(word), LONGEST), made.get(word[:3], 0))
    return made


def parted(letters: str) -> list[str]:
    """Letters without spaces as the likeliest words; linear. `howtomakeit`: how, to, make, it.

    What is no word is letter by letter more surprising than any two words, and stays together.
    """
    known, longest, size = costs(), _longest(), len(letters)
    best, step = [inf] * (size + 1), [0] * (size + 1)  # of words that end there, until that place is come to
    best[0] = 0.0
    for begin in range(size):
        here = best[begin]
        for end in range(begin + 1, min(size, begin + longest.get(letters[begin : begin + 3], 2)) + 1):
            cost = known.get(letters[begin:end])
            if cost is not None and here + cost < best[end]:
                best[end], step[end] = here + cost, begin
        if best[begin + 1] >= here + _NO_WORD:
            best[begin + 1], step[begin + 1] = here + _NO_WORD, begin
    words, end = list[str](), len(letters)
    while end:
        words.append(letters[step[end] : end])
        end = step[end]
    return gathered(words[::-1])


def gathered(words: list[str]) -> list[str]:
    """Letters in a row that are no words, as one."""
    made, loose = list[str](), False
    for word in words:
        alone = word not in costs()
        if alone and loose:
            made[-1] += word
        else:
            made.append(word)
        loose = alone
    return made
