"""An answer that gives away what it was told: words of the system prompt, values it keeps, orders of others.

It reads answers, where the exchange has a context (`filters.attack.context`). In a text: a run of
the system prompt's own words, the more certain the longer, and values the prompt says to keep. In
the arguments of a tool's call: such a value, and a place to send to or to fetch from that neither
the user nor the system prompt named, but what a tool or a document said, above all in an order.

Only the wording is known: what is told in other words, translated or spelt, is not found. A model's
reasoning repeats its instructions; there, only values count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from filters import registry
from filters.attack.context import Context
from filters.attack.echo import Echo, hear
from filters.attack.given import named, unfinished
from filters.attack.standing import Standing
from filters.detector import DETECTORS, View, Window
from filters.model import Direction, Finding, Reading

_PLANTED = 0.99
_TOLD, _LED, _SENT = "injection.extraction", "injection.indirect", "injection.exfiltration"


@DETECTORS.add
class EchoOf:
    """In an answer, by the request it answers."""

    name = "echo"
    kinds: Mapping[str, str] = {
        _TOLD: "Words of the system prompt in an answer, or a value that it says to keep.",
        _LED: "A call to a place that only a tool's result or a document named.",
        _SENT: "A value that the system prompt says to keep, in the arguments of a call.",
    }
    reach = 1
    view: View = "folded"
    inline = True
    contextual = True
    direction: Direction = "response"

    class Options(registry.Options):
        """What is planted."""

        canaries: tuple[Annotated[str, Field(min_length=4, max_length=64)], ...] = Field(
            default=(),
            max_length=256,
            description="Words put into your system prompts for this alone: an answer with one leaks.",
        )

    def __init__(self, options: Options) -> None:
        self._planted = Standing.planted(options.canaries) if options.canaries else None

    def read(self, window: Window) -> Reading:
        context, text = window.context, window.text
        if context is None or window.channel.direction != self.direction:
            return window.nothing(len(text))
        found, settled = list[Finding](), len(text)
        for standing in context.system if self._planted is None else (*context.system, self._planted):
            heard = hear(standing, text, window.at, final=window.final)
            settled = min(settled, heard.settled)
            planted = standing is self._planted
            found += (_told(window, context, one, planted) for one in heard.found if _counts(window, one))
        if context.call and context.given:
            settled = settled if window.final else min(settled, unfinished(text, window.at))
            found += _places(window, context)
        return _whole(found, window.start + settled, final=window.final)


def _counts(window: Window, echo: Echo) -> bool:
    return echo.value or window.channel.role != "reasoning"


def _told(window: Window, context: Context, echo: Echo, planted: bool) -> Finding:
    kind = _SENT if context.call and echo.value else _TOLD
    score = min(0.97, 0.5 + 0.02 * echo.size) if echo.size else 0.0
    if echo.value:
        score = max(score, _worth(window.text[echo.start : echo.end]))
    if planted:
        return window.finding((echo.start, echo.end), kind, _PLANTED, {"by": "canary", "severity": 3})
    attrs = {"by": "value" if echo.value else "words", "words": round(echo.size), "severity": 2}
    return window.finding((echo.start, echo.end), kind, round(score, 2), attrs)


def _worth(value: str) -> float:
    """How certain it is that a value is said for itself: a plain short word may be said of anything."""
    plain = value.isalpha() and len(value) < (8 if value.isascii() else 3)
    return 0.6 if plain else 0.92


def _places(window: Window, context: Context) -> Iterator[Finding]:
    for place in named(window.text, window.at):
        if place.digest in context.vouched or any(place.digest in one.places for one in context.system):
            continue
        ordered = any(place.digest in one.ordered for one in context.given)
        if ordered or any(place.digest in one.named for one in context.given):
            attrs = {"by": "order" if ordered else "place", "severity": 2 if ordered else 1}
            yield window.finding((place.start, place.end), _LED, 0.85 if ordered else 0.4, attrs)


def _whole(found: list[Finding], settled: int, *, final: bool) -> Reading:
    """What begins before `settled`, which is moved back to where it cuts no finding in two."""
    for one in sorted(found, key=lambda one: one.span, reverse=True):
        if one.span.start < settled < one.span.end and not final:
            settled = one.span.start
    kept = [one for one in found if one.span.start < settled]
    return Reading(tuple(sorted(kept, key=lambda one: (one.span, one.kind))), settled)
