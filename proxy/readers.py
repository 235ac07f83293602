"""Run detectors: cheap ones where the text arrives, slow ones in workers with a deadline.

Whatever goes wrong in a detector is reported as a failure, so that a policy row
decides; this is the one place where everything is caught.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from filters.detector import Detector, Window
from filters.gate import Ask, Failed, Late, Read
from filters.model import Channel, Finding, Reading
from proxy.confined.pool import Rooms
from proxy.guarding.guards import Asking, Guards, asks
from proxy.guarding.keys import NONE, Credentials

Report = Callable[[Read | Failed | Late], Awaitable[None]]


def read(ask: Ask) -> Read | Failed:
    """Show the window to its detector, here and now."""
    reading = show(ask.reader.detector, ask.window)
    return Failed(ask.ticket, reading) if isinstance(reading, str) else Read(ask.ticket, reading)


def show(detector: Detector, window: Window) -> Reading | str:
    """Show a window to a detector: what it answered, or the class name of what it raised."""
    try:
        reading = detector.read(window)
        return reading if sane(reading, detector, window) else "answer not understood"
    except Exception as error:  # noqa: BLE001  # a detector may raise anything; a policy row decides
        return type(error).__name__[:64]


def quiet(detectors: Iterable[Detector], text: str) -> bool:
    """Whether no cheap detector finds anything in a whole text."""
    shown = Window(Channel("request", ""), "", text, 0, 0, final=True)
    readings = (show(one, shown) for one in detectors if one.inline)
    return all(not isinstance(reading, str) and not reading.findings for reading in readings)


def sane(reading: Reading, detector: Detector, window: Window) -> bool:
    """Whether an answer is one: a Reading of findings within what was shown, of kinds the detector has.

    How far it is settled is the gate's to judge. Cheap where nothing was found. May raise
    anything on an answer that is none.
    """
    if type(reading) is not Reading or type(reading.settled) is not int:
        return False
    return not reading.findings or all(_sound(one, detector, window) for one in reading.findings)


def _sound(finding: Finding, detector: Detector, window: Window) -> bool:
    span = finding.span
    inside = window.start <= span.start <= span.end <= window.end
    return inside and finding.kind in detector.kinds and 0 <= finding.score <= 1


def _checked(ask: Ask, reading: Reading | str) -> Read | Failed:
    """What is reported for a reading that came from elsewhere, or for a word on why there is none."""
    if isinstance(reading, str):
        return Failed(ask.ticket, reading)
    fine = sane(reading, ask.reader.detector, ask.window)
    return Read(ask.ticket, reading) if fine else Failed(ask.ticket, "answer not understood")


def answer(ask: Ask) -> Read | Failed | None:
    """Settle the ask if its detector is cheap; None: it will be reported later."""
    return read(ask) if ask.reader.detector.inline else None


class Readers:
    """Workers for detectors that are not inline; a bounded pool, made at first use.

    Detectors that are to be confined run in processes of their own; a thread waits for them.
    Those that ask guards are asked by `guards`.
    """

    def __init__(self, workers: int = 4, credentials: Credentials = NONE) -> None:
        self.guards = Guards(credentials)
        self._workers = workers
        self._pool: ThreadPoolExecutor | None = None
        self._rooms = Rooms()

    async def warm(self, detectors: Iterable[Detector]) -> dict[str, str]:
        """Have the processes of confined detectors begin: by name, why one could not."""
        confined = [one for one in detectors if hasattr(one, "confined")]
        begun = [asyncio.to_thread(self._rooms.start, one) for one in confined]
        told = zip((one.name for one in confined), await asyncio.gather(*begun), strict=True)
        return {name: why for name, why in told if why}

    def renew(self, detectors: Iterable[Detector], credentials: Credentials = NONE) -> None:
        """End the processes of all other detectors, and have those of these begin, without waiting."""
        detectors = list(detectors)
        self.guards.renew(detectors, credentials)
        confined = [one for one in detectors if hasattr(one, "confined")]
        self._rooms.only(confined)
        for one in confined:
            self._threads().submit(self._rooms.start, one)

    def read(self, ask: Ask) -> Read | Failed:
        """Show the window to its detector, wherever that runs, and wait for the answer."""
        detector, window = ask.reader.detector, ask.window
        if asks(detector):
            return _checked(ask, self.guards.read_now(detector, window))
        return (
            _checked(ask, self._rooms.read(detector, window)) if hasattr(detector, "confined") else read(ask)
        )

    async def ask(self, ask: Ask, deadline_s: float, report: Report) -> None:
        """Run the detector in a worker; report its answer, or Late at the deadline."""
        detector = ask.reader.detector
        if asks(detector):
            await report(await self._asked(ask, detector, deadline_s))
            return
        reading = asyncio.get_running_loop().run_in_executor(self._threads(), self.read, ask)
        try:
            await report(await asyncio.wait_for(asyncio.shield(reading), deadline_s))
        except TimeoutError:
            reading.cancel()  # one that still waits for a worker is not read any more
            await report(Late(ask.ticket))

    async def _asked(self, ask: Ask, detector: Asking, deadline_s: float) -> Read | Failed | Late:
        """What a detector reads that asks guards."""
        window = ask.window
        try:
            # A little before its time, so that it is known by then that there is no answer.
            async with asyncio.timeout(deadline_s * 0.95):
                reading = await self.guards.read(detector, window, deadline_s)
        except TimeoutError:
            return Late(ask.ticket)
        return _checked(ask, reading)

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._workers, "reader")
        return self._pool

    def close(self) -> None:
        """Let running detectors finish on their own; take no more."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._rooms.close()
        self.guards.close()
