"""Run a module of the project, or of its tests, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.fixtures import ROOT


@contextmanager
def running(module: str, *arguments: str, stderr: int | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """The process, its standard output a pipe; killed at the end if it has not ended by then."""
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
