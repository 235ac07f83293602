"""Replace by a surrogate that keeps identity: the same value is the same token everywhere.

With `restore`, the value comes back on the way down wherever the model repeats the
surrogate, tool arguments included; the upstream never sees it. What a user types in the
form of a surrogate is then hidden likewise, and comes back as it was typed.

`fake` takes a value of the same form that is nobody's (`filters.fakes`) in requests, for
kinds that have one; in answers it is a token.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from filters.measure import MEASURES, Edit, Implied, Pseudonyms, Tools
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
        """restore: put the value back on the other way. style: `token` PII_EMAIL_1_K7, or `fake`.

        tools: which tools may get the value: by name, or `*` for the others, `restore`, `keep` or `refuse`.
        """

        restore: bool = False
        style: Literal["token", "fake"] = "token"
        tools: Tools = Field(default={})

        @model_validator(mode="after")
        def _only_with_restore(self) -> Pseudonymise.Options:
            if self.tools and not self.restore:
                raise ValueError("needs `restore: true`")
            return self

    def __init__(self, options: Pseudonymise.Options) -> None:
        self.options = options

    @property
    def implies(self) -> tuple[Implied, ...]:
        """Rows for `placeholder.token` that this row brings along."""
        if not self.options.restore:
            return ()
        tools = [dict(self.options.tools)] if self.options.tools else []
        down = Implied("response", "restore", {"tools": tools, "fakes": self.options.style == "fake"})
        return (down, Implied("request", "restore", {"typed": True}))

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit:
        hide = verdict.channel.direction == "request"
        if hide and self.options.style == "fake":
            return Edit(pseudonyms.fake(verdict.kind, text))
        return Edit(pseudonyms.token(verdict.kind, text, hide))
