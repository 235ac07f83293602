"""Close what a dead worker left open: every exchange ends with one decision.

For each writer whose lock is free: cut away a torn last line (nobody was told that it is
kept), find the exchanges that were opened and never decided, and record for each a
decision "interrupted". Exactly once, also when workers start together or die in here:
the lock keeps others out; a claim is noted before the first record, so that whoever
comes next reads what an earlier claimer already recorded; a last note ends it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from audit.durable import trouble
from audit.guard import LONGEST_TEXT
from audit.layout import SpoolFile, spool_files, spool_folder
from audit.lines import last_lines_start
from audit.record import decode
from audit.spool import Spool
from audit.undecided import Undecided, decided, undecided
from audit.writers import Claim, claim
from filters.model import AuditEvent

_BATCH = 256
# What the interrupted decision repeats of how its exchange was opened.
_WHO = ("route", "dialect", "model", "caller", "system", "purpose", "policy", "policy_digest")
_HIGHEST_SEQ = 2**63 - 2


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery did. writers: dead ones seen to; torn: half lines cut away."""

    writers: int = 0
    interrupted: int = 0
    torn: int = 0

    def __add__(self, other: Recovered) -> Recovered:
        return Recovered(
            self.writers + other.writers, self.interrupted + other.interrupted, self.torn + other.torn
        )


def recover(ledger: Path, spool: Spool) -> Recovered:
    """Record, through `spool`, what every dead writer of this ledger left unsaid; durable on return.

    Blocks for about 5 s per GB of records not recovered before. AuditError when the ledger cannot be
    read or written; what was done until then stands, and the next call goes on from there.
    """
    dead = (writer for writer in spool_files(ledger) if writer != spool.writer)
    return sum((_recover_one(ledger, writer, spool) for writer in dead), Recovered())


def _recover_one(ledger: Path, writer: str, spool: Spool) -> Recovered:
    try:
        with claim(spool_folder(ledger), writer) as claimed:
            if claimed is None:
                return Recovered()
            files = spool_files(ledger).get(writer, [])  # now that it cannot begin another one
            torn = sum(_mend(file.path) for file in files)
            left = undecided(files)
            _forget_recorded(ledger, claimed, left)
            if left:
                claimed.announce(spool.writer)
                _record(left, writer, spool)
            claimed.finish()
            return Recovered(1, len(left), torn)
    except OSError as error:
        raise trouble(f"cannot recover what writer {writer} left", error) from error


def _mend(path: Path) -> bool:
    """Cut away what follows the last whole line; whether there was anything."""
    size, whole = path.stat().st_size, last_lines_start(path, 0)
    if whole == size:
        return False
    with path.open("rb+") as file:
        file.truncate(whole)
        os.fsync(file.fileno())
    return True


def _forget_recorded(ledger: Path, claimed: Claim, left: dict[str, Undecided]) -> None:
    """Take out of `left` what earlier claimers recorded, once that is on the disk."""
    if not left or not claimed.earlier:
        return
    writers = spool_files(ledger)
    for earlier in claimed.earlier:
        files = writers.get(earlier, [])
        _sync(files)
        for exchange in decided(files):
            left.pop(exchange, None)


def _record(left: Mapping[str, Undecided], writer: str, spool: Spool) -> None:
    events = (_interrupted(exchange, one, writer) for exchange, one in left.items())
    while batch := list(islice(events, _BATCH)):
        spool.append(batch)
    spool.flush()


def _interrupted(exchange: str, one: Undecided, writer: str) -> AuditEvent:
    seq = min(one.seq, _HIGHEST_SEQ) + 1
    said = {"verdict": "interrupted", "outcome": "interrupted", "interrupted_writer": writer}
    return AuditEvent("sekisho.decision", exchange, seq, datetime.now(UTC), {**dict(_who(one.line)), **said})


def _who(line: bytes) -> Iterator[tuple[str, str]]:
    """What is repeated of the record of an opening; nothing that a tampered one may not repeat."""
    opened = decode(line)
    for name in _WHO if opened else ():
        value = opened["attrs"].get(name) if opened else None
        if isinstance(value, str) and len(value) <= LONGEST_TEXT:
            yield name, value


def _sync(files: Sequence[SpoolFile]) -> None:
    for one in files:
        with one.path.open("rb") as file:
            os.fsync(file.fileno())
