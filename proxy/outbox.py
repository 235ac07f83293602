"""Messages on their way out of one side of a socket, written in order by a task of their own.

Whoever has a message puts it here without waiting, so that a slow reader on one side never
keeps the other from being read; whoever brings more waits for `room` first. What is kept
is bounded by that: a little more than `ROOM` bytes and what one message made.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

ROOM = 256 * 1024  # bytes kept for a slow reader; as many as an answer over HTTP


class Outbox:
    """write: sends one message (text: as text), waiting for its reader. For one event loop."""

    def __init__(self, write: Callable[[bytes, bool], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: deque[tuple[bytes, bool]] = deque()
        self._size = 0
        self._some = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._empty = asyncio.Event()
        self._empty.set()

    def put(self, data: bytes, text: bool) -> None:
        """Another message."""
        self._waiting.append((data, text))
        self._size += len(data)
        self._some.set()
        self._empty.clear()
        if self._size > ROOM:
            self._room.clear()

    async def room(self) -> None:
        """Return when more may be put."""
        await self._room.wait()

    async def empty(self) -> None:
        """Return when everything has been written."""
        await self._empty.wait()

    async def run(self) -> None:
        """Write what is put, until cancelled; what `write` raises ends it."""
        while True:
            await self._some.wait()
            while self._waiting:
                data, text = self._waiting[0]
                await self._write(data, text)
                self._waiting.popleft()
                self._size -= len(data)
                if self._size <= ROOM:
                    self._room.set()
            self._some.clear()
            self._empty.set()
