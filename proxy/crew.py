"""Several workers behind one port, and the parent that looks after them.

Each worker is a process of its own with its own loop, vault and spool file; the kernel
deals connections out among them (SO_REUSEPORT). The parent serves nobody's traffic: it
holds the port, administration, the shipper and the watch on the configuration. A worker
that dies is recorded and replaced; when the parent dies, however it dies, the workers
notice the end of their standard input and stop (`proxy.worker`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import orjson

from config.errors import AuditError, ConfigError
from proxy.assembly import Station, read_setup
from proxy.listeners import STOP_S, reserve, server, url
from proxy.own import admin_app
from proxy.reloading import reload, watch
from proxy.serve import Place, admin_socket, handle
from proxy.tending import recovered, tended

_LOG = logging.getLogger("sekisho")

READY = b"ready\n"
_ROOT = Path(__file__).resolve().parent.parent
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.5, 30.0
_STEADY_S = 60.0  # a worker that lived so long was not at fault for its start


class Crew:
    """The parent of `count` workers. ConfigError when a port cannot be had."""

    def __init__(self, station: Station, place: Place, count: int) -> None:
        said = station.setup.settings.listen
        self.station = station
        self._place = place
        self._host = place.host or said.host
        self.admin = admin_socket(station, place)
        try:
            self.data = reserve(self._host, said.port if place.port is None else place.port)
        except ConfigError:
            self.admin.close()
            raise
        self._posts = [_Post(self) for _ in range(count)]
        self._stop = asyncio.Event()
        self.generation = 0  # counts reloads, so that a worker that was starting meanwhile is told

    async def serve(self) -> None:
        """Serve until stopped; every worker has ended then."""
        admin = server(admin_app(self.station))
        tasks = [asyncio.create_task(admin.serve(sockets=[self.admin]))]
        tasks += [asyncio.create_task(post.keep(self._stop)) for post in self._posts]
        watching = asyncio.create_task(watch(self._place.config, self._stop, self.reload))
        self.station.tell("sekisho.started", {"workers": len(self._posts)})
        await asyncio.gather(*(post.ready.wait() for post in self._posts))
        _LOG.warning(
            "data plane on %s with %d workers, admin on %s",
            url(self.data), len(self._posts), url(self.admin),
        )  # fmt: skip
        await self._stop.wait()
        admin.should_exit = True
        await asyncio.gather(*tasks)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        self.data.close()
        self.station.tell("sekisho.stopped", {})
        await self.station.close()

    def stop(self) -> None:
        """Stop every worker, letting running exchanges end, and return from `serve`."""
        self._stop.set()
        for post in self._posts:
            post.ready.set()  # nobody waits for a worker that will not come

    def reload(self) -> None:
        """Try the configuration here; what can be honoured is taken by every worker."""
        if reload(self.station, self._place.config, self._place.env):
            self.generation += 1
            for post in self._posts:
                post.follow(self.generation)

    def orders(self) -> bytes:
        """What a worker is told on its standard input."""
        file = self._place.config
        told = {
            "config": None if file is None else str(file),
            "host": self._host,
            "port": self.data.getsockname()[1],
        }
        return orjson.dumps(told) + b"\n"

    @property
    def env(self) -> dict[str, str]:
        """The environment of a worker."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        return {**os.environ, **self._place.env, "PYTHONPATH": path}


class _Post:
    """One worker's place: whoever stands there is replaced when it dies."""

    def __init__(self, crew: Crew) -> None:
        self.ready = asyncio.Event()
        self._crew = crew
        self._worker: Process | None = None  # one that is ready
        self._generation = 0

    def follow(self, generation: int) -> None:
        """Have the worker take the configuration of this generation, if it stands there already."""
        if self._worker is not None and self._generation != generation:
            self._generation = generation
            _tell(self._worker, signal.SIGHUP)

    async def keep(self, stop: asyncio.Event) -> None:
        """Have a worker here until `stop`."""
        loop = asyncio.get_running_loop()
        wait_s = _FIRST_WAIT_S
        while not stop.is_set():
            began = loop.time()
            try:
                status = await self._one(stop)
            except OSError as error:
                status = error.errno or -1
            if stop.is_set():
                return
            _LOG.error("a worker ended with status %d; another one takes its place", status)
            await self._record()
            wait_s = _FIRST_WAIT_S if loop.time() - began > _STEADY_S else min(2 * wait_s, _LONGEST_WAIT_S)
            await _unless(stop, wait_s)

    async def _one(self, stop: asyncio.Event) -> int:
        """One worker from start to end; its exit status."""
        self._generation = self._crew.generation
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "proxy.worker", stdin=PIPE, stdout=PIPE, env=self._crew.env
        )
        assert worker.stdin is not None
        worker.stdin.write(self._crew.orders())
        told = asyncio.create_task(self._readied(worker))
        ended = asyncio.create_task(worker.wait())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        self._worker = None
        stopped.cancel()
        if not ended.done():
            await _ended(worker, ended)
        await told
        worker.stdin.close()
        return ended.result()

    async def _readied(self, worker: Process) -> None:
        assert worker.stdout is not None
        if await worker.stdout.readline() == READY:
            self._worker = worker
            self.ready.set()
            self.follow(self._crew.generation)

    async def _record(self) -> None:
        try:
            await recovered(self._crew.station)
        except AuditError as error:
            _LOG.error("%s", error)


async def _ended(worker: Process, ended: asyncio.Task[int]) -> None:
    """Have a worker end: asked first, killed when it does not."""
    _tell(worker, signal.SIGTERM)
    done, _ = await asyncio.wait({ended}, timeout=STOP_S + 5)
    if not done:
        _tell(worker, signal.SIGKILL)
        await ended


def _tell(worker: Process, number: signal.Signals) -> None:
    try:
        worker.send_signal(number)
    except ProcessLookupError:
        return  # it has just ended; whoever waits for it sees that


async def _unless(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until `stop`."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def serve_many(place: Place, count: int) -> None:
    """Serve with `count` workers until SIGINT or SIGTERM; SIGHUP reloads them all."""
    station = Station(read_setup(place.config, place.env))
    try:
        crew = Crew(station, place, count)
    except ConfigError:
        await station.close()
        raise
    handle(crew.stop, crew.reload)
    async with tended(station):
        await crew.serve()
