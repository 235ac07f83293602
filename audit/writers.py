"""Which writers live, and who speaks for a dead one.

A writer holds the lock of its file as long as its process lives; the kernel lets go
of it whatever ended the process. Whoever then takes the lock may recover what the
dead one left. Two never do so at once, and what they did is noted in the file itself,
synced: first "claimed <by>", before anything is recorded on the dead one's behalf, and
"recovered" after it. A claim without the second says: look what <by> recorded already.

Locks need a local file system. A forked copy of a writer keeps its lock alive.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit.durable import PRIVATE_FILE
from audit.layout import lock_path

_NOTE = re.compile(rb"^claimed ([0-9a-z]{1,64})$", re.MULTILINE)
_DONE = re.compile(rb"^recovered$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Life:
    """A writer's name and the lock it holds, a file descriptor to be closed at the end."""

    writer: str
    lock: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to recover one dead writer. earlier: writers that began to, and did not say they finished."""

    earlier: tuple[str, ...]
    _lock: int

    def announce(self, by: str) -> None:
        """Note, durably, that `by` records on its behalf from now on. OSError as it comes."""
        self._note(f"claimed {by}")

    def finish(self) -> None:
        """Note, durably, that nothing is left to recover. OSError as it comes."""
        self._note("recovered")

    def _note(self, text: str) -> None:
        # A line feed first too: the note before may have been torn.
        os.write(self._lock, f"\n{text}\n".encode())
        os.fsync(self._lock)


def be_born(spool: Path) -> Life:
    """A new writer, its lock held. Its name sorts after all earlier ones'. OSError as it comes."""
    writer = f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(4)}"
    path = lock_path(spool, writer)
    # Locked before it has its name: nobody can take it for a dead one in between.
    unborn = path.with_suffix(".unborn")
    lock = os.open(unborn, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    fcntl.flock(lock, fcntl.LOCK_EX)
    unborn.rename(path)
    return Life(writer, lock)


@contextmanager
def claim(spool: Path, writer: str) -> Generator[Claim | None]:
    """The right to recover `writer`; None while it lives, is being recovered, or needs nothing more."""
    lock = os.open(
        lock_path(spool, writer), os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE
    )
    try:
        yield _claimed(lock)
    finally:
        os.close(lock)


def _claimed(lock: int) -> Claim | None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None
    notes = os.pread(lock, os.fstat(lock).st_size, 0)
    if _DONE.search(notes):
        return None
    return Claim(tuple(name.decode() for name in _NOTE.findall(notes)), lock)
