"""One worker: it takes its orders from a pipe, and lives no longer than it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from proxy.crew import READY
from proxy.listeners import reserve
from proxy.worker import place_of
from tests.house import ROOT
from tests.proxy.cli.shells import clean


def orders(port: int, config: Path | None = None) -> bytes:
    told = {"config": None if config is None else str(config), "host": "127.0.0.1", "port": port}
    return json.dumps(told).encode() + b"\n"


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "proxy.worker"],
        cwd=ROOT,
        stdin=-1,
        stdout=-1,
        stderr=-1,
        env=clean({"SEKISHO_HOME": str(tmp_path)}),
    ) as process:
        yield process
        process.kill()


def test_orders_are_a_place() -> None:
    place = place_of(orders(8090, Path("etc/s.yaml")))
    assert (place.config, place.host, place.port, place.worker) == (
        Path("etc/s.yaml"),
        "127.0.0.1",
        8090,
        True,
    )
    assert place_of(orders(1)).config is None


def test_it_serves_until_its_pipe_ends(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin
    assert worker.stdout
    assert worker.stderr
    with reserve("127.0.0.1", 0) as held:
        port = held.getsockname()[1]
        worker.stdin.write(orders(port))
        worker.stdin.flush()
        assert worker.stdout.readline() == READY
        assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False, timeout=60).status_code == 200
        os.kill(worker.pid, signal.SIGINT)  # a terminal's Ctrl-C is not for it
        assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False, timeout=60).status_code == 200
        worker.stdin.close()
        assert worker.wait(60) == 0
    assert worker.stderr.read() == b""


def test_a_configuration_that_cannot_be_honoured_is_status_2(
    worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    (tmp_path / "s.yaml").write_text("polcy: x\n")
    out, err = worker.communicate(orders(0, tmp_path / "s.yaml"), 60)
    assert (worker.returncode, out) == (2, b"")
    assert b"s.yaml:1: polcy" in err
    assert b"Traceback" not in err
