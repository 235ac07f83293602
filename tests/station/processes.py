"""A station in a process of its own, as an operator starts it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.environment import variable_of
from tests.fixtures import ROOT
from tests.station.stand import configuration

_PLANES = re.compile(r"data plane on (\S+?),? .*admin on (\S+)")


@dataclass(slots=True)
class Station:
    """A running process. log: what it said so far, read on in the background."""

    process: Process
    url: str
    admin: str
    ledger: Path
    log: list[str] = field(default_factory=list)

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


@contextlib.asynccontextmanager
async def station(
    home: Path, upstream: str, more: str = "", policy: str = "standard", prelude: str = "", *serve: str
) -> AsyncIterator[Station]:
    """`sekisho serve` with its state under `home`. prelude: Python that runs in it first."""
    file = home / "sekisho.yaml"
    file.write_text(configuration(policy, more))
    code = f"{prelude}\nfrom proxy.cli import main\nmain()\n"
    arguments = ["serve", "--config", str(file), "--port", "0", "--admin-port", "0", *serve]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        *arguments,
        cwd=ROOT,
        env=_env(home, upstream),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    reading: asyncio.Task[None] | None = None
    try:
        log: list[str] = []
        data, admin = await _planes(process, log)
        one = Station(process, data, admin, home / "state" / "ledger", log)
        reading = asyncio.create_task(_read_on(process, log))
        yield one
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if reading is not None:
            await reading


def _env(home: Path, upstream: str) -> Mapping[str, str]:
    return {
        **os.environ,
        **{variable_of(name): upstream for name in ("openai", "anthropic", "gemini")},
        "SEKISHO_HOME": str(home / "state"),
    }


async def _planes(process: Process, log: list[str]) -> tuple[str, str]:
    assert process.stderr is not None
    async with asyncio.timeout(300):
        while line := await process.stderr.readline():
            log.append(line.decode())
            if found := _PLANES.search(log[-1]):
                return found[1], found[2]
    raise AssertionError("it did not begin to serve:\n" + "".join(log))


async def _read_on(process: Process, log: list[str]) -> None:
    assert process.stderr is not None
    while line := await process.stderr.readline():
        log.append(line.decode())
