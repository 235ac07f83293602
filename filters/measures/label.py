"""Put a line of caution before what was found; the text itself stays.

In the presets it stands before an answer whose request was found to ask for misinformation or for
professional advice (detector `notice`). In a request nothing is put in.
"""

from __future__ import annotations

from pydantic import Field

from filters.harm.labels import label
from filters.measure import MEASURES, Edit, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base


@MEASURES.add
class Label:
    """The text leaves as it came, behind a line of ours."""

    name = "label"
    severity = 25
    holds = True
    keeps = True  # what it acts on leaves all the same
    documentation = "Put a line of caution before it; in answers only."

    class Options(Base):
        """text: the line, in the place of those that ship (ja, en)."""

        text: str = Field(default="", max_length=2000)

    def __init__(self, options: Label.Options) -> None:
        self.options = options

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit | None:
        del pseudonyms
        if verdict.channel.direction == "request":
            return None
        attrs = verdict.findings[0].attrs
        name = verdict.kind.rpartition(".")[2]
        line = self.options.text or label(name, str(attrs.get("sub", "")), str(attrs.get("language", "")))
        return Edit(f"{line}\n\n{text}")
