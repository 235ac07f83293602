"""Sentences of an answer that nothing it was given supports, and links and marks that lead nowhere.

It reads answers, sentence by sentence, where the exchange brought something to rest on: results
of tools, documents. A sentence whose terms (`filters.harm.sources`) are not in there, nor in what
the user and the system prompt said, is `grounding.unsupported`; a link that stands in none of
these texts, and a mark such as [7] where there were three, is `grounding.invented_link`. Nothing
is fetched: whether a link that was given still leads anywhere is not looked at.

It runs only where a policy names it, because text waits for the end of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from filters.attack.context import Context
from filters.detector import DETECTORS, View, Window
from filters.detector import Options as Base
from filters.harm.sources import LINK, MARK, Cover, Source, bare_of, cover, known_link, link_of
from filters.model import Direction, Finding, Reading

_BARE, _INVENTED = "grounding.unsupported", "grounding.invented_link"
LONGEST = 400  # code points of a sentence; a longer one is read in parts
_END = re.compile(r"[。\n]|[.!?](?=[\s\"')\]]|[^\x00-\x7f])")
_CLOSES = " \n.!?。\"')]」』"  # left outside, so that sentences stay apart once one is taken out
# Asserts nothing: a link, a mark, the name of a variable or a surrogate.
_ASIDE = re.compile(rf"{LINK.pattern}|{MARK.pattern}|(?<!\w)\w+_\w*", re.IGNORECASE)
_ASKS = re.compile(r"(?:\?[\s\"')\]」』]*|か。)$")


@DETECTORS.add
class Grounding:
    """Against what was given, by its words."""

    name = "grounding"
    kinds: Mapping[str, str] = {
        _BARE: "A sentence of an answer whose terms are in nothing that the answer was given.",
        _INVENTED: "A link or a mark of a source in an answer that stands in nothing it was given.",
    }
    reach = 0
    view: View = "folded"
    inline = True
    opt_in = True
    contextual = True
    sources = True  # a context must have them
    direction: Direction = "response"

    class Options(Base):
        """least: the share of its terms that must be covered. terms: a sentence with fewer is not judged.

        asked: only where the request was found to be of one of these kinds, as `harm.misinformation`.
        """

        least: float = Field(default=0.5, gt=0, le=1)
        terms: int = Field(default=4, ge=1, le=64)
        asked: tuple[str, ...] = Field(default=(), max_length=32)

    def __init__(self, options: Grounding.Options) -> None:
        self._options = options

    def read(self, window: Window) -> Reading:
        context, text, at = window.context, window.text, window.at
        if context is None or not self._judges(window, context):
            return window.nothing(len(text))
        found = list[Finding]()
        while sentence := _sentence(text, at, final=window.final):
            found += self._said(window, context, sentence)
            at = sentence.end
        return Reading(tuple(found), window.start + at)

    def _judges(self, window: Window, context: Context) -> bool:
        channel, asked = window.channel, self._options.asked
        if channel.direction != self.direction or channel.role != "assistant" or channel.syntax != "plain":
            return False
        return bool(context.sources) and (not asked or not context.asked.isdisjoint(asked))

    def _said(self, window: Window, context: Context, sentence: _Sentence) -> list[Finding]:
        """What is found in one sentence, in the order of the text."""
        text, start, end = window.text, sentence.start, sentence.end
        every = (*context.sources, *context.own)
        bare, found = self._bare(text[start:end], every), list[Finding]()
        if bare is not None:
            said = text[start:end].strip().rstrip(_CLOSES)
            begin = text.index(said, start)
            attrs = {"covered": round(bare.share, 2), "terms": bare.terms}
            found.append(window.finding((begin, begin + len(said)), _BARE, round(1 - bare.share, 2), attrs))
        for link in LINK.finditer(text, start, end):
            cut = sentence.cut and link.end() == end
            if not cut and not known_link(link_of(link.group()), every):
                span = (link.start(), link.start() + len(bare_of(link.group())))
                found.append(window.finding(span, _INVENTED, 0.9, {"what": "link"}))
        for mark in MARK.finditer(text, start, end):
            number = int(mark["plain"] or mark["wide"])
            if number > len(context.sources) and not any(number in one.marks for one in every):
                found.append(window.finding(mark.span(), _INVENTED, 0.7, {"what": "mark"}))
        return sorted(found, key=lambda one: one.span)

    def _bare(self, sentence: str, every: Sequence[Source]) -> Cover | None:
        """How little of a sentence is covered, if that is too little and it asserts something."""
        by = cover(_ASIDE.sub(" ", sentence), every)
        too_little = by.terms >= self._options.terms and by.share < self._options.least
        return by if too_little and not _ASKS.search(sentence.strip()) else None


class _Sentence(NamedTuple):
    """A stretch that is judged. cut: for its length, in the middle of something."""

    start: int
    end: int
    cut: bool


def _sentence(text: str, at: int, *, final: bool) -> _Sentence | None:
    """The sentence that begins at `at`; None where its end is not sure yet, or nothing is left."""
    limit = at + LONGEST
    if found := _END.search(text, at, limit):
        return _Sentence(at, found.end(), cut=False)
    if len(text) >= limit:
        blank = max(text.rfind(one, at + LONGEST // 2, limit) for one in " 、")
        return _Sentence(at, blank + 1 if blank > 0 else limit, cut=blank < 0)
    return _Sentence(at, len(text), cut=False) if final and at < len(text) else None
