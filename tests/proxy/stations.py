"""A station in a process of its own, as an operator runs it: its log line by line, and its end."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from audit.record import Record
from audit.tail import tail
from tests.proxy.cli.shells import SEKISHO, clean

_PATIENCE_S = 120.0


@dataclass
class Served:
    """A running `sekisho serve`. log: its lines so far."""

    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)
    data_url: str = ""
    admin_url: str = ""

    def until(self, words: str) -> str:
        """The next line of the log that has these words; AssertionError when it ends without one."""
        assert self.process.stderr
        while line := self.process.stderr.readline():
            self.log.append(line.rstrip("\n"))
            if words in line:
                return self.log[-1]
        raise AssertionError(f"the station ended without saying '{words}':\n" + "\n".join(self.log))

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in found if b"proxy.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to stop, and wait; its exit status."""
        self.process.send_signal(number)
        assert self.process.stderr
        self.log += self.process.stderr.read().splitlines()
        return self.process.wait(_PATIENCE_S)


@contextmanager
def served(folder: Path, *arguments: str, **env: str) -> Generator[Served]:
    """`sekisho serve` with the folder's sekisho.yaml, on free ports, its state beside it; ready on entry."""
    ports = ("--config", str(folder / "sekisho.yaml"), "--port", "0", "--admin-port", "0")
    with subprocess.Popen(
        [str(SEKISHO), "serve", *ports, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env=clean({"SEKISHO_HOME": str(folder / "home"), **env}),
    ) as process:
        one = Served(process)
        try:
            line = one.until("data plane on")
            one.data_url, one.admin_url = re.findall(r"http://[\d.:]+", line)
            yield one
        finally:
            process.kill()


@contextmanager
def demonstrated() -> Generator[str]:
    """`sekisho demo`, staying up on a free port: its base URL."""
    command = [str(SEKISHO), "demo", "--port", "0", "--admin-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean({})) as process:
        assert process.stdout
        shown = ""
        while "audit tail" not in shown:
            line = process.stdout.readline()
            assert line, "the demo ended early"
            shown += line
        try:
            address = re.search(r"station (http://[\d.:]+)", shown)
            assert address
            yield address[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()


def records(folder: Path, name: str) -> list[Record]:
    """The records of one name in the ledger of a station that was served from `folder`."""
    return [one for one in tail(folder / "home" / "ledger") if "damaged" not in one and one["name"] == name]


def ended(pid: int) -> int:
    """A handle that becomes readable when the process ends; for `gone`."""
    return os.pidfd_open(pid)


def gone(handle: int) -> bool:
    """Whether the process has ended, or does within our patience."""
    try:
        return bool(select.select([handle], [], [], _PATIENCE_S)[0])
    finally:
        os.close(handle)
