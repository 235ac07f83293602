"""Attacks on what a model was told, known by how they are said: ignore it, reveal it, be another.

Deterministic and by the sentence: a word that few harmless texts have, and around it what
makes an attack of it (`filters.attack`). Where a tool's result or a document says it, orders are
`injection.indirect`. What the application itself says in its system prompt is not looked at,
unless a policy says that others speak there too: a memory, or documents that were found (`prompts`).

It waits, behind such a word, for the end of the sentence, at most 200 characters; in a comment
or an element 600.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from filters.attack.ploy import BEFORE, Sign
from filters.attack.ploys import ploys
from filters.detector import DETECTORS, View, Window
from filters.detector import Options as Base
from filters.harm.taxonomy import documented
from filters.model import Finding, Reading, Trust

_FOREIGN = ("tool", "retrieved", "system")


@DETECTORS.add
class Attack:
    """Japanese and English; of other languages only the commonest orders."""

    name = "attack"
    kinds: Mapping[str, str] = documented(
        *("injection.direct", "injection.indirect", "injection.jailbreak"),
        *("injection.extraction", "injection.exfiltration"),
    )
    reach = BEFORE + 1
    view: View = "folded"
    inline = True
    deaf: frozenset[Trust] = frozenset({"system"})  # what the application says itself is no attack on it
    sieve = ploys().sieve

    class Options(Base):
        """Whose texts it reads."""

        prompts: bool = Field(default=False, description="Read system prompts as what a document says.")

    def __init__(self, options: Attack.Options) -> None:
        self._prompts = options.prompts
        if options.prompts:
            self.deaf = frozenset()

    def read(self, window: Window) -> Reading:
        channel = window.channel
        if channel.trust == "system" and not self._prompts:
            return window.nothing(len(window.text))
        foreign = channel.trust in _FOREIGN
        signs, settled = ploys().read(window.text, window.at, final=window.final, foreign=foreign)
        found = tuple(_finding(window, sign, foreign) for sign in signs)
        return Reading(found, window.start + settled)


def _finding(window: Window, sign: Sign, foreign: bool) -> Finding:
    ploy = sign.ploy
    kind = "injection.indirect" if foreign and ploy.kind == "injection.direct" else ploy.kind
    attrs = {"how": ploy.how, "severity": ploy.severity}
    return window.finding((sign.begin, sign.end), kind, ploy.weight(foreign), attrs)
