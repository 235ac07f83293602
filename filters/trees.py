r"""Many words as one expression: a tree, so that each character is asked about once.

`ab`, `acd` → `a(?:\Z|b|c(?:\Z|d))`: it matches each word, and the beginning of one that
the end of the text cuts off. Or the one and the other by themselves (`whole`, `begun`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FREE = "(?<![A-Za-z0-9])"


def tree(words: Iterable[str]) -> str:
    """Source for these words, of one character at least. Of two that begin alike the shorter is enough."""
    return "|".join(
        re.escape(first) + ("" if "" in rests else rf"(?:\Z|{tree(rests)})")
        for first, rests in sorted(_firsts(words).items())
    )


def whole(words: Iterable[str]) -> str:
    """Source for these words, and not their beginnings."""
    firsts = _firsts(words)
    return "|".join(
        re.escape(first) + ("" if "" in rests else f"(?:{whole(rests)})")
        for first, rests in sorted(firsts.items())
    )


def beginning(words: Iterable[str]) -> tuple[str, str]:
    """Sources for words in either case, those of letters only where none stands before: whole, and begun."""
    words = tuple(words)
    free = [word for word in words if word[0].isascii() and word[0].isalnum()]
    ways = ((_FREE, free), ("", [word for word in words if word not in free]))
    made = [(f"{edge}(?i:{whole(some)})", f"{edge}(?i:{begun(some)})") for edge, some in ways if some]
    return "|".join(one for one, _ in made), "|".join(one for _, one in made)


def led(words: Iterable[str]) -> str:
    """The same behind a look at the first character: most characters begin none of many words."""
    words = tuple(words)
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])(?:{whole(words)})"


def begun(words: Iterable[str]) -> str:
    """Source for the beginnings of these words, at the end of a text (where `\\Z` follows)."""
    firsts = {first: {rest for rest in rests if rest} for first, rests in _firsts(words).items()}
    return "|".join(
        re.escape(first) + (f"(?:{begun(longer)})?" if (longer := {r for r in rests if len(r) > 1}) else "")
        for first, rests in sorted(firsts.items())
        if rests
    )


def _firsts(words: Iterable[str]) -> dict[str, set[str]]:
    firsts: dict[str, set[str]] = {}
    for word in words:
        firsts.setdefault(word[0], set()).add(word[1:])
    return firsts
