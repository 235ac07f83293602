"""A socket of the fake upstream, spoken to by a client of the protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from proxy.fake import CONVERSATIONS, FakeUpstream, Script, load_scripts
from proxy.fake.match import PICK_HEADER
from proxy.fake.script import Line

CLOSING = Script(
    "closing", "", "", "/closing", (Line(sent=True, kind="a", text=b""), Line(False, "", b"", 1013))
)


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeUpstream]:
    async with FakeUpstream((), scripts=[*load_scripts(Path(CONVERSATIONS)), CLOSING]) as one:
        yield one


def at(fake: FakeUpstream, path: str, **more: object) -> connect:
    return connect(fake.base_url.replace("http", "ws", 1) + path, proxy=None, **more)  # type: ignore[arg-type]  # as given


async def test_a_script_is_found_by_the_end_of_its_path(fake: FakeUpstream) -> None:
    async with at(
        fake, "/v1/realtime?model=x", subprotocols=["openai-insecure-api-key.k", "realtime"]
    ) as socket:
        assert '"session.created"' in str(await socket.recv())
        assert socket.subprotocol == "realtime"
    assert fake.handshakes[0].path == "/v1/realtime?model=x"


async def test_or_by_its_name(fake: FakeUpstream) -> None:
    headers = {PICK_HEADER: "openai/realtime-speech-japanese"}
    async with at(fake, "/anything", additional_headers=headers) as socket:
        assert "短く" in str(await socket.recv())


async def test_what_the_client_says_is_kept_in_pieces_or_whole(fake: FakeUpstream) -> None:
    async with at(fake, "/v1/responses") as socket:
        await socket.send(iter(['{"type":"response.', 'create","input":"${x}"}']))
        assert '"response.created"' in str(await socket.recv())
    assert fake.heard == [b'{"type":"response.create","input":"${x}"}']


@pytest.mark.parametrize("headers", [{}, {PICK_HEADER: "nobody/there"}])
async def test_no_script_is_not_found(headers: dict[str, str], fake: FakeUpstream) -> None:
    with pytest.raises(InvalidStatus) as caught:
        await at(fake, "/nowhere", additional_headers=headers)
    assert caught.value.response.status_code == 404


async def test_a_script_closes_with_its_code(fake: FakeUpstream) -> None:
    async with at(fake, "/closing") as socket:
        await socket.send('{"type":"a"}')
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1013


async def test_requests_and_sockets_share_a_port(fake: FakeUpstream) -> None:
    async with at(fake, "/v1/realtime") as one, at(fake, "/v1/responses"):
        await one.ping()
    assert len(fake.handshakes) == 2
