"""Run the station: two listeners in one process, or several workers behind one port.

The data plane and the admin plane never share a port. A reload (SIGHUP, or a changed
file) prepares the new configuration beside the old one and swaps it whole; one that
cannot be honoured changes nothing and is said in the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from watchfiles import awatch

from config.errors import ConfigError
from proxy.assembly import Station, read_setup
from proxy.own import admin_app, own_app
from proxy.relay import Relay

_LOG = logging.getLogger("sekisho")
_STOP_S = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where the configuration is, and what was said on the command line instead of it."""

    config: Path | None
    env: Mapping[str, str]
    host: str | None = None
    port: int | None = None
    admin_port: int | None = None


class Server(uvicorn.Server):
    """uvicorn, started and stopped by us: it leaves signals alone and tells its port."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]  # as uvicorn has it
        """Signals are the station's business."""
        yield


def _listen(host: str, port: int, reuse: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol by name: only then does the loop switch Nagle's delay off.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if reuse:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise ConfigError(f"cannot listen on {host}:{port}: {error.strerror}; choose another --port") from error
    made.listen(2048)
    made.setblocking(False)
    return made


def _server(app: object) -> Server:
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_STOP_S,
    )
    return Server(config)


class Running:
    """A station that serves: its ports, and its end."""

    def __init__(self, station: Station, place: Place) -> None:
        self.station = station
        self._place = place
        listen = station.setup.settings.listen
        self.data = _listen(place.host or listen.host, listen.port if place.port is None else place.port)
        admin_port = listen.admin_port if place.admin_port is None else place.admin_port
        self.admin = _listen(listen.admin_host, admin_port)
        self.ready = asyncio.Event()
        self._stop = asyncio.Event()

    @property
    def data_url(self) -> str:
        return _url(self.data)

    @property
    def admin_url(self) -> str:
        return _url(self.admin)

    def stop(self) -> None:
        """Stop taking requests, let the running ones end, and return from `serve`."""
        self._stop.set()

    async def serve(self) -> None:
        """Serve until stopped."""
        relay = Relay(self.station, own_app(self.station))
        servers = [(_server(relay), self.data), (_server(admin_app(self.station)), self.admin)]
        tasks = [asyncio.create_task(server.serve(sockets=[sock])) for server, sock in servers]
        side = [asyncio.create_task(relay.keep_alive()), asyncio.create_task(self._watch())]
        self.station.tell("sekisho.started", {"policies": len(self.station.setup.policies)})
        self.ready.set()
        await self._stop.wait()
        for server, _ in servers:
            server.should_exit = True
        await asyncio.gather(*tasks)
        for task in side:
            task.cancel()
        await asyncio.gather(*side, return_exceptions=True)
        self.station.tell("sekisho.stopped", {})
        await self.station.close()

    def reload(self) -> None:
        """Take the configuration as it is now; keep the old one when it cannot be honoured."""
        try:
            self.station.reload(read_setup(self._place.config, self._place.env))
        except ConfigError as error:
            _LOG.error("reload refused, the old configuration stays: %s", error)
        else:
            _LOG.warning("configuration reloaded")

    async def _watch(self) -> None:
        if self._place.config is None:
            return
        async for _ in awatch(self._place.config, stop_event=self._stop, recursive=False):
            self.reload()


def _url(sock: socket.socket) -> str:
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextlib.asynccontextmanager
async def running(place: Place) -> AsyncIterator[Running]:
    """A station inside this process (tests, the demo): ready on entry, stopped on exit."""
    one = Running(Station(read_setup(place.config, place.env)), place)
    task = asyncio.create_task(one.serve())
    await one.ready.wait()
    try:
        yield one
    finally:
        one.stop()
        await task


async def serve(place: Place) -> None:
    """Serve until SIGINT or SIGTERM; SIGHUP reloads."""
    one = Running(Station(read_setup(place.config, place.env)), place)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, one.stop)
    loop.add_signal_handler(signal.SIGHUP, one.reload)
    _LOG.warning("data plane on %s, admin on %s", one.data_url, one.admin_url)
    await one.serve()
