"""What a system prompt says, as far as one can tell whether another text is after it.

Sentence by sentence: what is to be kept (said to be secret, not to be told), what is forbidden
or prescribed otherwise, and what it is about at all; the *values* that are to be kept (a password,
a code, what stands in quotation marks there); and every run of words, to know an echo by.

What must stay true: digests alone are kept. Its limits: a prompt that keeps something and says
so in words that are not in `filters.attack.keeping`, keeps nothing for us but its wording.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from filters.attack.given import places
from filters.attack.keeping import Place, Thing, binds, keeps, things, values
from filters.attack.terms import doing, spellings, terms
from filters.attack.words import Grams, Phrases

Sort = Literal["kept", "bound", "told"]
_MOST = 32_768  # code points that are read
_SENTENCE = re.compile(r"[^.!?。！？\n;]+(?:\.(?=\w)[^.!?。！？\n;]*)*[.!?。！？\n;]*")
# What points to the sentence before.
_BARE = re.compile(r"\b(?:it|them)\b|\bth(?:is is|ese are)\b|これ|それ|上記", re.IGNORECASE)
_WHO = re.compile(
    r"\s*(?:you(?: are|'re|’re)\b|あなたは)", re.IGNORECASE
)  # what the model is, not what it knows


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """One system prompt, in digests. kept, bound, told: terms of what is kept, is laid down, is said else.

    values: what is kept, itself; things: what a value is called. places: those it names.
    spelt: the words of which a term of what is kept or laid down is made; doing: those that name one who
    does what is said at all.
    """

    grams: Grams
    values: Phrases
    kept: frozenset[int]
    bound: frozenset[int]
    told: frozenset[int]
    things: frozenset[int]
    places: frozenset[int]
    spelt: frozenset[int]
    doing: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Standing:
        """Read a system prompt. Linear."""
        kept, bound, told, values_ = set[str](), set[str](), set[str](), list[str]()
        text = text[:_MOST].encode("utf-8", "replace").decode()  # RE2 takes no halves of characters
        named = things(text)
        for part in _parts(text, named):
            said = text[part.begin : part.end]
            if part.sort == "kept":
                kept |= terms(said)
                values_ += values(said, (one for one in named if part.begin <= one.at < part.end))
            else:
                (bound if part.sort == "bound" else told).update(terms(said))
        bound -= kept
        told -= kept | bound
        names = {term for one in named for term in terms(one.name)} & kept
        return cls(
            Grams.of(text),
            Phrases.of(values_),
            *(_digests(kept), _digests(bound), _digests(told), _digests(names), frozenset(places(text))),
            *(_digests(spellings(kept | bound)), _digests(doing(kept | bound | told))),
        )

    def sought(self, *, foreign: bool) -> bool:
        """Whether there is anything a text could go after. foreign: of a tool or a document, by naming it."""
        return bool(self.kept or self.bound or self.values.known or (foreign and self.told))

    @classmethod
    def planted(cls, values: Iterable[str]) -> Standing:
        """A prompt of which nothing is known but some values."""
        none = frozenset[int]()
        return cls(Grams(none, none), Phrases.of(values), none, none, none, none, none, none, none)


class _Part(NamedTuple):
    """A stretch of sentences of one sort."""

    begin: int
    end: int
    sort: Sort


def _parts(text: str, named: Sequence[Thing]) -> Iterator[_Part]:
    """The text in such stretches. What the next sentence says to keep, is kept."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    kept = _hit(ends, keeps()(text)) | _hit(ends, named)
    bound = _hit(ends, binds()(text))
    begin, sorts = 0, list[Sort]()
    for n, end in enumerate(ends):
        pointed = n + 1 in kept and _points(text[end : ends[n + 1]]) and not _WHO.match(text, begin)
        sorts.append("kept" if n in kept or pointed else "bound" if n in bound else "told")
        begin = end
    begin = 0
    for n, end in enumerate(ends):
        if n + 1 == len(ends) or sorts[n + 1] != sorts[n]:
            yield _Part(begin, end, sorts[n])
            begin = end


def _hit(ends: Sequence[int], found: Iterable[Place]) -> set[int]:
    """The sentences in which something is found."""
    return {bisect_right(ends, one.start()) for one in found}


def _points(sentence: str) -> bool:
    return bool(_BARE.search(sentence)) or not terms(sentence)


def _digests(found: Iterable[str]) -> frozenset[int]:
    return frozenset(map(hash, found))
