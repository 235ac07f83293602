"""What detectors see of a channel, and the way back to its original text.

Detectors read a view and answer in its positions; the gate cuts the original. A code
point of the original becomes none, one or several characters of the folded view. The
way back is a list of the places where that number is not one: between two of them the
positions differ by a constant. It costs memory only at those places, and what lies
before the text still kept is dropped with it.

What must stay true: the view and the way back depend on the text alone, not on how it
was cut. Every character of the view has exactly one original.
"""

from __future__ import annotations

from bisect import bisect_right

from filters.folding import fold, resized

__all__ = ["Folded", "Raw", "fold"]


class Raw:
    """The text itself as a view, so that whoever reads views need not tell them apart."""

    __slots__ = ("even", "start", "text")

    def __init__(self) -> None:
        self.text: str = ""  # what of the view is still kept
        self.start: int = 0  # the view position of its first character
        self.even: bool = True  # whether view positions are positions of the original, so far

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

    @property
    def places(self) -> int:
        """How many places of the way back are kept: what it costs in memory."""
        return len(self._views)

    def feed(self, piece: str) -> None:
        if not piece.isascii():
            plain = fold(piece)
            if plain is not piece:
                self._chart(piece)
            piece = plain
        self.text += piece

    def _chart(self, piece: str) -> None:
        view = self.end
        base = self.raw_start(view)
        at = 0
        for place, length in resized(piece):
            view += place - at
            if length:
                self._place(view, base + place, flat=True)
            view += length
            at = place + 1
            self._place(view, base + at, flat=False)

    def _place(self, view: int, raw: int, *, flat: bool) -> None:
        self.even = False
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
