"""Known texts, wherever they come: for surrogates that do not say themselves what they are.

One reader for one exchange. What waits is exactly the longest end of the text that may
still become one of the known texts, or a longer one than has come so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from filters.detector import View, Window
from filters.folding import fold
from filters.model import Finding, Reading


class Literals:
    """The longest of them at each place; a number inside a longer number is none of them."""

    name = "placeholder"
    kinds: Mapping[str, str] = {"placeholder.token": "A surrogate that Sekisho put in the place of a value."}
    reach = 1  # the character before a number
    view: View = "folded"
    inline = True

    def __init__(self, texts: Iterable[str]) -> None:
        known = sorted({fold(text) for text in texts if text}, key=lambda text: (-len(text), text))
        self.some = bool(known)
        self._longest = max(map(len, known), default=0)
        self._whole = re.compile("|".join(map(_edged, known)) if known else "(?!)")
        # Beginnings; and those that a digit would make another number.
        self._open = {text[:size] for text in known for size in range(1, len(text))}
        self._open |= {text for text in known if text[-1].isdigit()}
        self._lasts = {text[-1] for text in self._open}

    def read(self, window: Window) -> Reading:
        """The findings up to the first place that is still open."""
        text, at = window.text, window.at
        found: list[Finding] = []
        while True:
            first = len(text) if window.final else self._opening(text, at)
            here = self._whole.search(text, at)
            if here is None or here.start() >= first:
                return Reading(tuple(found), window.start + first)
            found.append(window.finding(here.span(), "placeholder.token", 1.0))
            at = here.end()

    def _opening(self, text: str, at: int) -> int:
        end = len(text)
        if end > at and text[-1] in self._lasts:
            for start in range(max(at, end - self._longest), end):
                if text[start:] in self._open:
                    return start
        return end


def _edged(text: str) -> str:
    before = r"(?<![0-9])" if text[0].isdigit() else ""
    after = r"(?![0-9])" if text[-1].isdigit() else ""
    return f"{before}{re.escape(text)}{after}"
