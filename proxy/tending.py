"""What one process of a station does beside serving: close what a crash left open, and ship copies.

With several workers this is their parent's, so that it happens once for a ledger.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator

from audit.recover import recover
from audit.ship import Shipping, start
from config.errors import AuditError
from proxy.assembly import Station

_LOG = logging.getLogger("sekisho")

_LOOK_S = 1.0  # how often the shipper is looked after
_LONGEST_WAIT_S = 60.0  # between two starts of a shipper that does not stay up


@contextlib.asynccontextmanager
async def tended(station: Station) -> AsyncGenerator[None]:
    """Recover, then keep the shipper running; it delivers what is left on exit, after the station closed."""
    await recovered(station)
    task = asyncio.create_task(keep_shipping(station))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def recovered(station: Station) -> None:
    """Give every exchange that a dead worker left open its decision; the log says how many."""
    found = await asyncio.to_thread(recover, station.setup.settings.ledger_path, station.spool)
    if found.interrupted:
        _LOG.warning("%d exchanges of a worker that died were recorded as interrupted", found.interrupted)


async def keep_shipping(station: Station) -> None:
    """Run a shipper whenever the current configuration names exporters. Until cancelled."""
    shipper = Shipper(station)
    try:
        while True:
            await shipper.look()
            await asyncio.sleep(_LOOK_S)
    finally:
        await shipper.stop()


class Shipper:
    """The one shipper of a station, started again when it ended or other exporters are configured."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._running: Shipping | None = None
        self._exporters: list[dict[str, object]] = []
        self._wait_s = 0.0
        self._not_before = 0.0

    @property
    def pid(self) -> int:
        """Its process id; 0 when there is none."""
        return 0 if self._running is None else self._running.pid

    async def look(self) -> None:
        """Start, restart or stop it, as it should be by now."""
        wanted = exporters(self._station)
        if wanted != self._exporters:
            await self.stop()
            self._exporters, self._wait_s, self._not_before = wanted, 0.0, 0.0
        elif self._running is not None and not self._running.running():
            _LOG.error("the shipper of records ended; it is started again, nothing is lost")
            await self.stop()
        if wanted and self._running is None and asyncio.get_running_loop().time() >= self._not_before:
            self._start()

    def _start(self) -> None:
        self._wait_s = min(max(2 * self._wait_s, _LOOK_S), _LONGEST_WAIT_S)
        self._not_before = asyncio.get_running_loop().time() + self._wait_s
        try:
            self._running = start(self._station.setup.settings.ledger_path, self._exporters)
        except AuditError as error:
            _LOG.error("%s", error)

    async def stop(self) -> None:
        """Let it deliver what is left, for up to 10 s."""
        running, self._running = self._running, None
        if running is not None:
            await asyncio.to_thread(running.stop)


def exporters(station: Station) -> list[dict[str, object]]:
    """What is configured now, as `audit.ship.start` takes it."""
    return [{"use": one.use, **one.options} for one in station.setup.settings.audit.exporters]
