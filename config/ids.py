"""Identifiers that sort by the time they were made: UUID version 7.

48 bits of milliseconds come first, then random bits. Within one millisecond, or
when the clock steps back, the last value is raised by a random amount instead: the
order of making stays the order of sorting, and the next one cannot be guessed.
Source: RFC 9562, section 5.7 and section 6.2, method 2.
"""

from __future__ import annotations

import os
import threading
import time

_AT_ONCE = 256  # identifiers' worth of random bytes asked of the system at a time

_VERSION_AND_VARIANT = 7 << 76 | 0b10 << 62
# The highest of the lower 62 bits starts as 0: raised by at most 2**32 a time, the
# value cannot reach the variant bits before 2**29 identifiers of one millisecond.
_RANDOM = 0xFFF << 64 | (1 << 61) - 1


class _Sequence:
    """The last identifier of this process: its milliseconds, and its lower 80 bits."""

    __slots__ = ("_head", "_lock", "_lower", "_milliseconds", "_process", "_random")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._milliseconds = 0
        self._head = ""  # the milliseconds as text, which many identifiers share
        self._lower = 0
        self._process = 0
        self._random: list[bytes] = []  # asked of the system for this process, and not used yet

    def following(self) -> str:
        with self._lock:
            # Two processes after a fork must not share them.
            if not self._random or self._process != os.getpid():
                self._ask()
            random = int.from_bytes(self._random.pop(), "big")
            now = time.time_ns() // 1_000_000
            if now > self._milliseconds:
                self._milliseconds = now
                head = f"{now:012x}"
                self._head = f"{head[:8]}-{head[8:]}"
                self._lower = _VERSION_AND_VARIANT | random & _RANDOM
            else:
                self._lower += 1 + (random & 0xFFFFFFFF)
            lower = self._lower.to_bytes(10, "big").hex()
            return f"{self._head}-{lower[:4]}-{lower[4:8]}-{lower[8:]}"

    def _ask(self) -> None:
        asked = os.urandom(10 * _AT_ONCE)
        self._random = [asked[at : at + 10] for at in range(0, len(asked), 10)]
        self._process = os.getpid()


_SEQUENCE = _Sequence()


def uuid7() -> str:
    """A new identifier in its 36-character form; each one sorts after the one before.

    Thread-safe; about 2 µs. The order holds within one process, by milliseconds beyond.
    """
    return _SEQUENCE.following()
