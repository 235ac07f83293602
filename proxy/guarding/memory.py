"""Opinions remembered: the same question to the same guard is asked once.

Keys are digests under a key of this process, so nothing of a text is kept; values are
opinions, which hold none. Only opinions are kept: what was unreadable or late is asked anew.
Bounded in number and in time. Safe from several threads.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from filters.cascade.guard import Opinion, Question
from filters.harm.grounds import Shown


@lru_cache(1024)
def _listed(kinds: frozenset[str]) -> bytes:
    return f" {' '.join(sorted(kinds))} ".encode()


class Memory:
    """most: opinions kept, the latest used; keep_s: how long each."""

    def __init__(
        self, most: int = 20_000, keep_s: float = 600.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._keep_s = keep_s
        self._clock = clock
        self._key = os.urandom(32)
        self._kept: OrderedDict[bytes, tuple[float, Opinion]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def key_of(self, guard: bytes, question: Question) -> bytes:
        """What tells a question to a guard from any other. guard: its identity, policy text included."""
        whole, sizes = question.whole, f"{len(question.before)} {len(question.text)}"
        said = f"{question.direction} {question.role} {question.trust} {sizes} {whole}"
        digest = blake2b(guard, digest_size=16, key=self._key)
        digest.update(_listed(question.wanted))
        digest.update(said.encode("utf-8", "surrogatepass"))
        if question.given or question.asked:
            digest.update(question.mark or Shown.of(question.given).mark)
            digest.update(question.asked.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def get(self, key: bytes) -> Opinion | None:
        """The opinion under this key, if it is still good."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept[0] < self._clock():
                del self._kept[key]
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def put(self, key: bytes, opinion: Opinion) -> None:
        """Keep an opinion; the one longest unused goes where there are too many."""
        with self._lock:
            self._kept[key] = (self._clock() + self._keep_s, opinion)
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
