"""Where a text is cut for the model: at ends of sentences, by what is written and not by when it came.

A unit ends behind 。！？, behind `. ` after a word of small letters, at an empty line, at the end
of a line once it is long enough to stand for itself, and at the latest after `LONGEST` characters.
It begins where the one before ended, so whoever resumes at an end cuts the rest the same way.
"""

from __future__ import annotations

import re

LONGEST = 240  # code points
_LONG = 100  # from here on the end of a line is an end; short lines (forms, addresses) are read together
_END = re.compile(r"[。！？!?]+(?=[^。！？!?])|(?<=[a-z]{3})\.(?=\s)|\n")
_BREAK = re.compile(r"[\s、，,;；)）」』]")


def unit_end(text: str, at: int, *, final: bool) -> int | None:
    """The end of the unit that begins at `at`; None while what follows decides. O(LONGEST)."""
    limit = at + LONGEST
    pos = at
    while (found := _END.search(text, pos, min(len(text), limit + 1))) and found.end() <= limit:
        end = found.end()
        if text[end - 1] != "\n" or end - at >= _LONG:
            return end
        if end == len(text):  # the next character decides whether the line behind is empty
            break
        if text[end] == "\n" and text[at:end].strip():
            return end
        pos = end
    if len(text) - at > limit - at:
        return _forced(text, at, limit)
    return len(text) if final else None


def _forced(text: str, at: int, limit: int) -> int:
    """No end in sight: behind the last space or comma of the second half, else right here."""
    for place in range(limit, at + LONGEST // 2, -1):
        if _BREAK.match(text, place - 1):
            return place
    return limit
