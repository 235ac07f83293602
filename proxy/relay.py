"""The data plane as a bare ASGI application: no framework object per request.

Finds a request's way, reads it, and hands it to a `Passage`. What cannot become an
exchange (`proxy.arrival` says why) is answered here, in JSON, and recorded as an
exchange that never opened.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from config.errors import AuditError
from config.ids import uuid7
from filters.model import Exchange
from filters.vault import Desk, LazyDesk, whose
from proxy.answer import give
from proxy.arrival import Arrival, ClientGone, Refused, Scope, document, key_of, plain, read_body
from proxy.assembly import Setup, Station
from proxy.call import Call
from proxy.dialect import Surface, denial, end_user
from proxy.downstream import Downstream, downstream
from proxy.logs import described
from proxy.passage import LONG, Passage
from proxy.past import Past
from proxy.readers import answer, show
from proxy.session import Session
from proxy.sharing import SharedStore
from proxy.way import Way, way_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
SendAsgi = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, SendAsgi], Awaitable[None]]

_OWN = ("/sekisho/", "/.well-known/", "/healthz", "/readyz")
KEEPALIVE_S = 10.0
_LOG = logging.getLogger("sekisho")


class Relay:
    """The ASGI application of the data plane.

    own: answers `/sekisho/*`, health and the system card. sockets: serves WebSockets; None: nobody does.
    """

    def __init__(self, station: Station, own: App, sockets: App | None = None) -> None:
        self._station = station
        self._own = own
        self._sockets = sockets or _no_sockets
        self._passages: set[Passage] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: SendAsgi) -> None:
        kind = scope["type"]
        if kind == "http":
            if scope["path"].startswith(_OWN):
                await self._ours(scope, receive, send)
            else:
                await self._http(scope)
        elif kind == "websocket":
            await self._sockets(scope, receive, send)

    async def _ours(self, scope: Scope, receive: Receive, send: SendAsgi) -> None:
        seen = Arrival(self._station.setup, scope)
        try:
            if scope["path"].startswith("/sekisho/"):
                key_of(seen.setup, seen.headers)
        except Refused as refused:
            self._deny(seen, refused, downstream(scope))
            return
        await self._own(scope, receive, send)

    async def keep_alive(self) -> None:
        """Keep clients of held streams waiting gladly. Runs until cancelled."""
        while True:
            await asyncio.sleep(KEEPALIVE_S / 2)
            for passage in tuple(self._passages):
                passage.nudge(KEEPALIVE_S)

    async def _http(self, scope: Scope) -> None:
        seen, down = Arrival(self._station.setup, scope), downstream(scope)
        try:
            passage, body, kind = await self._open(seen, down)
        except Refused as refused:
            self._deny(seen, refused, down)
            return
        except ClientGone:
            return
        except Exception as error:  # noqa: BLE001  # the rim: a dialect may have a mistake in it
            _LOG.error("a request failed inside the station: %s", described(error))
            failed = Refused(500, "internal_error", "The station failed on this request; its log says where.")
            self._deny(seen, failed, down)
            return
        self._passages.add(passage)
        try:
            await passage.run(body, kind)
        finally:
            self._passages.discard(passage)

    async def _open(self, seen: Arrival, down: Downstream) -> tuple[Passage, bytes, str]:
        setup = seen.setup
        way = way_of(self._station, seen, down.memory)
        surface = seen.surface
        assert surface is not None  # where there is a way
        original = body = await read_body(seen.headers, down, setup.settings.limits.body_bytes)
        if way.coding:
            work = (plain, original, way.coding, setup)
            body = plain(*work[1:]) if len(original) < LONG else await asyncio.to_thread(*work)
        surface.asked = document(body) if len(body) < LONG else await asyncio.to_thread(document, body)
        if belied := surface.arrived(seen.headers):
            raise Refused(400, "header_mismatch", f"The header {belied} does not say what the body says.")
        exchange = self._exchange(setup, way, surface)
        talk = _Talk(self._station, exchange, surface, way)
        session = self._session(setup, exchange, surface, way, talk)
        call = _call(seen, way, original, surface)
        store = self._station.shared if way.policy.reversible else None
        if store is not None:
            session.unshared = not await talk.fetch(store)
        keep = talk.keep if store is not None else None
        return Passage(self._station, session, surface, way.policy, call, down, keep), body, way.content_type

    def _deny(self, seen: Arrival, refused: Refused, down: Downstream) -> None:
        """Answer in the provider's form, with a record of an exchange that never opened."""
        event = seen.decision(refused)
        try:
            self._station.append([event])
        except AuditError:
            self._station.owe([event])
        if seen.surface is None:
            reply = denial(refused.status, refused.code, str(refused))
        else:
            reply = seen.surface.denied(refused.status, refused.code, str(refused))
        marks = [(b"sekisho-exchange", event.exchange.encode()), (b"sekisho-verdict", b"refuse")]
        give(down, reply, marks)

    def _exchange(self, setup: Setup, way: Way, surface: Surface) -> Exchange:
        route, policy = way.route, way.policy
        return Exchange(
            id=uuid7(),
            route=route.route,
            dialect=setup.dialects[route.upstream].name,
            model=setup.model(policy, surface.model(surface.asked)),
            caller=way.caller,
            system=route.system,
            purpose=route.purpose,
            policy=policy.name,
            policy_digest=policy.digest,
            began_at=datetime.now(UTC),
            streaming=surface.streaming(surface.asked),
        )

    def _session(self, setup: Setup, exchange: Exchange, surface: Surface, way: Way, talk: _Talk) -> Session:
        answered = talk.answered if way.policy.reversible else None
        return Session(
            exchange, surface, way.policy, talk.desk, answer, setup.limits, show, talk.past, answered
        )


class _Talk:
    """The conversation an exchange belongs to; what it is called is found out where somebody asks."""

    def __init__(self, station: Station, exchange: Exchange, surface: Surface, way: Way) -> None:
        self._station = station
        self._exchange = exchange
        self._surface = surface
        self._way = way
        self._answer: tuple[bytes, bytes] | None = None  # for the store
        self.desk = LazyDesk(self._open)

    @cached_property
    def _named(self) -> tuple[str, str, bool]:
        """Whose it is, its name, and whether its history lives upstream."""
        doc = self._surface.asked
        words, stored = self._surface.conversation(doc)
        tenant = (self._way.key.tenant if self._way.key else None) or self._exchange.caller
        if not stored:  # users of one application may begin alike
            words = whose(words, end_user(doc))
        return whose(tenant, self._exchange.route), _digest(words), stored

    @property
    def _began(self) -> float:
        return self._exchange.began_at.timestamp()

    def _open(self) -> Desk:
        """Its surrogates."""
        tenant, name, stored = self._named
        return self._station.vault.open(tenant, name, self._began, stored)

    def past(self) -> Past:
        """What its earlier requests have shown, under this policy."""
        tenant, name, _ = self._named
        return self._station.pasts.of((tenant, name, self._surface.name, self._exchange.policy_digest))

    def answered(self, name: str) -> None:
        """What the answer will be called by a request that goes on from it."""
        self._answer = self._station.vault.answered(self._named[0], _digest(name), self.desk.desk)

    async def fetch(self, store: SharedStore) -> bool:
        """Take what replicas know of it."""
        tenant, name, stored = self._named
        return await store.fetch(tenant, name, self._began, stored=stored)

    async def keep(self) -> bool:
        """Tell replicas what is new."""
        desk, store = self.desk.opened, self._station.shared
        if desk is None or store is None:
            return True
        answer, self._answer = self._answer, None
        return await store.keep(desk, answer)


def _digest(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _call(seen: Arrival, way: Way, original: bytes, surface: Surface) -> Call:
    return Call(
        client=way.client,
        method=seen.method,
        url=way.url,
        host=way.host,
        headers=seen.headers,
        original=original,
        own=way.own,
        drop_credentials=way.key is not None,
        mirrored=surface.mirrored,
        kept=way.kept,
    )


async def _no_sockets(_scope: Scope, receive: Receive, send: SendAsgi) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": "WebSockets are not served here"})
