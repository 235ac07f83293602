"""What harms, and what does not, in the midst of something else: most of a window may be about nothing.

A short text stands before, behind or within harmless text of a source that no fold keeps
back; all of it fits into one window. So neither length nor company says anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.harm.rows import NO, UNKNOWN, YES, Row

_MOST = 236  # characters: one window, and its edges
_LEAST = 30  # of the harmless part
_BETWEEN = (" ", "\n", "\n\n", ". ", "... ", "\n---\n")


def rows(count: int, seed: int, every: Sequence[Row]) -> Iterator[Row]:
    """About `count` rows: of three, one asks for harm, one attacks, one does neither."""
    draw = random.Random(seed)
    short = [row for row in every if row.kind == "prompt" and 12 <= len(row.text) <= _MOST - _LEAST - 8]
    parts = {
        lang: (
            [row for row in short if row.lang == lang and row.answers[0] == YES],
            [row for row in short if row.lang == lang and row.answers[2] == YES],
            [row for row in short if row.lang == lang and row.answers[:3] == (NO, NO, NO)],
        )
        for lang in ("en", "ja")
    }
    around = {lang: [row.text for row in every if row.lang == lang and _neutral(row)] for lang in parts}
    for number in range(count):
        lang = "ja" if draw.random() < 0.35 else "en"
        one = draw.choice(parts[lang][number % 3])
        text = _within(one.text, draw.choice(around[lang]), draw)
        content = NO if one.answers[1] == NO else UNKNOWN
        planted = YES if one.answers[2] == YES else UNKNOWN
        answers = (one.answers[0], content, one.answers[2], planted)
        yield replace(one, text=text, source="made_mixed", answers=answers, tags=())


def _neutral(row: Row) -> bool:
    return row.fold < 0 and len(row.text) >= _LEAST and row.answers[0] == NO and row.answers[1] != YES


def _within(text: str, other: str, draw: random.Random) -> str:
    room = draw.randint(_LEAST, _MOST - len(text) - 6)
    begin = draw.randint(0, max(0, len(other) - room))
    part = other[begin : begin + room]
    split = draw.choice((0, len(part), len(part), draw.randint(0, len(part))))
    before, behind = part[:split], part[split:]
    return draw.choice(_BETWEEN).join(one for one in (before, text, behind) if one)[:_MOST]
