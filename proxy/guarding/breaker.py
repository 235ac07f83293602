"""A breaker: a guard that fails time after time is left alone for a while, then tried once.

Only what the guard's own machine does wrong counts: no connection, no answer in time, an
error status. That an answer could not be read does not: otherwise a text that makes a
guard stammer would switch it off for everybody.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal


class Breaker:
    """For one thread. most: failures in a row; rest_s: how long it is left alone then."""

    def __init__(
        self, most: int = 5, rest_s: float = 10.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._rest_s = rest_s
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._trying = False  # the one call after a rest is on its way

    @property
    def state(self) -> Literal["closed", "open", "trying"]:
        """`closed`: calls are made. `open`: none is. `trying`: one is on its way, or may be made."""
        if self._failures < self._most:
            return "closed"
        return "open" if self._clock() < self._until else "trying"

    def allows(self) -> bool:
        """Whether a call may be made now; whoever is told so says how it went."""
        match self.state:
            case "closed":
                return True
            case "open":
                return False
            case "trying":
                free, self._trying = not self._trying, True
                return free

    def told(self, well: bool | None) -> None:
        """How a call went: whether the guard's machine answered; None: it says nothing of the guard."""
        self._trying = False
        if well:
            self._failures = 0
        elif well is not None:
            self._failures += 1
            if self._failures >= self._most:
                self._until = self._clock() + self._rest_s
