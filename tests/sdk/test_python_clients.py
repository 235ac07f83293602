"""The harness itself: asked twice directly, a library must give the same reading."""

from __future__ import annotations

import pytest

from proxy.fake import CONVERSATIONS, Cut, FakeUpstream, Fault, load
from tests.fixtures import WIRE, needs_wire
from tests.sdk.calls import call, direct, station
from tests.sdk.differential import both, seen
from tests.sdk.python_clients import PythonClients

OURS = load(CONVERSATIONS)


@pytest.mark.parametrize("helper", [False, True], ids=["plain", "helper"])
async def test_our_recordings_read_the_same_twice(helper: bool) -> None:
    async with FakeUpstream(OURS) as fake:
        with PythonClients(helper) as clients:
            for one in OURS:
                way = direct(fake.base_url)
                first, second = await both(fake, clients.read, call(one), way, way)
                assert first == second


@needs_wire
@pytest.mark.parametrize("helper", [False, True], ids=["plain", "helper"])
async def test_recordings_of_others_read_the_same_whatever_the_cut(helper: bool) -> None:
    assert WIRE
    recordings = load(WIRE)
    async with FakeUpstream(recordings) as fake:
        with PythonClients(helper) as clients:
            for one in recordings:
                fake.cut = Cut("whole")
                whole = await seen(fake, clients.read, call(one), direct(fake.base_url))
                fake.cut = Cut("random", seed=1)
                assert (one.name, whole) == (
                    one.name,
                    await seen(fake, clients.read, call(one), direct(fake.base_url)),
                )
                assert (one.name, whole.requests) == (one.name, 1)


async def test_a_difference_is_seen() -> None:
    one = next(one for one in OURS if one.name == "openai/chat-stream-english")
    async with FakeUpstream(OURS) as fake, FakeUpstream(OURS, fault=Fault("broken-json")) as broken:
        with PythonClients() as clients:
            way, other = direct(fake.base_url), direct(broken.base_url)
            first, second = await both(fake, clients.read, call(one), way, other)
            assert first.result.failure is None
            assert second.result.failure is not None
            assert (first.requests, second.requests) == (1, 0)


async def test_every_chunk_and_byte_counts() -> None:
    one = next(one for one in OURS if one.name == "gemini/stream-array")
    async with FakeUpstream(OURS) as fake:
        with PythonClients() as clients:
            first = await seen(fake, clients.read, call(one), direct(fake.base_url))
            final = first.result.final
            assert isinstance(final, dict)
            assert final["body"] == one.reply.body(None).hex()


def test_the_station_has_a_leading_path_for_each_family() -> None:
    roots = station("http://127.0.0.1:8090")
    assert [
        roots(family).removeprefix("http://127.0.0.1:8090") for family in ("openai", "gemini", "groq")
    ] == [
        "/openai",
        "/gemini",
        "/u/groq",
    ]
