"""From grams that an index has to places at which a passage has been copied.

A gram found at code `at`, and in a work at `pos`, lies on a *diagonal* `pos - at`. On it the bits
of the work's blocks are held against the text's: as far as they agree, on both sides of
the gram, the text is *covered* by the work. A code is *evidence* when it is covered and, of the codes
up to it that weigh twice `LEAST`, those weigh `LEAST` that the same work covers: a run of that
length, or pieces of an edited one.

What must stay true: whether a code is evidence depends on nothing behind it, and before it on no more
than begins at the place `block_of` says. So it is the same however the text was cut. A
stretch counts from the code on at which its first gram ends; works are looked at in the order
in which their first grams end, so many of them and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from filters.ip.channel import JA, TOKENS, Stream
from filters.ip.commonplace import commonplace, mostly
from filters.ip.index import Index
from filters.ip.prints import GRAM, STEP, bits
from filters.ip.scan import Found, Scan
from filters.ip.script import LEAST, dense

BLOCK = 512
"""Characters that are judged together."""
BACK = 1024
"""Characters: so far before a block evidence may lie, and so far a finding reaches back."""
_WORKS = 64  # that are looked at in one block
_DIAGONALS = 160
EDITED, AMONG = 1.3, 3
"""An edited passage is evidence where codes that weigh so many times `LEAST` are covered, among so many."""
_EDITED, _ANCHORS = 6, 3  # works, and stretches of each, about which pieces are looked for
_SHIFT = 16  # codes that an edit may have put in or taken out
_NEAR = 3  # most edits are small
# Bits in a row that make a piece: on the diagonal of a stretch, near it, and on others.
LONG: Mapping[Stream, tuple[int, int, int]] = {"text": (4, 10, 16), "code": (16, 28, 28)}
_NEVER = np.int64(1 << 40)


class Stretch(NamedTuple):
    """Codes [start, end) that lie on a diagonal; known from code `since` on."""

    start: int
    end: int
    since: int
    diagonal: int


class Evidence(NamedTuple):
    """The codes of one block that are evidence, in order; arrays in step, but for `works`.

    last: the code. works: numbers of documents. covered, run, pos: by work, for each code: the weight that
    the work covers, 0 where it is not evidence of it; how many codes the copied run has up to there;
    where in the work it is.
    """

    last: NDArray[np.int64]
    works: tuple[int, ...]
    covered: NDArray[np.int64]
    run: NDArray[np.int64]
    pos: NDArray[np.int64]


def evidence(scan: Scan, index: Index, begin: int, end: int) -> Evidence | None:
    """The evidence in the block of the text from position `begin` to `end`; None where there is none."""
    low, middle, high = (int(one) for one in np.searchsorted(scan.raw, (begin - BACK, begin, end)))
    found = scan.found
    found = found.some((found.at >= low) & (found.last < high))
    if not len(found.at):
        return None
    return _Judge(scan, index, low, high).judge(found, middle)


class _Judge:
    """The codes [low, high) of a stream held against works."""

    def __init__(self, scan: Scan, index: Index, low: int, high: int) -> None:
        self._index, self._low, self._high = index, low, high
        self._stream: Stream = scan.stream
        self._bits = bits(scan.codes[low:high], scan.stream)
        self._places = np.arange(low, high)
        self._notices = commonplace(scan.codes[low:high], scan.stream)
        weight = scan.weight
        self._sums = weight[low : high + 1]
        self._span = 2 * LEAST[scan.stream]
        self._weight = np.diff(weight[low : high + 1])
        heavy = dense(scan.codes[low:high]) if scan.stream == "text" else None
        self._heavy = heavy if heavy is not None and heavy.any() else None
        # Of each code, the first one that it lies too far before to count for.
        reach = weight[low:high] + 2 * LEAST[scan.stream]
        self._until = np.searchsorted(weight[low : high + 1], reach, "right") - 1
        later = weight[low:high] + AMONG * LEAST[scan.stream]
        self._later = np.searchsorted(weight[low : high + 1], later, "right") - 1

    def judge(self, found: Found, middle: int) -> Evidence | None:
        """found: grams among these codes. middle: the first code that is asked about."""
        works, seen = list[int](), list[_Seen]()
        for number, (work, stretches) in enumerate(self._stretches(found).items()):
            one = self._seen(work, stretches, middle - self._low, edited=number < _EDITED)
            if one is not None:
                works.append(work)
                seen.append(one)
        if not seen:
            return None
        covered = np.stack([one.covered for one in seen])
        which = np.flatnonzero(covered.any(axis=0))
        run, pos = (
            np.stack(column)[:, which] for column in zip(*((o.run, o.pos) for o in seen), strict=True)
        )
        return Evidence(which + middle, tuple(works), covered[:, which], run, pos)

    def _stretches(self, found: Found) -> dict[int, list[Stretch]]:
        """By work, in the order in which its first gram ends."""
        by_work = dict[int, list[Stretch]]()
        for work, diagonal, at, last in _diagonals(found):
            by_work.setdefault(work, []).extend(self._on(work, diagonal, at, last))
        return {work: stretches for work, stretches in by_work.items() if stretches}

    def _on(
        self, work: int, diagonal: int, at: NDArray[np.int64], last: NDArray[np.int64]
    ) -> Iterator[Stretch]:
        """The stretches of one diagonal that have a gram in them."""
        low, high = self._low, self._high
        first, apart = self._apart(work, diagonal)
        before = np.searchsorted(apart, at)
        for place in dict.fromkeys(before.tolist()):
            mine = before == place
            start = int(apart[place - 1]) + 1 if place else first
            end = int(apart[place]) + GRAM[self._stream] - 1 if place < len(apart) else high
            whole = last[mine] < end
            if whole.any() and not mostly(self._notices, max(start, low) - low, end - low):
                yield Stretch(max(start, low), end, int(last[mine][whole].min()), diagonal)

    def _beside(self, work: int, anchors: list[Stretch]) -> Iterator[Stretch]:
        """Pieces of an edited passage: runs near a stretch, on its diagonal and those beside it."""
        low, gram = self._low, GRAM[self._stream]
        own, near, other = LONG[self._stream]
        for anchor in anchors:
            begin = int(np.searchsorted(self._sums, self._sums[anchor.start - low] - self._span)) + low
            end = int(np.searchsorted(self._sums, self._sums[anchor.end - low] + self._span)) + low
            agree = self._band(work, anchor.diagonal, begin, min(end, low + len(self._bits)))
            if not agree.size:
                continue
            _cut_off(agree[_SHIFT], anchor.start - begin, anchor.end - gram + 1 - begin)
            least = _least(own, near, other)
            for shift, first, stop in _runs(agree, least):
                since = max(anchor.since, begin + first + int(least[shift]) + gram - 2)
                if begin + stop + gram - 1 > since:
                    diagonal = anchor.diagonal + shift - _SHIFT
                    yield Stretch(begin + first, begin + stop + gram - 1, since, diagonal)

    def _band(self, work: int, diagonal: int, begin: int, end: int) -> NDArray[np.bool_]:
        """Whether the bits of codes [begin, end) agree on the diagonals about one: by diagonal, by code."""
        size, low, step = max(0, end - begin), self._low, STEP[self._stream]
        first = begin + diagonal - _SHIFT
        theirs = np.full(size + 2 * _SHIFT, _NEITHER, np.uint8)
        kept = _unpacked(
            self._index.blocks(self._stream, work), max(first, 0), len(theirs) - max(-first, 0), step
        )
        begins = max(-first, 0)
        theirs[begins : begins + len(kept)] = kept
        rows = sliding_window_view(theirs, size) if size else np.zeros((0, 0), np.uint8)
        ours = self._bits[begin - low : begin - low + size]
        return (rows == ours) | (rows == _UNKNOWN)

    def _apart(self, work: int, diagonal: int) -> tuple[int, NDArray[np.int64]]:
        """The first code that a diagonal has; at which ones text and work differ, to one past its end."""
        low, step = self._low, STEP[self._stream]
        first = max(low, -diagonal)
        size = len(self._bits) - (first - low)
        theirs = _unpacked(self._index.blocks(self._stream, work), first + diagonal, size, step)
        ours = self._bits[first - low : first - low + len(theirs)]
        apart = np.flatnonzero((theirs != ours) & (theirs != _UNKNOWN)) + first
        return first, apart if len(theirs) == size else np.append(apart, first + len(theirs))

    def _seen(self, work: int, stretches: list[Stretch], middle: int, *, edited: bool) -> _Seen | None:
        """What one work is evidence of, from the code `middle` of these on. edited: if edited, too."""
        known = _Known.none(len(self._places))
        for one in stretches:
            known.add(one, self._places, self._low)
        here = self._places - self._low
        covered = self._lately(known.since, self._weight, self._until)
        good = covered >= LEAST[self._stream]
        if self._stream == "tokens":  # alike in any code: only whole runs count
            good = known.run >= TOKENS.least
        if self._heavy is not None:
            good |= self._mixed(known.run, self._heavy)
        good &= known.since == here
        if edited and self._stream != "tokens" and not good[middle:].all():
            anchors = sorted(stretches, key=lambda one: one.since)[:_ANCHORS]
            for one in self._beside(work, anchors):
                known.add(one, self._places, self._low)
            of_all = self._lately(known.since, self._weight, self._later)
            also = (of_all >= EDITED * LEAST[self._stream]) & (known.since == here) & ~good
            covered[also] = of_all[also]
            good |= also
        if not good[middle:].any():
            return None
        return _Seen(np.where(good, covered, 0)[middle:], known.run[middle:], known.pos[middle:])

    def _mixed(self, run: NDArray[np.int64], heavy: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where a run is as long as one of Japanese must be, and two in five of it are."""
        sums = np.zeros(len(run) + 1, np.int64)
        np.cumsum(heavy, out=sums[1:])
        recent = sums[1:] - sums[np.maximum(np.arange(1, len(run) + 1) - JA.least, 0)]
        return (run >= JA.least) & (recent * 5 >= JA.least * 2)

    def _lately(
        self, since: NDArray[np.int64], weight: NDArray[np.int64], until: NDArray[np.intp]
    ) -> NDArray[np.int64]:
        """At each code the weight of those that are covered; each counts before the one in `until`."""
        size = len(since)
        counts = since < until
        change = np.bincount(since[counts], weight[counts], size + 1)
        change -= np.bincount(until[counts], weight[counts], size + 1)
        return np.cumsum(change)[:size].astype(np.int64)


class _Known(NamedTuple):
    """Of each code: from which on it is known to be covered; how long a run is there; where in the work."""

    since: NDArray[np.int64]
    run: NDArray[np.int64]
    pos: NDArray[np.int64]

    @classmethod
    def none(cls, size: int) -> _Known:
        return cls(np.full(size, _NEVER), np.zeros(size, np.int64), np.zeros(size, np.int64))

    def add(self, one: Stretch, places: NDArray[np.int64], low: int) -> None:
        part = slice(one.start - low, one.end - low)
        known = np.maximum(places[part], one.since) - low
        np.minimum(self.since[part], known, out=self.since[part])
        late = slice(one.since - low, one.end - low)
        length = places[late] - one.start + 1
        longer = length > self.run[late]
        self.run[late][longer] = length[longer]
        self.pos[late][longer] = (places[late] + one.diagonal)[longer]


class _Seen(NamedTuple):
    """For each code asked about, as in `Evidence`."""

    covered: NDArray[np.int64]
    run: NDArray[np.int64]
    pos: NDArray[np.int64]


_UNKNOWN, _NEITHER = 2, 3


def _cut_off(agree: NDArray[np.bool_], start: int, end: int) -> None:
    """Of a stretch's own diagonal leave, in place, what goes on with it, other bits now and then."""
    agree[end + _kept(agree[end:]) :] = False
    before = agree[:start][::-1]
    before[_kept(before) :] = False


def _kept(agree: NDArray[np.bool_]) -> int:
    """How far it goes on: until bits that differ outweigh those that agree by too much."""
    if not len(agree):
        return 0
    score = np.cumsum(np.where(agree, 1, -_DIFFERS))
    lost = np.flatnonzero(np.maximum.accumulate(np.maximum(score, 0)) - score > _LOST)
    return int(lost[0]) if len(lost) else len(agree)


_DIFFERS, _LOST = 2, 14


def _least(own: int, near: int, other: int) -> NDArray[np.int64]:
    """The bits that a run must have, by diagonal."""
    least = np.full(2 * _SHIFT + 1, other, np.int64)
    least[_SHIFT - _NEAR : _SHIFT + _NEAR + 1] = near
    least[_SHIFT] = own
    return least


def _runs(agree: NDArray[np.bool_], least: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Row, first and one past the last of every run that is as long as its row asks for."""
    edge = np.zeros((len(agree), 1), np.int8)
    change = np.diff(np.concatenate([edge, agree.view(np.int8), edge], axis=1), axis=1)
    row, first = np.nonzero(change == 1)
    _, stop = np.nonzero(change == -1)
    enough = stop - first >= least[row]
    yield from zip(row[enough].tolist(), first[enough].tolist(), stop[enough].tolist(), strict=True)


def _unpacked(blocks: NDArray[np.uint8], first: int, size: int, step: int) -> NDArray[np.uint8]:
    """The bits of the grams from `first` on, at most `size`; `_UNKNOWN` where none is kept."""
    begin, end = first // step, -(-(first + size) // step)
    kept = np.unpackbits(blocks[begin // 8 : -(-end // 8)], bitorder="little")[begin % 8 :][: end - begin]
    if step == 1:
        return kept
    spread = np.full(len(kept) * step, _UNKNOWN, np.uint8)
    spread[::step] = kept
    return spread[first - begin * step :][:size]


def _diagonals(
    found: Found,
) -> Iterator[tuple[int, int, NDArray[np.int64], NDArray[np.int64]]]:
    """Work, diagonal, and where grams on it begin and end; the diagonals in the order of their first gram."""
    diagonal = found.pos - found.at
    works = dict.fromkeys(found.doc.tolist())
    admitted = set(list(works)[:_WORKS])
    rows = dict[tuple[int, int], list[int]]()
    for row, key in enumerate(zip(found.doc.tolist(), diagonal.tolist(), strict=True)):
        if key[0] in admitted and (key in rows or len(rows) < _DIAGONALS):
            rows.setdefault(key, []).append(row)
    for (work, one), places in rows.items():
        yield work, one, found.at[places], found.last[places]
