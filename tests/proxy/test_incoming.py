"""An answer as it arrives: bounded, in order, ended once."""

from __future__ import annotations

import asyncio

import pytest

from config.errors import UpstreamError
from proxy.deadline import Deadline
from proxy.incoming import Incoming
from proxy.pool import PooledUpstream
from proxy.upstream import Limits, UpstreamBroken, UpstreamRefused, UpstreamRequest, UpstreamTimeout
from tests.proxy.raw import Peer, serving, turns

EVENT_LOOPS = ("asyncio", "uvloop")
KIB = 1024


class Recorder:
    """A line that writes down what it is told."""

    name = "http://origin"

    def __init__(self, **limits: float) -> None:
        self.limits = Limits(held=10, **limits)  # type: ignore[arg-type]  # seconds only
        self.deadline = Deadline()
        self.told: list[str] = []

    def abort(self) -> None:
        self.told.append("abort")

    def resume(self) -> None:
        self.told.append("resume")


async def test_a_slow_reader_is_not_drowned() -> None:
    total, held = 16 * KIB * KIB, 64 * KIB

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % total)
        for _ in range(total // (64 * KIB)):
            peer.write(bytes(64 * KIB))
            await peer.drain()

    client = PooledUpstream(Limits(held=held))
    async with serving(script) as server:
        answer = await client.send(UpstreamRequest("GET", server.url, [], b""))
        sizes: list[int] = []
        while piece := await answer.read():
            sizes.append(len(piece))
            await turns(20)  # the server writes on; the socket must not be read
        await client.close()
    assert sum(sizes) == total
    assert max(sizes) <= held + 256 * KIB  # one network read beyond


async def test_pieces_are_joined_in_order() -> None:
    line = Recorder()
    answer = Incoming(line)
    answer.add(b"a")
    answer.add(b"b")
    assert await answer.read() == b"ab"
    answer.add(b"c")
    answer.end()
    assert [await answer.read(), await answer.read(), await answer.read()] == [b"c", b"", b""]
    assert line.told == ["resume"]


async def test_the_line_rests_when_more_is_held_than_allowed() -> None:
    answer = Incoming(Recorder())
    answer.add(bytes(10))
    assert not answer.wake()
    answer.add(bytes(1))
    assert answer.wake()
    await answer.read()
    assert not answer.wake()


@pytest.mark.parametrize("second", [None, UpstreamBroken("second")])
async def test_the_first_end_counts(second: UpstreamError | None) -> None:
    answer = Incoming(Recorder())
    answer.end(UpstreamRefused("first"))
    answer.end(second)
    with pytest.raises(UpstreamRefused):
        await answer.begun()


async def test_what_came_before_the_fault_is_read_first() -> None:
    answer = Incoming(Recorder())
    answer.status = 200
    answer.add(b"half")
    answer.end(UpstreamBroken("cut"))
    await answer.begun()
    assert await answer.read() == b"half"
    with pytest.raises(UpstreamBroken):
        await answer.read()


async def test_a_wait_that_is_too_long_closes_the_line() -> None:
    line = Recorder(first_byte_s=0.01)
    with pytest.raises(UpstreamTimeout, match="http://origin") as raised:
        await Incoming(line).begun()
    assert (raised.value.wait, line.told) == ("first byte", ["abort"])


async def test_closing_is_done_once_and_not_after_the_end() -> None:
    line = Recorder()
    open_, ended = Incoming(line), Incoming(line)
    ended.end()
    for _ in range(2):
        await open_.close()
        await ended.close()
    assert line.told == ["abort"]
    with pytest.raises(UpstreamBroken):
        await open_.read()


async def test_what_is_left_may_be_had_at_once_when_all_of_it_is_here() -> None:
    incoming = Incoming(Recorder())
    incoming.add(b"a")
    assert incoming.rest() is None
    incoming.add(b"b")
    incoming.end()
    assert incoming.rest() == b"ab"
    assert incoming.rest() == b""


async def test_what_came_before_a_fault_is_read_and_not_had() -> None:
    incoming = Incoming(Recorder())
    incoming.add(b"a")
    incoming.end(UpstreamBroken("x"))
    assert incoming.rest() is None


# Poured: a piece goes to whoever takes it, inside the call that brought it.


class Taker:
    """Takes pieces, until it has as many as it wants. raises: instead of taking one."""

    def __init__(self, wants: int = 99, raises: Exception | None = None) -> None:
        self.took: list[bytes] = []
        self.wants = wants
        self.raises = raises

    def __call__(self, piece: bytes) -> bool:
        if self.raises is not None:
            raise self.raises
        self.took.append(piece)
        return len(self.took) < self.wants


async def pouring(answer: Incoming, taker: Taker) -> asyncio.Task[bool]:
    task = asyncio.create_task(answer.pour(taker))
    await turns(2)
    return task


def come(answer: Incoming, piece: bytes) -> bool:
    answer.add(piece)
    return answer.wake()


async def test_a_piece_is_taken_inside_the_call_that_brings_it() -> None:
    answer, taker = Incoming(Recorder()), Taker()
    answer.add(b"already here")
    task = await pouring(answer, taker)
    for piece in (b"a", b"b"):
        assert not come(answer, piece)
        assert taker.took[-1] == piece
    answer.wake()  # framing alone
    answer.add(b"last")
    answer.end()
    assert await task is False
    assert taker.took == [b"already here", b"a", b"b", b"last"]


async def test_who_wants_no_more_gets_no_more_until_it_asks_again() -> None:
    line, taker = Recorder(), Taker(wants=1)
    answer = Incoming(line)
    task = await pouring(answer, taker)
    come(answer, b"a")
    come(answer, b"b")
    assert come(answer, bytes(11)), "the line should rest"
    assert await task is True
    assert taker.took == [b"a"]
    taker.wants = 3
    task = await pouring(answer, taker)
    assert line.told == ["resume"]
    come(answer, b"c")
    assert await task is True
    assert taker.took == [b"a", b"b" + bytes(11), b"c"]


async def test_what_the_taker_raises_is_raised_where_it_is_poured() -> None:
    answer = Incoming(Recorder())
    task = await pouring(answer, Taker(raises=LookupError("mine")))
    come(answer, b"a")
    with pytest.raises(LookupError, match="mine"):
        await task
    answer.add(b"a")
    with pytest.raises(KeyError):
        await answer.pour(Taker(raises=KeyError("at once")))


async def test_what_came_before_a_fault_is_poured_first() -> None:
    answer, taker = Incoming(Recorder()), Taker()
    task = await pouring(answer, taker)
    answer.add(b"half")
    answer.end(UpstreamBroken("cut"))
    with pytest.raises(UpstreamBroken):
        await task
    assert taker.took == [b"half"]


async def test_every_piece_begins_the_wait_anew() -> None:
    line, taker = Recorder(idle_s=0.06), Taker()
    answer = Incoming(line)
    task = await pouring(answer, taker)
    loop = asyncio.get_running_loop()
    loop.call_later(0.03, come, answer, b"a")
    began = loop.time()
    with pytest.raises(UpstreamTimeout):
        await task
    assert loop.time() - began >= 0.08  # not 0.06; uvloop counts whole milliseconds
    assert (taker.took, line.told) == ([b"a"], ["abort"])


async def test_nothing_is_poured_to_who_was_cancelled() -> None:
    line, taker = Recorder(), Taker()
    answer = Incoming(line)
    task = await pouring(answer, taker)
    task.cancel()
    come(answer, b"a")
    with pytest.raises(asyncio.CancelledError):
        await task
    come(answer, b"b")
    assert (taker.took, line.told) == ([], ["abort"])
