"""Run detectors: cheap ones where the text arrives, slow ones in workers with a deadline.

Whatever goes wrong in a detector is reported as a failure, so that a policy row
decides; this is the one place where everything is caught.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from filters.detector import Detector, Window
from filters.gate import Ask, Failed, Late, Read
from filters.model import Reading

Report = Callable[[Read | Failed | Late], Awaitable[None]]


def read(ask: Ask) -> Read | Failed:
    """Show the window to its detector, here and now."""
    try:
        return Read(ask.ticket, ask.reader.detector.read(ask.window))
    except Exception as error:  # noqa: BLE001  # a detector may raise anything; a policy row decides
        return Failed(ask.ticket, type(error).__name__[:64])


def show(detector: Detector, window: Window) -> Reading | str:
    """Show a window to a cheap detector: what it answered, or the class name of what it raised."""
    try:
        return detector.read(window)
    except Exception as error:  # noqa: BLE001  # as above
        return type(error).__name__[:64]


def answer(ask: Ask) -> Read | Failed | None:
    """Settle the ask if its detector is cheap; None: it will be reported later."""
    return read(ask) if ask.reader.detector.inline else None


class Readers:
    """Workers for detectors that are not inline; a bounded pool, made at first use."""

    def __init__(self, workers: int = 4) -> None:
        self._workers = workers
        self._pool: ThreadPoolExecutor | None = None

    async def ask(self, ask: Ask, deadline_s: float, report: Report) -> None:
        """Run the detector in a worker; report its answer, or Late at the deadline."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._workers, "reader")
        reading = asyncio.get_running_loop().run_in_executor(self._pool, read, ask)
        try:
            await report(await asyncio.wait_for(asyncio.shield(reading), deadline_s))
        except TimeoutError:
            await report(Late(ask.ticket))

    def close(self) -> None:
        """Let running detectors finish on their own; take no more."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
