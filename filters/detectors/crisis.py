"""Somebody in a crisis: a user who says that they want to die, or hurt themselves.

By the sentence, and by how it is said (`filters.harm.crisis`): certain enough to answer with help
(measure `resources`), where the model of harm is unsure of short plain words. It reads what users
write, and nothing else. It waits, behind such a word, for the end of the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from filters.attack.ploy import BEFORE
from filters.detector import DETECTORS, Options, View, Window
from filters.harm.crisis import KIND, sayings
from filters.harm.taxonomy import documented
from filters.model import Direction, Reading

_ROLES = ("user", "unmapped")


@DETECTORS.add
class Crisis:
    """Japanese and English."""

    name = "crisis"
    kinds: Mapping[str, str] = documented(KIND)
    reach = BEFORE + 1
    view: View = "folded"
    inline = True
    direction: Direction = "request"
    sieve = sayings().sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        if window.channel.direction != self.direction or window.channel.role not in _ROLES:
            return window.nothing(len(window.text))
        signs, settled = sayings().read(window.text, window.at, final=window.final, foreign=False)
        found = tuple(
            window.finding(
                (sign.begin, sign.end),
                KIND,
                sign.ploy.score,
                {"how": sign.ploy.how, "sub": "intent", "severity": sign.ploy.severity},
            )
            for sign in signs
        )
        return Reading(found, window.start + settled)
