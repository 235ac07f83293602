"""How likely a text is harmful, and how likely it goes at the model: of a whole text, or window by window.

A text is as bad as its worst window, a window as its worst view (`filters.harm.canon`):
what was hidden in it counts as if it stood there. Which questions count depends on who
speaks: a user may ask for something harmful or attack the model, an answer may only be
harmful itself, and a document may also carry orders that nobody asked it for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from filters.harm.canon import WIDE, dressed, views
from filters.harm.features import MOST, SIZE, STRIDE, Windows, count, windows
from filters.harm.model import QUESTIONS, Floats, Model, shipped
from filters.harm.taxonomy import ATTACKS, HARMS

_ANSWERS = frozenset({"assistant", "reasoning"})
_GIVEN = frozenset({"tool", "retrieved"})  # trusts of documents
BEFORE = WIDE - SIZE  # characters that a window may be read with
_ENDS = 2 * SIZE  # of a view, at either end: what is between was at an end before, or will be
_NEAR = 0.3  # classes are weighed where a window's probability is at least this share of the text's


@dataclass(frozen=True, slots=True)
class Scores:
    """Calibrated. classes: by the last part of the kind; none is above harm or attack themselves."""

    harm: float
    attack: float
    classes: Mapping[str, float]


class Judged(NamedTuple):
    """Of one window. given: the classes' own share, for the view that was worst."""

    harm: float
    attack: float
    given: Mapping[str, float]


class Side(NamedTuple):
    """Which questions count for harm, and which for an attack."""

    harm: tuple[str, ...]
    attack: tuple[str, ...]


def side(role: str, trust: str) -> Side:
    """What is asked of a text by who speaks it."""
    if trust in _GIVEN or role == "tool":
        return Side(("request", "content"), ("attack", "planted"))
    if role in _ANSWERS:
        return Side(("content",), ())
    if trust == "system":
        return Side(("request", "content"), ())
    return Side(("request", "content"), ("attack",))


def score(text: str, *, role: str = "user", trust: str = "user") -> Scores:
    """Of a whole text, in original characters. Some 0.2 ms for 200 characters, 0.6 ms for 2 KB."""
    asked = side(role, trust)
    harm = attack = 0.0
    classes = dict.fromkeys(_names(), 0.0)
    for one in judge(text, asked, least=0.0):
        harm, attack = max(harm, one.harm), max(attack, one.attack)
        for name, share in one.given.items():
            if name in classes:  # and no sub-class
                classes[name] = max(classes[name], share * (one.attack if name in _attacks() else one.harm))
    return Scores(harm, attack, classes)


def judge(
    text: str,
    asked: Side,
    *,
    least: float,
    first: bool = True,
    last: bool = True,
    before: str = "",
    at: int = 0,
) -> Iterator[Judged]:
    """Window by window, for a text that begins at a multiple of `STRIDE`.

    first: nothing stands before it. last: nothing follows, so what is left at the end is a
    window too; else only whole ones are. least: below it no classes are weighed. before:
    `BEFORE` characters that stand before it, or all there are. at: the number of its first window.
    """
    total = count(len(text)) if last else max(0, (len(text) - SIZE) // STRIDE + 1)
    model, every = shipped(), before + text
    for done in range(0, total, MOST):
        number = min(MOST, total - done)
        ends = last and done + number == total
        begin = done * STRIDE
        part = text[begin:] if ends else text[begin : begin + (number + 1) * STRIDE]
        made = windows(part, number, first=first and not done, last=ends)
        # Views are looked at in every second window, and in the one in which the text ends.
        looks = [(at + done + n) % 2 == 1 or (ends and n == number - 1) for n in range(number)]
        starts = [len(before) + begin + n * STRIDE for n in range(number)]
        near = [_near(every, start) if look else "" for look, start in zip(looks, starts, strict=True)]
        yield from _judged(model, near, made, asked, least)


def _near(every: str, start: int) -> str:
    """What the window at `start` may be read with, if something there may be read in another way."""
    end = start + SIZE
    return every[max(0, end - WIDE) : end] if dressed(every[max(0, start - STRIDE) : end]) else ""


def _judged(model: Model, near: list[str], made: Windows, asked: Side, least: float) -> Iterator[Judged]:
    sums = model.sums(made)
    said = _probabilities(model, sums, made)
    for place, text in enumerate(near):
        worst, where, at = said[place], made, place
        for other, inner, spot in _views(model, text):
            if max(other) > max(worst):
                where, at = inner, spot
            worst = np.maximum(worst, other)
        harm = max((float(worst[QUESTIONS.index(one)]) for one in asked.harm), default=0.0)
        attack = max((float(worst[QUESTIONS.index(one)]) for one in asked.attack), default=0.0)
        given = dict[str, float]()
        if max(harm, attack) >= least:
            given = dict(zip(model.names, model.given(where, at).tolist(), strict=True))
        yield Judged(harm, attack, given)


def _views(model: Model, text: str) -> Iterator[tuple[Floats, Windows, int]]:
    """The windows of what else a stretch of text may mean."""
    for view in views(text)[1:] if text else ():
        shown = view.text
        for part in (shown,) if len(shown) <= 2 * _ENDS else (shown[:_ENDS], shown[-_ENDS:]):
            made = windows(part, count(len(part)), first=True, last=True)
            said = _probabilities(model, model.sums(made), made)
            yield from ((said[place], made, place) for place in range(len(said)))


def _probabilities(model: Model, sums: Floats, made: Windows) -> Floats:
    japanese = made.wide * 4 >= made.narrow
    out = np.empty_like(sums)
    for column, question in enumerate(QUESTIONS):
        if not japanese.all():
            out[:, column] = model.curves[question, False].probability(sums[:, column])
        if japanese.any():
            wide = model.curves[question, True].probability(sums[:, column])
            out[japanese, column] = wide[japanese]
    out[made.counts == 0] = 0.0
    return out


@cache
def _attacks() -> frozenset[str]:
    return frozenset(one.name for one in ATTACKS)


@cache
def _names() -> tuple[str, ...]:
    return tuple(one.name for one in (*HARMS, *ATTACKS))
