"""Group commit: while one sync runs, whoever asks next waits for the following one together.

One thread syncs; a queue that costs a fraction of a microsecond is all the callers see.
Under load the groups grow by themselves, and one sync of the disk answers hundreds.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from config.errors import AuditError

_LOG = logging.getLogger("sekisho.audit")

Done = Callable[[AuditError | None], None]


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who is told, on the flusher's thread, when `position` is on the disk."""

    position: int
    done: Done


class Flusher:
    """The thread that syncs.

    flush: syncs what is written, and returns the verdict on any position asked for before
    the call: None, or what went wrong. It never raises.
    """

    def __init__(self, flush: Callable[[], Callable[[int], AuditError | None]]) -> None:
        self._flush = flush
        self._queue: SimpleQueue[Waiter | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sekisho-audit-flush", daemon=True)
        self._thread.start()

    def add(self, waiter: Waiter) -> None:
        """Tell `waiter` after the next sync."""
        self._queue.put(waiter)

    def close(self) -> None:
        """Answer everybody who waits, and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            group = self._group()
            going = None not in group
            fate = self._flush()
            for waiter in group:
                if waiter is not None:
                    _tell(waiter, fate(waiter.position))

    def _group(self) -> list[Waiter | None]:
        """Everybody who waits now; blocks until there is one."""
        group = [self._queue.get()]
        try:
            while True:
                group.append(self._queue.get_nowait())
        except Empty:
            return group


def _tell(waiter: Waiter, error: AuditError | None) -> None:
    try:
        waiter.done(error)
    except Exception as wrong:  # noqa: BLE001  # a caller's mistake must not leave all the others waiting
        _LOG.error("a caller could not be told that its record is kept: %s", type(wrong).__name__)
