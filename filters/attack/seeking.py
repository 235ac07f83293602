"""Whether a text goes after what a system prompt keeps, or wants it to be broken.

Alone, "is a bird involved?" is a question; said to a prompt that keeps the project "Heron" from
everybody, it is another one. So two things are weighed together: how much of the text is about what
*this* prompt keeps or lays down (its terms, its values), and in what way it asks: it talks of the
prompt's own rules, sets them aside, claims to be entitled, or asks round the corner (a story, a
rhyme, a blank to fill). Neither is a sign without the other: customers name the supplier's product,
and writers ask for stories.

The weights are set by hand, the score is a probability as far as it goes. What speaks of the secret
in words of its own, and asks plainly, is not seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from filters.attack.standing import Standing
from filters.attack.terms import doers, terms
from filters.attack.ways import Way, ways
from filters.attack.words import plain_words


@dataclass(frozen=True, slots=True)
class Sought:
    """How much a text is after a prompt. about: `kept`, `laid down` or nothing of it; asks: in which ways."""

    score: float
    about: str
    asks: frozenset[Way]


_BASE, _BASE_FOREIGN = -2.3, -2.8
_ASKS: Mapping[Way, float] = {
    "rules": 1.5,
    "aside": 0.7,
    "role": 1.0,
    "claim": 0.9,
    "oblique": 0.9,
    "reveal": 0.5,
}
_TURNS_ON: frozenset[Way] = frozenset({"rules", "aside", "role", "claim", "oblique"})
_ORDERS: frozenset[Way] = frozenset(
    {"rules", "aside", "role"}
)  # what is none of these, a document may well say
_KEPT, _THING, _VALUE, _BOUND, _BOTH = 1.2, 0.6, 1.2, 0.7, 1.2
_NAMED = 2.0  # a document speaks to whoever does what the prompt asks for
_NOTHING = Sought(0.0, "", frozenset())
_NOTHING_KEPT = 0.2  # at most, where there is nothing to go after
_UNSAID = 0.45  # at most, where nothing of what is kept or laid down is spoken of


def sought(text: str, standing: Standing, *, foreign: bool = False) -> Sought:
    """Weigh one text against one prompt. foreign: no user says it, but a tool or a document. Linear."""
    asks = ways(text)
    named = foreign and any(
        hash(doer) in standing.told | standing.bound | standing.kept for doer in doers(text)
    )
    if foreign and not named and not asks & _ORDERS:
        return _NOTHING
    about = {hash(term) for term in terms(text)}
    kept, bound = len(about & standing.kept), len(about & standing.bound)
    value = not standing.values.silent(plain_words(text))
    logit = (_BASE_FOREIGN if foreign else _BASE) + sum(_ASKS[way] for way in asks)
    logit += _KEPT * min(kept, 2) + _VALUE * value + _BOUND * min(bound, 2) + _NAMED * named
    logit += _THING * (not about.isdisjoint(standing.things))
    if (kept or value or bound) and asks & _TURNS_ON:
        logit += _BOTH
    score = 1 / (1 + math.exp(-logit))
    if not (kept or value or bound or named):
        score = min(score, _UNSAID if standing.kept or standing.bound else _NOTHING_KEPT)
    return Sought(score, "kept" if kept or value else "laid down" if bound else "", asks)
