"""Letters set apart: `h o w`, `h.o.w`, `(h)(o)(w)`, 「爆 弾 の 作 り 方」.

A row of single letters has one separator that is commoner than others: it goes; a longer
one is that on both sides of what was there before. Where all are the same the words are told apart by
the list of words; a row that then says nothing known is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from filters.harm.canon_spelling import unleet
from filters.harm.canon_way import Chart, Edit
from filters.harm.canon_words import parted, ranks

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@$")
_BETWEEN, _WIDER = r"(?:[^\w\n]|_){1,4}", r"(?:[^\w\n]|_){1,8}"
_NEXT = r"[A-Za-z0-9@$](?![A-Za-z0-9])"
_LATIN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z0-9@$](?:{_BETWEEN}{_NEXT}){{3}}(?:{_WIDER}{_NEXT})*")
_CJK = "\u3041-\u309f\u30a1-\u30fa\u30fc\u3400-\u9fff"
_SINGLES = re.compile(rf"(?<![{_CJK}])[{_CJK}](?:{_BETWEEN}[{_CJK}](?![{_CJK}])){{3,}}")
# What it takes to look closer.
LATIN = (
    r"(?:^|[^A-Za-z0-9])[A-Za-z0-9@$](?:[^A-Za-z0-9\n]{1,4}[A-Za-z0-9@$]){2}"
    r"[^A-Za-z0-9\n]{1,4}[A-Za-z0-9@$](?:[^A-Za-z0-9]|$)"
)
_ONE = r"[\x{3041}-\x{30fa}\x{3400}-\x{9fff}]"
JAPANESE = rf"{_ONE}(?:[ -/:-@\[-`{{-~\x{{30fb}}\x{{3001}}\x{{3002}}\x{{2000}}-\x{{2bff}}]{{1,4}}{_ONE}){{3}}"
_COMMON = 150  # place in the list of words
_LONGEST = 2000  # letters in a row that are told apart by the list of words
_SIGN = re.compile(r"[^\w\s]")
_SINGLE = re.compile(f"[{_CJK}]")


def apart(text: str) -> list[Edit]:
    """Rows of single Latin letters as the words they are."""
    return list(_latin(text))


def apart_ja(text: str) -> list[Edit]:
    """Rows of single Japanese letters, set apart by the same sign, without it."""
    return list(_japanese(text))


class _Piece(NamedTuple):
    """Of the text that is made, and where in the row it comes from."""

    text: str
    begin: int
    end: int


def _latin(text: str) -> Iterator[Edit]:
    for match in _LATIN.finditer(text):
        row = match.group()
        places = [at for at, char in enumerate(row) if char in _LETTERS]
        gaps = [row[one + 1 : other] for one, other in pairwise(places)]
        usual = max(Counter(gaps).items(), key=lambda one: (one[1], -len(one[0])))[0]
        words = _parted(_words(row, places, [_meant(gap, usual) for gap in gaps]))
        said = sum(len(word) for word in words if word[0].text in _LETTERS and _says(_text(word)))
        if 2 * said > len(places):
            end = _ended(text, match.end(), usual)
            rest = [_Piece(text[at], at - match.start(), at - match.start() + 1) for at in end]
            pieces = [*(piece for word in words for piece in word), *rest]
            yield _edit(match.start(), end[-1] + 1 if end else match.end(), pieces)


def _meant(gap: str, usual: str) -> str:
    """What stands between two letters: nothing, if it is what stands between most."""
    if gap == usual:
        return ""
    inner = gap.removeprefix(usual).removesuffix(usual)
    if not usual.isspace():
        gap = inner or gap
    elif len(gap) - len(inner) == 2 * len(usual):
        gap = inner[::2] if set(inner[1::2]) <= {usual} else inner
    return gap if gap.strip() else " "


def _words(row: str, places: Sequence[int], gaps: Sequence[str]) -> list[list[_Piece]]:
    """The letters that have nothing between them; what stands between the others, each by itself."""
    words = [[_Piece(row[places[0]], places[0], places[0] + 1)]]
    for before, gap, place in zip(places, gaps, places[1:], strict=False):
        if gap:
            words += [[_Piece(gap, before + 1, place)], []]
        words[-1].append(_Piece(row[place], place, place + 1))
    return words


def _parted(words: Sequence[list[_Piece]]) -> list[list[_Piece]]:
    """Words of letters that are none are told apart by the list of words."""
    made = list[list[_Piece]]()
    for word in words:
        low = _text(word).lower()
        if not 4 <= len(low) <= _LONGEST or not low.isalpha() or _known(low):
            made.append(word)
            continue
        ends = [0, *accumulate(map(len, parted(low)))]
        for begin, end in pairwise(ends):
            if begin:
                made.append([_Piece(" ", word[begin - 1].end, word[begin].begin)])
            made.append(word[begin:end])
    return made


def _text(word: Sequence[_Piece]) -> str:
    return "".join(piece.text for piece in word)


def _ended(text: str, at: int, usual: str) -> list[int]:
    """Where the signs stand that end the sentence, set apart as the letters are."""
    found = list[int]()
    while text.startswith(usual, at) and _SIGN.match(text, at + len(usual)):
        at += len(usual) + 1
        found.append(at - 1)
    return found


def _says(word: str) -> bool:
    """Whether it is a known word; of two letters, a common one: others are names of things."""
    return _known(word) if len(word) > 2 else ranks().get(word.lower(), _COMMON) < _COMMON and len(word) > 1


def _known(word: str) -> bool:
    return word.lower() in ranks() or unleet(word) is not None


def _japanese(text: str) -> Iterator[Edit]:
    for match in _SINGLES.finditer(text):
        row = match.group()
        places = [at for at, char in enumerate(row) if _SINGLE.match(char)]
        if len({row[one + 1 : other] for one, other in pairwise(places)}) == 1:
            yield _edit(match.start(), match.end(), [_Piece(row[at], at, at + 1) for at in places])


def _edit(begin: int, end: int, pieces: Sequence[_Piece]) -> Edit:
    begins = [piece.begin for piece in pieces for _ in piece.text]
    ends = [piece.end for piece in pieces for _ in piece.text]
    return Edit(begin, end, _text(pieces), Chart(begins, ends))
