"""The very texts that an answer may rest on, for a judge that reads both.

Elsewhere an exchange keeps digests (`filters.harm.sources`). A judge has to be shown the words,
so where a policy asks for one, they are held: as long as the exchange, in memory, no more than
`MOST` code points, and nowhere else.

What must stay true: no repr shows them; nothing that outlives an exchange keeps them (what is
worked out of them is kept here, and goes with them); what is shown is bounded, whatever was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from filters.harm.sources import terms

MOST = 131_072  # code points that are held of an exchange
_PASSAGE = 400  # code points of a passage, about
_ENDS = ("\n", "。", ". ", " ")
_QUESTION = 1000  # code points of what was asked, the latest


class Shown(NamedTuple):
    """What a judge is shown. mark: tells these texts from any others."""

    texts: tuple[str, ...]
    mark: bytes

    @classmethod
    def of(cls, texts: tuple[str, ...]) -> Shown:
        """These texts, marked."""
        digest = blake2b(digest_size=16)
        for text in texts:
            digest.update(f"{len(text)} {text}".encode("utf-8", "surrogatepass"))
        return cls(texts, digest.digest())


class Grounds:
    """given: what tools and documents said. own: what the system prompt and the user did. Both as shown.

    asked: the user's last turn. whole: whether nothing was left out for its length.
    """

    __slots__ = ("_all", "_passages", "asked", "given", "own", "whole")

    def __init__(self, given: Sequence[str], own: Sequence[str], asked: str = "") -> None:
        kept, left = _kept(given, MOST)
        also, _ = _kept(own, left)
        self.given = kept
        self.own = also
        self.asked = asked[-_QUESTION:]
        self.whole = sum(map(len, kept + also)) == sum(map(len, (*given, *own)))
        self._passages: list[_Passage] | None = None
        self._all: Shown | None = None

    def about(self, statement: str, most: int) -> Shown:
        """The texts, as they are up to `most` code points, else their passages that bear most on it."""
        texts = (*self.given, *self.own)
        if sum(map(len, texts)) <= most:
            self._all = self._all or Shown.of(texts)  # marked once: they are the same for every passage
            return self._all
        if self._passages is None:
            self._passages = list(_passages(texts))
        wanted = {hash(term): 2 if term[0].isdecimal() else 1 for term in terms(statement.lower())}
        ranked = sorted(self._passages, key=lambda one: -one.worth(wanted))
        chosen, left = list[_Passage](), most
        for passage in ranked:
            if len(passage.text) <= left:
                chosen.append(passage)
                left -= len(passage.text)
        return Shown.of(_joined(sorted(chosen, key=lambda one: one.place)))


class _Passage:
    """A stretch of the texts. place: which text, and where in it. terms: digests of its terms."""

    __slots__ = ("place", "terms", "text")

    def __init__(self, text: str, place: tuple[int, int]) -> None:
        self.text = text
        self.place = place
        self.terms = frozenset(map(hash, terms(text.lower())))

    def worth(self, wanted: dict[int, int]) -> int:
        """How much of what is wanted stands in it."""
        return sum(weight for term, weight in wanted.items() if term in self.terms)


def _kept(texts: Sequence[str], most: int) -> tuple[tuple[str, ...], int]:
    """The latest of these texts, and how much room is left. One that is too long for it is cut."""
    kept = list[str]()
    for text in reversed(texts):
        if most > 0 and text:
            kept.append(text[:most])
            most -= len(kept[-1])
    return tuple(reversed(kept)), most


def _passages(texts: Iterable[str]) -> Iterator[_Passage]:
    for number, text in enumerate(texts):
        at = 0
        while at < len(text):
            end = _end(text, at)
            yield _Passage(text[at:end], (number, at))
            at = end


def _end(text: str, at: int) -> int:
    """Where the passage that begins at `at` ends: at the end of a line, a sentence or a word."""
    limit = at + _PASSAGE
    if limit >= len(text):
        return len(text)
    for mark in _ENDS:
        found = text.rfind(mark, at + _PASSAGE // 2, limit)
        if found >= 0:
            return found + len(mark)
    return limit


def _joined(passages: Sequence[_Passage]) -> tuple[str, ...]:
    """Passages in order, neighbours put together again."""
    texts, after = list[str](), (-1, -1)
    for one in passages:
        if one.place == after:
            texts[-1] += one.text
        else:
            texts.append(one.text)
        after = (one.place[0], one.place[1] + len(one.text))
    return tuple(texts)
