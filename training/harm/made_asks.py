"""What people ask that is no harm: questions that begin as harmful ones do, tasks with rules, roles, their own affairs.

"How can", "act as", "you will be given", "only answer" say nothing by themselves; where only
harm and attacks begin so, a model learns the beginning. English and Japanese; CC0.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.harm import asks_en, asks_ja
from training.harm.grammar import said
from training.harm.rows import NO, Row

_PATTERNS = {"en": asks_en.KINDS, "ja": asks_ja.KINDS}
_LISTS = {"en": asks_en.LISTS, "ja": asks_ja.LISTS}


def rows(count: int, seed: int) -> Iterator[Row]:
    """About `count` rows, a fifth of them Japanese."""
    draw = random.Random(seed)
    for number in range(count):
        lang = "ja" if number % 5 == 4 else "en"
        kinds = _PATTERNS[lang]
        pattern = draw.choice(kinds[number // 5 % len(kinds)])
        text = said(pattern, draw, _LISTS[lang])
        if lang == "en" and draw.random() < 0.15:
            text = text.lower()
        if draw.random() < 0.15:
            text = text.rstrip("?.!。 ")
        yield Row(text.replace("\\n", "\n"), lang, "made_asks", (NO, NO, NO, NO))
