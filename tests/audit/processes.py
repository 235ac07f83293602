"""Run a module of the project, or of its tests, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.fixtures import ROOT


@contextmanager
def running(module: str, *arguments: str, **more: object) -> Iterator[subprocess.Popen[bytes]]:
    """The process, its standard output a pipe; killed at the end if it has not ended by then."""
    command = [sys.executable, "-m", module, *arguments]
    options = {"cwd": ROOT, "stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL, **more}
    with subprocess.Popen(command, **options) as process:  # pyright: ignore[reportCallIssue, reportArgumentType]  # options by name
        try:
            yield process
        finally:
            process.kill()
