"""A loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError

import pytest

from proxy.guarding.loop import Loop


async def where() -> str:
    return threading.current_thread().name


def test_work_is_done_there() -> None:
    loop = Loop()
    try:
        assert {loop.run(where()).result(10) for _ in range(3)} == {"guards"}
    finally:
        loop.close()


def test_what_is_still_done_is_given_up_at_the_end() -> None:
    loop = Loop()
    begun = threading.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    future = loop.run(work())
    assert begun.wait(60)
    loop.close()
    with pytest.raises(CancelledError):
        future.result(10)
    assert not any(one.name == "guards" for one in threading.enumerate())
    with pytest.raises(RuntimeError):
        loop.run(where())


def test_one_that_never_began_ends_as_well() -> None:
    Loop().close()
