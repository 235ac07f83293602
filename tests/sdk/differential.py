"""Ask twice, directly and another way, and put both readings side by side.

The oracle is the difference, not success: a recording that makes a client library
raise must make it raise in the same way through the station.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from proxy.fake import FakeUpstream
from tests.sdk.calls import Call, Roots
from tests.sdk.result import Result

Read = Callable[[Call, Roots], Result]


@dataclass(frozen=True, slots=True)
class Seen:
    """A client's reading, and how many requests reached the upstream for it."""

    result: Result
    requests: int


async def seen(fake: FakeUpstream, read: Read, call: Call, roots: Roots) -> Seen:
    """One reading. The client runs in a thread, the fake upstream on this loop."""
    before = len(fake.requests)
    result = await asyncio.to_thread(read, call, roots)
    return Seen(result, len(fake.requests) - before)


async def both(fake: FakeUpstream, read: Read, call: Call, one: Roots, other: Roots) -> tuple[Seen, Seen]:
    """The same call by two ways, one after the other; equal when the second way changes nothing.

    direct, through = await both(fake, clients.read, call(recording), direct(fake.base_url), station(url))
    assert direct == through
    """
    return await seen(fake, read, call, one), await seen(fake, read, call, other)
