"""Put the value back where one of this conversation's surrogates stands.

A surrogate this exchange does not know, or may not see in this direction, stays
as it is: it may be a word the user typed.
"""

from __future__ import annotations

from filters.measure import MEASURES, Edit, Pseudonyms
from filters.model import Verdict


@MEASURES.add
class Restore:
    """Surrogate to value, exactly or not at all."""

    name = "restore"
    severity = 20
    holds = True
    documentation = "Put the original value back where a surrogate of this conversation stands."

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit | None:
        value = pseudonyms.original(text, verdict.channel.direction)
        return None if value is None else Edit(value)
