"""Refuse for now, and queue the exchange for a person."""

from __future__ import annotations

from filters.measure import MEASURES, Halt, Pseudonyms
from filters.model import Verdict


@MEASURES.add
class HoldForReview:
    """Nothing of the span, or after it, leaves."""

    name = "hold_for_review"
    severity = 50
    holds = True
    documentation = "Refuse for now, and queue the exchange for a person."

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Halt:
        del text, verdict, pseudonyms
        return Halt("hold")
