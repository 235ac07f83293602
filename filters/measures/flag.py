"""Let it pass and say so: the verdict header and the record call the exchange flagged."""

from __future__ import annotations

from pydantic import Field

from filters.measure import MEASURES, QUEUE, Pseudonyms
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

        review: str | None = Field(default=None, pattern=QUEUE)

    def __init__(self, options: Flag.Options) -> None:
        self.options = options
        self.review = options.review or ""

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> None:
        del text, verdict, pseudonyms
