"""Close what a dead worker left open: every exchange ends with one decision.

For each writer whose lock is free: cut away a torn last line (nobody was told that it is
kept), find the exchanges that were opened and never decided, and record for each a
decision "interrupted". Exactly once, also when workers start together or die in here:
the lock keeps others out; a claim is noted before the first record, so that whoever
comes next reads what an earlier claimer already recorded; a last note ends it.

One pass over the files in order. Memory grows with the exchanges open at one time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from audit.durable import trouble
from audit.guard import LONGEST_NAME, LONGEST_TEXT
from audit.layout import SpoolFile, spool_files, spool_folder
from audit.lines import last_lines_start, whole_lines
from audit.record import Record, decode
from audit.spool import Spool
from audit.writers import Claim, claim
from filters.model import AuditEvent

_BATCH = 256
# What the interrupted decision repeats of how its exchange was opened.
_WHO = ("route", "dialect", "model", "caller", "system", "purpose", "policy", "policy_digest")
_HIGHEST_SEQ = 2**63 - 2


@dataclass(slots=True)
class _Open:
    """An exchange not decided yet."""

    opened: Record
    seq: int  # the highest one seen


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery did. writers: dead ones seen to; torn: half lines cut away."""

    writers: int = 0
    interrupted: int = 0
    torn: int = 0


def recover(ledger: Path, spool: Spool) -> Recovered:
    """Record, through `spool`, what every dead writer of this ledger left unsaid; durable on return.

    Blocks for about 5 s per GB of records not recovered before. AuditError when the ledger cannot be
    read or written; what was done until then stands, and the next call goes on from there.
    """
    done = Recovered()
    for writer, files in spool_files(ledger).items():
        if writer != spool.writer:
            one = _recover_one(ledger, files, spool)
            done = Recovered(
                done.writers + one.writers, done.interrupted + one.interrupted, done.torn + one.torn
            )
    return done


def _recover_one(ledger: Path, files: Sequence[SpoolFile], spool: Spool) -> Recovered:
    writer = files[0].writer
    try:
        with claim(spool_folder(ledger), writer) as claimed:
            if claimed is None:
                return Recovered()
            torn = sum(_mend(file.path) for file in files)
            left = _undecided(files)
            _forget_recorded(ledger, claimed, left)
            if left:
                claimed.announce(spool.writer)
                _record(left.values(), spool)
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


def _undecided(files: Sequence[SpoolFile]) -> dict[str, _Open]:
    """The exchanges a writer opened and did not decide, in the order of their opening."""
    left: dict[str, _Open] = {}
    for record in _records(files):
        exchange = record["exchange"]
        match record["name"]:
            case "sekisho.opened" if len(exchange) <= LONGEST_NAME:
                left[exchange] = _Open(record, record["seq"])
            case "sekisho.decision":
                left.pop(exchange, None)
            case _ if exchange in left:
                left[exchange].seq = max(left[exchange].seq, record["seq"])
            case _:
                pass
    return left


def _forget_recorded(ledger: Path, claimed: Claim, left: dict[str, _Open]) -> None:
    """Take out of `left` what earlier claimers recorded, once that is on the disk."""
    writers = spool_files(ledger)
    for earlier in claimed.earlier if left else ():
        files = writers.get(earlier, [])
        for file in files:
            _sync(file.path)
        for record in _records(files):
            if record["name"] == "sekisho.decision":
                left.pop(record["exchange"], None)


def _record(left: Iterable[_Open], spool: Spool) -> None:
    events = map(_interrupted, left)
    while batch := list(islice(events, _BATCH)):
        spool.append(batch)
    spool.flush()


def _interrupted(one: _Open) -> AuditEvent:
    opened = one.opened
    said = {name: opened["attrs"].get(name) for name in _WHO}
    who = {
        name: value for name, value in said.items() if isinstance(value, str) and len(value) <= LONGEST_TEXT
    }
    attrs = {
        **who,
        "verdict": "interrupted",
        "outcome": "interrupted",
        "interrupted_writer": opened["writer"],
    }
    seq = min(one.seq, _HIGHEST_SEQ) + 1
    return AuditEvent("sekisho.decision", opened["exchange"], seq, datetime.now(UTC), attrs)


def _records(files: Sequence[SpoolFile]) -> Iterator[Record]:
    """Every readable record; damaged lines are for `audit tail` and the exporters to report."""
    for file in files:
        for line in whole_lines(file.path):
            if record := decode(line.data):
                yield record


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
