"""Late exactly when the time last set is over."""

from __future__ import annotations

import asyncio

from proxy.deadline import Deadline


class Clock:
    """Seconds until a deadline calls."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.began = loop.time()
        self.rang: asyncio.Future[float] = loop.create_future()
        self._deadline = Deadline()

    def set(self, seconds: float) -> None:
        self._deadline.set(seconds, self._ring)

    def _ring(self) -> None:
        self.rang.set_result(asyncio.get_running_loop().time() - self.began)

    def again(self) -> None:
        self._deadline.again()

    def clear(self) -> None:
        self._deadline.clear()

    def close(self) -> None:
        self._deadline.close()

    async def seconds(self) -> float:
        async with asyncio.timeout(60):
            return await self.rang


async def test_it_calls_when_the_time_is_over() -> None:
    clock = Clock()
    clock.set(0.03)
    assert await clock.seconds() >= 0.02


async def test_the_last_one_counts_whether_later_or_sooner() -> None:
    later, sooner = Clock(), Clock()
    later.set(0.01)
    later.set(0.05)
    sooner.set(60)
    sooner.set(0.02)
    assert await later.seconds() >= 0.04
    assert 0.01 <= await sooner.seconds() < 50


async def test_it_may_be_set_again_after_it_called() -> None:
    clock = Clock()
    for _ in range(2):
        clock.rang = asyncio.get_running_loop().create_future()
        clock.set(0.01)
        await clock.seconds()


async def test_cleared_and_closed_ones_stay_silent() -> None:
    cleared, closed, other = Clock(), Clock(), Clock()
    for clock in (cleared, closed):
        clock.set(0.01)
    cleared.clear()
    closed.close()
    other.set(0.05)  # later than both would have been
    await other.seconds()
    assert not cleared.rang.done()
    assert not closed.rang.done()
    cleared.set(0.01)
    await cleared.seconds()


async def test_again_is_as_many_seconds_from_now() -> None:
    clock, other = Clock(), Clock()
    clock.set(0.06)
    other.set(0.03)
    await other.seconds()
    clock.again()
    assert await clock.seconds() >= 0.08
