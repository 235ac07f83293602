"""Replace the span so that the value cannot be read.

`token` (the default) gives each value of a conversation its own surrogate, the same
in every turn: prompt caches and signed histories stay stable, and what was masked on
the way out is put back when the client sends it again. `label` says only the kind,
`fill` keeps the length.
"""

from __future__ import annotations

from typing import Literal

from filters.measure import MEASURES, Edit, Implied, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base

# Longer stretches (an unread window, a whole document) are not worth a vault entry.
_LONGEST_KEPT = 4096


@MEASURES.add
class Mask:
    """The value leaves in no form."""

    name = "mask"
    severity = 40
    holds = True
    documentation = "Replace by a token, a label or a filler, so that the value cannot be read."

    class Options(Base):
        """style: `token` PII_EMAIL_1_K7, `label` [EMAIL], `fill` ******. fill: one character."""

        style: Literal["token", "label", "fill"] = "token"
        fill: str = "*"

    def __init__(self, options: Mask.Options) -> None:
        self.options = options

    @property
    def implies(self) -> tuple[Implied, ...]:
        """Rows for `placeholder.token` that this row brings along."""
        return (Implied("request", "restore"),) if self.options.style == "token" else ()

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit:
        style, asked = self.options.style, verdict.channel.direction == "request"
        if style == "token" and len(text) <= _LONGEST_KEPT:
            # Masked in a request, the value is hidden from the upstream for good: nothing implies
            # a way back for that direction unless a row asks for one.
            return Edit(pseudonyms.token(verdict.kind, text, asked))
        if asked:
            pseudonyms.conceal(verdict.kind, text)
        if style == "fill":
            return Edit(self.options.fill * len(text))
        return Edit(f"[{verdict.kind.rpartition('.')[2].upper()}]")
