"""Expressions that are compiled when they are first asked for, or all at once by `ready`.

Python compiles an expression in Python: those of addresses and names take tenths of a
second, more than all else that an import does. A command line has no need of them; a
station has them compiled before it takes its first request, for it must not wait then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_waiting: list[Callable[[], object]] = []


class _Lazy:
    """Stands for a compiled expression; once that is made, its methods are attributes here."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags
        later(self._made)

    def _made(self) -> re.Pattern[str]:
        made = re.compile(self._source, self._flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(made, method))
        return made

    def __getattr__(self, name: str) -> Any:  # of a pattern
        return getattr(self._made(), name)


def lazily(source: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """`re.compile`, later. What is wrong with the source is said later too: for sources of our own."""
    return cast("re.Pattern[str]", _Lazy(source, int(flags)))


def later(make: Callable[[], object]) -> None:
    """Have `ready` do this too: for what is made in many parts, each when it is asked for."""
    _waiting.append(make)


def ready() -> None:
    """Compile whatever was not asked for yet."""
    while _waiting:
        _waiting.pop()()
