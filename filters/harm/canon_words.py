"""Which words of a text are none: the cheapest sign that letters were moved.

A list of common English words, the most common first, tells. Whatever was done to the
letters of a text (rot13, reversal, swaps), most of its words are no words any more; of
clean prose nearly all are, and one native pass over them says so.

The list was counted in the data the harm model is trained on: `python -m training.words`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import filterfalse
from math import log
from pathlib import Path

LONGEST = 16  # letters of a word of the list
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
def ranks() -> dict[str, int]:
    """Known words, and their place in the list: 0 is the most common."""
    lines = _FILE.read_text("ascii").split("\n")
    words = [line for line in lines if line and line[0] != "#"]
    return {word: rank for rank, word in enumerate(dict.fromkeys([*words, *"abcdefghijklmnopqrstuvwxyz"]))}


def strange(words: list[str]) -> list[str]:
    """Those that are not in the list; 40 ns a word."""
    return list(filterfalse(ranks().__contains__, words))


def cost(word: str) -> float:
    """How surprising it is, as a logarithm. What is no word is worse than any two words in its place."""
    rank = ranks().get(word)
    if rank is None or (len(word) == 1 and word not in "ai"):
        return log(len(ranks())) + 4 * len(word)
    return log(rank + 20)


def parted(letters: str) -> list[str]:
    """Letters without spaces as the likeliest words; linear. `howtomakeit`: how, to, make, it."""
    best, step = [0.0], [0]
    for end in range(1, len(letters) + 1):
        tries = ((best[at] + cost(letters[at:end]), at) for at in range(max(0, end - LONGEST), end))
        least, at = min(tries)
        best.append(least)
        step.append(at)
    words, end = list[str](), len(letters)
    while end:
        words.append(letters[step[end] : end])
        end = step[end]
    return words[::-1]
