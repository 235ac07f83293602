"""`kill -9` under load: what a client had received is on record, and nothing is left open."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from audit.layout import spool_files
from audit.record import decode
from proxy.fake import CONVERSATIONS, FakeUpstream, load
from tests.station.processes import Station, station
from tests.station.stand import TALKS, one_decision_each, read_ledger

TALK = ("openai/chat-stream-english", "openai/chat-two-choices", "anthropic/messages-stream-japanese")
CLIENTS = 12


class Load:
    """Clients that ask and ask. received: exchanges whose answers came whole."""

    def __init__(self, url: str) -> None:
        self.received: set[str] = set()
        self._url = url
        self._enough = asyncio.Event()
        self._wanted = 0

    async def run(self, one: Station, wanted: int) -> None:
        """Until so many answers came whole; then the station is killed in the middle of the others."""
        self._wanted = wanted
        async with asyncio.TaskGroup() as group:
            for number in range(CLIENTS):
                group.create_task(self._client(TALK[number % len(TALK)]))
            await self._enough.wait()
            await one.kill()

    async def _client(self, talk: str) -> None:
        asked = TALKS[talk].asked
        path = f"/{talk.partition('/')[0]}{asked.target}"
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            while True:
                try:
                    answer = await client.post(self._url + path, content=asked.body)
                except httpx.TransportError:
                    return  # it is dead
                assert answer.status_code == 200
                self.received.add(answer.headers["sekisho-exchange"])
                if len(self.received) >= self._wanted:
                    self._enough.set()


def decided(ledger: Path) -> set[str]:
    """Exchanges with a decision, as the dead process left its files: the last line may be half of one."""
    found = set()
    for files in spool_files(ledger).values():
        for file in files:
            for line in file.path.read_bytes().splitlines(keepends=True):
                record = decode(line) if line.endswith(b"\n") else None
                if record is not None and record["name"] == "sekisho.decision":
                    found.add(record["exchange"])
    return found


async def rounds(home: Path, count: int, policy: str, *serve: str) -> None:
    received: set[str] = set()
    async with FakeUpstream(load(CONVERSATIONS), delay_s=0.001, remember=False) as fake:
        for number in range(count):
            async with station(home, fake.base_url, "", policy, "", *serve) as one:
                ledger = one.ledger
                if number:  # what the last life left open was closed before this one served
                    assert received <= one_decision_each(read_ledger(ledger)).keys()
                load_ = Load(one.url)
                await load_.run(one, 20 + 15 * number)
            received |= load_.received
            assert load_.received <= decided(ledger)
        async with station(home, fake.base_url, "", policy) as one:
            assert await one.stop() == 0
    outcomes = one_decision_each(read_ledger(ledger))
    assert received <= outcomes.keys()
    assert {outcomes[one] for one in received} == {"completed"}
    assert set(outcomes.values()) <= {"completed", "interrupted", "client_gone"}
    assert "interrupted" in outcomes.values()


@pytest.mark.parametrize("policy", ["observe", "strict"])
async def test_killed_under_load(policy: str, tmp_path: Path) -> None:
    await rounds(tmp_path, 2, policy)


@pytest.mark.deep
@pytest.mark.parametrize("policy", ["observe", "standard", "strict"])
async def test_killed_under_load_many_times(policy: str, tmp_path: Path) -> None:
    await rounds(tmp_path, 15, policy)


async def test_stopped_under_load_ends_what_runs(tmp_path: Path) -> None:
    """SIGTERM: running answers end, the process ends with status 0, and no exchange is left open."""
    async with (
        FakeUpstream(load(CONVERSATIONS), delay_s=0.01) as fake,
        station(tmp_path, fake.base_url) as one,
    ):
        asked = TALKS[TALK[0]].asked
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            request = client.build_request("POST", f"{one.url}/openai{asked.target}", content=asked.body)
            answer = await client.send(request, stream=True)
            pieces = answer.aiter_raw()
            body = await anext(pieces)
            stopping = asyncio.create_task(one.stop())
            async for piece in pieces:
                body += piece
            assert body == TALKS[TALK[0]].reply.body(None)
        assert await stopping == 0
    assert list(one_decision_each(read_ledger(one.ledger)).values()) == ["completed"]


async def test_an_answer_that_does_not_end_is_recorded_when_the_station_stops(tmp_path: Path) -> None:
    prelude = "import proxy.listeners as l; l.STOP_S = 1"
    fake = FakeUpstream(load(CONVERSATIONS), delay_s=5.0)
    async with fake, station(tmp_path, fake.base_url, "", "standard", prelude) as one:
        asked = TALKS[TALK[0]].asked
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            request = client.build_request("POST", f"{one.url}/openai{asked.target}", content=asked.body)
            answer = await client.send(request, stream=True)
            assert await one.stop() == 0
            with pytest.raises(httpx.RemoteProtocolError):
                await answer.aread()
    assert list(one_decision_each(read_ledger(one.ledger)).values()) == ["station_stopped"]
