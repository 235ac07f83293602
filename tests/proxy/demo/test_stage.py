"""The stage: a station before recordings, and the news of its ledger."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import httpx
import pytest

from config.load import load_text
from proxy.demo.stage import SETTINGS, Stage, free_or, staged


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged(0, 0) as one:
        yield one


async def test_both_ways_lead_to_the_same_upstream(stage: Stage) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        for roots in (stage.direct, stage.roots):
            answer = await client.post(f"{roots.openai}/embeddings", json={"model": "m", "input": "x"})
            assert answer.status_code == 200
    assert [one.recording for one in stage.fake.requests] == ["openai/embeddings"] * 2


async def test_news_are_told_once(stage: Stage) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        await client.post(f"{stage.roots.openai}/embeddings", json={"model": "m", "input": "x"})
    assert [one["name"] for one in stage.news()] == ["sekisho.decision"]
    assert stage.news() == []


async def test_nothing_of_it_is_left() -> None:
    async with staged(0, 0) as one:
        home = one.home
        assert home.is_dir()
    assert not home.exists()


def test_a_taken_port_is_replaced() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_or(port) == 0
    assert free_or(port) == port


def test_its_settings_are_the_promised_preset() -> None:
    assert load_text(SETTINGS).policy == "japan-business"
