"""What could not be copied to a receiver, and why: one JSON line each, for the operator.

The ledger still has these records; this file says which the receiver has not. A crash
may write an entry twice. It holds what the ledger holds, so no content either.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson

from audit.durable import PRIVATE_FILE, trouble
from audit.follow import Entry
from audit.record import Record


class DeadLetters:
    """The file of one exporter."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def refused(self, why: str, records: Sequence[Record]) -> None:
        """Keep records the receiver will never take. AuditError when they cannot be kept."""
        self._write([{"why": why, "record": record} for record in records])

    def rejected(self, count: int, records: Sequence[Record]) -> None:
        """Note that the receiver kept all but `count` of these, without saying which. AuditError as above."""
        ids = [record["id"] for record in records]
        self._write([{"why": "partial success", "rejected": count, "among": ids}])

    def damaged(self, entries: Sequence[Entry]) -> None:
        """Note where lines stand that are no records. AuditError as above."""
        self._write(
            [
                {
                    "why": "damaged line",
                    "file": one.file.path.name,
                    "start": one.line.start,
                    "end": one.line.end,
                }
                for one in entries
            ]
        )

    def _write(self, letters: Sequence[dict[str, object]]) -> None:
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        lines = b"".join([orjson.dumps({"at": at, **letter}) + b"\n" for letter in letters])
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            with os.fdopen(os.open(self._path, flags, PRIVATE_FILE), "wb") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise trouble(f"cannot write {self._path.name}", error) from error
