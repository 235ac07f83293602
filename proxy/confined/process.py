"""One process that runs one detector, seen from outside.

Whoever asks waits; a timer ends the process where that takes too long, and the waiting
with it. Anything else that goes wrong is an end of the process too.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from filters.detector import Confined, Detector, Window
from filters.model import Finding, Reading, TextSpan

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "VIRTUAL_ENV")
_LONGEST = 64 << 20  # bytes of an answer
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Ended(Exception):  # not an error of ours: it becomes a finding
    """The process is gone, or was never fit. why: a word for the record."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Confinement:
    """A running process. Ended where it cannot begin."""

    def __init__(self, detector: Detector, bounds: Confined) -> None:
        self._seconds = bounds.seconds
        self._process = _started()
        options: Any = getattr(detector, "options", None)
        orders = {
            "name": detector.name,
            "options": options.model_dump(mode="json") if options is not None else {},
            "memory": bounds.memory,
        }
        with self._within(bounds.start_s):
            answer = self._exchanged(orjson.dumps(orders) + b"\n")
        if "why" in answer:
            self.end()
            raise Ended(str(answer["why"]))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def read(self, window: Window) -> Reading | str:
        """Its answer, or what it raised. Ended where there is none in time."""
        data = window.text.encode("utf-8", "surrogatepass")
        head = {"size": len(data), "start": window.start, "resume": window.resume, "final": window.final}
        question = orjson.dumps(head | {"channel": asdict(window.channel)}) + b"\n" + data
        with self._within(self._seconds):
            answer = self._exchanged(question)
        try:
            return str(answer["why"]) if "why" in answer else _reading(answer, window)
        except (LookupError, TypeError, ValueError):
            self.end()
            raise Ended("process: nonsense") from None

    def _exchanged(self, question: bytes) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(question)
        self._process.stdin.flush()
        line = self._process.stdout.readline(_LONGEST)
        answer = orjson.loads(line)
        if not isinstance(answer, dict):
            raise TypeError
        return answer

    @contextlib.contextmanager
    def _within(self, seconds: float) -> Generator[None]:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, ValueError, TypeError):  # a pipe that broke, half an answer, none
            self.end()
            raise Ended("process: late" if late.is_set() else "process: ended") from None
        finally:
            timer.cancel()

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be written
                    pipe.close()
        self._process.wait()


def _started() -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-B", "-m", "proxy.confined.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
        )  # fmt: skip
    except OSError:
        raise Ended("process: not begun") from None


def _reading(answer: dict[str, Any], window: Window) -> Reading:
    found = tuple(
        Finding(window.channel, TextSpan(start, end), kind, score, window.detector, attrs)
        for start, end, kind, score, attrs in answer["findings"]
    )
    return Reading(found, answer["settled"])


def _environment() -> dict[str, str]:
    """What an interpreter needs, and none of the station's credentials."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_ONE_THREAD, "PYTHONPATH": path}
