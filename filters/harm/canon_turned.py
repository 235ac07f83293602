"""Stretches of words that are words once they are turned round or rotated.

Reversal, rot13 and its sisters (Caesar, Atbash) leave words as they were cut, and none of
them is a word: a stretch in which most become words when undone was meant so. What stands
before and behind it (`decode this:`) stays.

How a stretch is found: a word that only the undoing makes one counts for it, one that was
one before against it; a stretch is where the sum is positive, with three such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from filters.harm.canon_way import Chart, Edit
from filters.harm.canon_words import WORD, ranks, side_by_side, split, strange

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAST = 3  # words that become words, at least
_DROP = 6  # so far may the sum fall before the stretch has ended
_TRIED = 6  # of these, on which all turns are tried
_LOOKED_AT = 24  # strange words that tell of a text
_SIGN = re.compile(r"[^\w\s:]")  # what belongs to the words it touches; a colon ends what leads to them
_TOKEN = re.compile(r"\S+")


class Turn(NamedTuple):
    """A way to undo: letter by letter (a table for lower case), or, without one, from the end."""

    how: str
    table: Mapping[int, int] | None

    def undo(self, word: str) -> str:
        return word.translate(self.table) if self.table else word[::-1]


def _table(low: str) -> Mapping[int, int]:
    """Letters in the place of the alphabet's."""
    return str.maketrans(_LETTERS + _LETTERS.upper(), low + low.upper())


_USUAL = (Turn("reversed", None), Turn("rot13", _table(_LETTERS[13:] + _LETTERS[:13])))
_OTHERS = (
    Turn("atbash", _table(_LETTERS[::-1])),
    *(Turn("caesar", _table(_LETTERS[by:] + _LETTERS[:by])) for by in range(1, 26) if by != 13),
)


@cache
def _usual() -> tuple[tuple[Turn, frozenset[str]], ...]:
    """The commonest turns, and what they make of the known words: undoing is the same as doing."""
    return tuple((turn, frozenset(map(turn.undo, ranks()))) for turn in _USUAL)


def turn_of(words: Sequence[str], odd: Sequence[str]) -> Turn | None:
    """How the strange words `odd` of `words` were turned, if so many of them were."""
    if len(odd) < 2:
        return None
    least = _least(words, odd)
    hits, best = max(((len(made.intersection(odd)), turn) for turn, made in _usual()), key=lambda one: one[0])
    if hits >= least:
        return best
    if 4 * len(odd) < len(words):  # the others are tried only where much is strange
        return None
    some = list(islice(dict.fromkeys(odd), _LOOKED_AT))
    first = [word for word in some if len(word) > 2][:_TRIED]
    likely = [turn for turn in _OTHERS if 3 * _hits(turn, first) >= len(first)] if len(first) > 1 else []
    best = max(likely, key=lambda turn: _hits(turn, some), default=None)
    return best if best and _hits(best, some) >= max(least, len(some) // 2) else None


def _least(words: Sequence[str], odd: Sequence[str]) -> int:
    """How many words must become words: three, but two in a short text that is strange for the most part."""
    return 2 if len(odd) <= 4 and 3 * len(odd) >= len(words) else _LEAST


def _hits(turn: Turn, words: Iterable[str]) -> int:
    return sum(1 for word in words if len(word) > 1 and turn.undo(word) in ranks())


def turned(text: str) -> list[Edit]:
    """The stretches that were turned, undone."""
    words = split(text)
    turn = turn_of(words, strange(words))
    if turn is None:
        return []
    found = [
        Word(match, _weight(match.group().lower().replace("'", ""), turn)) for match in WORD.finditer(text)
    ]
    least = _least(words, strange(words))
    return [_undone(text, stretch, turn) for stretch in _stretches(found, least)]


class Word(NamedTuple):
    """A word of a text, and how much it speaks for the turn."""

    match: re.Match[str]
    weight: int


def _weight(word: str, turn: Turn) -> int:
    if len(word) == 1:
        return 0
    there, then = word in ranks(), turn.undo(word) in ranks()
    return (0 if then else -2) if there else (2 if then else -1)


def _stretches(words: list[Word], least: int) -> Iterator[list[re.Match[str]]]:
    """Rows of words whose weights add up to the most, with `least` words that speak for the turn."""
    at, past = 0, 0
    while at < len(words):
        if words[at].weight <= 0:
            at += 1
            continue
        first, last, seen = _row(words, at)
        hits = sum(1 for word in words[first:last] if word.weight > 0)
        if hits >= least:
            while first > past and words[first - 1].weight == 0:
                first -= 1
            yield [word.match for word in words[first:last]]
            past = last
        at = seen


def _row(words: list[Word], first: int) -> tuple[int, int, int]:
    """The row that begins at `first`: its first word, the one after its last, and where to look on."""
    last, total, most = first, 0, 0
    for at in range(first, len(words)):
        total += words[at].weight
        if total >= most:
            most, last = total, at + 1
        if total <= most - _DROP:
            return first, last, at + 1
    return first, last, len(words)


def _undone(text: str, words: list[re.Match[str]], turn: Turn) -> Edit:
    begin, end = words[0].start(), words[-1].end()
    if turn.table:
        return Edit(begin, end, text[begin:end].translate(turn.table))
    while begin and _SIGN.match(text, begin - 1):
        begin -= 1
    while _SIGN.match(text, end):
        end += 1
    source = text[begin:end]
    apart = [match.span() for match in _TOKEN.finditer(source)]
    if _in_order(source, apart) > _in_order(source, apart[::-1]):
        # Each word was turned by itself, with the signs on it.
        order = list(range(len(source)))
        for one, other in apart:
            order[one:other] = order[one:other][::-1]
    else:
        order = list(range(len(source)))[::-1]
    return Edit(begin, end, "".join(source[at] for at in order), Chart(order, [at + 1 for at in order]))


def _in_order(source: str, apart: Sequence[tuple[int, int]]) -> int:
    """How many words stand beside words they often stand beside, each turned round."""
    words = [source[begin:end][::-1].lower().strip("?!.,") for begin, end in apart]
    return sum(1 for one, other in pairwise(words) if f"{one} {other}" in side_by_side())
