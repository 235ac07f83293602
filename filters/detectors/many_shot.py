"""A message full of answers that somebody else is said to have given: the next one is to be like them.

Counted are answers in front of a place (`filters.attack.turns`), so nothing waits but half a
label. Many answers alone are a transcript, or questions and answers; many that give in are a
lesson in giving in.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from filters import registry
from filters.attack.turns import LABELS, REACH, WORDS, Turn, turns
from filters.detector import DETECTORS, View, Window
from filters.harm.taxonomy import documented
from filters.model import Finding, Reading, Trust
from filters.wordlist import words_sieve

_KIND = "injection.jailbreak"
_LESSON, _TRANSCRIPT = 0.93, 0.6


@DETECTORS.add
class ManyShot:
    """A finding at each answer that has so many before it."""

    class Options(registry.Options):
        """How many are many."""

        turns: int = Field(
            default=12, ge=4, le=64, description="Answers within 6,000 characters that are too many."
        )

    name = "many_shot"
    kinds: Mapping[str, str] = documented(_KIND)
    reach = REACH + WORDS.reach + 16
    view: View = "folded"
    inline = True
    deaf: frozenset[Trust] = frozenset({"system"})  # what the application says itself is no attack on it
    sieve = words_sieve(LABELS)

    def __init__(self, options: Options) -> None:
        self._many = options.turns

    def read(self, window: Window) -> Reading:
        if window.channel.trust == "system":
            return window.nothing(len(window.text))
        seen, sure = turns(window.text, window.at, whole=window.start == 0, final=window.final)
        found = tuple(
            finding
            for turn in seen
            if window.at <= turn.begin < sure and (finding := self._judged(window, turn))
        )
        return Reading(found, window.start + sure)

    def _judged(self, window: Window, turn: Turn) -> Finding | None:
        if turn.before < self._many:
            return None
        lesson = turn.giving_in * 2 >= turn.before
        if not (lesson or turn.talk):
            return None
        attrs = {"how": "many_shot", "severity": 2, "turns": turn.before}
        return window.finding((turn.begin, turn.end), _KIND, _LESSON if lesson else _TRANSCRIPT, attrs)
