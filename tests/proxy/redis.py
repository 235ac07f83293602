"""A real Redis or Valkey server on loopback, for tests; where there is none, they skip and say so."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")
needs_redis = pytest.mark.skipif(
    SERVER is None,
    reason="neither valkey-server nor redis-server is installed (apt-get install redis-server)",
)
PASSWORD = "open-sesame"


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """The URL of a server of its own, which keeps nothing; its password is PASSWORD."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    command += ["--dir", str(folder), "--requirepass", PASSWORD, "--daemonize", "no"]
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log)  # type: ignore[arg-type]  # SERVER is there
    try:
        _wait(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        running.terminate()
        running.wait(60)


def _wait(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 10) as asked:
            asked.sendall(b"PING\r\n")
            if asked.recv(1):
                return
        time.sleep(0.02)
    raise AssertionError("the server did not start")
