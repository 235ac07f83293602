"""The vault's store: what replicas share of conversations, in a Redis or Valkey server.

Measures are synchronous and never wait for it. A conversation's entries are fetched before
its request is judged, and what is new is written before the surrogate of it leaves, in
either direction. Under keyed digests lie ciphertexts; the server sees neither a value nor
a surrogate nor the name of anything, and forgets by its own clock.

Where it does not answer in time it is left alone for a moment, and the exchange goes on with
what this worker knows, unless a row on `sekisho.unshared` says otherwise. Text stays hidden
either way: only what other replicas hid is not put back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, cast

from config.record import SharedVault
from filters.conversation import Conversation
from filters.vault import Desk, Vault

if TYPE_CHECKING:
    from redis.asyncio import Redis

_PAUSE_S = 1.0  # after a failure
_CONNECTIONS = 64
_LOG = logging.getLogger("sekisho")


class SharedStore:
    """One server, for all conversations of a vault. ttl_s: as the vault's own. Errors stay in here."""

    def __init__(self, vault: Vault, settings: SharedVault, ttl_s: int, password: str | None) -> None:
        self._vault = vault
        self._settings = settings
        self._ttl_s = ttl_s
        self._password = password
        self._server: Redis | None = None
        self._left_alone_until = 0.0

    async def fetch(self, tenant: str, conversation: str, now: float, *, stored: bool) -> bool:
        """Take what is known of the conversation that is about to be opened; False: not to be had."""
        return await self._asked(self._fetch(tenant, conversation, now, stored))

    async def _fetch(self, tenant: str, conversation: str, now: float, stored: bool) -> None:
        vault, server = self._vault, self._connected()
        if stored and (name := vault.wanted(tenant, conversation)):
            sealed = await server.get(self._key("answer", name.hex()))
            if sealed is not None and not vault.take_answer(name, cast(bytes, sealed)):
                _LOG.warning("the shared vault has an answer that does not open")
        talk = vault.found(tenant, conversation, now, stored=stored)
        key = self._key("talk", talk.name)
        async with server.pipeline(transaction=False) as pipe:
            pipe.hgetall(key)
            pipe.expire(key, self._ttl_s)
            packed, _ = await pipe.execute()
        if broken := vault.take(talk, cast(dict[bytes, bytes], packed)):
            _LOG.warning("the shared vault has entries that do not open: %d", broken)

    async def keep(self, desk: Desk, answer: tuple[bytes, bytes] | None = None) -> bool:
        """Write what is new at a desk, and where an answer's story goes on; False: not written."""
        minted = desk.minted()
        if not minted and answer is None:
            return True
        return await self._asked(self._keep(desk.conversation, dict(minted), answer))

    async def _keep(
        self, talk: Conversation, minted: dict[bytes, bytes], answer: tuple[bytes, bytes] | None
    ) -> None:
        key = self._key("talk", talk.name)
        async with self._connected().pipeline(transaction=False) as pipe:
            if minted:
                pipe.hset(key, mapping=cast(dict[Any, Any], minted))
                pipe.expire(key, self._ttl_s)
                pipe.hlen(key)
            if answer is not None:
                pipe.set(self._key("answer", answer[0].hex()), answer[1], ex=self._ttl_s)
            done = await pipe.execute()
        if minted and done[2] > self._vault.entries:
            await self._trim(key, talk)

    async def _trim(self, key: str, talk: Conversation) -> None:
        """The oldest make room, as they do here."""
        server = self._connected()
        known = await cast(Awaitable[list[bytes]], server.hkeys(key))
        if gone := set(known) - talk.fields:
            await server.hdel(key, *cast(set[str], gone))

    async def _asked(self, work: Awaitable[None]) -> bool:
        from redis.exceptions import RedisError  # noqa: PLC0415  # only where it is configured

        loop = asyncio.get_running_loop()
        if loop.time() < self._left_alone_until:
            asyncio.ensure_future(work).cancel()
            return False
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                await work
        except (RedisError, OSError, TimeoutError) as error:
            self._left_alone_until = loop.time() + _PAUSE_S
            _LOG.warning("the shared vault does not answer: %s", type(error).__name__)
            return False
        return True

    def _connected(self) -> Redis:
        if self._server is None:
            from redis.asyncio import BlockingConnectionPool, Redis  # noqa: PLC0415  # as above

            wait = self._settings.timeout_s
            pool = BlockingConnectionPool.from_url(
                self._settings.url,
                username=self._settings.username,
                password=self._password,
                max_connections=_CONNECTIONS,
                timeout=wait,
                socket_connect_timeout=wait,
            )
            self._server = Redis(connection_pool=pool)
        return self._server

    def _key(self, sort: str, name: str) -> str:
        return f"{self._settings.prefix}:{sort}:{name}"

    async def close(self) -> None:
        """Close its connections."""
        if self._server is not None:
            await self._server.aclose()
            await self._server.connection_pool.disconnect()
