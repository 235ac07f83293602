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
from filters.attack.terms import doers, spelt, terms
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
_UNSAID = 0.45  # at most, where nothing of what is kept or laid down is spoken of


def sought(text: str, standing: Standing, *, foreign: bool = False) -> Sought:
    """Weigh one text against one prompt. foreign: no user says it, but a tool or a document. Linear."""
    return Asking(text, foreign=foreign).after(standing)


class Asking:
    """One text, as it is weighed against prompts: what it says is read once, and only if somebody asks."""

    __slots__ = ("_asks", "_foreign", "_plain", "_said", "_terms", "_text", "_words")

    def __init__(self, text: str, *, foreign: bool) -> None:
        self._text = text
        self._foreign = foreign
        self._plain = text.isascii()
        self._asks: frozenset[Way] | None = None
        self._said: list[str] | None = None
        self._terms: set[int] | None = None
        self._words: set[str] | None = None

    def after(self, standing: Standing) -> Sought:
        """How much it is after this prompt."""
        foreign = self._foreign
        named = foreign and self._names(standing)
        if not (named or standing.sought(foreign=False)):
            return _NOTHING
        asks = self._asks
        if asks is None:
            asks = self._asks = ways(self._text)
        if foreign and not named and not asks & _ORDERS:
            return _NOTHING
        about = self._about(standing)
        kept, bound = len(about & standing.kept), len(about & standing.bound)
        value = bool(standing.values.known) and self._says(standing)
        touched = bool(kept or value or bound)
        if not (touched or named or standing.kept or standing.bound):
            return _NOTHING
        logit = (_BASE_FOREIGN if foreign else _BASE) + sum(map(_ASKS.__getitem__, asks))
        logit += _KEPT * min(kept, 2) + _VALUE * value + _BOUND * min(bound, 2) + _NAMED * named
        logit += _THING * (not about.isdisjoint(standing.things))
        if touched and asks & _TURNS_ON:
            logit += _BOTH
        score = 1 / (1 + math.exp(-logit))
        if not (touched or named):
            score = min(score, _UNSAID)
        return Sought(score, "kept" if kept or value else "laid down" if bound else "", asks)

    def _names(self, standing: Standing) -> bool:
        """Whether it names one who does what the prompt says."""
        if self._plain and standing.doing.isdisjoint(map(hash, self._spelt())):
            return False
        every = standing.told | standing.bound | standing.kept
        return not every.isdisjoint(map(hash, doers(self._text)))

    def _about(self, standing: Standing) -> set[int]:
        """What of the text is what this prompt keeps or lays down, and maybe more."""
        if not self._plain:
            if self._terms is None:
                self._terms = set(map(hash, terms(self._text)))
            return self._terms
        words, known = self._spelt(), standing.spelt
        if known.isdisjoint(map(hash, words)):
            return set()
        return set(map(hash, terms(" ".join(word for word in words if hash(word) in known))))

    def _says(self, standing: Standing) -> bool:
        """Whether it has a value that the prompt keeps."""
        if self._said is None:
            self._said = plain_words(self._text)
        return not standing.values.silent(self._said)

    def _spelt(self) -> set[str]:
        if self._words is None:
            self._words = spelt(self._text)
        return self._words
