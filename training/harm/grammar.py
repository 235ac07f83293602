"""Sentences from patterns: `how to {bake|freeze} bread` is two, picked by a seeded draw.

Braces hold what may stand there, an empty choice too; they may be nested. `<name>` stands for
a choice from the list of that name. The same seed makes the same sentences.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

_INNER = re.compile(r"\{([^{}]*)\}")
_NAMED = re.compile(r"<([a-z_]+)>")


def said(pattern: str, draw: random.Random, lists: Mapping[str, Sequence[str]]) -> str:
    """One sentence of a pattern."""
    while named := next((one for one in _NAMED.finditer(pattern) if one[1] in lists), None):
        pattern = pattern[: named.start()] + draw.choice(lists[named[1]]) + pattern[named.end() :]
    while inner := _INNER.search(pattern):
        pattern = pattern[: inner.start()] + draw.choice(inner[1].split("|")) + pattern[inner.end() :]
    return " ".join(pattern.split(" ")) if "  " not in pattern else re.sub(" {2,}", " ", pattern).strip()


def lines(block: str) -> tuple[str, ...]:
    """A block of text as its lines, without those that are empty."""
    return tuple(line.strip() for line in block.splitlines() if line.strip())
