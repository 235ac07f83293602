"""The data plane as a bare ASGI application: no framework object per request.

Reads a request within limits, finds its route, and hands it to a `Passage`. What
cannot become an exchange (no route, no key, a body that is too long or damaged) is
answered here, in JSON, and recorded as an exchange that never opened.
"""

from __future__ import annotations

import asyncio
import codecs
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from config.errors import AuditError, ClientError
from config.ids import uuid7
from config.paths import join
from config.routing import RouteMatch
from config.traffic import Key
from filters.model import AuditEvent, Exchange
from filters.vault import Desk, LazyDesk
from proxy import headers as rules
from proxy import jsonscan
from proxy.answer import give
from proxy.assembly import Setup, Station
from proxy.call import Call, content_type_of
from proxy.coding import CodingError, TooLarge, UnknownCoding, decode_body
from proxy.dialect import Json, Seen, Surface, denial
from proxy.downstream import Downstream, downstream
from proxy.judge import parse
from proxy.logs import described
from proxy.passage import LONG, Passage
from proxy.readers import answer, show
from proxy.session import Session
from proxy.upstream import Headers

Scope = dict[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
SendAsgi = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, SendAsgi], Awaitable[None]]

_OWN = ("/sekisho/", "/.well-known/", "/healthz", "/readyz")
KEEPALIVE_S = 10.0
_LOG = logging.getLogger("sekisho")
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # that of UTF-32 begins with either, or with a zero
T = TypeVar("T")


class Refused(ClientError):
    """A request that cannot become an exchange: status, and our word for why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Arrival:
    """A request as far as it is known while nothing is decided yet."""

    def __init__(self, setup: Setup, scope: Scope) -> None:
        self.setup = setup
        self.method: str = scope["method"]
        self.headers: Headers = scope["headers"]
        self.query: str = scope["query_string"].decode("latin-1")
        self.key: Key | None = None
        self.route: RouteMatch | None = None
        self.surface: Surface | None = None
        self.base_url = ""
        self._path: str = scope["raw_path"].decode("latin-1")

    def find(self) -> tuple[RouteMatch, Surface]:
        """Where it leads; Refused when nowhere."""
        route = self.route = self.setup.route(self._path)
        if route is None:
            raise Refused(404, "no_route", "No route for this path; see `routes` in sekisho.yaml.")
        self.base_url = self.setup.settings.upstreams[route.upstream].base_url or ""
        if not self.base_url:
            raise Refused(404, "no_upstream", "This upstream has no `base_url`: see `upstreams`.")
        surface = self.setup.dialects[route.upstream].surface(Seen(self.method, route.path, self.query))
        self.surface = surface
        return route, surface

    def decision(self, refused: Refused) -> AuditEvent:
        """What is on record of a request that did not become an exchange."""
        route = self.route
        attrs: dict[str, object] = {
            "route": route.route if route else "",
            "dialect": self.setup.dialects[route.upstream].name if route else "",
            "caller": self.key.name if self.key else "",
            "system": route.system if route else "",
            "purpose": route.purpose if route else "",
            "policy": route.policy if route else "",
            "verdict": "refuse",
            "outcome": refused.code,
            "status": refused.status,
        }
        return AuditEvent("sekisho.decision", uuid7(), 0, datetime.now(UTC), attrs)


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
        setup, given = seen.setup, seen.headers
        try:
            rules.check(given)
        except rules.BadHeaders as error:
            raise Refused(400, "bad_headers", str(error)) from error
        route, surface = seen.find()
        key = seen.key = key_of(setup, given)
        original = await _read(given, down, setup.settings.limits.body_bytes)
        body = await _aside(len(original), lambda: _plain(original, given, setup))
        surface.asked = await _aside(len(body), lambda: _document(body))
        if belied := surface.arrived(given):
            raise Refused(400, "header_mismatch", f"The header {belied} does not say what the body says.")
        exchange = self._exchange(setup, route, key, given, surface)
        session = self._session(setup, exchange, surface, key)
        call = self._call(seen, route, original, surface)
        policy = setup.policies[exchange.policy]
        passage = Passage(self._station, session, surface, policy, call, down)
        return passage, body, content_type_of(given)

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

    def _exchange(
        self, setup: Setup, route: RouteMatch, key: Key | None, given: Headers, surface: Surface
    ) -> Exchange:
        policy = setup.policies[(key.policy if key and key.policy else None) or route.policy]
        return Exchange(
            id=uuid7(),
            route=route.route,
            dialect=setup.dialects[route.upstream].name,
            model=setup.model(policy, surface.model(surface.asked)),
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

    def _call(self, seen: Arrival, route: RouteMatch, original: bytes, surface: Surface) -> Call:
        upstream = seen.setup.settings.upstreams[route.upstream]
        url = join(seen.base_url, route.path) + (f"?{seen.query}" if seen.query else "")
        return Call(
            client=self._station.client(route.upstream, upstream),
            method=seen.method,
            url=url,
            host=urlsplit(url).netloc.encode(),
            headers=seen.headers,
            original=original,
            own=seen.setup.credentials.get(route.upstream),
            drop_credentials=seen.key is not None,
            mirrored=surface.mirrored,
        )


async def _no_sockets(_scope: Scope, receive: Receive, send: SendAsgi) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": "WebSockets are not served here"})


class ClientGone(ClientError):
    """The client left before its request was whole."""


def key_of(setup: Setup, given: Headers) -> Key | None:
    """The Sekisho key of a request, where keys are in force; compared by digest."""
    if not setup.keys:
        return None
    secrets = rules.credentials(given).split(b"\n")
    for secret in secrets:
        found = setup.keys.get(hashlib.sha256(secret).hexdigest())
        if found is not None:
            return found
    raise Refused(401, "invalid_api_key", "This station wants one of its own keys: see `keys`.")


async def _read(given: Headers, down: Downstream, limit: int) -> bytes:
    """The request's body, whole; Refused beyond the limit, before it is read where it says its length."""
    said = next((value for name, value in given if name == b"content-length"), b"0")
    if int(said) > limit:
        raise _too_large(limit)
    body = down.whole()
    if body is None:
        return await _gathered(down, limit)
    if len(body) > limit:
        raise _too_large(limit)
    return body


async def _gathered(down: Downstream, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = cast("Message", await down.receive())
        if message["type"] == "http.disconnect":
            raise ClientGone("the client left before its request was whole")
        size += len(message["body"])
        if size > limit:
            raise _too_large(limit)
        pieces.append(message["body"])
        if not message["more_body"]:
            return b"".join(pieces)


def _too_large(limit: int) -> Refused:
    return Refused(413, "request_too_large", f"The body is longer than {limit} bytes (limits.body_bytes).")


async def _aside(size: int, step: Callable[[], T]) -> T:
    """A step whose cost grows with `size`: long ones leave the loop."""
    return step() if size < LONG else await asyncio.to_thread(step)


def _document(body: bytes) -> Json:
    """The body's JSON, if it is any. Refused where an upstream might read what nobody here did."""
    if not body:
        return None
    if body.startswith(_OTHER_MARKS) or b"\0" in body[:4]:
        _only_utf8(body)
    try:
        return parse(body)
    except jsonscan.TooDeep as error:
        message = "The body's JSON is nested too deep to be read (limits.nesting)."
        raise Refused(400, "nested_too_deep", message) from error


def _only_utf8(body: bytes) -> None:
    """Refuse JSON in another encoding: some servers guess it, and what is inspected is UTF-8."""
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return
    raise Refused(400, "not_utf8", "The body is JSON in another encoding; send UTF-8 (RFC 8259, 8.1).")


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
