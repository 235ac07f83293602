"""Conversations as they end: who went, with which code, what still left, and what is on record."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from proxy.socket_passage import passable
from proxy.socket_upstream import LONGEST
from tests.audit.limits import small_disk
from tests.station.stand import Stand, one_decision_each, standing

Handler = Callable[[ServerConnection], Awaitable[None]]


@contextlib.asynccontextmanager
async def between(
    home: Path, handler: Handler, policy: str = "observe", more: str = ""
) -> AsyncIterator[Stand]:
    """A station in front of a server that does as `handler` says."""
    async with serve(handler, "127.0.0.1", 0, compression=None, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with standing(home, f"http://127.0.0.1:{port}", more, policy) as stand:
            yield stand


def opened(stand: Stand) -> connect:
    return connect(stand.url.replace("http", "ws", 1) + "/openai/v1/realtime", proxy=None, max_size=None)


async def decided(stand: Stand) -> list[str]:
    """The outcomes, once every exchange has one."""
    async with asyncio.timeout(60):
        while True:
            records = stand.records()
            open_ones = {one["exchange"] for one in records if one["name"] == "sekisho.opened"}
            if open_ones <= {one["exchange"] for one in records if one["name"] == "sekisho.decision"}:
                return [*one_decision_each(records).values()]
            await asyncio.sleep(0)


async def closing(socket: ClientConnection) -> int:
    """The code the socket is closed with."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            await socket.recv()
    assert socket.close_code is not None
    return socket.close_code


async def quiet(socket: ServerConnection) -> None:
    await socket.wait_closed()


@pytest.mark.parametrize("code", [1000, 1001, 1008, 1013, 3000, 4999])
async def test_the_code_the_upstream_closes_with_is_the_clients(code: int, tmp_path: Path) -> None:
    async def leave(socket: ServerConnection) -> None:
        await socket.send('{"type":"session.created"}')
        await socket.close(code)

    async with between(tmp_path, leave) as stand:
        async with opened(stand) as socket:
            assert await socket.recv() == '{"type":"session.created"}'
            assert await closing(socket) == code
        outcomes = await decided(stand)
    # A turn in which nothing was asked is not broken by that.
    assert outcomes == (["completed", "completed"] if code < 1002 else ["completed", "upstream_broken"])


@pytest.mark.parametrize("code", [1000, 1001, 3000])
async def test_the_code_the_client_closes_with_is_the_upstreams(code: int, tmp_path: Path) -> None:
    codes: asyncio.Queue[int | None] = asyncio.Queue()

    async def listen(socket: ServerConnection) -> None:
        await socket.wait_closed()
        await codes.put(socket.close_code)

    async with between(tmp_path, listen) as stand:
        async with opened(stand) as socket:
            await socket.close(code)
        assert await asyncio.wait_for(codes.get(), 60) == code
        assert await decided(stand) == ["completed" if code < 1002 else "client_gone"]


async def test_what_the_client_said_last_still_goes_up(tmp_path: Path) -> None:
    came: asyncio.Queue[str | bytes] = asyncio.Queue()

    async def listen(socket: ServerConnection) -> None:
        async for message in socket:
            await came.put(message)
        await came.put("closed")

    async with between(tmp_path, listen) as stand:
        async with opened(stand) as socket:
            for number in range(20):
                await socket.send(json.dumps({"type": "response.cancel", "event_id": f"e{number}"}))
        said = [await asyncio.wait_for(came.get(), 60) for _ in range(21)]
    assert [json.loads(one)["event_id"] for one in said[:-1]] == [f"e{n}" for n in range(20)]
    assert said[-1] == "closed"


async def test_a_client_that_is_gone_closes_the_upstream_at_once_and_its_answer_is_on_record(
    tmp_path: Path,
) -> None:
    ended = asyncio.Event()

    async def answer(socket: ServerConnection) -> None:
        await socket.send('{"type":"response.created","response":{"id":"r"}}')
        await socket.wait_closed()
        ended.set()

    async with between(tmp_path, answer) as stand:
        socket = await opened(stand)
        await socket.recv()
        socket.transport.abort()
        await asyncio.wait_for(ended.wait(), 60)
        assert sorted(await decided(stand)) == ["client_gone", "client_gone"]


async def test_an_upstream_that_breaks_off_is_told_by_the_code_for_a_failed_server(tmp_path: Path) -> None:
    async def break_off(socket: ServerConnection) -> None:
        await socket.send('{"type":"response.created","response":{"id":"r"}}')
        socket.transport.abort()

    async with between(tmp_path, break_off) as stand:
        async with opened(stand) as socket:
            assert await closing(socket) == 1011
        assert sorted(await decided(stand)) == ["upstream_broken", "upstream_broken"]


async def test_a_message_beyond_what_the_wire_takes_closes_the_socket(tmp_path: Path) -> None:
    async with between(tmp_path, quiet) as stand:
        async with opened(stand) as socket:
            with contextlib.suppress(ConnectionClosed):
                await socket.send("a" * (LONGEST + 1))
            assert await closing(socket) == 1009
        assert await decided(stand) == ["client_gone"]


async def test_a_message_beyond_what_is_read_is_refused_and_the_session_lives_on(tmp_path: Path) -> None:
    async def echo(socket: ServerConnection) -> None:
        async for message in socket:
            await socket.send(message)

    async with between(tmp_path, echo) as stand, opened(stand) as socket:
        await socket.send(json.dumps({"type": "x", "text": "a" * (9 << 20)}))
        assert json.loads(await socket.recv())["error"]["code"] == "content_policy_violation"
        await socket.send('{"type":"y"}')
        assert await socket.recv() == '{"type":"y"}'


async def test_both_kinds_of_message_pass_as_what_they_are(tmp_path: Path) -> None:
    async def echo(socket: ServerConnection) -> None:
        async for message in socket:
            await socket.send(message)

    async with between(tmp_path, echo) as stand, opened(stand) as socket:
        for message in ("", "こんにちは", b"", b"\xff\x00", '{"type": "x"}', "a" * 300_000):
            await socket.send(message)
            assert await socket.recv() == message


async def test_neither_side_has_to_read_before_the_other_may_speak(tmp_path: Path) -> None:
    """Each side sends more than all buffers hold before it reads anything."""
    many, long = 60, "a" * 100_000
    read = asyncio.Event()

    async def flood(socket: ServerConnection) -> None:
        sending = asyncio.create_task(send(socket))
        got = [await socket.recv() for _ in range(many)]
        await sending
        if len(got) == many:
            read.set()
        await socket.wait_closed()

    async def send(socket: ServerConnection | ClientConnection) -> None:
        for _ in range(many):
            await socket.send(f'{{"type":"x","event_id":"{long}"}}')

    async with between(tmp_path, flood) as stand, opened(stand) as socket:
        sending = asyncio.create_task(send(socket))
        for _ in range(many):
            await asyncio.wait_for(socket.recv(), 60)
        await sending
        await asyncio.wait_for(read.wait(), 60)


async def test_a_station_that_stops_closes_its_sockets_and_decides(tmp_path: Path) -> None:
    async def answer(socket: ServerConnection) -> None:
        await socket.send('{"type":"response.created","response":{"id":"r"}}')
        await socket.wait_closed()

    async with between(tmp_path, answer) as stand:
        socket = await opened(stand)
        await socket.recv()
        stand.station.stop()
        assert await closing(socket) == 1012
        assert sorted(await decided(stand)) == ["station_stopped", "station_stopped"]
        await socket.close()


async def test_where_nothing_more_can_be_recorded_the_conversation_ends(tmp_path: Path) -> None:
    heard: list[str | bytes] = []

    async def answer(socket: ServerConnection) -> None:
        async for message in socket:
            heard.append(message)
            await socket.send('{"type":"response.created","response":{"id":"r"}}')
            await socket.send('{"type":"response.done","response":{"id":"r"}}')

    with small_disk(tmp_path / "disk", 512) as disk:
        more = f"audit: {{ledger: {{path: {disk / 'ledger'}}}}}\n"
        async with between(tmp_path, answer, more=more) as stand:
            stand.ledger = disk / "ledger"
            async with opened(stand) as socket:
                fill(disk)
                sent = 0
                with contextlib.suppress(ConnectionClosed):
                    for _ in range(200):  # what the last block still takes
                        await socket.send('{"type":"response.create"}')
                        sent += 1
                        await socket.recv()
                        await socket.recv()
                assert await closing(socket) == 1011
            assert sent < 200
            turns = [one for one in stand.records("sekisho.opened") if "connection" in one["attrs"]]
            assert len(heard) <= len(turns)
            (disk / "filler").unlink()
            async with opened(stand) as socket:
                await socket.send('{"type":"response.create"}')
                await socket.recv()
                await socket.recv()
            outcomes = await decided(stand)
            assert "audit_unavailable" in outcomes
            assert outcomes[-1] == "completed"


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size) == size:
                    pass


async def test_text_that_is_no_utf_8_closes_the_socket_and_is_quoted_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with between(tmp_path, quiet) as stand:
        async with opened(stand) as socket:
            await socket.send(b"secret \xff", text=True)
            assert await closing(socket) == 1007
        await decided(stand)
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("code", "passed"),
    [
        (1000, 1000),
        (1005, 1000),
        (1006, 1011),
        (1004, 1011),
        (1015, 1011),
        (1014, 1014),
        (2999, 1011),
        (4000, 4000),
    ],
)
def test_only_codes_that_may_be_sent_are_passed_on(code: int, passed: int) -> None:
    assert passable(code, lost=1011) == passed
