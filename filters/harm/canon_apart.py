"""Letters set apart: `h o w`, `h.o.w`, `(h)(o)(w)`, 「爆 弾 の 作 り 方」.

A row of single letters has one separator that is commoner than others: it goes, another
one, or one that is longer, is a space. Where all are the same the words are told apart by
the list of words; a row that then says nothing known is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from filters.harm.canon_spelling import unleet
from filters.harm.canon_way import Chart, Edit
from filters.harm.canon_words import parted, ranks

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@$")
_BETWEEN = r"(?:[^\w\n]|_){1,4}"
_LATIN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z0-9@$](?:{_BETWEEN}[A-Za-z0-9@$](?![A-Za-z0-9])){{3,}}")
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
_SINGLE = re.compile(f"[{_CJK}]")


def apart(text: str) -> list[Edit]:
    """Rows of single Latin letters as the words they are."""
    return list(_latin(text))


def apart_ja(text: str) -> list[Edit]:
    """Rows of single Japanese letters, set apart by the same sign, without it."""
    return list(_japanese(text))


def _latin(text: str) -> Iterator[Edit]:
    for match in _LATIN.finditer(text):
        row = match.group()
        places = [at for at, char in enumerate(row) if char in _LETTERS]
        pieces = _words(row, places)
        said = sum(len(word) for word in pieces if _says(word))
        if 2 * said > len(places):
            yield _edit(match.span(), pieces, places)


def _words(row: str, places: Sequence[int]) -> list[str]:
    """The letters of a row as words. A gap between two of them is one that is not like most."""
    gaps = [row[one + 1 : other] for one, other in pairwise(places)]
    usual = max(Counter(gaps).items(), key=lambda one: (one[1], -len(one[0])))[0]
    words = [row[places[0]]]
    for gap, place in zip(gaps, places[1:], strict=True):
        if gap == usual:
            words[-1] += row[place]
        else:
            words.append(row[place])
    return [part for word in words for part in _parts(word)]


def _parts(word: str) -> list[str]:
    low = word.lower()
    if not 4 <= len(low) <= _LONGEST or not low.isalpha() or _known(low):
        return [word]
    ends = list(accumulate(map(len, parted(low))))
    return [word[begin:end] for begin, end in pairwise([0, *ends])]


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
            yield _edit(match.span(), ["".join(row[at] for at in places)], places)


def _edit(span: tuple[int, int], words: Sequence[str], places: Sequence[int]) -> Edit:
    """The words in the row's place; a space between two of them stands where the row parts them."""
    begins, ends, at = list[int](), list[int](), 0
    for word in words:
        if at:
            begins.append(places[at - 1] + 1)
            ends.append(places[at])
        begins += places[at : at + len(word)]
        ends += [place + 1 for place in places[at : at + len(word)]]
        at += len(word)
    return Edit(*span, " ".join(words), Chart(begins, ends))
