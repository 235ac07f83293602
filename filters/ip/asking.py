"""All ways in which a work, or something like one, is asked for, ready to be looked for."""

from __future__ import annotations

from functools import cache

from filters.attack.reading import Ploys
from filters.ip.asking_en import KIND, REPRODUCE_EN, STYLE_EN
from filters.ip.asking_ja import REPRODUCE_JA, STYLE_JA

__all__ = ["KIND", "asking"]


@cache
def asking() -> Ploys:
    """Made once: some dozens of expressions."""
    return Ploys((*REPRODUCE_EN, *REPRODUCE_JA, *STYLE_EN, *STYLE_JA))
