"""The shipper: a process of its own that copies the ledger to receivers.

Nothing of it runs beside requests: a slow collector, compression and protobuf cost the
proxy no time. The rim calls `start`, which runs `python -m audit.ship` with the exporters
on its standard input, not on its command line, where everybody could read a credential.
That pipe stays open and is the lifeline: when the parent ends, however it ends, the
shipper delivers what is left within 5 s and ends too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

from config.errors import AuditError

_ROOT = Path(__file__).resolve().parent.parent


class Shipping:
    """A shipper at work, held by the process that started it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def running(self) -> bool:
        """Whether it is; when not, its standard error told why, and `start` begins where it ended."""
        return self._process.poll() is None

    def stop(self, timeout_s: float = 10.0) -> int:
        """Let it deliver what is left and end; its exit status. Killed after `timeout_s`: nothing is lost."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(ledger: Path, exporters: Sequence[Mapping[str, object]]) -> Shipping:
    """Run a shipper for `ledger`. exporters: `{"use": name, …options}` each, as in the configuration.

    One shipper works on a ledger at a time; a second one waits for the first one's end.
    AuditError when it cannot be started. It does not wait for a receiver to answer.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))),
    }
    command = [sys.executable, "-m", "audit.ship", "--ledger", str(ledger.resolve())]
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603
        assert process.stdin is not None
        process.stdin.write(orjson.dumps(list(exporters)) + b"\n")
        process.stdin.flush()
    except OSError as error:
        raise AuditError(f"audit: the shipper cannot be started: {error.strerror}") from error
    return Shipping(process)


if __name__ == "__main__":
    from audit.ship_process import main

    sys.exit(main(sys.argv[1:]))
