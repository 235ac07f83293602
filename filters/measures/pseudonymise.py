"""Replace by a surrogate that keeps identity: the same value is the same token everywhere.

With `restore`, the value comes back on the way down wherever the model repeats the
surrogate, tool arguments included; the upstream never sees it.
"""

from __future__ import annotations

from filters.measure import MEASURES, Edit, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base


@MEASURES.add
class Pseudonymise:
    """A reversible surrogate such as PII_EMAIL_1_K7."""

    name = "pseudonymise"
    severity = 30
    holds = True
    documentation = "Replace by a surrogate that is the same for the same value, and reversible."

    class Options(Base):
        """restore: put the value back on the other way."""

        restore: bool = False

    def __init__(self, options: Pseudonymise.Options) -> None:
        self.options = options

    @property
    def implies(self) -> tuple[tuple[str, str], ...]:
        """(direction, measure) pairs for `placeholder.token` that this row brings along."""
        return (("response", "restore"),) if self.options.restore else ()

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit:
        hide = verdict.channel.direction == "request"
        return Edit(pseudonyms.token(verdict.kind, text, hide))
