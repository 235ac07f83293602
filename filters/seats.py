"""Where each reader of a channel stands: what it was shown, and how far it is final.

Readers of one view sit in one row. Those whose detectors have a sieve (`filters.sieve`)
are *level* while they have settled everything shown so far, and move as one: one native
search tells whether the next piece leaves them so. Where it lets something through, those
whose own sieve does so leave the level and are shown the text; they are back on it once
they have settled all of it.

What must stay true: whoever is level stands where it would stand had it been asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from filters.detector import View
from filters.policy import Plan, Reader
from filters.sieve import Sift
from filters.views import Folded, Raw

_SLACK = 512  # context is dropped in steps of this many characters, not at every piece
_SHORT = 64  # characters; a longer text is searched for the traces of all sieves at once


class Seat:
    """One reader's place: how far it is final, and what it has been asked."""

    __slots__ = (
        *("asked_to", "detector", "done", "holds", "place", "pos"),
        *("raw", "reader", "starts", "ticket", "view"),
    )

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
        self.place = -1  # of its sieve among the row's
        self.starts = reader.sieve.starting if reader.sieve and reader.sieved else None

    def settle(self, pos: int) -> None:
        """Final up to this position of the view."""
        self.ticket = -1
        self.pos = pos
        view = self.view
        self.raw = pos if view.even else view.raw_start(pos)


class Row:
    """The readers of one view. apart: the seats that stand for themselves now, the others being level."""

    __slots__ = ("_at", "_away", "_level", "_others", "_reach", "_sift", "apart", "view")

    def __init__(self, view: Folded | Raw, readers: Sequence[Reader], sift: Sift | None) -> None:
        self.view = view
        seats = [Seat(reader, view) for reader in readers]
        self._sift = sift
        self._level = [seat for seat in seats if seat.starts and sift]
        self._others = [seat for seat in seats if not (seat.starts and sift)]  # never level
        for place, seat in enumerate(self._level):
            seat.place = place
        self._away: list[Seat] = []  # not level just now
        self._at = 0  # to where the level ones are final
        self._reach = max((seat.detector.reach for seat in self._level), default=0)
        self.apart = self._others

    def asking(self) -> list[Seat]:
        """The seats to be asked about what is new in the view."""
        sift, view = self._sift, self.view
        if sift is not None:
            if self._away:
                self._gather()
            if self._level:
                self._wake(sift, view.text, self._at - view.start)
            self._at = view.end
        return self.apart

    def _gather(self) -> None:
        """Level again is who is final to where it was shown text, if that is where the level ones are."""
        at = self._at
        back = [seat for seat in self._away if seat.pos == at == seat.asked_to and seat.ticket < 0]
        if back:
            self._level += back
            self._away = [seat for seat in self._away if seat not in back]
            self.apart = self._others + self._away

    def _wake(self, sift: Sift, text: str, begin: int) -> None:
        """Whoever may have something to say of what is new stands for itself."""
        if len(text) - begin > _SHORT:
            awake = sift.awake(text, begin)
            left = [seat for seat in self._level if seat.place in awake]
        elif sift.idle(text, begin):
            return
        else:
            left = [seat for seat in self._level if not seat.starts or seat.starts(text, begin)]
        for seat in left:
            seat.settle(self._at)
            seat.asked_to = self._at
        self._level = [seat for seat in self._level if seat not in left]
        self._away += left
        self.apart = self._others + self._away

    def forget(self) -> None:
        """Drop the text that nobody looks at any more."""
        view = self.view
        if len(view.text) > _SLACK:
            keep = self._at - self._reach if self._level else view.end
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
