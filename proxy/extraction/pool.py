"""A few processes that open documents, made when they are first needed.

A parser may crash, hang or eat memory; here that costs one process. A worker has one
document at a time. One that was not done in time is killed, as is one that broke, and
another takes its place with the next document; one that has read many is replaced too.

What must stay true: whoever asks is answered within the time that is allowed, waiting for
a free worker included; whatever goes wrong is a reason, never an exception.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

import orjson

from config.documents import Documents
from proxy.commands import Extract, Extracted

WORKERS = 2
_MOST_READ = 100  # documents that one process reads in its life
_KEPT = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "VIRTUAL_ENV")
_ROOT = Path(__file__).resolve().parents[2]
_BROKE = (OSError, EOFError, ValueError, LookupError, TypeError, asyncio.LimitOverrunError)


class Extraction:
    """The workers of one station, for one event loop."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._room = asyncio.Semaphore(workers)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    async def extract(self, asked: Extract, bounds: Documents) -> Extracted:
        """The text of a document, or why it was not read."""
        try:
            async with asyncio.timeout(bounds.timeout_s), self._room:
                return await self._read(asked, bounds)
        except TimeoutError:
            return Extracted(asked.ticket, None, ("document: late",))
        except _BROKE:
            return Extracted(asked.ticket, None, ("document: crashed",))

    async def _read(self, asked: Extract, bounds: Documents) -> Extracted:
        self._idle = [one for one in self._idle if one.running]
        worker = self._idle.pop() if self._idle else await self._start()
        done = False
        try:
            told = await worker.read(asked, bounds)
            done = told.unread != ("document: memory",) and worker.count < _MOST_READ and not self._closed
            return told
        finally:  # also where it was too late: it is in the middle of a document
            if done:
                self._idle.append(worker)
            else:
                worker.kill()

    async def _start(self) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-B", "-m", "proxy.extraction.worker",
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment(),
        )  # fmt: skip
        worker = _Worker(process)
        self._all = {worker, *(one for one in self._all if one.running)}
        return worker

    async def close(self) -> None:
        """End every worker, also one that reads."""
        self._closed = True
        self._idle.clear()
        for worker in self._all:
            worker.kill()
        for worker in self._all:
            await worker.ended()
        self._all.clear()


class _Worker:
    """One process. count: documents it was given."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.count = 0

    async def read(self, asked: Extract, bounds: Documents) -> Extracted:
        """Have it read a document. One of `_BROKE`: it ended, or answered nonsense."""
        self.count += 1
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        head = {"kind": asked.kind, "size": len(asked.data), "pages": bounds.pages, "most": bounds.bytes}
        process.stdin.write(orjson.dumps(head) + b"\n")
        process.stdin.write(asked.data)
        await process.stdin.drain()
        told = orjson.loads(await process.stdout.readuntil(b"\n"))
        text = await process.stdout.readexactly(told["size"])
        if "why" in told:
            return Extracted(asked.ticket, None, (told["why"],))
        return Extracted(asked.ticket, text.decode(), tuple(told["unread"]))

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            self._process.kill()

    async def ended(self) -> None:
        await self._process.wait()


def _environment() -> dict[str, str]:
    """What an interpreter needs, and none of the station's credentials."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": path}
