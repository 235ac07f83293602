"""The data plane as a bare ASGI application: no framework object per request.

Reads a request within limits, finds its route, and hands it to a `Passage`. What
cannot become an exchange (no route, no key, a body that is too long or damaged) is
answered here, in JSON, and recorded as an exchange that never opened.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import orjson

from config.errors import ClientError
from config.ids import uuid7
from config.paths import join
from config.routing import RouteMatch
from config.traffic import Key
from filters.model import Exchange
from filters.vault import Desk, LazyDesk
from proxy import headers as rules
from proxy.assembly import Setup, Station
from proxy.call import Call, content_type_of
from proxy.coding import CodingError, TooLarge, UnknownCoding, decode_body
from proxy.dialect import Seen, Surface
from proxy.judge import parse
from proxy.passage import Passage, Receive, SendAsgi
from proxy.readers import answer, show
from proxy.session import Session
from proxy.upstream import Headers

Scope = dict[str, Any]
App = Callable[[Scope, Receive, SendAsgi], Awaitable[None]]

_OWN = ("/sekisho/", "/.well-known/", "/healthz", "/readyz")
KEEPALIVE_S = 10.0


class Refused(ClientError):
    """A request that cannot become an exchange: status, and our word for why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Relay:
    """The ASGI application of the data plane. own: answers `/sekisho/*`, health and the system card."""

    def __init__(self, station: Station, own: App) -> None:
        self._station = station
        self._own = own
        self._passages: set[Passage] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: SendAsgi) -> None:
        kind = scope["type"]
        if kind == "http":
            if scope["path"].startswith(_OWN):
                await self._own(scope, receive, send)
            else:
                await self._http(scope, receive, send)
        elif kind == "websocket":
            await self._websocket(receive, send)

    async def keep_alive(self) -> None:
        """Keep clients of held streams waiting gladly. Runs until cancelled."""
        while True:
            await asyncio.sleep(KEEPALIVE_S / 2)
            for passage in tuple(self._passages):
                await passage.nudge(KEEPALIVE_S)

    async def _http(self, scope: Scope, receive: Receive, send: SendAsgi) -> None:
        try:
            passage, body, kind = await self._open(scope, receive, send)
        except Refused as refused:
            await _deny(send, refused)
            return
        except ClientGone:
            return
        self._passages.add(passage)
        try:
            await passage.run(body, kind, receive)
        finally:
            self._passages.discard(passage)

    async def _open(self, scope: Scope, receive: Receive, send: SendAsgi) -> tuple[Passage, bytes, str]:
        station, setup = self._station, self._station.setup
        given: Headers = scope["headers"]
        try:
            rules.check(given)
        except rules.BadHeaders as error:
            raise Refused(400, "bad_headers", str(error)) from error
        path = scope["raw_path"].decode("latin-1")
        route = setup.route(path)
        if route is None:
            raise Refused(404, "no_route", "No route for this path; see `routes` in sekisho.yaml.")
        key = _key(setup, given)
        original = await _read(given, receive, setup.settings.limits.body_bytes)
        body = _plain(original, given, setup)
        query = scope["query_string"].decode("latin-1")
        surface = setup.dialects[route.upstream].surface(Seen(scope["method"], route.path, query))
        surface.asked = parse(body) if body else None
        exchange = self._exchange(setup, route, key, given, surface)
        session = self._session(setup, exchange, surface, key)
        call = self._call(setup, route, scope["method"], query, given, original, key)
        policy = setup.policies[exchange.policy]
        passage = Passage(station, session, surface, policy, call, send)
        return passage, body, content_type_of(given)

    def _exchange(
        self, setup: Setup, route: RouteMatch, key: Key | None, given: Headers, surface: Surface
    ) -> Exchange:
        policy = setup.policies[(key.policy if key and key.policy else None) or route.policy]
        return Exchange(
            id=uuid7(),
            route=route.route,
            dialect=setup.dialects[route.upstream].name,
            model=surface.model(surface.asked),
            caller=key.name if key else self._station.caller(rules.credentials(given)),
            system=route.system,
            purpose=route.purpose,
            policy=policy.name,
            policy_digest=policy.digest,
            began_at=datetime.now(UTC),
            streaming=surface.streaming(surface.asked),
        )

    def _session(self, setup: Setup, exchange: Exchange, surface: Surface, key: Key | None) -> Session:
        def open_desk() -> Desk:
            words, stored = surface.conversation(surface.asked)
            tenant = (key.tenant if key else None) or exchange.caller
            name = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            began = exchange.began_at.timestamp()
            return self._station.vault.open(f"{tenant}\0{exchange.route}", name, began, stored)

        policy = setup.policies[exchange.policy]
        return Session(exchange, surface, policy, LazyDesk(open_desk), answer, setup.limits, show)

    def _call(
        self,
        setup: Setup,
        route: RouteMatch,
        method: str,
        query: str,
        given: Headers,
        original: bytes,
        key: Key | None,
    ) -> Call:
        upstream = setup.settings.upstreams[route.upstream]
        url = join(upstream.base_url, route.path) + (f"?{query}" if query else "")
        return Call(
            client=self._station.client(route.upstream, upstream),
            method=method,
            url=url,
            host=urlsplit(url).netloc.encode(),
            headers=given,
            original=original,
            own=setup.credentials.get(route.upstream),
            drop_credentials=key is not None,
        )

    async def _websocket(self, receive: Receive, send: SendAsgi) -> None:
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "WebSockets are not served yet"})


class ClientGone(ClientError):
    """The client left before its request was whole."""


def _key(setup: Setup, given: Headers) -> Key | None:
    """The Sekisho key of a request, where keys are in force; compared by digest."""
    if not setup.keys:
        return None
    secrets = rules.credentials(given).split(b"\n")
    for secret in secrets:
        found = setup.keys.get(hashlib.sha256(secret).hexdigest())
        if found is not None:
            return found
    raise Refused(401, "invalid_api_key", "This station wants one of its own keys; see `keys` in sekisho.yaml.")


async def _read(given: Headers, receive: Receive, limit: int) -> bytes:
    """The request's body, whole; Refused beyond the limit, before it is read where it says its length."""
    said = next((value for name, value in given if name == b"content-length"), b"0")
    if int(said) > limit:
        raise _too_large(limit)
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone("the client left before its request was whole")
        piece: bytes = message.get("body", b"")
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        pieces.append(piece)
        if not message.get("more_body"):
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _too_large(limit: int) -> Refused:
    return Refused(413, "request_too_large", f"The body is longer than {limit} bytes (limits.body_bytes).")


def _plain(original: bytes, given: Headers, setup: Setup) -> bytes:
    coding = rules.codings(given)
    if not coding:
        return original
    limits = setup.settings.limits
    try:
        return decode_body(original, coding, limits.body_bytes, limits.decode_ratio)
    except UnknownCoding as error:
        raise Refused(415, "unsupported_content_encoding", str(error)) from error
    except TooLarge as error:
        raise Refused(413, "request_too_large", str(error)) from error
    except CodingError as error:
        raise Refused(400, "bad_content_encoding", str(error)) from error


async def _deny(send: SendAsgi, refused: Refused) -> None:
    error = {"message": str(refused), "type": "invalid_request_error", "param": None, "code": refused.code}
    body = orjson.dumps({"type": "error", "error": error})
    given = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"x-should-retry", b"false"),
        (b"sekisho-verdict", b"refuse"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": given})
    await send({"type": "http.response.body", "body": body})
