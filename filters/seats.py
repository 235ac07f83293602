"""Where each reader of a channel stands: what it was shown, and how far it is final.

Readers of one view sit in one row. Those whose detectors have a sieve (`filters.sieve`)
are *level* while it lets nothing through, and move as one: one native search tells whether
the next piece leaves them so, another where the first of them may wait for what follows.
Where something is let through, those whose own sieve does so leave the level and are shown
the text; they are back on it once they are final to where the others are.

What must stay true: whoever is level would be final at least that far, had it been asked,
and have found nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from weakref import WeakKeyDictionary

from filters.detector import View
from filters.policy import Plan, Reader
from filters.sieve import Sift
from filters.views import Folded, Raw

_LATER = 64  # characters that may pass before those who hold nothing are asked
_SLACK = 512  # context is dropped in steps of this many characters, not at every piece


class Seat:
    """One reader's place: how far it is final, and what it has been asked."""

    __slots__ = (
        *("asked_to", "detector", "done", "holds", "patience", "place"),
        *("pos", "raw", "reader", "ticket", "view"),
    )

    def __init__(self, reader: Reader, view: Folded | Raw) -> None:
        self.reader = reader
        self.detector = reader.detector
        self.holds = reader.holds
        # So much is to be new to it, where it is asked here and now. Who judges by what else was said has no
        # sieve; if nobody waits for it, it finds the same later.
        contextual = getattr(reader.detector, "contextual", False)
        self.patience = _LATER if contextual and reader.detector.inline and not reader.holds else 1
        self.view = view
        self.pos = 0  # settled, in positions of the view
        self.raw = 0  # settled, in code points of the original
        self.ticket = -1  # outstanding, or -1
        self.asked_to = -1  # where the last window shown ended
        self.done = False  # has been shown the final window
        self.place = -1  # of its sieve among the row's

    def settle(self, pos: int) -> None:
        """Final up to this position of the view."""
        self.ticket = -1
        self.pos = pos
        view = self.view
        self.raw = pos if view.even else view.raw_start(pos)


class _Bench(NamedTuple):
    """Who reads one view, by what a plan says: those who may be level by their place, and the others.

    reach: how far back the first look; all: how far anybody does.
    """

    level: dict[int, Reader]
    others: tuple[Reader, ...]
    sift: Sift | None
    reach: int
    all: int


class Row:
    """The readers of one view. apart: the seats that stand for themselves now, the others being level.

    at: to where the level ones are final, in positions of the view; free: those that hold.
    """

    __slots__ = (
        *("_away", "_level", "_others", "_reach", "_seen", "_sift", "_unseated"),
        *("_slack", "apart", "at", "free", "view"),
    )

    def __init__(self, view: Folded | Raw, bench: _Bench) -> None:
        self.view = view
        self._sift = bench.sift
        # Level ones have no seat until they part for the first time: most never do.
        self._unseated = bench.level.copy()
        self._level: list[Seat] = []
        self._others = [Seat(reader, view) for reader in bench.others]  # never level
        self._away: list[Seat] = []  # not level just now
        self._seen = 0  # what the level ones have been asked about
        self.at = self.free = 0
        self._reach = bench.reach
        self._slack = _SLACK + bench.all
        self.apart = self._others

    def asking(self, *, ended: bool = False) -> list[Seat]:
        """The seats to be asked about what is new in the view."""
        sift, view = self._sift, self.view
        if sift is not None:
            if self._away:
                self._gather()
            text, start = view.text, view.start
            if self._level or self._unseated:
                self._wake(sift, text, self.at - start, final=ended)
            self._seen = view.end
            if ended:
                self.at = self.free = self._seen
            else:
                at, free = sift.waits(text, self.at - start, self.free - start)
                self.at, self.free = at + start, free + start
        return self.apart

    def dull(self, piece: str) -> bool:
        """Whether nobody needs to be asked about this piece now.

        Those apart that hold nothing may be asked a little later: their findings are the same.
        """
        view = self.view
        soon = view.end + len(piece) - _LATER
        for seat in self.apart:
            if seat.holds or seat.ticket >= 0 or seat.asked_to < soon:
                return False
        return self._sift is None or self._sift.dull(view.text + piece, self.at - view.start)

    def take(self, piece: str) -> None:
        """The next piece, which is dull: it is plain, and so its own folded view."""
        sift, view = self._sift, self.view
        text = view.text = view.text + piece
        start = view.start
        self._seen = start + len(text)
        if sift is None:
            self.at = self.free = self._seen
        else:
            at, free = sift.waits(text, self.at - start, self.free - start, plain=True)
            self.at, self.free = at + start, free + start

    @property
    def waits(self) -> bool:
        """Whether level ones wait for what follows."""
        return self.at < self._seen and bool(self._level or self._unseated)

    def _mark(self, seat: Seat) -> int:
        """To where it is final if it is level."""
        return max(seat.pos, self.free if seat.holds else self.at)

    def _gather(self) -> None:
        """Level again is who was shown all there was, and is final to where the level ones are."""
        back = [
            seat
            for seat in self._away
            if seat.asked_to == self._seen and seat.ticket < 0 and seat.pos == self._mark(seat)
        ]
        if back:
            self._level += back
            self._away = [seat for seat in self._away if seat not in back]
            self.apart = self._others + self._away

    def _wake(self, sift: Sift, text: str, begin: int, *, final: bool) -> None:
        """Whoever may have something to say of what is new stands for itself."""
        if awake := sift.awake(text, begin, final=final):
            self._part(awake)

    def part(self) -> None:
        """Nobody is level: each stands for itself where the level was."""
        self._part([*self._unseated, *(seat.place for seat in self._level)])

    def _part(self, places: Collection[int]) -> None:
        left = [seat for seat in self._level if seat.place in places]
        for place in self._unseated.keys() & places:
            seat = Seat(self._unseated.pop(place), self.view)
            seat.place = place
            left.append(seat)
        for seat in left:
            seat.settle(self._mark(seat))
            seat.asked_to = self._seen
        self._level = [seat for seat in self._level if seat not in left]
        self._away += sorted(left, key=_place)
        self.apart = self._others + self._away

    def forget(self) -> None:
        """Drop the text that nobody looks at any more."""
        view = self.view
        if len(view.text) > self._slack:
            keep = self.at - self._reach if self._level or self._unseated else view.end
            keep = min([keep, *(seat.pos - seat.detector.reach for seat in self.apart)])
            if keep > view.start:
                view.forget(keep)


def _place(seat: Seat) -> int:
    return seat.place


def _bench(readers: Collection[Reader], sift: Sift | None) -> _Bench:
    level = [reader for reader in readers if sift and reader.sieved]
    others = tuple(reader for reader in readers if not (sift and reader.sieved))
    reach = max((reader.detector.reach for reader in level), default=0)
    return _Bench(
        dict(enumerate(level)), others, sift, reach, max((r.detector.reach for r in readers), default=0)
    )


# What a plan says of its readers is the same for every channel.
_known = WeakKeyDictionary[Plan, "dict[View, _Bench]"]()


def _benches(plan: Plan) -> dict[View, _Bench]:
    known = _known.get(plan)
    if known is None:
        by_view = _by_view(plan.readers)
        known = _known[plan] = {view: _bench(some, plan.sift(view)) for view, some in by_view.items()}
    return known


def _by_view(readers: Collection[Reader]) -> dict[View, list[Reader]]:
    views = dict[View, list[Reader]]()
    for reader in readers:
        views.setdefault(reader.detector.view, []).append(reader)
    return views


def rows(plan: Plan, *own: Reader) -> list[Row]:
    """The readers of a plan in their rows. own: others, of this channel alone."""
    benches = _benches(plan)
    if own:
        by_view = _by_view((*plan.readers, *own))
        benches = {view: _bench(some, plan.sift(view)) for view, some in by_view.items()}
    return [Row(Folded() if view == "folded" else Raw(), bench) for view, bench in benches.items()]
