"""One worker process: `python -m proxy.worker`, started by `proxy.crew` and by nobody else.

Its first line of standard input says where to serve. The pipe stays open and is the
lifeline: when the parent ends, however it ends, the worker lets its exchanges end and
stops. Exit status: 0 stopped as told, 2 cannot begin.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import orjson
import uvloop

from config.errors import SekishoError
from proxy.assembly import Station, read_setup
from proxy.crew import READY
from proxy.logs import begin, quieten
from proxy.serve import Place, Running, handle

_LOG = logging.getLogger("sekisho")
_STDIN = 0
_MOST = 64 * 1024


def main() -> int:
    """Serve as told on standard input; the exit status."""
    begin()
    # Ctrl-C reaches every process of a terminal; only the parent acts on it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        uvloop.run(_serve(place_of(_first_line())))
    except SekishoError as error:
        _LOG.error("%s", error)
        return 2
    return 0


def place_of(orders: bytes) -> Place:
    """Where to serve, from the parent's line."""
    told = orjson.loads(orders)
    config = None if told["config"] is None else Path(told["config"])
    return Place(config, os.environ, told["host"], told["port"], worker=True)


async def _serve(place: Place) -> None:
    quieten()
    one = Running(Station(read_setup(place.config, place.env)), place)
    handle(one.stop, one.reload, (signal.SIGTERM,))
    asyncio.get_running_loop().add_reader(_STDIN, _follow_parent, one)
    one.prepare()
    serving = asyncio.create_task(one.serve())
    await one.ready.wait()
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    await serving


def _follow_parent(one: Running) -> None:
    if not os.read(_STDIN, _MOST):
        asyncio.get_running_loop().remove_reader(_STDIN)
        one.stop()


def _first_line() -> bytes:
    # Not through sys.stdin: its buffer would swallow what comes after.
    line = b""
    while not line.endswith(b"\n") and len(line) < _MOST:
        piece = os.read(_STDIN, _MOST)
        if not piece:
            break
        line += piece
    return line


if __name__ == "__main__":
    sys.exit(main())
