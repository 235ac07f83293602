"""A text that goes at what it is said to: at what *this* system prompt keeps, or with what was said before.

It reads what users, tools and documents say, where the exchange has a context
(`filters.attack.context`), in windows of 480 characters of which each begins in the middle of the
one before: how much is it about what the prompt keeps or lays down, and in which way does it ask
(`filters.attack.seeking`)? And, of a user: is it the end of an order that the turns before begin, or
one in parts that are to be put together (`filters.attack.splitting`)?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filters.attack.context import Context
from filters.attack.seeking import Asking, Sought
from filters.attack.splitting import across, parted, within
from filters.detector import DETECTORS, Options, View, Window
from filters.harm.taxonomy import documented
from filters.model import Direction, Finding, Reading

SIZE, STRIDE = 480, 240  # code points of a window, and from one to the next
_LEAST = 0.3  # below this a score says nothing
_SPLIT = 0.9  # that parts make an order by chance is unlikely
_FOREIGN = ("tool", "retrieved")


@DETECTORS.add
class InContext:
    """Of a request, by its system prompt and the user's turns before."""

    name = "context"
    kinds: Mapping[str, str] = documented("injection.direct", "injection.indirect", "injection.extraction")
    reach = 0
    view: View = "folded"
    inline = True
    contextual = True
    direction: Direction = "request"

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        context = window.context
        if context is None or window.channel.direction != self.direction:
            return window.nothing(len(window.text))
        found, begin = list[Finding](), -(-window.resume // STRIDE) * STRIDE
        foreign = window.channel.trust in _FOREIGN
        parts = not foreign and parted(window.text)
        idle = not (parts or context.before or any(one.sought(foreign=foreign) for one in context.system))
        while _judged(window, begin):
            if not idle:
                found += _read(window, context, begin, parts=parts)
            begin += STRIDE
        settled = window.end if window.final else max(window.resume, min(begin, window.end))
        return Reading(tuple(found), settled)


def _judged(window: Window, begin: int) -> bool:
    """Whether the window that begins there is complete, or has all there is, and more than the last one."""
    if begin + SIZE <= window.end:
        return True
    return window.final and begin < window.end and (begin == 0 or window.end > begin + STRIDE)


def _read(window: Window, context: Context, begin: int, *, parts: bool) -> Iterator[Finding]:
    at = begin - window.start
    text = window.text[at : at + SIZE]
    span = (at, at + len(text))
    foreign = window.channel.trust in _FOREIGN
    asking = Asking(text, foreign=foreign)
    best = max(map(asking.after, context.system), key=_score, default=None)
    if best is not None and best.score >= _LEAST:
        attrs = {"about": best.about, "asks": " ".join(sorted(best.asks)), "severity": 2}
        yield window.finding(span, _kind(best, foreign), round(best.score, 3), attrs)
    if foreign:
        return
    sign = across(context.before, text) if context.before and not begin else None
    of = "turns" if sign else "names"
    if sign := sign or (within(text) if parts else None):
        yield window.finding(span, sign.ploy.kind, _SPLIT, {"parts": of, "how": sign.ploy.how, "severity": 2})


def _score(one: Sought) -> float:
    return one.score


def _kind(one: Sought, foreign: bool) -> str:
    if foreign:
        return "injection.indirect"
    return "injection.extraction" if one.about == "kept" and "aside" not in one.asks else "injection.direct"
