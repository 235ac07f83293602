"""Patterns that an operator writes: on RE2 alone, in linear time, with a longest match.

How far a match can go must be known, since so much text has to be there before a place is
decided. Without `repeats` it follows from the pattern; with it, what repeats without end
is ended after so many (`filters.pattern_width`). What is longer than a bound is refused,
and so is what takes too much memory. A hostile text costs what any other does: RE2 has
no backtracking.
"""

from __future__ import annotations

from typing import Any

import re2

from filters.credentials import sayable
from filters.pattern_width import bounded

MOST, LONGEST_SOURCE, LONGEST_MATCH = 200, 1024, 2048
_MEMORY = 1 << 20


class Refused(ValueError):
    """A pattern that cannot be used: what is wrong with it, and what to do."""


class OperatorPattern:
    """A pattern ready to be looked for. `longest` code points at most, and one more is looked at."""

    __slots__ = ("_compiled", "longest", "source")

    def __init__(self, source: str, repeats: int | None = None) -> None:
        compiled(source)
        try:
            self.source, self.longest = bounded(source, repeats)
        except ValueError as error:
            raise Refused(str(error)) from error
        if self.longest > LONGEST_MATCH:
            raise Refused(
                f"may match more than {LONGEST_MATCH} characters: bound what repeats, such as {{1,40}}, "
                "or say `repeats: 40` for all of it"
            )
        self._compiled = compiled(self.source)
        if self._compiled.fullmatch("") is not None:
            raise Refused("matches nothing at all, and so everywhere")

    def find(self, text: str, at: int, *, final: bool) -> tuple[list[tuple[int, int]], int]:
        """Where it matches in `text[at:]`, in order and apart, and up to where that is sure.

        text: without surrogates that stand alone. `text[at - 1]` is looked at, nothing before.
        """
        bound = len(text) if final else len(text) - self.longest - 1
        found, since = list[tuple[int, int]](), at
        if bound < at:
            return found, at
        for match in self._compiled.finditer(text, at):
            start, end = match.span()
            if start > bound:
                break
            if end > start:
                found.append((start, end))
                since = end
        return found, len(text) if final else max(since, bound + 1)


def compiled(source: str) -> Any:
    """The pattern as RE2 has it. Refused: no pattern, or too large."""
    if len(source) > LONGEST_SOURCE * 2:
        raise Refused(f"longer than {LONGEST_SOURCE} characters")
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return re2.compile(sayable(source), options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise Refused(f"is no pattern of RE2: {said.partition(':')[0]}") from error
