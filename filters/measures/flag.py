"""Let it pass and say so: the verdict header and the record call the exchange flagged."""

from __future__ import annotations

from filters.measure import MEASURES, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base


@MEASURES.add
class Flag:
    """Nothing happens to the text, and nothing waits."""

    name = "flag"
    severity = 10
    holds = False
    documentation = "Let it pass, and mark the exchange as flagged."

    class Options(Base):
        """review: the queue (`ip`, `harm`, …) a person should look at; kept in the record."""

        review: str | None = None

    def __init__(self, options: Flag.Options) -> None:
        self.options = options

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> None:
        del text, verdict, pseudonyms
