"""Write first, act later: one worker's own file of records, and word when it is on the disk.

`append` hands lines to the system, which keeps them through `kill -9`; `sync` tells when
the disk has them, which keeps them through a power cut. An effect may become visible
only after that. A full disk is an error for the caller, who lets nothing through; the
next append tries again, so writing resumes by itself when there is space.

Three things must stay true. Whole lines never move, so readers follow without locks.
`(writer, n)` is never given twice. No position is called durable unless every byte up to
it was synced without an error in between: see `_lost`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import count
from pathlib import Path
from typing import Literal

from audit.durable import make_folder, sync_folder, trouble
from audit.epoch import Epoch
from audit.flusher import Done, Flusher, Waiter
from audit.layout import spool_folder, spool_path
from audit.record import encode
from audit.writers import be_born
from config.errors import AuditError
from filters.model import AuditEvent

Durability = Literal["fsync", "written"]
ROLL_BYTES = 64 * 1024 * 1024


class Spool:
    """A writer's life, from its first record to its last. Thread-safe; not for use after a fork.

    durability: `fsync`: kept means on the disk; `written`: kept means the system has it.
    roll_bytes: a file is followed by a new one when it has grown to this.
    """

    def __init__(
        self, ledger: Path, *, durability: Durability = "fsync", roll_bytes: int = ROLL_BYTES
    ) -> None:
        """AuditError when the ledger cannot be written."""
        self._folder = make_folder(spool_folder(ledger))
        self._durability = durability
        self._roll_bytes = roll_bytes
        self._process = os.getpid()
        self._mutex = threading.Lock()
        self._closed = False
        self._n = 0
        self._written = self._durable = 0  # bytes over all epochs
        self._lost = range(0)  # positions that a failed sync left in doubt, for good
        try:
            life = be_born(self._folder)
            self.writer, self._lock = life.writer, life.lock
            self._epochs = count()
            self._epoch = self._begin()
            sync_folder(self._folder)
        except OSError as error:
            raise trouble("cannot begin a spool file", error) from error
        self._retired: list[Epoch] = []  # followed by another file, not synced yet
        self._unnamed = False  # whether a file's name is not on the disk yet
        self._flusher = Flusher(self._flush)

    def append(self, events: Sequence[AuditEvent]) -> int:
        """Write events in this order, in one go; the position to `sync` before acting on them.

        On AuditError none of them may take effect, though records before the one that did
        not fit may stand. About 12 µs an event.
        """
        with self._mutex:
            self._usable()
            if len(events) == 1:
                lines = encode(events[0], self.writer, self._n)
            else:
                lines = b"".join([encode(event, self.writer, self._n + i) for i, event in enumerate(events)])
            if not self._epoch.sound or self._epoch.size >= self._roll_bytes:
                self._roll()
            before = self._epoch.size
            try:
                self._epoch.write(lines)
            except OSError as error:
                raise trouble("cannot write to the spool", error) from error
            finally:
                kept = self._epoch.size - before
                self._written += kept
                self._n += len(events) if kept == len(lines) else lines.count(b"\n", 0, kept)
            return self._written

    def sync(self, position: int, done: Done) -> None:
        """Call `done(None)` once everything up to `position` is kept, or `done(error)` when that is in doubt.

        At once, or later on the flusher's thread: `done` is quick and does not raise.
        """
        if self._durability == "written" or position <= self._durable:
            done(self._fate(position))
        else:
            self._wait(Waiter(position, done))

    def synced(self, position: int) -> Future[None]:
        """`sync` as a future, for `asyncio.wrap_future`. It cannot be cancelled."""
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()
        self.sync(position, lambda error: future.set_exception(error) if error else future.set_result(None))
        return future

    def flush(self) -> None:
        """Block until everything appended is on the disk, in both modes; AuditError when that is in doubt."""
        told: Future[AuditError | None] = Future()
        self._wait(Waiter(self._written, told.set_result))
        if error := told.result():
            raise error

    def close(self) -> None:
        """Sync, answer everybody who waits, and end this life; AuditError when its end is in doubt."""
        with self._mutex:
            if self._closed:
                return
            self._closed = True
        self._flusher.close()
        self._epoch.close()
        os.close(self._lock)
        if self._durable < self._written or self._fate(self._written):
            raise AuditError("audit: the last records may not be on the disk; check the ledger's file system")

    def _usable(self) -> None:
        if self._closed:
            raise AuditError("audit: this spool is closed; nothing more is recorded")
        if os.getpid() != self._process:
            raise AuditError("audit: a spool does not survive a fork; begin one in each process")

    def _wait(self, waiter: Waiter) -> None:
        with self._mutex:  # so that nobody queues behind the flusher's end
            self._usable()
            self._flusher.add(waiter)

    def _begin(self) -> Epoch:
        return Epoch(spool_path(self._folder, self.writer, next(self._epochs)))

    def _roll(self) -> None:
        """Go on in a new file: this one is large enough, or unsound."""
        try:
            following = self._begin()
        except OSError as error:
            if self._epoch.sound:
                return  # a file larger than agreed does less harm than no record
            raise trouble("cannot begin the next spool file", error) from error
        self._retired.append(self._epoch)
        self._epoch = following
        self._unnamed = True
        self._flusher.add(Waiter(self._written, _nobody))

    def _flush(self) -> Callable[[int], AuditError | None]:
        """Sync all that is written; on the flusher's thread only."""
        with self._mutex:
            covered, current = self._written, self._epoch
            retired, self._retired = self._retired, []
            folder = self._folder if self._unnamed else None
        if covered > self._durable or retired:
            kept = _sync([*retired, current], folder)
            for epoch in retired:
                epoch.close()
            with self._mutex:
                self._settle(covered if kept else None, current)
        return self._fate

    def _settle(self, covered: int | None, current: Epoch) -> None:
        """Note what a sync brought: all bytes up to `covered` are on the disk, or the sync failed."""
        if covered is not None:
            self._durable = covered
            self._unnamed = self._unnamed and self._epoch is not current
        else:
            # Up to what is written by now: the failed sync may have been about any of it, and a later
            # one that succeeds says nothing about these bytes. Widened, never narrowed.
            self._lost = range(self._lost.start if self._lost else self._durable + 1, self._written + 1)

    def _fate(self, position: int) -> AuditError | None:
        if position in self._lost:
            return AuditError("audit: a sync of the spool failed; check the ledger's file system")
        return None


def _sync(epochs: Sequence[Epoch], folder: Path | None) -> bool:
    """Whether all of it is on the disk now."""
    try:
        for epoch in epochs:
            epoch.sync()
        if folder:
            sync_folder(folder)
    except OSError:
        return False
    return True


def _nobody(error: AuditError | None) -> None:
    """Wait for nothing: the flusher is only to wake up."""
