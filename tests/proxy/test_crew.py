"""Several workers: both answer, a dead one is replaced, none outlives the parent."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from proxy.demo.stage import CONVERSATIONS
from proxy.fake import FakeUpstream, Fault, load
from tests.proxy.stations import ended, gone, records, served

ASK = {"model": "gpt-4.1-mini", "messages": [{"role": "user", "content": "hello"}]}


@pytest.fixture
def arrived() -> asyncio.Event:
    """Set by the first request that reaches the upstream."""
    return asyncio.Event()


@pytest.fixture
async def fake(arrived: asyncio.Event) -> AsyncIterator[FakeUpstream]:
    async with FakeUpstream(load(CONVERSATIONS / "openai"), on_request=lambda _: arrived.set()) as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sekisho.yaml").write_text("policy: standard\n")
    return tmp_path


async def ask(url: str) -> str:
    """One exchange on a connection of its own: which policy ruled it."""
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        answer = await client.post(f"{url}/openai/v1/chat/completions", json=ASK)
        assert answer.status_code == 200
        return answer.headers["sekisho-policy"]


async def test_the_kernel_deals_to_both_and_a_reload_reaches_both(fake: FakeUpstream, folder: Path) -> None:
    with served(folder, "--workers", "2", SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        assert len(one.workers()) == 2
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            assert (await client.get(f"{one.admin_url}/healthz")).status_code == 200
            assert (await client.get(f"{one.data_url}/readyz")).status_code == 200
        # 40 connections go to one of two only once in 2^39 times.
        assert {(await ask(one.data_url)).partition("@")[0] for _ in range(40)} == {"standard"}
        (folder / "sekisho.yaml").write_text("policy: strict\n")
        for _ in range(3):  # the parent, which tries it first, and each worker
            await asyncio.to_thread(one.until, "configuration reloaded")
        assert {(await ask(one.data_url)).partition("@")[0] for _ in range(40)} == {"strict"}
        (folder / "sekisho.yaml").write_text("polcy: x\n")
        await asyncio.to_thread(one.until, "reload refused")
        assert (await ask(one.data_url)).startswith("strict@")
        handles = [ended(pid) for pid in one.workers()]
        assert one.stop() == 0
        assert all(gone(handle) for handle in handles)
        assert not [line for line in one.log if "reload refused" in line][1:]  # said once, not by everybody
    assert len({r["writer"] for r in records(folder, "sekisho.decision")}) == 2
    assert len(records(folder, "sekisho.stopped")) == 3


async def test_a_worker_that_dies_is_replaced_and_what_it_left_is_recorded(
    fake: FakeUpstream, arrived: asyncio.Event, folder: Path
) -> None:
    fake.fault = Fault.parse("stall")
    with served(folder, "--workers", "2", SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        asking = asyncio.create_task(ask(one.data_url))
        await arrived.wait()
        for pid in one.workers():
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(httpx.HTTPError):
            await asking
        await asyncio.to_thread(one.until, "a worker ended with status -9; another one takes its place")
        await asyncio.to_thread(one.until, "1 exchanges of a worker that died were recorded as interrupted")
        fake.fault = None
        async with asyncio.timeout(300):
            while True:
                try:
                    assert (await ask(one.data_url)).startswith("standard@")
                except httpx.ConnectError:
                    await asyncio.sleep(0.05)  # until the first new worker listens
                else:
                    break
        assert one.stop() == 0
    (interrupted,) = [
        r for r in records(folder, "sekisho.decision") if r["attrs"]["verdict"] == "interrupted"
    ]
    assert interrupted["exchange"] in {r["exchange"] for r in records(folder, "sekisho.opened")}


async def test_no_worker_outlives_its_parent(folder: Path) -> None:
    with served(folder, "--workers", "2") as one:
        handles = [ended(pid) for pid in one.workers()]
        assert len(handles) == 2
        one.process.kill()
        assert [await asyncio.to_thread(gone, handle) for handle in handles] == [True, True]


async def test_ctrl_c_is_the_parents_to_act_on(fake: FakeUpstream, folder: Path) -> None:
    """A terminal sends it to every process; the workers leave it to the parent, and all end well."""
    with served(folder, "--workers", "2", SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        for pid in one.workers():
            os.kill(pid, signal.SIGINT)
        assert (await ask(one.data_url)).startswith("standard@")
        assert one.stop(signal.SIGINT) == 0
        assert not [line for line in one.log if "ended with status" in line]
