"""From labels of tokens to spans of a text.

Labels may be bare (`PER`) or say where in an entity a token is: B begins one, I goes on,
E and S (or L and U) end it. What goes on without a beginning, begins; models say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_PLACED = re.compile(r"([BIESLU])[-_](.+)")
_OUTSIDE = ("", "O", "0")
_GAP = 1  # characters between two tokens of one entity: a blank


class Token(NamedTuple):
    """A token of a text with the likeliest label and how likely it is."""

    start: int
    end: int
    label: str
    score: float


class Span(NamedTuple):
    """Tokens that are one entity. score: the mean of theirs."""

    start: int
    end: int
    name: str
    score: float


def name_of(label: str) -> str:
    """`B-PER` → `PER`; empty for what is outside."""
    placed = _PLACED.fullmatch(label)
    name = placed[2] if placed else label
    return "" if name in _OUTSIDE else name


def spans(text: str, tokens: Iterable[Token]) -> list[Span]:
    """The entities of a text, blanks at their ends left out. tokens: in text order."""
    found, here = list[Span](), list[Token]()
    for token in tokens:
        if here and not _goes_on(here[-1], token):
            found += _span(text, here)
            here = []
        if name_of(token.label):
            here.append(token)
    return found + _span(text, here)


def _goes_on(last: Token, token: Token) -> bool:
    place, before = _place(token.label), _place(last.label)
    fits = name_of(token.label) == name_of(last.label) and place not in "BSU" and before not in "ESLU"
    return fits and token.start - last.end <= _GAP


def _place(label: str) -> str:
    placed = _PLACED.fullmatch(label)
    return placed[1] if placed else "I"


def _span(text: str, tokens: Sequence[Token]) -> list[Span]:
    if not tokens:
        return []
    start, end = tokens[0].start, tokens[-1].end
    said = text[start:end]
    start, end = start + len(said) - len(said.lstrip()), end - (len(said) - len(said.rstrip()))
    score = sum(token.score for token in tokens) / len(tokens)
    return [Span(start, end, name_of(tokens[0].label), min(score, 1.0))] if start < end else []
