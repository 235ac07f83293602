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
MOST = 4096  # words of a text; what follows is not known again
LONGEST = 16  # words of a phrase: so many characters, in a script without blanks
_ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and kanji
WIDEST = 64  # characters of a word; a longer one is several
_WORD = re.compile(rf"[^\W_{_ALONE}]{{1,{WIDEST}}}|[{_ALONE}]")
_RUN = re.compile(rf"[^\W_{_ALONE}]{{1,{WIDEST}}}|[{_ALONE}]+")  # a word, or as many as stand in a row
_IS_ALONE = re.compile(f"[{_ALONE}]").match
# Of ASCII every byte as a word has it, a blank for what is in none; and all that is in one alike.
_PLAIN = bytes(ord(chr(n).lower()) if n < 128 and chr(n).isalnum() else 32 for n in range(256))
_ALIKE, _TOO_WIDE = _PLAIN.translate(bytes(32 if n == 32 else 97 for n in range(256))), b"a" * (WIDEST + 1)


class Word(NamedTuple):
    """A word in lower case, and where it stands."""

    text: str
    start: int
    end: int


def words(text: str, at: int = 0) -> list[Word]:
    """The words of a text from `at` on, in order."""
    return [Word(found[0].lower(), *found.span()) for found in _WORD.finditer(text, at)]


def plain_words(text: str) -> list[str]:
    """The same without their places, in a fraction of the time."""
    if text.isascii():
        data = text.encode()
        if len(data) <= WIDEST or _TOO_WIDE not in data.translate(_ALIKE):
            return data.translate(_PLAIN).decode().split()
    if "İ" in text or "Σ" in text:  # the one grows in lower case, the other minds its neighbours
        return [word.lower() for word in _WORD.findall(text)]
    said = list[str]()
    for run in _RUN.findall(text.lower()):
        if _IS_ALONE(run):
            said += run
        else:
            said.append(run)
    return said


def weight(word: str) -> float:
    """How much a word says: one, or of a script without blanks less, as a character is no word."""
    return 1.0 if word[0] < "\u3040" or word[0] > "\ufaff" else 0.4


def grams(said: Sequence[str], size: int = GRAM) -> Iterator[int]:
    """The hashes of all runs of so many words."""
    return map(hash, zip(*(said[n:] for n in range(size)), strict=False))


@dataclass(frozen=True, slots=True, repr=False)
class Grams:
    """What a text says, as digests. begun: of single words and of pairs, with which a gram may begin."""

    known: frozenset[int]
    begun: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Grams:
        """Those of the first `MOST` words."""
        said = plain_words(text)[:MOST]
        return cls(frozenset(grams(said)), frozenset((*grams(said, 1), *grams(said, 2))))

    def silent(self, said: Sequence[str], row: int = 1) -> bool:
        """Whether never so many grams of these words in a row are known. 0.1 µs for each that is asked."""
        asked = (said[n::row] for n in range(GRAM))  # one of any so many
        return self.known.isdisjoint(map(hash, zip(*asked, strict=False)))

    def at(self, said: Sequence[str], place: int) -> bool:
        """Whether the gram at `place` is known."""
        return place + GRAM <= len(said) and hash(tuple(said[place : place + GRAM])) in self.known

    def pending(self, said: Sequence[str], place: int) -> bool:
        """Whether the words from `place` on to the end, fewer than a gram has, may begin one."""
        rest = said[place:]
        return 0 < len(rest) < GRAM and all(one in self.begun for one in grams(rest, min(2, len(rest))))


@dataclass(frozen=True, slots=True, repr=False)
class Phrases:
    """Some phrases, as digests. begun: of what they begin with. sizes: how many words they have."""

    known: frozenset[int]
    begun: frozenset[int]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """Those that have a word, and no more than sixteen."""
        said = [tuple(plain_words(one)) for one in phrases]
        kept = [one for one in said if 0 < len(one) <= LONGEST]
        begun = {hash(one[:n]) for one in kept for n in range(1, len(one))}
        sizes = sorted({len(one) for one in kept})
        return cls(frozenset(map(hash, kept)), frozenset(begun), tuple(sizes))

    def silent(self, said: Sequence[str]) -> bool:
        """Whether none of them is among these words."""
        return all(self.known.isdisjoint(grams(said, size)) for size in self.sizes)

    def at(self, said: Sequence[str], place: int) -> int:
        """How many words from `place` on are the longest of them that begins there; 0: none does."""
        for size in reversed(self.sizes):
            if place + size <= len(said) and hash(tuple(said[place : place + size])) in self.known:
                return size
        return 0

    def pending(self, said: Sequence[str], place: int) -> bool:
        """Whether the words from `place` on to the end may be the beginning of one."""
        return len(said) - place < LONGEST and hash(tuple(said[place:])) in self.begun
