"""What an operator says is never a finding: the company's own address, a test card.

Asked by the gate about a finding's kind and the text of its span. The text is compared
and forgotten; no record has it, and an allowed finding leaves none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any

from filters.credentials import sayable
from filters.operator_pattern import compiled
from filters.wordlist import plain


class Allowance:
    """One row: kinds (globs), and the values, or patterns for all of a value, that are let be."""

    __slots__ = ("_kinds", "_patterns", "_values")

    def __init__(self, kinds: Sequence[str], values: Iterable[str], patterns: Iterable[str]) -> None:
        self._kinds = tuple(kinds)
        self._values = frozenset(map(plain, values))
        self._patterns: list[Any] = [compiled(pattern) for pattern in patterns]

    def names(self, kind: str) -> bool:
        """Whether it is about this kind."""
        return any(fnmatchcase(kind, glob) for glob in self._kinds)

    def covers(self, value: str) -> bool:
        """Whether it lets this value be. value: as it stands in the text."""
        if plain(value) in self._values:
            return True
        said = sayable(value)
        return any(pattern.fullmatch(said) is not None for pattern in self._patterns)


def allowed(rows: Sequence[Allowance], kind: str, value: str) -> bool:
    """Whether one of the rows lets a finding of this kind, on this text, be."""
    return any(row.names(kind) and row.covers(value) for row in rows)
