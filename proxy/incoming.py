"""An answer as it arrives: what came and was not read yet, and how it ended.

One side adds pieces and, once, an end; the other reads, or has them poured: then a piece
goes straight to whoever takes it, inside the call that brought it. The answer keeps at
most `Limits.held` bytes and one network read for a slow reader, then asks the line to
rest. It outlives its line: what came whole may be read while the connection already
serves somebody else.

Three things end an answer early, and each closes the connection at once: the reader
is cancelled, the reader closes it, or a wait is too long. The first end is the one
that counts; pieces that came before it are still read.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from config.errors import UpstreamError
from proxy.deadline import Deadline
from proxy.upstream import Headers, Limits, Take, UpstreamBroken, UpstreamTimeout, Wait


class Line(Protocol):
    """Where the pieces come from. `name`: the origin, for messages; never a path.

    deadline: of the one wait there can be.
    """

    name: str
    limits: Limits
    deadline: Deadline

    def abort(self) -> None:
        """Close the connection now."""
        ...

    def resume(self) -> None:
        """The reader has caught up."""
        ...


class Incoming:
    """What one request brings; implements `UpstreamAnswer`."""

    __slots__ = (
        "_fault",
        "_held",
        "_line",
        "_over",
        "_pieces",
        "_take",
        "_wait_for",
        "_waiter",
        "headers",
        "status",
    )

    def __init__(self, line: Line) -> None:
        self.status = 0  # until the head is there
        self.headers: Headers = []
        self._line = line
        self._pieces: list[bytes] = []
        self._held = 0
        self._over = False
        self._fault: UpstreamError | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._take: Take | None = None  # while pieces are poured
        self._wait_for: Wait = "first byte"

    async def begun(self) -> None:
        """Return when the head is there; raise what came instead."""
        while not self.status and not self._over:
            await self._wait("first byte", self._line.limits.first_byte_s)
        if not self.status and self._fault is not None:
            raise self._fault

    async def read(self) -> bytes:
        """The next piece; see `UpstreamAnswer.read`."""
        while not self._pieces and not self._over:  # framing may come without a piece
            await self._wait("idle", self._line.limits.idle_s)
        if self._pieces:
            if not self._over:
                self._line.resume()
            return self._taken()
        if self._fault is not None:
            raise self._fault
        return b""

    async def pour(self, take: Take) -> bool:
        """See `UpstreamAnswer.pour`."""
        while True:
            if self._pieces:
                if not self._over:
                    self._line.resume()
                if not take(self._taken()):
                    return True
            elif not self._over:
                self._take = take
                await self._wait("idle", self._line.limits.idle_s)
                if self._take is None:  # it wants no more
                    return True
                self._take = None
            elif self._fault is not None:
                raise self._fault
            else:
                return False

    def rest(self) -> bytes | None:
        """See `UpstreamAnswer.rest`."""
        if not self._over or self._fault is not None:
            return None
        pieces, self._pieces = self._pieces, []
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    async def close(self) -> None:
        """See `UpstreamAnswer.close`."""
        if not self._over:
            self._give_up(UpstreamBroken(f"{self._line.name}: the answer was closed before its end"))

    def add(self, piece: bytes) -> None:
        """A piece of the body came."""
        self._pieces.append(piece)
        self._held += len(piece)

    def wake(self) -> bool:
        """Let the reader go on. True if it is behind and the line should rest."""
        waiter = self._waiter
        if waiter is not None and not waiter.done():
            if self._take is not None and not self._over and self._poured(self._take, waiter):
                self._line.deadline.again()
                return False
            if not waiter.done():
                waiter.set_result(None)
            self._line.deadline.clear()  # now: when the reader goes on, the line may serve somebody else
        return self._held > self._line.limits.held

    def end(self, fault: UpstreamError | None = None) -> None:
        """Nothing more will come; a clean end has no fault."""
        if not self._over:
            self._over = True
            self._fault = fault
            self.wake()

    def _taken(self) -> bytes:
        pieces, self._pieces, self._held = self._pieces, [], 0
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _poured(self, take: Take, waiter: asyncio.Future[None]) -> bool:
        """Hand over what is here; False: the reader has to be woken."""
        try:
            if not self._pieces or take(self._taken()):  # framing may come without a piece
                return True
        except Exception as error:  # noqa: BLE001  # the reader's own, and raised where it waits
            waiter.set_exception(error)
        self._take = None
        return False

    async def _wait(self, wait: Wait, seconds: float) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        self._wait_for = wait
        self._line.deadline.set(seconds, self._late)
        try:
            await self._waiter
        except asyncio.CancelledError:
            self._take = None
            await self.close()
            raise
        finally:
            self._waiter = None

    def _late(self) -> None:
        limits, wait = self._line.limits, self._wait_for
        seconds = limits.idle_s if wait == "idle" else limits.first_byte_s
        self._give_up(UpstreamTimeout(wait, self._line.name, seconds))

    def _give_up(self, fault: UpstreamError) -> None:
        self.end(fault)
        self._line.abort()
