"""End the answer before the span; what was said before stands."""

from __future__ import annotations

from filters.measure import MEASURES, Halt, Pseudonyms
from filters.model import Verdict


@MEASURES.add
class Cut:
    """Nothing of the span, or after it, leaves."""

    name = "cut"
    severity = 60
    holds = True
    documentation = "End the answer before the span; what was said before stands."

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Halt:
        del text, verdict, pseudonyms
        return Halt("cut")
