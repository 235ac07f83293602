"""Messages out in order, bounded for a slow reader."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from proxy.outbox import ROOM, Outbox


class Reader:
    """Takes one message for each permit."""

    def __init__(self) -> None:
        self.got: list[tuple[bytes, bool]] = []
        self.permits = asyncio.Semaphore(0)

    async def write(self, data: bytes, text: bool) -> None:
        await self.permits.acquire()
        self.got.append((data, text))


@contextlib.asynccontextmanager
async def running(box: Outbox) -> AsyncIterator[None]:
    task = asyncio.create_task(box.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_messages_leave_in_order_and_as_what_they_are() -> None:
    reader = Reader()
    box = Outbox(reader.write)
    async with running(box):
        box.put(b"one", text=True)
        box.put(b"two", text=False)
        for _ in range(2):
            reader.permits.release()
        await box.empty()
        box.put(b"three", text=True)
        reader.permits.release()
        await box.empty()
    assert reader.got == [(b"one", True), (b"two", False), (b"three", True)]


@pytest.mark.parametrize(("size", "waits"), [(ROOM - 1, False), (ROOM, False), (ROOM + 1, True)])
async def test_there_is_room_up_to_a_bound(size: int, waits: bool) -> None:
    reader = Reader()
    box = Outbox(reader.write)
    async with running(box):
        box.put(b"a" * size, text=True)
        room = asyncio.create_task(box.room())
        for _ in range(5):
            await asyncio.sleep(0)
        assert room.done() is not waits
        reader.permits.release()
        await asyncio.wait_for(room, 60)
        await box.empty()


async def test_nothing_put_is_empty_and_has_room() -> None:
    box = Outbox(Reader().write)
    await asyncio.wait_for(asyncio.gather(box.empty(), box.room()), 60)


async def test_a_failing_reader_ends_the_writing() -> None:
    async def fail(_data: bytes, _text: bool) -> None:
        raise OSError

    box = Outbox(fail)
    box.put(b"a", text=True)
    with pytest.raises(OSError):
        await box.run()
