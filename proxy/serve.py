"""Run the station: its two listeners in this process, or its share of a port as one of several workers.

The data plane and the admin plane never share a port. SIGHUP or a changed file makes
`proxy.reloading` take the new configuration. Several workers are `proxy.crew`.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.errors import AuditError, ConfigError
from proxy.assembly import Station, read_setup
from proxy.listeners import listen, server, url
from proxy.own import admin_app, own_app
from proxy.rehearsal import rehearse
from proxy.relay import Relay
from proxy.reloading import reload, watch
from proxy.sockets import Sockets
from proxy.tending import tended

_LOG = logging.getLogger("sekisho")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the configuration is, and what was said on the command line instead of it.

    worker: one of several that share the data plane's port; administration, and noticing
    that the file changed, are their parent's.
    """

    config: Path | None
    env: Mapping[str, str]
    host: str | None = None
    port: int | None = None
    admin_port: int | None = None
    worker: bool = False


class Running:
    """A station that serves: its ports, and its end. admin_url: empty for a worker."""

    def __init__(self, station: Station, place: Place) -> None:
        """ConfigError when a port cannot be had."""
        self.station = station
        self._place = place
        self.data = data_socket(station, place)
        self.data_url = url(self.data)
        self.admin: socket.socket | None = None
        if not place.worker:
            try:
                self.admin = admin_socket(station, place)
            except ConfigError:
                self.data.close()
                raise
        self.admin_url = url(self.admin) if self.admin else ""
        self.ready = asyncio.Event()
        self._stop = asyncio.Event()
        self._prepared = False

    def prepare(self) -> None:
        """Have ready what the first exchanges need; for a process that only serves from now on."""
        rehearse(self.station.setup.used())
        spare_heap()
        self._prepared = True

    def stop(self) -> None:
        """Stop taking requests, let the running ones end, and return from `serve`."""
        self._stop.set()

    async def serve(self) -> None:
        """Serve until stopped."""
        await self._begin()
        await self.station.warm()
        relay = Relay(self.station, own_app(self.station), Sockets(self.station))
        servers = [(server(relay), self.data)]
        if self.admin:
            servers.append((server(admin_app(self.station)), self.admin))
        tasks = [asyncio.create_task(one.serve(sockets=[sock])) for one, sock in servers]
        side = [asyncio.create_task(relay.keep_alive()), asyncio.create_task(self._watch())]
        self.ready.set()
        await self._stop.wait()
        for one, _ in servers:
            one.should_exit = True
        await asyncio.gather(*tasks)
        for task in side:
            task.cancel()
        await asyncio.gather(*side, return_exceptions=True)
        with contextlib.suppress(AuditError):  # a full disk keeps nobody from stopping
            self.station.tell("sekisho.stopped", {})
        await self.station.close()

    async def _begin(self) -> None:
        """AuditError when nothing can be recorded; then nothing is left open."""
        try:
            self.station.tell("sekisho.started", {"policies": len(self.station.setup.policies)})
        except AuditError:
            for sock in filter(None, (self.data, self.admin)):
                sock.close()
            await self.station.close()
            raise

    def reload(self) -> None:
        """Take the configuration as it is now; keep the old one when it cannot be honoured."""
        if reload(self.station, self._place.config, self._place.env) and self._prepared:
            # Beside the loop: streams wait a few milliseconds for it, not for the whole of it.
            asyncio.get_running_loop().run_in_executor(None, rehearse, self.station.setup.used())

    async def _watch(self) -> None:
        if not self._place.worker:
            await watch(self._place.config, self._stop, self.reload)


def data_socket(station: Station, place: Place) -> socket.socket:
    """The data plane's socket, as configured unless `place` says otherwise."""
    said = station.setup.settings.listen
    port = said.port if place.port is None else place.port
    return listen(place.host or said.host, port, shared=place.worker)


def admin_socket(station: Station, place: Place) -> socket.socket:
    """The admin plane's socket, as configured unless `place` says otherwise."""
    said = station.setup.settings.listen
    return listen(said.admin_host, said.admin_port if place.admin_port is None else place.admin_port)


@contextlib.asynccontextmanager
async def running(place: Place) -> AsyncGenerator[Running]:
    """A station inside this process (tests, the demo): ready on entry, stopped on exit."""
    one = Running(Station(read_setup(place.config, place.env)), place)
    task = asyncio.create_task(one.serve())
    began = asyncio.create_task(one.ready.wait())
    await asyncio.wait({task, began}, return_when=asyncio.FIRST_COMPLETED)
    began.cancel()
    if task.done():
        await task  # tells why it could not begin
    try:
        yield one
    finally:
        one.stop()
        await task


async def serve(place: Place) -> None:
    """Serve until SIGINT or SIGTERM; SIGHUP reloads."""
    station = Station(read_setup(place.config, place.env))
    try:
        one = Running(station, place)
    except ConfigError:
        await station.close()
        raise
    handle(one.stop, one.reload)
    async with tended(station):
        _LOG.warning("data plane on %s, admin on %s", one.data_url, one.admin_url)
        one.prepare()
        await one.serve()


def spare_heap() -> None:
    """Leave what start-up made out of every later search for garbage, and search less often.

    For a process that only serves from now on. About 5 % of an exchange's CPU; and no
    search walks the whole heap while streams wait.
    """
    gc.collect()
    gc.freeze()
    # An exchange leaves some hundred objects in cycles: a few MB between two searches.
    gc.set_threshold(10_000, 20, 50)


def handle(
    stop: Callable[[], None],
    again: Callable[[], None],
    stops: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGTERM),
) -> None:
    """Stop on `stops`, reload on SIGHUP, in the running loop."""
    loop = asyncio.get_running_loop()
    for number in stops:
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, again)
