"""Nothing found, same bytes, over real sockets: status, headers and body, both ways, whatever the cut."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio

from proxy.coding import decode_body
from proxy.fake import Cut, Recording
from proxy.fake.match import PICK_HEADER
from tests.station.exchanges import policy, recordings, through
from tests.station.live import Live, live, path_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = recordings()
CUTS = (Cut("whole"), Cut(7), Cut("random", seed=2), Cut("recorded"))
# A chunk of its own for each byte costs the fake about 20 µs; longer bodies are cut so without sockets.
SMALL = 2048
# Each hop decides these for itself, and says for itself who it is.
_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})


@dataclass(frozen=True, slots=True)
class Wire:
    """A way to the fake upstream through the station."""

    live: Live
    client: httpx.AsyncClient
    policy: str


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["observe", "standard"])
async def wire(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Wire]:
    home = tmp_path_factory.mktemp("station")
    async with (
        live(ALL, home, request.param) as one,
        httpx.AsyncClient(trust_env=False, timeout=20) as client,
    ):
        yield Wire(one, client, request.param)


def acted_on(recording: Recording, name: str) -> bool:
    """Whether this policy changes something of this exchange; told without sockets."""
    records = through(recording, policy(name)).records
    return any(record.attrs.get("measure") not in (None, "flag", "allow") for record in records)


async def exchange(wire: Wire, recording: Recording) -> tuple[httpx.Response, bytes]:
    """The recorded request, as recorded, and the answer's bytes as they came."""
    asked = recording.asked
    headers = [*asked.headers, (PICK_HEADER, recording.name)]
    request = wire.client.build_request(
        asked.method, wire.live.url + path_of(recording), content=asked.body, headers=headers
    )
    answer = await wire.client.send(request, stream=True)
    try:
        return answer, b"".join([piece async for piece in answer.aiter_raw()])
    finally:
        await answer.aclose()


def cuts(recording: Recording) -> list[Cut]:
    small = len(recording.reply.body(recording.asked.value)) <= SMALL
    return [*CUTS, *([Cut("bytes")] if small else [])]


@pytest.mark.parametrize("recording", ALL, ids=[one.name for one in ALL])
async def test_an_exchange_passes_unchanged(recording: Recording, wire: Wire) -> None:
    if acted_on(recording, wire.policy):
        return
    sent = recording.reply.body(recording.asked.value)
    for cut in cuts(recording):
        wire.live.fake.cut = cut
        answer, came = await exchange(wire, recording)
        assert answer.status_code == recording.reply.status
        check_answer(recording, answer, came, sent)
        check_request(recording, wire)


def check_answer(recording: Recording, answer: httpx.Response, came: bytes, sent: bytes) -> None:
    coded = dict(recording.reply.headers).get("content-encoding", "")
    if coded and recording.stream:
        # A stream is inspected as it comes, so it leaves without its coding.
        assert "content-encoding" not in answer.headers
        assert came == decode_body(sent, coded, 1 << 26)
    else:
        assert came == sent
    dropped = {*_HOP, "alt-svc", "content-encoding" if coded and recording.stream else ""}
    if recording.stream:
        dropped |= {"etag", "content-md5"}
    left = [(name.lower(), value) for name, value in answer.headers.multi_items()]
    assert [(n, v) for n, v in left if n not in _HOP and not n.startswith("sekisho-")] == [
        (n, v.strip()) for n, v in recording.reply.headers if n not in dropped
    ]


def one_spelling(target: str) -> str:
    """What a client makes of a recorded target, with the slashes joined as the station joins them."""
    path, mark, query = target.partition("?")
    return quote(path.replace("//", "/"), safe="/%:@$~!&'()*+,;=") + mark + query


def check_request(recording: Recording, wire: Wire) -> None:
    got = wire.live.fake.requests.pop()
    asked = recording.asked
    assert (got.method, got.body) == (asked.method, asked.body)
    assert got.target == one_spelling(asked.target)
    dropped = {*_HOP, "accept-encoding"}
    there = [pair for pair in got.headers if pair[0] not in dropped]
    assert [pair for pair in asked.headers if pair[0] not in dropped] == [p for p in there if p in asked.headers]
    assert got.header("accept-encoding") == "identity"
