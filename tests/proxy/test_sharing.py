"""Replicas that share a vault, over a real server: what it sees, gives back, forgets and fails at."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from typing import Any, Self

import pytest

from config.record import SharedVault
from filters.vault import Vault
from proxy.sharing import SharedStore
from tests.proxy.redis import PASSWORD, needs_redis, server

KEY = b"k" * 32
MAIL, PHONE = "hanako.sato@example.jp", "090-1234-5678"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(tmp_path_factory.mktemp("redis")) as url:
        yield url


class Replica:
    """A vault of its own beside the store. Closed at the end of its block."""

    def __init__(self, url: str, name: str, key: bytes = KEY, ttl_s: int = 60, entries: int = 100) -> None:
        self.vault = Vault(key, ttl_s, 10, entries)
        settings = SharedVault.model_validate({"url": url, "prefix": name, "timeout_s": 2.0})
        self.store = SharedStore(self.vault, settings, ttl_s, PASSWORD)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.store.close()

    async def desk(self, conversation: str = "c", tenant: str = "t", stored: bool = False) -> Any:
        assert await self.store.fetch(tenant, conversation, 0.0, stored=stored)
        return self.vault.open(tenant, conversation, 0.0, stored)


async def everything(replica: Replica) -> bytes:
    """All that the server knows: names, fields and values."""
    connected = replica.store._connected()
    out = b""
    async for key in connected.scan_iter():
        out += key
        kind = await connected.type(key)
        if kind == b"hash":
            found: Any = await connected.hgetall(key)
            out += b"".join(part for pair in found.items() for part in pair)
        else:
            out += await connected.get(key)
    return out


@needs_redis
async def test_what_one_replica_hides_another_puts_back(url: str) -> None:
    async with Replica(url, "a") as one, Replica(url, "a") as other:
        here = await one.desk()
        up, down = here.token("pii.email", MAIL, True), here.token("pii.phone", PHONE, False)
        assert await one.store.keep(here)
        there = await other.desk()
        assert there.original(down, "request") == PHONE
        assert there.original(up, "response") is None  # not carried by this exchange
        assert there.token("pii.email", MAIL, True) == up
        assert there.token("pii.phone", "０９０１２３４５６７８", False) == down
        assert there.minted() == {}
        assert there.original(up, "response") == MAIL
        assert (await other.desk("d")).original(down, "request") is None
        assert (await other.desk(tenant="u")).original(down, "request") is None


@needs_redis
async def test_the_server_sees_ciphertext_and_digests_only(url: str) -> None:
    async with Replica(url, "b") as one:
        desk = await one.desk("my conversation", "my tenant")
        tokens = [desk.token("pii.email", MAIL, True), desk.token("pii.phone", PHONE, False)]
        assert await one.store.keep(desk, one.vault.answered("my tenant", "resp_1", desk))
        seen = await everything(one)
        assert len(seen) > 200
        for text in (MAIL, PHONE, *tokens, "EMAIL", "my conversation", "my tenant", "resp_1"):
            assert text.encode() not in seen
        assert desk.conversation.key not in seen
    async with Replica(url, "b", key=b"j" * 32) as stranger:
        name = desk.conversation.name
        stolen: Any = await stranger.store._connected().hgetall(f"b:talk:{name}")
        talk = (await stranger.desk("my conversation", "my tenant")).conversation
        assert stranger.vault.take(talk, stolen) == len(stolen) == 2
        assert len(talk) == 0


@needs_redis
async def test_an_answer_is_gone_on_from_at_another_replica(url: str) -> None:
    async with Replica(url, "c") as one, Replica(url, "c") as other:
        here = await one.desk("hello")
        token = here.token("pii.email", MAIL, True)
        assert await one.store.keep(here, one.vault.answered("t", "resp_1", here))
        there = await other.desk("resp_1", stored=True)
        assert there.original(token, "response") == MAIL
        assert (await other.desk("resp_1", "u", stored=True)).original(token, "response") is None


@needs_redis
async def test_the_server_forgets_by_its_own_clock_and_every_use_puts_it_off(url: str) -> None:
    async with Replica(url, "d", ttl_s=60) as one:
        desk = await one.desk()
        desk.token("pii.email", MAIL, True)
        assert await one.store.keep(desk, one.vault.answered("t", "resp_1", desk))
        key = f"d:talk:{desk.conversation.name}"
        connected = one.store._connected()
        assert 0 < await connected.pttl(key) <= 60_000
        await connected.pexpire(key, 20_000)
        await one.desk()
        assert await connected.pttl(key) > 20_000
        await connected.pexpire(key, 1)
        until = time.monotonic() + 60
        while await connected.exists(key):
            assert time.monotonic() < until
            await asyncio.sleep(0)


@needs_redis
async def test_the_oldest_entries_make_room(url: str) -> None:
    async with Replica(url, "e", entries=3) as one:
        desk = await one.desk()
        for n in range(5):
            desk.token("pii.email", f"u{n}@example.jp", True)
            assert await one.store.keep(desk)
        assert await one.store._connected().hlen(f"e:talk:{desk.conversation.name}") == 3


@needs_redis
async def test_many_exchanges_at_once(url: str) -> None:
    async with Replica(url, "f") as one, Replica(url, "f") as other:

        async def exchange(replica: Replica, n: int) -> str:
            desk = await replica.desk(f"talk {n % 5}")
            token = desk.token("pii.email", f"u{n}@example.jp", True)
            assert await replica.store.keep(desk)
            return token

        tokens = await asyncio.gather(*(exchange((one, other)[n % 2], n) for n in range(60)))
        for n, token in enumerate(tokens):
            desk = await one.desk(f"talk {n % 5}")
            entry = desk.conversation.entry(token)
            assert desk.conversation.value(entry) == f"u{n}@example.jp"


@needs_redis
async def test_a_server_that_takes_no_password_is_no_server(url: str) -> None:
    async with Replica(url, "g") as one:
        one.store._password = "wrong"
        assert not await one.store.fetch("t", "c", 0.0, stored=False)


async def test_a_server_that_is_not_there_is_left_alone_for_a_moment(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Replica("redis://127.0.0.1:1", "h") as one:
        assert not await one.store.fetch("t", "c", 0.0, stored=True)
        began = time.monotonic()
        desk = one.vault.open("t", "c", 0.0)
        token = desk.token("pii.email", MAIL, True)
        assert not await one.store.keep(desk)
        assert time.monotonic() - began < 30
        assert desk.original(token, "response") == MAIL  # what is known here is put back all the same
    assert "the shared vault does not answer: ConnectionError" in caplog.text
    assert MAIL not in caplog.text


async def test_a_server_that_says_nothing_is_waited_for_so_long_and_no_longer() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    replica = Replica(f"redis://127.0.0.1:{port}", "i")
    replica.store._settings = replica.store._settings.model_copy(update={"timeout_s": 0.1})
    async with listening, replica:
        began = time.monotonic()
        assert not await replica.store.fetch("t", "c", 0.0, stored=False)
        assert 0.08 < time.monotonic() - began < 30
