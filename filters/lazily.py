"""Expressions that are compiled when they are first asked for, or all at once by `ready`.

Python compiles an expression in Python: those of addresses and names take tenths of a
second, more than all else that an import does. A command line has no need of them; a
station has them compiled before it takes its first request, for it must not wait then.
"""

from __future__ import annotations

import re
from typing import Any, cast

_waiting: list[_Lazy] = []


class _Lazy:
    """Stands for a compiled expression; once that is made, its methods are attributes here."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags
        _waiting.append(self)

    def __getattr__(self, name: str) -> Any:  # of a pattern
        made = re.compile(self._source, self._flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def lazily(source: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """`re.compile`, later. What is wrong with the source is said later too: for sources of our own."""
    return cast("re.Pattern[str]", _Lazy(source, int(flags)))


def ready() -> None:
    """Compile whatever was not asked for yet."""
    while _waiting:
        _waiting.pop().search  # noqa: B018  # asked for, it is made
