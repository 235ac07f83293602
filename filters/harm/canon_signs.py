"""What a text shows of the dresses it may be in: the one look that most texts get.

One native search for the traces of all steps together, and one pass over the words. A
step without its sign has nothing to do, so a text without signs is what it looks like.

What must stay true: no step changes a text that does not show its sign.
"""

from __future__ import annotations

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


@cache
def _traces() -> tuple[re2.Set, tuple[str, ...]]:
    """The search, and the sign that each of its expressions is."""
    sources = {
        "escapes": ESCAPE, "letters": ODD, "sounds": SOUNDS, "struck": MASKED, "kana": spelt_trace(),
        "apart": LATIN, "apart-ja": JAPANESE, "leet": LEET, "romaji": latin_trace(),
        **ALPHABETS,
    }
    search = re2.Set.SearchSet()
    for source in sources.values():
        search.Add(source)
    search.Compile()
    return search, tuple(sources)


def signs(text: str) -> set[str]:
    """The signs that a folded text shows."""
    search, owners = _traces()
    found = search.Match(text.encode("utf-8", "surrogatepass"))
    seen = {owners[n] for n in found} if found else set[str]()
    words = split(text)
    odd = strange(words)
    if odd:
        if turn_of(words, odd):
            seen.add("turned")
        if explained(odd):
            seen.add("spelling")
    return seen
