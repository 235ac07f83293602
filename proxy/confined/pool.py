"""The processes of a station that run slow detectors, made when they are first needed.

What must stay true: whatever goes wrong is a word, never an exception; a process that
ended is replaced with the next question, but one that could not begin is not tried again
at once. Called from threads; each detector has one process, so its questions queue, and
who waits is late by the policy's deadline.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

import orjson

from filters.detector import Confined, Detector, Window
from filters.model import Reading
from proxy.confined.process import Confinement, Ended

_AGAIN_S = 10.0  # before one that could not begin is tried again


class Rooms:
    """A room for every detector that is to be confined."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._rooms: dict[bytes, _Room] = {}
        self._lock = threading.Lock()
        self._clock = clock

    def start(self, detector: Detector) -> str:
        """Have its process begin; why it could not, or nothing. Waits for it."""
        return self._room(detector).start()

    def read(self, detector: Detector, window: Window) -> Reading | str:
        """Show a window to a detector: what it answered, or a word for what went wrong."""
        return self._room(detector).read(window)

    def only(self, detectors: Iterable[Detector]) -> None:
        """End the processes of all others. Who still needs one of those gets a new one."""
        with self._lock:
            kept = {_key(one) for one in detectors}
            gone = [self._rooms.pop(key) for key in list(self._rooms) if key not in kept]
        for room in gone:
            room.close()

    def close(self) -> None:
        """End every process, also one that reads."""
        with self._lock:
            rooms = list(self._rooms.values())
            self._rooms.clear()
        for room in rooms:
            room.close()

    def _room(self, detector: Detector) -> _Room:
        with self._lock:
            return self._rooms.setdefault(_key(detector), _Room(detector, self._clock))


def _key(detector: Detector) -> bytes:
    """Equal for detectors that may share a process."""
    options = getattr(detector, "options", None)
    said = b"" if options is None else orjson.dumps(options.model_dump(mode="json"))
    return detector.name.encode() + b" " + said


class _Room:
    def __init__(self, detector: Detector, clock: Callable[[], float]) -> None:
        self._detector = detector
        self._bounds: Confined = detector.confined  # type: ignore[attr-defined]  # those that have none do not come here
        self._clock = clock
        self._one: Confinement | None = None
        self._busy = threading.Lock()
        self._closed = False
        self._failed = ("", 0.0)  # why it could not begin, and until when it is not tried again

    def start(self) -> str:
        with self._busy:
            try:
                self._running()
            except Ended as ended:
                return ended.why
        return ""

    def read(self, window: Window) -> Reading | str:
        with self._busy:
            try:
                return self._running().read(window)
            except Ended as ended:
                return ended.why

    def _running(self) -> Confinement:
        if self._closed:
            raise Ended("process: closed")
        one = self._one
        if one is not None and one.running:
            return one
        if one is not None:
            one.end()
        why, until = self._failed
        if self._clock() < until:
            raise Ended(why)
        try:
            self._one = Confinement(self._detector, self._bounds)
        except Ended as ended:
            self._one, self._failed = None, (ended.why, self._clock() + _AGAIN_S)
            raise
        return self._one

    def close(self) -> None:
        self._closed = True
        one = self._one
        if one is not None:
            one.end()
