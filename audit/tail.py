"""The latest records over all writers, merged by time: for `sekisho audit tail`.

Each writer's own order stands whatever its clock did: a record that seems earlier than
the one before it in its file is placed right behind that one. First the ends of all
files are noted; history is what stands before them, following begins behind them.
Damaged lines are given as such, by place. Memory: a few lines a writer.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from audit.describe import Damaged, describe
from audit.durable import trouble
from audit.follow import Entry, Follower, Place
from audit.layout import SpoolFile, spool_files, spool_folder
from audit.lines import last_lines_start, whole_lines
from audit.record import Record, decode
from config.errors import AuditError

__all__ = ["Damaged", "describe", "tail"]

_BATCH = 128
_POLL_S, _IDLE_POLL_S = 0.1, 1.0


@dataclass(frozen=True, slots=True)
class _Timed:
    """An entry and its place in time, which never falls within a writer."""

    at: str
    entry: Entry


def tail(
    ledger: Path,
    *,
    follow: bool = False,
    since: datetime | None = None,
    n: int | None = None,
    pause: Callable[[float], object] = time.sleep,
) -> Iterator[Record | Damaged]:
    """Records by time: all, or those from `since` on, or the last `n` of them.

    follow: then each new one, for ever. pause: how to wait for more (seconds).
    Files last written before `since` are not opened.
    AuditError when there is no ledger, or it cannot be read.
    """
    if not spool_folder(ledger).is_dir():
        raise AuditError(f"audit: there is no ledger at {ledger}; check audit.ledger.path")
    first = since.astimezone(UTC).isoformat(timespec="microseconds") if since else ""
    try:
        writers = spool_files(ledger)
        ends = {writer: _end(files[-1]) for writer, files in writers.items()}
        recent = [_recent(files, since) for files in writers.values()]
        merged = _all(recent, ends, first) if n is None else _last(recent, ends, first, n)
        yield from map(_told, merged)
        if follow:
            yield from _followed(Follower(ledger, ends), pause)
    except OSError as error:
        raise trouble(f"cannot read the ledger at {ledger}", error) from error


def _end(last: SpoolFile) -> Place:
    return Place(last.epoch, last_lines_start(last.path, 0))


def _recent(files: Sequence[SpoolFile], since: datetime | None) -> list[SpoolFile]:
    return [file for file in files if since is None or file.path.stat().st_mtime >= since.timestamp()]


def _all(writers: Iterable[Sequence[SpoolFile]], ends: Mapping[str, Place], first: str) -> Iterator[Entry]:
    streams = [_since(_timed(_entries_of(files, ends)), first) for files in writers]
    return (timed.entry for timed in heapq.merge(*streams, key=_at))


def _last(
    writers: Iterable[Sequence[SpoolFile]], ends: Mapping[str, Place], first: str, n: int
) -> Iterator[Entry]:
    latest: list[_Timed] = []
    for files in writers:
        # A stable sort: records of one writer stay in their order.
        latest = (
            sorted([*latest, *_since(_timed(_last_of(files, ends, n)), first)], key=_at)[-n:] if n > 0 else []
        )
    return (timed.entry for timed in latest)


def _entries_of(files: Sequence[SpoolFile], ends: Mapping[str, Place]) -> Iterator[Entry]:
    for file in files:
        yield from _entries(file, 0, _upto(file, ends))


def _last_of(files: Sequence[SpoolFile], ends: Mapping[str, Place], n: int) -> list[Entry]:
    """The last `n` entries of one writer, read from the end."""
    found: list[Entry] = []
    for file in reversed(files):
        if len(found) >= n:
            break
        upto = _upto(file, ends)
        start = last_lines_start(file.path, n - len(found), upto)
        found = [*_entries(file, start, upto), *found]
    return found


def _upto(file: SpoolFile, ends: Mapping[str, Place]) -> int | None:
    end = ends[file.writer]
    return end.offset if file.epoch == end.epoch else None


def _entries(file: SpoolFile, start: int, upto: int | None) -> Iterator[Entry]:
    """Entries between two places. The file is not held open meanwhile: there may be thousands."""
    while batch := list(islice(whole_lines(file.path, start), _BATCH)):
        for line in batch:
            if upto is not None and line.end > upto:
                return
            yield Entry(file, line, decode(line.data))
        start = batch[-1].end


def _timed(entries: Iterable[Entry]) -> Iterator[_Timed]:
    """Each entry of one writer with its time, or with the latest before it when that is later."""
    at = ""
    for entry in entries:
        at = max(at, entry.record["at"]) if entry.record else at
        yield _Timed(at, entry)


def _since(timed: Iterable[_Timed], first: str) -> Iterator[_Timed]:
    return (one for one in timed if one.at >= first)


def _at(timed: _Timed) -> str:
    return timed.at


def _followed(follower: Follower, pause: Callable[[float], object]) -> Iterator[Record | Damaged]:
    idle = _POLL_S
    while True:
        entries = follower.read(_BATCH)
        writers: dict[str, list[Entry]] = {}
        for entry in entries:
            writers.setdefault(entry.file.writer, []).append(entry)
        for timed in heapq.merge(*map(_timed, writers.values()), key=_at):
            yield _told(timed.entry)
        if not entries:
            pause(idle)
        idle = _POLL_S if entries else min(idle * 1.5, _IDLE_POLL_S)


def _told(entry: Entry) -> Record | Damaged:
    if entry.record is not None:
        return entry.record
    return {"damaged": entry.file.path.name, "start": entry.line.start, "end": entry.line.end}
