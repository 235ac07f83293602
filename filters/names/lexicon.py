"""Known names as numbers: which rows of tokens are in a list, without the lists themselves.

An entry (山田, New York) is a row of 1 to 6 tokens, kept as a hash of 32 bits and the
classes it belongs to. Of a text's rows one in ten thousand is taken for an entry it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from filters.names.tokens import U32, mixed, tokens

# What an entry may be; a bit each.
CLASSES = ("surname_ja", "given_ja", "place", "organization", "given_en", "surname_en", "word", "region")
LONGEST = 6  # tokens
_BITS = 22  # of the first look


def row_hashes(words: U32, longest: int = LONGEST) -> U32:
    """hashes[n, i]: of the row of n+1 tokens that begins at i; those beyond the end mean nothing."""
    count = len(words)
    made = np.zeros((longest, count), np.uint32)
    now = mixed(words + np.uint32(1))
    made[0] = now
    for n in range(1, min(longest, count)):
        now = mixed(now[:-1] * np.uint32(0x9E3779B1) + words[n:] + np.uint32(n))
        made[n, : count - n] = now
    return made


@dataclass(frozen=True, slots=True)
class Lexicon:
    """keys: sorted hashes. classes: a bit for each class of `CLASSES`, one byte a key."""

    keys: U32
    classes: NDArray[np.uint8]
    _seen: NDArray[np.bool_] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        seen = np.zeros(1 << _BITS, np.bool_)
        seen[self.keys >> np.uint32(32 - _BITS)] = True
        object.__setattr__(self, "_seen", seen)

    def cover(self, words: U32) -> U32:
        """codes[c, i]: how token i lies in the longest entry of class c that covers it; 0: in none."""
        count = len(words)
        codes = np.zeros((len(CLASSES), count), np.uint32)
        hashes = row_hashes(words)
        maybe = self._seen[hashes >> np.uint32(32 - _BITS)]
        for n in range(1, LONGEST):
            maybe[n, max(0, count - n) :] = False
        length, at = np.nonzero(maybe)
        if not len(at):
            return codes
        asked = hashes[length, at]
        found = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        sure = self.keys[found] == asked
        length, at, classes = length[sure], at[sure], self.classes[found[sure]]
        member = (classes[None, :] >> np.arange(len(CLASSES), dtype=np.uint8)[:, None]) & 1
        kind, which = np.nonzero(member)
        order = np.argsort(length[which], kind="stable")  # longer ones are written over shorter ones
        kind, which = kind[order], which[order]
        length, at = length[which], at[which]
        flat = codes.reshape(-1)
        where = kind * count + at
        for n in range(LONGEST):
            inside = length >= n
            size = length[inside]
            place = np.where(size == n, np.where(n == 0, 3, 2), 0 if n == 0 else 1)
            flat[where[inside] + n] = 1 + place + 4 * size
        return codes


def lexicon(entries: Iterable[tuple[str, int]]) -> Lexicon:
    """From (entry, index in CLASSES). Entries of more than `LONGEST` tokens are left out."""
    made: dict[int, int] = {}
    waiting = iter(entries)
    while chunk := list(islice(waiting, 4096)):
        for key, kind in zip(_keys([text for text, _ in chunk]), (kind for _, kind in chunk), strict=True):
            if key is not None:
                made[key] = made.get(key, 0) | 1 << kind
    keys = np.array(sorted(made), np.uint32)
    return Lexicon(keys, np.array([made[int(key)] for key in keys], np.uint8))


def _keys(texts: list[str]) -> Iterator[int | None]:
    """The hash of each; all are cut at once, as lines of one text."""
    cut = tokens("\n".join(texts) + "\n")
    hashes = row_hashes(cut.word)
    first = 0
    for line in np.flatnonzero(cut.word == cut.word[-1]):
        count = int(line) - first
        yield int(hashes[count - 1, first]) if 0 < count <= LONGEST else None
        first = int(line) + 1
