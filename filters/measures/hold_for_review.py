"""Refuse for now, and queue the exchange for a person."""

from __future__ import annotations

from pydantic import Field

from filters.measure import MEASURES, QUEUE, Halt, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base


@MEASURES.add
class HoldForReview:
    """Nothing of the span, or after it, leaves."""

    name = "hold_for_review"
    severity = 50
    holds = True
    documentation = "Refuse for now, and queue the exchange for a person."

    class Options(Base):
        """review: the queue (`harm`, `legal`, …) a person should look at; kept in the record."""

        review: str = Field(default="review", pattern=QUEUE)

    def __init__(self, options: HoldForReview.Options) -> None:
        self.review = options.review

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Halt:
        del text, verdict, pseudonyms
        return Halt("hold")
