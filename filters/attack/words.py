"""A text as words, and runs of them as digests: enough to know a text again, not to read it.

A word is a run of letters and digits; of scripts without blanks each character is one. Four
words in a row are a *gram*; what is kept of it is its hash, keyed anew in every process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GRAM = 4  # words
_ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and kanji
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")


class Word(NamedTuple):
    """A word in lower case, and where it stands."""

    text: str
    start: int
    end: int


def words(text: str, at: int = 0) -> list[Word]:
    """The words of a text from `at` on, in order."""
    return [Word(found[0].lower(), *found.span()) for found in _WORD.finditer(text, at)]


def plain_words(text: str) -> list[str]:
    """The same without their places, in a third of the time."""
    return _WORD.findall(text.lower())


def weight(word: str) -> float:
    """How much a word says: one, or of a script without blanks less, as a character is no word."""
    return 1.0 if word[0] < "\u3040" or word[0] > "\ufaff" else 0.4


def grams(said: Sequence[str], size: int = GRAM) -> Iterator[int]:
    """The hashes of all runs of so many words."""
    return map(hash, zip(*(said[n:] for n in range(size)), strict=False))


@dataclass(frozen=True, slots=True, repr=False)
class Grams:
    """What some texts say, as digests. begun: of the first one, two or three words of each gram."""

    known: frozenset[int]
    begun: frozenset[int]

    @classmethod
    def of(cls, texts: Iterable[str], most: int = 4096) -> Grams:
        """Those of these texts together, of at most so many words of each."""
        known, begun = set[int](), set[int]()
        for text in texts:
            said = plain_words(text)[:most]
            known.update(grams(said))
            for size in range(1, GRAM):
                begun.update(grams(said, size))
        return cls(frozenset(known), frozenset(begun))

    def silent(self, said: Sequence[str]) -> bool:
        """Whether no gram of these words is known. 0.1 µs a word."""
        return self.known.isdisjoint(grams(said))

    def share(self, text: str) -> float:
        """How many of the grams of a text are known, of one; 0 for a text of fewer words than a gram has."""
        mine = [*grams(plain_words(text))]
        return sum(one in self.known for one in mine) / len(mine) if mine else 0.0
