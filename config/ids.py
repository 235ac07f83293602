"""Identifiers that sort by the time they were made: UUID version 7.

48 bits of milliseconds come first, then a counter of 12 bits, then 62 random ones. A
millisecond's counter begins at random in its lower half; when it is used up, or when the
clock steps back, the milliseconds go ahead of the clock: the order of making stays the
order of sorting, and the next one cannot be guessed.
Source: RFC 9562, section 5.7 and section 6.2, method 1.
"""

from __future__ import annotations

import os
import threading
import time

_AT_ONCE = 256  # identifiers' worth of random bytes asked of the system at a time
_MOST = 0xFFF  # of a millisecond's counter


class _Sequence:
    """The last identifier of this process: its milliseconds and counter; and what the next ones draw."""

    __slots__ = ("_count", "_ends", "_head", "_lock", "_milliseconds")

    def __init__(self) -> None:
        self._milliseconds = 0
        self._head = ""  # the milliseconds as text, which many identifiers share
        self.begin()

    def begin(self) -> None:
        """Anew, as after a fork: two processes must not share what is random."""
        self._lock = threading.Lock()
        self._count = _MOST
        self._ends: list[tuple[int, str]] = []

    def following(self) -> str:
        with self._lock:
            if not self._ends:
                self._ask()
            begin, end = self._ends.pop()
            now = time.time_ns() // 1_000_000
            if now > self._milliseconds or self._count >= _MOST:
                self._milliseconds = now = max(now, self._milliseconds + 1)
                head = f"{now:012x}"
                self._head = f"{head[:8]}-{head[8:]}-7"
                self._count = begin
            else:
                self._count += 1
            return f"{self._head}{self._count:03x}{end}"

    def _ask(self) -> None:
        asked = os.urandom(10 * _AT_ONCE).hex()
        drawn = (asked[at : at + 20] for at in range(0, len(asked), 20))
        self._ends = [
            (int(one[:3], 16) & _MOST >> 1, f"-{'89ab'[int(one[3], 16) & 3]}{one[4:7]}-{one[8:]}")
            for one in drawn
        ]


_SEQUENCE = _Sequence()
os.register_at_fork(after_in_child=_SEQUENCE.begin)


def uuid7() -> str:
    """A new identifier in its 36-character form; each one sorts after the one before.

    Thread-safe; about 1 µs. The order holds within one process, by milliseconds beyond.
    """
    return _SEQUENCE.following()
