"""What a text shows of the dresses it may be in: the one look that most texts get.

One native search for the traces of all steps together, and one pass over the words. A
step without its sign has nothing to do, so a text without signs is what it looks like.

What must stay true: no step changes a text that does not show its sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import re2

from filters.decoding import ESCAPE
from filters.harm.canon_apart import JAPANESE, LATIN
from filters.harm.canon_ja import MASKED, SOUNDS, spelt_trace
from filters.harm.canon_letters import ODD
from filters.harm.canon_packed import ALPHABETS
from filters.harm.canon_romaji import latin_trace
from filters.harm.canon_spelling import LEET, explained
from filters.harm.canon_turned import turn_of
from filters.harm.canon_words import split, strange


class _Search:
    """Several expressions looked for at once. The states of automatons multiply: not too many together."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._signs = tuple(sources)
        self._search = re2.Set.SearchSet()
        for source in sources.values():
            self._search.Add(source)
        self._search.Compile()

    def signs(self, data: bytes) -> set[str]:
        found = self._search.Match(data)
        return {self._signs[n] for n in found} if found else set()


@cache
def _of_ascii() -> _Search:
    return _Search({**ALPHABETS, "escapes": ESCAPE, "apart": LATIN, "leet": LEET, "romaji": latin_trace()})


@cache
def _of_others() -> _Search:
    rest = {"letters": ODD, "sounds": SOUNDS, "struck": MASKED, "kana": spelt_trace(), "apart-ja": JAPANESE}
    return _Search(rest)


def signs(text: str) -> set[str]:
    """The signs that a folded text shows."""
    data = text.encode("utf-8", "surrogatepass")
    seen = _of_ascii().signs(data)
    if not text.isascii():
        seen |= _of_others().signs(data)
    words = split(text)
    odd = strange(words)
    if odd:
        if turn_of(words, odd):
            seen.add("turned")
        if explained(odd):
            seen.add("spelling")
    return seen
