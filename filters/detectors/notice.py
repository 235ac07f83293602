"""The beginning of an answer whose request was found to be about something one should be careful with.

What a request asks for says more than how the answer is worded: a made-up warning of an earthquake
reads like a real one. So a row may have such answers labelled. It finds the first character, once
for each text of the answer; of an answer that is JSON nothing, for a line before it would break it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from filters.attack.context import Context
from filters.detector import DETECTORS, View, Window
from filters.detector import Options as Base
from filters.model import Direction, Finding, Reading

_LOOK = 64  # code points in which the first letter tells the language
Name = Literal["misinformation", "specialised_advice"]


@DETECTORS.add
class Notice:
    """By the kinds that the request was found to be of."""

    name = "notice"
    kinds: Mapping[str, str] = {
        "notice.misinformation": "The beginning of an answer to a request that asks for misinformation.",
        "notice.specialised_advice": "The beginning of an answer to a request for professional advice.",
    }
    reach = 0
    view: View = "raw"
    inline = True
    contextual = True
    direction: Direction = "response"

    class Options(Base):
        """classes: those of which an answer is told, the first of them that fits."""

        classes: tuple[Name, ...] = Field(default=("misinformation", "specialised_advice"), max_length=2)

    def __init__(self, options: Notice.Options) -> None:
        self._classes = options.classes

    def read(self, window: Window) -> Reading:
        context, text, channel = window.context, window.text, window.channel
        if context is None or not context.asked or window.resume > 0 or not text:
            return window.nothing(len(text))
        if channel.direction != self.direction or channel.role != "assistant" or channel.syntax != "plain":
            return window.nothing(len(text))
        begun = text[:_LOOK]
        language = language_of(begun)
        if not language and not window.final and len(text) < _LOOK:
            return window.nothing(0)
        found = None if is_json(begun) else self._found(window, context, language)
        return Reading((found,) if found else (), window.end)

    def _found(self, window: Window, context: Context, language: str) -> Finding | None:
        for name in self._classes:
            asked = sorted(one for one in context.asked if one.split(".")[1:2] == [name])
            if asked:
                sub = asked[-1].partition(f".{name}.")[2]  # a part sorts behind its class
                attrs = {"language": language, **({"sub": sub} if sub else {})}
                return window.finding((0, 1), f"notice.{name}", 1.0, attrs)
        return None


def language_of(text: str) -> str:
    """`ja` or `en` by the first letter there is; empty where there is none, or another script."""
    first = next((one for one in text if one.isalpha()), "")
    if not first or first.isascii():
        return "en" if first else ""
    return "ja" if "\u3040" <= first <= "\u30ff" or "\u3400" <= first <= "\u9fff" else "other"


def is_json(text: str) -> bool:
    """Whether this is how a JSON document begins."""
    bare = text.lstrip()
    return bare.startswith("{") or (bare.startswith("[") and bare[1:].lstrip()[:1] in ("{", "[", '"', "]"))
