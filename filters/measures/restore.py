"""Put the value back where one of this conversation's surrogates stands.

A surrogate this exchange does not know, or may not see in this direction, stays as it
is; but what a user typed in a request in the form of one is hidden like a value (`typed`),
so that it comes back as it was typed and is never taken for one of ours.

The arguments of a tool leave for somewhere else: `tools` says which tools get values, which
get the surrogate as it stands, and for which a surrogate stops the exchange.
"""

from __future__ import annotations

from filters.measure import MEASURES, Edit, Halt, Pseudonyms, Tools, Way, way_of
from filters.model import Verdict
from filters.registry import Options as Base


@MEASURES.add
class Restore:
    """Surrogate to value, exactly or not at all."""

    name = "restore"
    severity = 20
    holds = True
    documentation = "Put the original value back where a surrogate of this conversation stands."

    class Options(Base):
        """typed: hide what users type in the form of a surrogate. fakes: look for fakes too.

        tools: by name, or `*` for the others, `restore`, `keep` or `refuse`; of several the strictest.
        """

        typed: bool = False
        fakes: bool = False
        tools: tuple[Tools, ...] | Tools = ()

    def __init__(self, options: Restore.Options) -> None:
        self.options = options
        tools = options.tools
        self._tools: tuple[Tools, ...] = tools if isinstance(tools, tuple) else (tools,)

    @property
    def literal(self) -> bool:
        """Whether known texts are to be looked for, which do not say themselves what they are."""
        return self.options.fakes

    @property
    def tools(self) -> bool:
        """Whether it matters which tool an argument is for."""
        return bool(self._tools)

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit | Halt | None:
        channel = verdict.channel
        way: Way = way_of(self._tools, channel.tool) if channel.tool else "restore"
        if way != "keep" and (value := pseudonyms.original(text, channel.direction)) is not None:
            return Halt("refuse") if way == "refuse" else Edit(value)
        if self.options.typed and channel.direction == "request":
            typed = pseudonyms.escape(text, channel.role)
            return None if typed is None else Edit(typed)
        return None
