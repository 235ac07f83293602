"""Deliver every record to one receiver, at least once, in spite of it.

Read a batch, hand it over, save the place; a crash anywhere repeats a batch and loses
none. While the receiver is away nothing is read, so memory stays at one batch, and the
ledger is the queue. A refused batch is halved until the record at fault stands alone;
that one goes to the dead letters and the rest goes on.
"""

from __future__ import annotations

import hashlib
import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import assert_never

from audit import cursor
from audit.backoff import delay_s
from audit.deadletter import DeadLetters
from audit.durable import make_folder
from audit.exporter import Delivered, Exporter, Later, Refused
from audit.follow import Entry, Follower
from audit.layout import ship_folder
from audit.record import Record
from config.errors import AuditError

_LOG = logging.getLogger("sekisho.audit.ship")

POLL_S = 0.25
DRAIN_S = 5.0
# Refusals of one batch after which it is not halved any more: a receiver that refuses
# everything is asked this often for a batch, not twice for every record.
_MOST_REFUSALS = 24


class Shipper:
    """One exporter's way through the ledger; `run` on a thread of its own."""

    def __init__(self, ledger: Path, exporter: Exporter, stop: threading.Event) -> None:
        """AuditError when the ledger cannot be used, or the saved place is damaged."""
        folder = make_folder(ship_folder(ledger))
        self.key = key(exporter)
        self._exporter = exporter
        self._stop = stop
        self._cursor = folder / f"{self.key}.cursor"
        self._dead = DeadLetters(folder / f"{self.key}.dead.ndjson")
        self._follower = Follower(ledger, cursor.load(self._cursor))
        self._attempt = 0
        self._drained_by: float | None = None

    def run(self) -> None:
        """Deliver until told to stop, then what is left as far as it goes through within 5 s."""
        while True:
            stopping = self._stop.is_set()  # asked before reading: what was written until then is read
            entries = self._read()
            if entries:
                if not self._deliver(entries):
                    return
                self._save()
            if stopping and (not entries or self._late()):
                return
            if not entries:
                self._stop.wait(POLL_S)

    def _read(self) -> list[Entry]:
        try:
            return self._follower.read(self._exporter.options.batch)
        except OSError as error:
            _LOG.error("%s: cannot read the spool: %s", self.key, error.strerror)
            return []

    def _deliver(self, entries: Sequence[Entry]) -> bool:
        """See every entry delivered or among the dead letters; False when stopped before."""
        damaged = [entry for entry in entries if entry.record is None]
        if damaged and not self._bury(lambda: self._dead.damaged(damaged)):
            return False
        pending = [[entry.record for entry in entries if entry.record is not None]]
        refusals = 0
        while pending:
            batch = pending.pop()
            outcome = self._exporter.send(batch) if batch else Delivered()
            match outcome:
                case Delivered(rejected):
                    done = self._delivered(rejected, batch)
                case Refused() if len(batch) > 1 and refusals < _MOST_REFUSALS:
                    refusals += 1
                    half = len(batch) // 2
                    pending += [batch[half:], batch[:half]]
                    done = True
                case Refused(why):
                    done = self._refused(why, batch)
                case Later(why, after_s):
                    pending.append(batch)
                    done = self._wait(why, after_s)
                case _:
                    assert_never(outcome)
            if not done:
                return False
        return True

    def _delivered(self, rejected: int, batch: Sequence[Record]) -> bool:
        if self._attempt:
            _LOG.warning("%s: delivering again after %d attempts", self.key, self._attempt)
            self._attempt = 0
        if not rejected:
            return True
        _LOG.error("%s: %d of %d records were not kept by the receiver", self.key, rejected, len(batch))
        return self._bury(lambda: self._dead.rejected(rejected, batch))

    def _refused(self, why: str, batch: Sequence[Record]) -> bool:
        _LOG.error("%s: %d records refused (%s), kept as dead letters", self.key, len(batch), why)
        return self._bury(lambda: self._dead.refused(why, batch))

    def _wait(self, why: str, after_s: float | None) -> bool:
        """Leave the receiver alone for a while; False when stopped meanwhile."""
        self._attempt += 1
        options = self._exporter.options
        wait_s = delay_s(self._attempt, options.retry_s, options.retry_most_s, random.random(), after_s)  # noqa: S311  # jitter, not a secret
        _LOG.warning("%s: %s; next attempt in %.1f s", self.key, why, wait_s)
        return not self._stop.wait(wait_s)

    def _bury(self, write: Callable[[], None]) -> bool:
        """Write dead letters, again and again when they cannot be: a record is in one place or the other."""
        while True:
            try:
                write()
            except AuditError as error:
                if not self._wait(str(error), None):
                    return False
            else:
                return True

    def _save(self) -> None:
        try:
            cursor.save(self._cursor, self._follower.places)
        except AuditError as error:
            _LOG.error("%s: %s; after a restart some records are sent twice", self.key, error)

    def _late(self) -> bool:
        """Whether the time for delivering the rest is over."""
        now = time.monotonic()
        if self._drained_by is None:
            self._drained_by = now + DRAIN_S
        return now > self._drained_by


def key(exporter: Exporter) -> str:
    """What an exporter's files are called: its name, and a digest of where it sends to."""
    return f"{exporter.name}-{hashlib.sha256(exporter.identity.encode()).hexdigest()[:12]}"
