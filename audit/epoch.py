"""One file of one writer: it grows by whole lines, or not at all.

What readers have seen as a whole line never moves. So when the disk is full in the
middle of a write, only the half line is cut away; whole lines before it stay.
A file that cannot even be cut, or whose sync failed, is unsound: after a failed sync
the kernel may call lost pages clean, so nothing more is trusted to it.
Source: https://www.postgresql.org/docs/current/runtime-config-error-handling.html (data_sync_retry).
"""

from __future__ import annotations

import os
from pathlib import Path

from audit.durable import PRIVATE_FILE


class Epoch:
    """A new file, open for appending. size: its whole lines, in bytes."""

    def __init__(self, path: Path) -> None:
        """OSError as it comes, also when the file exists."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._file = os.open(path, flags, PRIVATE_FILE)
        self.size = 0
        self.sound = True
        self._lost = False

    def write(self, lines: bytes) -> None:
        """Append whole lines. OSError when they do not all fit: `size` grew by those that did."""
        done = 0
        try:
            while done < len(lines):
                done += os.write(self._file, lines[done:] if done else lines)
        except OSError:
            whole = lines.rfind(b"\n", 0, done) + 1
            self.size += whole
            if whole < done:
                self._cut()
            raise
        self.size += done

    def sync(self) -> None:
        """Return when every byte written is on the disk. OSError as it comes; the file is then unsound.

        Once only: after that there is nothing true to be said about this file.
        """
        if self._lost:
            return
        try:
            os.fdatasync(self._file)
        except OSError:
            self._lost, self.sound = True, False
            raise

    def close(self) -> None:
        """Let go of the file, unsynced."""
        os.close(self._file)

    def _cut(self) -> None:
        try:
            os.ftruncate(self._file, self.size)
        except OSError:
            self.sound = False
