"""An answer says what it rests on: what is found to rest on nothing is marked, or taken out.

For what the detector `grounding` finds. A link that was given by nobody is always taken out, for
somebody would follow it. In a request nothing changes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from filters.measure import MEASURES, Edit, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base

_MARK = "［要出典 / source needed］"
_REMOVED = "［出典がないため削除 / removed: no source］"
_LINK = "［出典にないリンクを削除 / link removed: not in the sources］"


@MEASURES.add
class RequireSource:
    """A mark behind it, or a note in its place."""

    name = "require_source"
    severity = 33
    holds = True
    keeps = True  # a sentence that is marked leaves all the same
    documentation = "Mark, or take out, what an answer rests on nothing for; take out links nobody gave."

    class Options(Base):
        """how: `mark` a sentence, or `remove` it. text: the mark or the note, in the place of ours."""

        how: Literal["mark", "remove"] = "mark"
        text: str = Field(default="", max_length=500)

    def __init__(self, options: RequireSource.Options) -> None:
        self.options = options

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit | None:
        del pseudonyms
        if verdict.channel.direction == "request":
            return None
        own = self.options.text
        if any(found.kind == "grounding.invented_link" for found in verdict.findings):
            return Edit(self._without_links(text, verdict))
        if self.options.how == "remove":
            return Edit(own or _REMOVED)
        return Edit(text + (own or _MARK))

    def _without_links(self, text: str, verdict: Verdict) -> str:
        """The verdict's text without the links and marks in it; a sentence around them is treated as well."""
        links = [one.span for one in verdict.findings if one.kind == "grounding.invented_link"]
        bare = any(one.kind == "grounding.unsupported" for one in verdict.findings)
        if bare and self.options.how == "remove":
            return self.options.text or _REMOVED
        out, at = "", verdict.span.start
        for span in sorted(links):
            out += text[at - verdict.span.start : span.start - verdict.span.start] + _LINK
            at = span.end
        out += text[at - verdict.span.start :]
        return out + (self.options.text or _MARK) if bare else out
