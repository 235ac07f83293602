"""Where each reader of a channel stands: what it was shown, and how far it is final.

Readers of one view sit in one row. Those whose detectors have a sieve (`filters.sieve`)
and run inline move as one while there is nothing to say: the row is *level* when all of
them have settled everything shown so far, and then one native search tells whether the
next piece leaves it so. Only what that lets through is shown to each of them.

What must stay true: a level row stands where its readers would stand had each been asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from filters.detector import View
from filters.policy import Plan, Reader
from filters.sieve import Sift
from filters.views import Folded, Raw

_SLACK = 512  # context is dropped in steps of this many characters, not at every piece


class Seat:
    """One reader's place: how far it is final, and what it has been asked."""

    __slots__ = ("asked_to", "detector", "done", "holds", "pos", "raw", "reader", "ticket", "view")

    def __init__(self, reader: Reader, view: Folded | Raw) -> None:
        self.reader = reader
        self.detector = reader.detector
        self.holds = reader.holds
        self.view = view
        self.pos = 0  # settled, in positions of the view
        self.raw = 0  # settled, in code points of the original
        self.ticket = -1  # outstanding, or -1
        self.asked_to = -1  # where the last window shown ended
        self.done = False  # has been shown the final window

    def settle(self, pos: int) -> None:
        """Final up to this position of the view."""
        self.ticket = -1
        self.pos = pos
        view = self.view
        self.raw = pos if view.even else view.raw_start(pos)


class Row:
    """The readers of one view. apart: the seats that stand for themselves now, the others being level."""

    __slots__ = ("_all", "_at", "_others", "_reach", "_sift", "_together", "apart", "view")

    def __init__(self, view: Folded | Raw, readers: Sequence[Reader], sift: Sift | None) -> None:
        self.view = view
        self._all = [Seat(reader, view) for reader in readers]
        self._sift = sift
        self._together = [seat for seat in self._all if seat.reader.sieved]
        self._others = [seat for seat in self._all if not seat.reader.sieved]
        self._at = 0 if sift else -1  # to where the level ones are final; -1: they are not level
        self._reach = max((seat.detector.reach for seat in self._together), default=0)
        self.apart = self._others if sift else self._all

    def asking(self) -> list[Seat]:
        """The seats to be asked about what is new in the view."""
        sift, view = self._sift, self.view
        if sift is not None:
            if self._at < 0:
                self._gather()
            if self._at >= 0:
                if sift.idle(view.text, self._at - view.start):
                    self._at = view.end
                else:
                    self._scatter()
        return self.apart

    def _gather(self) -> None:
        """Level again, if all are final to where they were shown text, and that is one place."""
        first = self._together[0].pos
        if all(seat.pos == first == seat.asked_to and seat.ticket < 0 for seat in self._together):
            self._at = first
            self.apart = self._others

    def _scatter(self) -> None:
        for seat in self._together:
            seat.settle(self._at)
            seat.asked_to = self._at
        self._at = -1
        self.apart = self._all

    def forget(self) -> None:
        """Drop the text that nobody looks at any more."""
        view = self.view
        if len(view.text) > _SLACK:
            keep = view.end if self._at < 0 else self._at - self._reach
            keep = min([keep, *(seat.pos - seat.detector.reach for seat in self.apart)])
            if keep > view.start:
                view.forget(keep)


def rows(plan: Plan, *own: Reader) -> list[Row]:
    """The readers of a plan in their rows. own: others, of this channel alone."""
    readers = (*plan.readers, *own)
    views: dict[View, None] = {reader.detector.view: None for reader in readers}
    return [
        Row(
            Folded() if view == "folded" else Raw(),
            [reader for reader in readers if reader.detector.view == view],
            plan.sift(view),
        )
        for view in views
    ]
