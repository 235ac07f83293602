"""What detectors see: the text folded to its plainest form, and the way back.

The `folded` view undoes what changes the look of text but not its meaning: full-width
and styled letters, digits of any script, the many dashes, look-alikes of Latin letters
from Cyrillic and Greek, and characters nobody sees. Case stays; so do ー, kanji digits
and combining sequences, whose meaning depends on their neighbours.

How: every code point is folded by itself, by one table, whatever stands beside it. So
no cut of the stream can change the view, and nothing waits for a neighbour. A code
point becomes none, one or several characters of the view; the way back is a list of
the places where that number is not one, so it costs memory only there.

What must stay true: folding twice is folding once; ASCII folds to itself.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
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


class _Table(NamedTuple):
    """fold: code point → its characters. changed, runs, resized: what to look for in text."""

    fold: Mapping[int, str]
    changed: re.Pattern[str]  # one code point that may fold to something else
    runs: re.Pattern[str]  # a run of them
    resized: re.Pattern[str]  # one that may not fold to exactly one character


@cache
def _table() -> _Table:
    """Made on first use, in some 20 ms; of this Python's version of Unicode."""
    fold = {point: _plain(chr(point)) for point in _candidates()}
    fold = {point: made for point, made in fold.items() if made != chr(point)}
    # A class of code points beyond 16 bits is slow to match, so all of those are looked up.
    changed = _class(point for point in fold if point < 0x10000) + "\U00010000-\U0010ffff"
    resized = _class(p for p, made in fold.items() if p < 0x10000 and len(made) != 1) + "\U00010000-\U0010ffff"
    return _Table(fold, *map(re.compile, (f"[{changed}]", f"[{changed}]+", f"[{resized}]")))


def _candidates() -> Iterator[int]:
    """Code points that might change: native questions by the block leave few to ask one by one."""
    ours = re.compile(f"[{_INVISIBLE}{_DASHES}{_SPACES}{''.join(odd for odd, _ in _LOOK_ALIKES)}]|\\d")
    for first in range(0, 0x110000, 0x100):
        block = "".join(map(chr, range(first, first + 0x100)))
        if not unicodedata.is_normalized("NFKC", block) or ours.search(block):
            yield from range(max(first, 0x80), first + 0x100)


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


def _class(points: Iterator[int]) -> str:
    return "".join(f"\\u{point:04x}" for point in points)


def _runs(match: re.Match[str]) -> str:
    return match.group().translate(_table().fold)


def fold(text: str) -> str:
    """The folded view of a whole text. 10 ns per character where nothing changes, ASCII free."""
    if text.isascii() or _table().changed.search(text) is None:
        return text
    return _table().runs.sub(_runs, text)


class Raw:
    """The text itself as a view, so that whoever reads views need not tell them apart."""

    __slots__ = ("start", "text")

    def __init__(self) -> None:
        self.text = ""  # what of the view is still kept
        self.start = 0  # the view position of its first character

    @property
    def end(self) -> int:
        """The view position after the last character."""
        return self.start + len(self.text)

    def feed(self, piece: str) -> None:
        """Append original text."""
        self.text += piece

    def raw_start(self, at: int) -> int:
        """Where in the original the character at view position `at` begins.

        For `at == end`: the length of the original so far. Positions before `start` are gone.
        """
        return at

    def raw_end(self, at: int) -> int:
        """Where in the original the character before view position `at` (0 < at) ends."""
        return at

    def forget(self, before: int) -> None:
        """Drop what lies before this view position; `raw_end` needs the character before its place."""
        if before > self.start:
            self.text = self.text[before - self.start :]
            self.start = before


class Folded(Raw):
    """The folded view of one channel, as its text arrives.

    Cost of a piece: two native scans where nothing changes; memory: the kept text, and a
    place for each run of characters in it that fold to none, or to several.
    """

    __slots__ = ("_flat", "_raws", "_views")

    def __init__(self) -> None:
        super().__init__()
        # From view position _views[i] on, the original goes on at _raws[i], character by
        # character; or, where _flat[i], stays there: one original made all of them.
        self._views = [0]
        self._raws = [0]
        self._flat = [False]

    def feed(self, piece: str) -> None:
        if not piece.isascii() and _table().changed.search(piece):
            self._chart(piece)
            piece = fold(piece)
        self.text += piece

    def _chart(self, piece: str) -> None:
        table, at, view = _table(), 0, self.end
        raw = self.raw_start(view)
        for match in table.resized.finditer(piece):
            made = table.fold.get(ord(match.group()))
            if made is None or len(made) == 1:
                continue
            view += match.start() - at
            raw += match.start() - at
            if made:
                self._place(view, raw, flat=True)
                view += len(made)
            raw, at = raw + 1, match.end()
            self._place(view, raw, flat=False)

    def _place(self, view: int, raw: int, *, flat: bool) -> None:
        if self._views[-1] == view:  # nothing was shown since the last place
            self._raws[-1], self._flat[-1] = raw, flat
            return
        self._views.append(view)
        self._raws.append(raw)
        self._flat.append(flat)

    def raw_start(self, at: int) -> int:
        place = bisect_right(self._views, at) - 1
        return self._raws[place] if self._flat[place] else self._raws[place] + at - self._views[place]

    def raw_end(self, at: int) -> int:
        return self.raw_start(at - 1) + 1 if at else 0

    def forget(self, before: int) -> None:
        super().forget(before)
        gone = bisect_right(self._views, before) - 1
        if gone > 0:
            del self._views[:gone], self._raws[:gone], self._flat[:gone]
