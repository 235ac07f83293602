"""Whose turn it is: a lock that costs nothing while nobody else wants it.

Whoever finds `taken` false may set it and go on without a coroutine; whoever finds it
true awaits `wait`, in order of arrival, and has the turn when that returns. `give` hands
it straight to the first in the queue, so nobody overtakes.
"""

from __future__ import annotations

import asyncio
from collections import deque


class Turn:
    """For one event loop. taken: somebody has it."""

    __slots__ = ("_queue", "taken")

    def __init__(self) -> None:
        self.taken = False
        self._queue: deque[asyncio.Future[None]] = deque()

    async def wait(self) -> None:
        """Return when the turn is ours; it stays taken all the while. Cancelled: it goes to the next."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(waiter)
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self.give()  # it came in the same moment
            raise

    def give(self) -> None:
        """Our turn is over."""
        while self._queue:
            waiter = self._queue.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self.taken = False
