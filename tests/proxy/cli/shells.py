"""Run a command line, in this process or in one of its own, and see what a shell sees."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proxy.cli import main
from tests.house import ROOT

SEKISHO = Path(sys.executable).with_name("sekisho")


@dataclass(frozen=True)
class Done:
    """What a command line left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*arguments: str, given: bytes = b"", cwd: Path | None = None, **env: str) -> Done:
    """Run in this process, on streams of its own; `cwd` and `env` hold for that time."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    status = -1
    with (
        _streams(given),
        _surroundings(cwd, env),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
    return Done(status, _told(out), _told(err))


def run_apart(*arguments: str, given: bytes = b"", cwd: Path | None = None, **env: str) -> Done:
    """Run in a process of its own."""
    done = subprocess.run(
        [str(SEKISHO), *arguments],
        input=given,
        capture_output=True,
        cwd=cwd or ROOT,
        env=clean(env),
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def clean(env: Mapping[str, str]) -> dict[str, str]:
    """This environment without what would configure a station or a demo, and with `env`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEKISHO_", "DEMO_"))}
    return {**kept, **env}


@contextlib.contextmanager
def _streams(given: bytes) -> Generator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    try:
        yield
    finally:
        sys.stdin = before


@contextlib.contextmanager
def _surroundings(cwd: Path | None, env: Mapping[str, str]) -> Generator[None]:
    folder, before = Path.cwd(), dict(os.environ)
    now = clean(env)
    os.environ.clear()
    os.environ.update(now)
    try:
        if cwd is not None:
            os.chdir(cwd)
        yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)


def _told(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def one_line(done: Done) -> bool:
    """Whether it was refused as it should be: status 2, one line, no traceback."""
    return done.status == 2 and len(done.err.strip().splitlines()) == 1 and done.err.startswith("sekisho: ")
