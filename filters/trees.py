r"""Many words as one expression: a tree, so that each character is asked about once.

`ab`, `acd` → `a(?:\Z|b|c(?:\Z|d))`: it matches each word, and the beginning of one that
the end of the text cuts off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def tree(words: Iterable[str]) -> str:
    """Source for these words, of one character at least. Of two that begin alike the shorter is enough."""
    firsts: dict[str, set[str]] = {}
    for word in words:
        firsts.setdefault(word[0], set()).add(word[1:])
    return "|".join(
        re.escape(first) + ("" if "" in rests else rf"(?:\Z|{tree(rests)})")
        for first, rests in sorted(firsts.items())
    )
