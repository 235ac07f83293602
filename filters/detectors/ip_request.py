"""What a user wants of a work: the work itself, or something in its style.

By the sentence, and by how it is said (`filters.ip.asking`); titles need not be known. Neither is
wrong in itself: a finding says what a similar passage in the answer may have come from. It reads
what users write, and waits for the end of the sentence behind such words.
"""

from __future__ import annotations

from collections.abc import Mapping

from filters.attack.ploy import BEFORE
from filters.detector import DETECTORS, Options, View, Window
from filters.ip.asking import KIND, asking
from filters.model import Direction, Reading

_ROLES = ("user", "unmapped")


@DETECTORS.add
class IpRequest:
    """Japanese and English."""

    name = "ip_request"
    kinds: Mapping[str, str] = {KIND: "A request for a work itself, or for something in a style."}
    reach = BEFORE + 1
    view: View = "folded"
    inline = True
    opt_in = True  # most texts have one of its heads, and then it costs a tenth of a millisecond or more
    direction: Direction = "request"
    sieve = asking().sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        if window.channel.direction != self.direction or window.channel.role not in _ROLES:
            return window.nothing(len(window.text))
        signs, settled = asking().read(window.text, window.at, final=window.final, foreign=False)
        found = tuple(
            window.finding((sign.begin, sign.end), KIND, sign.ploy.score, _attrs(sign.ploy.how))
            for sign in signs
        )
        return Reading(found, window.start + settled)


def _attrs(how: str) -> Mapping[str, str | int]:
    intent, _, way = how.partition(".")
    return {"intent": intent, "how": way, "severity": 1}
