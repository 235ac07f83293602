"""From a window of text to questions; no calls are made here.

A text is cut into units by what it says (`filters.stretches`), never by how it came, so an
answer that is streamed is judged as it would be whole. A unit is asked about once it is
complete, with what stands before it. A request is one unit up to `most` characters; an
answer is cut at ends of sentences behind `least`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from filters.cascade.choice import Terms, draw, speaks, wanted
from filters.cascade.guard import Guard, Question
from filters.detector import Window
from filters.harm.canon import views
from filters.stretches import stretches

_MOST_VIEWS = 2  # beside a text itself
Scoring = Callable[[str, Window], Mapping[str, float]]  # what the first stage says, by kind


class Unit(NamedTuple):
    """A stretch of a window's text, and the kinds it is asked about."""

    begin: int
    end: int
    kinds: frozenset[str]


class Query(NamedTuple):
    """A question about a unit to guards: to all of them, or in turn until what is wanted is judged."""

    unit: Unit
    question: Question
    guards: tuple[Guard, ...]
    in_turn: bool


class Inquiry(NamedTuple):
    """What is to be asked about a window. left: units that are one too many. settled: of the window."""

    queries: tuple[Query, ...]
    left: tuple[Unit, ...]
    settled: int


class Cascade(NamedTuple):
    """How a detector asks. terms: by kind, of classes that are not off. scoring: None where no band is."""

    guards: tuple[Guard, ...]
    terms: Mapping[str, Terms]
    in_turn: bool
    least: int
    most: int
    before: int
    calls: int
    decoded: bool
    scoring: Scoring | None


def inquire(cascade: Cascade, window: Window, key: bytes, asked: str = "") -> Inquiry:
    """What to ask about the units of a window that are complete. asked: what an answer answers."""
    text, most = window.text, cascade.most
    least = most if window.channel.direction == "request" else cascade.least
    queries: list[Query] = []
    left: list[Unit] = []
    end = window.at
    for one in stretches(text, window.at, final=window.final, least=least, most=most):
        end = one.end
        shown = text[one.begin : one.shown]
        meant = _meanings(cascade, shown)
        unit = Unit(one.begin, one.end, _kinds(cascade, shown, window, key) if meant else frozenset())
        if not unit.kinds:
            continue
        if len(queries) + len(meant) > cascade.calls:
            left.append(unit)
            continue
        guards = tuple(guard for guard in cascade.guards if guard.covers & unit.kinds)
        before = text[max(0, one.begin - cascade.before) : one.begin]
        for meaning in meant:
            question = _question(window, meaning, before if meaning is shown else "", unit, asked)
            queries.append(Query(unit, question, guards, cascade.in_turn))
    return Inquiry(tuple(queries), tuple(left), window.start + end)


def _meanings(cascade: Cascade, text: str) -> list[str]:
    """The text, and what is hidden in it in a dress that a model may not see through; words only."""
    found = [text]
    if cascade.decoded:
        found += [view.text for view in views(text)[1 : 1 + _MOST_VIEWS]]
    return [one for one in found if speaks(one)]


def _question(window: Window, text: str, before: str, unit: Unit, asked: str) -> Question:
    channel = window.channel
    return Question(text, before, channel.direction, channel.role, channel.trust, unit.kinds, asked=asked)


def _kinds(cascade: Cascade, text: str, window: Window, key: bytes) -> frozenset[str]:
    scores = cascade.scoring(text, window) if cascade.scoring else {}
    return wanted(cascade.terms, scores, draw(text, key))
