"""The records of one exchange over HTTP: numbered, timed, and written before anything they are about is seen.

A record that only says something is written and that is all. One of a ruling that changes
what somebody sees is a promise: its effect waits until the disk has it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

from filters.model import AuditEvent
from proxy.assembly import Station
from proxy.commands import Record

# Measures whose effect must not be seen before the disk has the record of it.
_PROMISED = frozenset(
    {"label", "require_source", "mask", "pseudonymise", "hold_for_review", "cut", "refuse", "resources"}
)
_PROMISED_VERDICTS = frozenset({"mask", "hold", "refuse"})


class Recorder:
    """For one exchange, by its id."""

    def __init__(self, station: Station, exchange: str) -> None:
        self._station = station
        self._exchange = exchange
        self._seq = 0
        self._began = time.monotonic()

    def write(self, records: Sequence[Record]) -> Future[None] | None:
        """Write them down; what to await before their effect, if anything. AuditError: there may be none."""
        position = self._station.append([self._event(record) for record in records])
        for record in records:
            attrs = record.attrs
            if attrs.get("measure") in _PROMISED or attrs.get("verdict") in _PROMISED_VERDICTS:
                return self._station.spool.synced(position)
        return None

    def owe(self, decisions: Sequence[Record]) -> None:
        """Have them written once the ledger takes records again."""
        self._station.owe([self._event(record) for record in decisions])

    def _event(self, record: Record) -> AuditEvent:
        attrs = record.attrs
        if record.name == "sekisho.decision":
            attrs = {**attrs, "duration_us": int((time.monotonic() - self._began) * 1_000_000)}
        seq, self._seq = self._seq, self._seq + 1
        return AuditEvent(record.name, self._exchange, seq, datetime.now(UTC), attrs)
