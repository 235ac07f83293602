"""From an answer to questions whether what it was given bears it out; no calls are made here.

An answer is cut into passages by what it says (`filters.stretches`), so that the same passages are
asked about however it came. A passage is shown with what stands before it and with its sources:
all of them, or where they are long those of their passages that bear most on it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from filters.attack.context import Context
from filters.cascade.choice import draw, speaks, wanted
from filters.cascade.guard import UNSUPPORTED, Question
from filters.cascade.inquiry import Cascade, Inquiry, Query, Unit
from filters.detector import Window
from filters.harm.grounds import Grounds
from filters.harm.sources import cover
from filters.stretches import Stretch, stretches

_AROUND = " \n\t\r"
_CLOSES = _AROUND + ".!?。\"')]」』"  # left outside, so that passages stay apart once one is acted on
_NAME = re.compile(r"(?<!\w)\w+_\w*")  # of a variable, or a surrogate: it states nothing
_ASKS = re.compile(r"(?:[?？][\s\"')\]」』]*|か。)$")


class Asked(NamedTuple):
    """What is asked about. terms: a passage with fewer is not. shown: code points of sources, at most."""

    terms: int
    shown: int


def inquire(cascade: Cascade, asked: Asked, window: Window, grounds: Grounds, key: bytes) -> Inquiry:
    """What to ask about the passages of a window that are complete. window: it has a context."""
    text, queries, left, end = window.text, list[Query](), list[Unit](), window.at
    for one in stretches(text, window.at, final=window.final, least=cascade.least, most=cascade.most):
        end = one.end
        passage = text[one.begin : one.shown].strip(_AROUND)
        kinds = _kinds(cascade, asked, passage, window, key)
        if not kinds:
            continue
        unit = _unit(text, one, kinds)
        if len(queries) >= cascade.calls:
            left.append(unit)
            continue
        before, shown = (
            text[max(0, one.begin - cascade.before) : one.begin],
            grounds.about(passage, asked.shown),
        )
        question = Question(
            passage, before, "response", window.channel.role, window.channel.trust, kinds, shown.texts,
            grounds.asked, shown.mark,
        )  # fmt: skip
        queries.append(Query(unit, question, cascade.guards, cascade.in_turn))
    return Inquiry(tuple(queries), tuple(left), window.start + end)


def _kinds(cascade: Cascade, asked: Asked, passage: str, window: Window, key: bytes) -> frozenset[str]:
    """The one kind, where the passage states something, and is one of those that are asked about."""
    said = _NAME.sub(" ", passage)
    if not speaks(said) or _ASKS.search(passage):
        return frozenset()
    context = window.context or Context()
    by = cover(said, (*context.sources, *context.own))
    if by.terms < asked.terms:
        return frozenset()
    bare = 1 - by.share
    return wanted(cascade.terms, {UNSUPPORTED: bare, "grounding": bare}, draw(passage, key))


def _unit(text: str, one: Stretch, kinds: frozenset[str]) -> Unit:
    """Where a passage stands, without what opens and closes it."""
    said = text[one.begin : one.end]
    bare = said.rstrip(_CLOSES)
    begin = one.begin + len(said) - len(said.lstrip(_AROUND))
    end = one.begin + len(bare)
    return Unit(begin, end, kinds) if begin < end else Unit(one.begin, one.end, kinds)
