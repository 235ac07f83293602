"""Words in front of a number that say what it is: the nearest one decides.

A number of ten digits is a telephone after 電話 and a parcel after 伝票. Only the
characters just before it are read, so a detector that asks names `CUE_REACH` as its
`reach`; what comes after is never waited for.
"""

from __future__ import annotations

import re

CUE_REACH = 24  # code points: a label, its colon, a name in between


class Cues:
    """yes, no: alternatives of words, matched in any case. A longer word wins over what it contains."""

    __slots__ = ("_words",)

    def __init__(self, yes: str, no: str) -> None:
        self._words = re.compile(f"(?P<yes>{yes})|(?P<no>{no})", re.IGNORECASE)

    def before(self, text: str, at: int) -> bool | None:
        """Whether the nearest word before `text[at]` is one of `yes`; None where there is none."""
        answer = None
        for word in self._words.finditer(text, max(0, at - CUE_REACH), at):
            answer = word.lastgroup == "yes"
        return answer
