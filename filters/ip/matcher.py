"""Passages of a text that works have too, and up to where that is final.

A code that is evidence (`filters.ip.verify`) marks the text back to the code that weighs `LEAST`
before it: a copied run is marked from its first character on. Marks that touch are one
passage. It is told in parts: the first as soon as there is any evidence, then what follows
in parts of up to `MOST` characters, so that nobody waits for the end of a long one.

What must stay true: which parts there are depends on the text from a bounded way before them
on and not on how it came. Where no part is open, what weighs less than `LEAST` from the end is not
final; so with rules that hold, exactly so much waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import CHANNELS, Stream
from filters.ip.index import Index
from filters.ip.normal import SYNC
from filters.ip.scan import Scan
from filters.ip.script import LEAST
from filters.ip.trail import PIECE, Trail
from filters.ip.verify import BACK, BLOCK, Evidence, evidence

Sort = Literal["text", "code"]
STREAMS: Mapping[Sort, tuple[Stream, ...]] = {"text": ("text",), "code": ("code", "tokens")}
MOST = 1024
"""Characters of a part, once the first is told."""
REACH = 1 + BLOCK + BACK + SYNC + PIECE
_NEAR = 112  # characters that a token of evidence marks before it


class Source(NamedTuple):
    """A work that a part resembles.

    covered: weight. run: codes of the longest copied run. pos: a code of the work. share: of the evidence.
    """

    number: int
    stream: Stream
    covered: int
    run: int
    pos: int
    share: float

    @property
    def whole(self) -> bool:
        """Whether one run of it is as long as is asked of a run; else it is in pieces."""
        channel = "tokens" if self.stream == "tokens" else "code" if self.stream == "code" else "ja"
        return self.run >= CHANNELS[channel].least


class Part(NamedTuple):
    """A passage, or a part of one: [start, end) of the text. goes_on: it is not the first part."""

    sort: Sort
    start: int
    end: int
    goes_on: bool
    sources: tuple[Source, ...]


class Matched(NamedTuple):
    """Parts in the order of the text, and the position that they are final up to."""

    parts: tuple[Part, ...]
    settled: int


class _Marks(NamedTuple):
    """The evidence of one stream in one block, and what of the text each marks: [start, end)."""

    stream: Stream
    evidence: Evidence
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def match(text: str, trail: Trail, *, start: int, resume: int, final: bool) -> Matched:
    """Read a text that begins at position `start` of a longer one, for parts from `resume` on.

    `REACH` characters before `resume` must be there, as far as there are any.
    """
    parts, settled = list[Part](), start + len(text)
    for sort, streams in STREAMS.items():
        scans = [trail.scan(text, one, start=start, final=final) for one in streams if one in trail.streams]
        marks = [one for it in scans for one in _marks(it, trail.index, resume)]
        end = start + len(text) if final else min(map(_final_to, scans), default=start + len(text))
        teller = _Teller(sort, resume)
        told = teller.tell(marks, end, final=final)
        parts += told
        settled = min(settled, max(resume, teller.settled(end)))
    parts.sort(key=lambda one: (one.start, one.end, one.sort))
    for one in reversed(parts):
        if one.start < settled < one.end:
            settled = one.start  # a part is final as a whole
    return Matched(tuple(one for one in parts if one.start < settled), settled)


def _marks(scan: Scan, index: Index, resume: int) -> Iterator[_Marks]:
    """Block by block. The block before `resume` too: whether a passage ends right there."""
    if not len(scan.found.at):
        return
    first = max(0, resume - 1) // BLOCK
    for number in range(first, scan.sure // BLOCK + 1):
        begin, end = number * BLOCK, min((number + 1) * BLOCK, scan.sure)
        seen = evidence(scan, index, begin, end)
        if seen is not None:
            raw, weight = scan.raw, scan.weight
            back = np.searchsorted(weight, weight[seen.last + 1] - LEAST[scan.stream])
            near = raw[seen.last] - (_NEAR if scan.stream == "tokens" else BACK)
            yield _Marks(scan.stream, seen, np.maximum(raw[back], near), raw[seen.last] + 1)


def _final_to(scan: Scan) -> int:
    """Before this, no evidence to come marks anything."""
    known = int(np.searchsorted(scan.raw, scan.sure))
    first = int(np.searchsorted(scan.weight[: known + 1], scan.weight[known] + 2 - LEAST[scan.stream]))
    far = _NEAR if scan.stream == "tokens" else BACK
    return max(int(scan.raw[first]) if first < known else scan.sure, scan.sure - far)


class _Open(NamedTuple):
    """A part that is not told yet, and the marks it is made of."""

    start: int
    end: int
    of: list[tuple[_Marks, int]]


class _Teller:
    """Makes parts of marks, in the order in which these end."""

    def __init__(self, sort: Sort, resume: int) -> None:
        self._sort: Sort = sort
        self._at = resume
        self._told = -1  # where the last part ended
        self._open: _Open | None = None
        self._parts = list[Part]()

    def tell(self, marks: Sequence[_Marks], end: int, *, final: bool) -> list[Part]:
        for start, stop, one, row in _in_order(marks):
            if stop < self._at:
                continue
            if stop == self._at:
                self._told = stop  # what was told before ends in evidence
                continue
            self._take(max(start, self._at), stop, (one, row))
        if self._open and (final or self._open.end < end):
            self._close()
        return self._parts

    def settled(self, end: int) -> int:
        return self._open.start if self._open else max(self._at, end)

    def _take(self, start: int, stop: int, mark: tuple[_Marks, int]) -> None:
        if self._open and start > self._open.end:
            self._close()
        if self._open is None and start > self._told:
            self._part(start, stop, [mark], goes_on=False)
            return
        begin, of = (self._open.start, self._open.of) if self._open else (start, [])
        of.append(mark)
        self._open = _Open(begin, stop, of)
        if stop - begin >= MOST:
            self._close()

    def _close(self) -> None:
        if self._open:
            self._part(*self._open, goes_on=True)
            self._open = None

    def _part(self, start: int, stop: int, of: list[tuple[_Marks, int]], *, goes_on: bool) -> None:
        self._parts.append(Part(self._sort, start, stop, goes_on, _sources(of)))
        self._at = self._told = stop


def _in_order(marks: Sequence[_Marks]) -> Iterator[tuple[int, int, _Marks, int]]:
    """Start, end, and whose it is; by end, then as they came."""
    every = [
        (stop, number, row, start)
        for number, one in enumerate(marks)
        for row, (start, stop) in enumerate(zip(one.start.tolist(), one.end.tolist(), strict=True))
    ]
    for stop, number, row, start in sorted(every):
        yield start, stop, marks[number], row


def _sources(of: Sequence[tuple[_Marks, int]]) -> tuple[Source, ...]:
    """The works of these marks, the most like it first."""
    best = dict[int, Source]()
    count = dict[int, int]()
    for one, row in of:
        seen = one.evidence
        for place, number in enumerate(seen.works):
            covered, run = int(seen.covered[place, row]), int(seen.run[place, row])
            if not covered:
                continue
            count[number] = count.get(number, 0) + 1
            known = best.get(number)
            if known is None or (run, covered) > (known.run, known.covered):
                best[number] = Source(number, one.stream, covered, run, int(seen.pos[place, row]), 0.0)
    shared = (it._replace(share=count[it.number] / len(of)) for it in best.values())
    return tuple(sorted(shared, key=lambda it: (-it.share, -it.run, -it.covered, it.number)))
