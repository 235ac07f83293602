"""The guards of a station: what a detector wants to know is asked here, and answered in time.

The detector is pure: it says what to ask (`inquire`) and what the answers mean (`conclude`).
Both run in a small pool, as they take milliseconds; calls in a loop of their own. What
must stay true: a reading comes before the deadline, or the reader is late; that is why
guards have a little less time than the detector.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeGuard

from filters.cascade.conclusion import Heard
from filters.cascade.guard import Guard, Opinion, Unreadable, identity_of
from filters.cascade.inquiry import Inquiry, Query
from filters.detector import Detector, Window
from filters.model import Reading
from proxy.guarding.keys import NONE, Credentials
from proxy.guarding.line import Line
from proxy.guarding.loop import Loop
from proxy.guarding.memory import Memory

_THREADS = 2
_LAST_S = 2.0  # how long connections may take to be closed
_SPARE_S, _SPARE = 0.1, 0.2  # what of a deadline is left for all but the calls: so long, or such a part


class Asking(Protocol):
    """A detector that asks guards."""

    guards: tuple[Guard, ...]

    def inquire(self, window: Window, key: bytes) -> Inquiry: ...

    def conclude(self, window: Window, inquiry: Inquiry, heard: Sequence[Sequence[Heard]]) -> Reading: ...


def asks(detector: Detector) -> TypeGuard[Asking]:
    """Whether a detector asks guards."""
    return hasattr(detector, "inquire") and hasattr(detector, "conclude")


class Guards:
    """Lines to all guards that are asked, made when they first are."""

    def __init__(self, keys: Credentials = NONE) -> None:
        self._keys = keys
        self._memory = Memory()
        self._loop = Loop()
        self._pool = ThreadPoolExecutor(_THREADS, "inquiry")
        self._lines: dict[bytes, Line] = {}  # of the loop's thread alone
        self._sampling = os.urandom(32)

    async def read(self, detector: Asking, window: Window, deadline_s: float) -> Reading | str:
        """What the detector reads in a window, by its guards; or the class name of what it raised."""
        try:
            return await self._read(detector, window, deadline_s)
        except Exception as error:  # noqa: BLE001  # a detector may raise anything; a policy row decides
            return type(error).__name__[:64]

    async def _read(self, detector: Asking, window: Window, deadline_s: float) -> Reading:
        loop = asyncio.get_running_loop()
        until = loop.time() + within(deadline_s)
        inquiry = await loop.run_in_executor(self._pool, detector.inquire, window, self._sampling)
        if not inquiry.queries:
            return detector.conclude(window, inquiry, ())
        heard = await asyncio.wrap_future(self._loop.run(self._hear(inquiry.queries, until - loop.time())))
        return await loop.run_in_executor(self._pool, detector.conclude, window, inquiry, heard)

    def read_now(self, detector: Asking, window: Window) -> Reading | str:
        """The same, waiting for it; guards have the time of their options."""
        try:
            return self._read_now(detector, window)
        except Exception as error:  # noqa: BLE001  # as above
            return type(error).__name__[:64]

    def _read_now(self, detector: Asking, window: Window) -> Reading:
        inquiry = detector.inquire(window, self._sampling)
        longest = sum(guard.options.timeout_s for guard in detector.guards) + _SPARE_S
        heard = self._loop.run(self._hear(inquiry.queries, longest)).result() if inquiry.queries else ()
        return detector.conclude(window, inquiry, heard)

    async def _hear(self, queries: Sequence[Query], within_s: float) -> list[list[Heard]]:
        until = asyncio.get_running_loop().time() + within_s
        return list(await asyncio.gather(*(self._query(query, until) for query in queries)))

    async def _query(self, query: Query, until: float) -> list[Heard]:
        if not query.in_turn:
            said = await asyncio.gather(*(self._ask(guard, query, until) for guard in query.guards))
            return [Heard(guard, one) for guard, one in zip(query.guards, said, strict=True)]
        heard: list[Heard] = []
        left = query.unit.kinds
        for guard in query.guards:
            if left & guard.covers:
                heard.append(Heard(guard, await self._ask(guard, query, until)))
                left -= guard.covers if isinstance(heard[-1].said, Opinion) else frozenset()
        return heard

    async def _ask(self, guard: Guard, query: Query, until: float) -> Opinion | Unreadable:
        return await self._line(guard).ask(query.question, until)

    def _line(self, guard: Guard) -> Line:
        identity = identity_of(guard)
        line = self._lines.get(identity)
        if line is None:
            line = Line(guard, self._memory, self._keys.key(guard), self._keys.signing(guard))
            self._lines[identity] = line
        return line

    def renew(self, detectors: Iterable[Detector], keys: Credentials) -> None:
        """Other credentials, and only the lines of these detectors. What is asked on others is given up."""
        before, self._keys = self._keys, keys
        guards = [guard for one in detectors if asks(one) for guard in one.guards]
        kept = {identity_of(guard) for guard in guards if keys.key(guard) == before.key(guard)}
        if self._lines:
            self._loop.run(self._only(kept))

    async def _only(self, kept: set[bytes]) -> None:
        gone = [self._lines.pop(identity) for identity in list(self._lines) if identity not in kept]
        for line in gone:
            await line.close()

    def figures(self) -> list[dict[str, object]]:
        """What was counted of each guard."""
        return [line.as_json() for line in list(self._lines.values())]

    def close(self) -> None:
        """Give up what is asked; no more is taken."""
        if self._lines:
            with contextlib.suppress(TimeoutError, RuntimeError):  # closed before, or hanging
                self._loop.run(self._only(set())).result(_LAST_S)
        self._loop.close()
        self._pool.shutdown(wait=False, cancel_futures=True)


def within(deadline_s: float) -> float:
    """How much of a deadline guards have."""
    return max(deadline_s - _SPARE_S, deadline_s * (1 - _SPARE))
