"""Names in messages: cut to size, and the nearest one somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection

_MOST = 500
_LONGEST = 64  # longer than any name we accept; also bounds the work of a comparison


def clipped(name: str) -> str:
    """`name` fit to be shown: one line, printable, at most 64 characters."""
    shown = name if name.isprintable() else ascii(name)[1:-1]
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def near(name: str, names: Collection[str]) -> str:
    """A hint for a name that is not among `names`: the nearest one, or what there is, or nothing.

    Cost: one comparison of at most 64 characters for each of `names`; none beyond 500 names.
    """
    if len(names) > _MOST:
        return ""
    close = difflib.get_close_matches(name[:_LONGEST], names, 1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"there are: {', '.join(sorted(names))}" if 0 < len(names) <= 24 else ""
