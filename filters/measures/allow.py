"""Let it pass; the record still says that it was seen."""

from __future__ import annotations

from filters.measure import MEASURES, Pseudonyms
from filters.model import Verdict


@MEASURES.add
class Allow:
    """Nothing happens to the text."""

    name = "allow"
    severity = 0
    holds = False
    documentation = "Let it pass; the record says that it was seen."

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> None:
        del text, verdict, pseudonyms
