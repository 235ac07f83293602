"""Nothing found, same bytes, over real sockets: status, headers and body, both ways, whatever the cut."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio
import zstandard

from proxy.coding import decode_body
from proxy.fake import Cut, Recording
from proxy.fake.match import PICK_HEADER
from tests.station.exchanges import acted_on, recordings
from tests.station.live import Live, live, path_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = recordings()
NAMES = [one.name for one in ALL]
EVERY_CUT = (Cut("whole"), Cut("recorded"), Cut("random", seed=2), Cut(7), Cut("bytes"))
# A chunk costs about 0.2 ms here: longer bodies are cut so fine without sockets (test_fidelity),
# and in the long runs. So are those under a policy that holds text back.
_FINEST = {"observe": {7: 4096, "bytes": 512}, "standard": {7: 512, "bytes": 64}}
# Each hop decides these for itself.
_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})


@dataclass(frozen=True, slots=True)
class Wire:
    """A client of a station. policy: what the station rules by."""

    live: Live
    client: httpx.AsyncClient
    policy: str

    async def send(
        self, recording: Recording, body: bytes, headers: Sequence[tuple[str, str]]
    ) -> tuple[httpx.Response, bytes]:
        """A request to where the recorded one went; the answer's body as it came, coded or not."""
        url = self.live.url + path_of(recording)
        picked = [*headers, (PICK_HEADER, recording.name)]
        async with self.client.stream(recording.asked.method, url, content=body, headers=picked) as answer:
            return answer, b"".join([piece async for piece in answer.aiter_raw()])


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["observe", "standard"])
async def wire(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Wire]:
    async with (
        live(ALL, tmp_path_factory.mktemp("station"), request.param) as one,
        httpx.AsyncClient(trust_env=False, timeout=60) as client,
    ):
        yield Wire(one, client, request.param)


@pytest.mark.parametrize("recording", ALL, ids=NAMES)
async def test_an_exchange_passes_unchanged(recording: Recording, wire: Wire) -> None:
    size = len(recording.reply.body(recording.asked.value))
    finest = _FINEST[wire.policy]
    await check(recording, wire, [cut for cut in EVERY_CUT if size <= finest.get(cut.how, size)])


@pytest.mark.deep
@pytest.mark.parametrize("recording", ALL, ids=NAMES)
async def test_an_exchange_passes_unchanged_whatever_the_cut(recording: Recording, wire: Wire) -> None:
    await check(recording, wire, EVERY_CUT)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
async def test_a_coded_request_goes_up_in_the_bytes_that_came(coding: str, wire: Wire) -> None:
    recording = next(one for one in ALL if one.name == "openai/chat-stream-english")
    body = recording.asked.body
    coded = gzip.compress(body) if coding == "gzip" else zstandard.compress(body)
    headers = [*recording.asked.headers, ("content-encoding", coding)]
    answer, _ = await wire.send(recording, coded, headers)
    got = wire.live.fake.requests.pop()
    assert (answer.status_code, got.body, got.decoded) == (200, coded, body)
    assert got.header("content-encoding") == coding


async def check(recording: Recording, wire: Wire, cuts: Sequence[Cut]) -> None:
    if acted_on(recording, wire.policy):
        return
    for cut in cuts:
        wire.live.fake.cut = cut
        answer, came = await wire.send(recording, recording.asked.body, recording.asked.headers)
        check_answer(recording, answer, came)
        check_request(recording, wire)


def check_answer(recording: Recording, answer: httpx.Response, came: bytes) -> None:
    sent = recording.reply.body(recording.asked.value)
    dropped = {*_HOP, "alt-svc"}  # which would lead round the station
    if recording.stream:
        # It is inspected as it comes, and so leaves without its coding and what describes its bytes.
        sent = decode_body(sent, dict(recording.reply.headers).get("content-encoding", ""), 1 << 26)
        dropped |= {"content-encoding", "etag"}
    assert (answer.status_code, came) == (recording.reply.status, sent)
    headers = [(name.lower(), value) for name, value in answer.headers.multi_items()]
    assert [(name, value) for name, value in headers if name not in _HOP and "sekisho-" not in name] == [
        (name, value.strip()) for name, value in recording.reply.headers if name not in dropped
    ]
    assert "sekisho-exchange" in answer.headers


def check_request(recording: Recording, wire: Wire) -> None:
    asked, got = recording.asked, wire.live.fake.requests.pop()
    assert (got.method, got.target, got.body) == (asked.method, one_spelling(asked.target), asked.body)
    sent = [pair for pair in asked.headers if pair[0] not in {*_HOP, "accept-encoding"}]
    # What the client added of its own stands between them.
    assert [pair for pair in got.headers if pair in sent] == sent
    assert got.header("accept-encoding") == "identity"


def one_spelling(target: str) -> str:
    """A recorded target as a client escapes it, with doubled slashes joined as the station joins them."""
    path, mark, query = target.partition("?")
    return quote(path.replace("//", "/"), safe="/%:@$~!&'()*+,;=") + mark + query
