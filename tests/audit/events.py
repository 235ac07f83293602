"""Events to record, and what a ledger holds: what the tests of this floor share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from audit.layout import SpoolFile, spool_files
from audit.lines import whole_lines
from audit.record import Record, decode
from filters.model import AuditEvent

BEGAN = datetime(2026, 11, 21, 23, 55, 25, 123456, tzinfo=UTC)


def event(
    name: str = "sekisho.decision", exchange: str = "x-1", seq: int = 0, after_s: float = 0.0, **attrs: Any
) -> AuditEvent:
    return AuditEvent(name, exchange, seq, BEGAN + timedelta(seconds=after_s), attrs)


def decisions(count: int, prefix: str = "x") -> list[AuditEvent]:
    return [event(exchange=f"{prefix}-{i}", verdict="allow", number=i) for i in range(count)]


def files(ledger: Path) -> Iterator[SpoolFile]:
    for epochs in spool_files(ledger).values():
        yield from epochs


def records(ledger: Path) -> list[Record]:
    """Every record, writer by writer; fails on a line that is none, and on bytes after the last line."""
    found: list[Record] = []
    for file in files(ledger):
        end = 0
        for line in whole_lines(file.path):
            record = decode(line.data)
            assert record is not None, f"damaged line at {line.start}"
            found.append(record)
            end = line.end
        assert end == file.path.stat().st_size
    return found


def gapless(found: Iterable[Record]) -> bool:
    """Whether every writer counts 0, 1, 2, … in its files' order."""
    numbers: dict[str, list[int]] = {}
    for record in found:
        numbers.setdefault(record["writer"], []).append(record["n"])
    return all(counted == list(range(len(counted))) for counted in numbers.values())
