"""A deadline that is moved often and met rarely: a timer that is set again only when it rings.

Setting and cancelling a timer for every wait costs more than the wait itself. Here a move
is a number; when the timer rings too early, it is set for what is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_NEVER = float("inf")


class Deadline:
    """Calls what was last set, once its time is over, unless it was cleared. For one event loop."""

    __slots__ = ("_at", "_late", "_loop", "_rings_at", "_seconds", "_timer")

    def __init__(self) -> None:
        self._late: Callable[[], None] = _nothing
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._at = self._rings_at = _NEVER
        self._seconds = 0.0

    def set(self, seconds: float, late: Callable[[], None]) -> None:
        """Call `late` so many seconds from now; what was set before is forgotten."""
        self._late = late
        self._seconds = seconds
        self._at = at = self._loop.time() + seconds
        if at < self._rings_at:
            self._ring(at)

    def again(self) -> None:
        """As many seconds from now as were set last, for what was set last."""
        self._at = self._loop.time() + self._seconds

    def clear(self) -> None:
        """There is none for now."""
        self._at, self._late = _NEVER, _nothing

    def close(self) -> None:
        """There will be none any more."""
        self.clear()
        self._rings_at = _NEVER
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._rings_at = at
        self._timer = self._loop.call_at(at, self._rang)

    def _rang(self) -> None:
        self._timer, self._rings_at = None, _NEVER
        if self._at <= self._loop.time():
            late = self._late
            self.clear()
            late()
        elif self._at != _NEVER:
            self._ring(self._at)


def _nothing() -> None:
    """Nobody waits."""
