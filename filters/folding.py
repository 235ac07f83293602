"""Text at its plainest: one code point at a time, whatever stands beside it.

Folded away is what changes the look of text but not its meaning: full-width and styled
letters (NFKC), digits of any script, the many dashes, look-alikes of Latin letters from
Cyrillic and Greek, and characters nobody sees. Case stays; so do ー, kanji digits and
combining sequences, whose meaning depends on their neighbours.

One table maps every code point to none, one or several characters. So no cut of a
stream can change the result, and nothing waits for a neighbour.

What must stay true: folding twice is folding once; ASCII folds to itself.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

# Format characters that leave no ink (of category Cf all but the Arabic number signs),
# variation selectors, joiners and fillers. Source: Unicode, Default_Ignorable_Code_Point.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Category Pd and the minus signs, box lines and bullets typed in their place. Not 〜 (a
# range), not ー (a letter), not ゠.
_DASHES = (
    "\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2212\u2500\u2501\u2796\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead"
)
_SPACES = "\u1680"  # the one space separator that NFKC leaves
# Letters drawn like one ASCII letter in common typefaces, and like no other.
_LOOK_ALIKES = (
    ("аеорсухіјѕһԁԛԝԍ", "aeopcyxijshdqwg"),  # Cyrillic
    ("АВЕКМНОРСТХІЈЅУԚԜԌ", "ABEKMHOPCTXIJSYQWG"),
    ("οϳ", "oj"),  # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("ɡ", "g"),
)

_LAST = 0x30000  # beyond it only the invisible ones change; a test goes through all


class _Runs(dict[str, str]):
    """What a run of changing characters folds to; those of one character are ready."""

    def __init__(self, fold: Mapping[int, str]) -> None:
        super().__init__((chr(point), made) for point, made in fold.items())
        self.fold = fold

    def __missing__(self, run: str) -> str:
        return run.translate(self.fold)


class _Table(NamedTuple):
    """What a code point, and what a run of them, folds to; and how to find them in text."""

    fold: Mapping[int, str]
    run: _Runs
    changed: re.Pattern[str]  # one code point that may fold to something else
    runs: re.Pattern[str]  # a run of them, as a group
    resized: re.Pattern[str]  # one that may not fold to exactly one character


@cache
def _table() -> _Table:
    """Made on first use, in some 0.1 s; of this Python's version of Unicode."""
    fold = {point: _plain(chr(point)) for point in _candidates()}
    fold = {point: made for point, made in fold.items() if made != chr(point)}
    # A class of code points beyond 16 bits is slow to match, so all of those are looked up.
    changed = _class(point for point in fold if point < 0x10000) + "\U00010000-\U0010ffff"
    resized = (
        _class(p for p, made in fold.items() if p < 0x10000 and len(made) != 1) + "\U00010000-\U0010ffff"
    )
    # "[x][x]*" and not "[x]+": the search for its first character is then a tight native loop.
    patterns = f"[{changed}]", f"([{changed}][{changed}]*)", f"[{resized}]"
    return _Table(fold, _Runs(fold), *map(re.compile, patterns))


def _candidates() -> Iterator[int]:
    """Code points that might change: native questions by the block leave few to ask one by one."""
    yield from _ours()
    every = array("I", range(_LAST)).tobytes().decode("utf-32", "surrogatepass")
    decimal = re.compile(r"\d")
    for first in range(0x80, _LAST, 0x80):
        block = every[first : first + 0x80]
        if not unicodedata.is_normalized("NFKC", block) or decimal.search(block):
            yield from range(first, first + 0x80)


@cache
def _ours() -> Mapping[int, str | None]:
    gone = dict.fromkeys(_members(_INVISIBLE))
    dashes = dict.fromkeys(_members(_DASHES), "-")
    alike = {ord(odd): plain for row in _LOOK_ALIKES for odd, plain in zip(*row, strict=True)}
    return gone | dashes | {ord(_SPACES): " "} | alike


def _members(ranges: str) -> Iterator[int]:
    for part in re.findall(r".-.|.", ranges, re.DOTALL):
        yield from range(ord(part[0]), ord(part[-1]) + 1)


def _plain(char: str) -> str:
    made = unicodedata.normalize("NFKC", char.translate(_ours())).translate(_ours())
    return "".join(str(unicodedata.decimal(one, one)) for one in made)


def _class(points: Iterable[int]) -> str:
    """The inside of a character class, as ranges: spelt out it takes long to compile."""
    starts: list[list[int]] = []
    for point in sorted(points):
        if starts and starts[-1][1] == point - 1:
            starts[-1][1] = point
        else:
            starts.append([point, point])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in starts)


def fold(text: str) -> str:
    """The folded view of a whole text. 10 ns per character where nothing changes, ASCII free."""
    if text.isascii() or _table().changed.search(text) is None:
        return text
    parts = _table().runs.split(text)
    parts[1::2] = map(_table().run.__getitem__, parts[1::2])
    return "".join(parts)


def resized(text: str) -> Iterator[tuple[int, int]]:
    """Where a code point folds to none or several: (its position in `text`, how many), in order."""
    table = _table()
    for match in table.resized.finditer(text):
        made = table.fold.get(ord(match.group()))
        if made is not None and len(made) != 1:
            yield match.start(), len(made)
