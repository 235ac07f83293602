"""Refuse the exchange in the provider's own form."""

from __future__ import annotations

from filters.measure import MEASURES, REFUSAL, Halt, Pseudonyms
from filters.model import Verdict


@MEASURES.add
class Refuse:
    """Nothing of the span, or after it, leaves."""

    name = "refuse"
    severity = REFUSAL
    holds = True
    documentation = "Refuse the exchange in the provider's own form."

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Halt:
        del text, verdict, pseudonyms
        return Halt("refuse")
