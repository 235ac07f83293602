"""Sockets of clients: who may open one, where it leads, and the handshake on both sides.

A handshake is a request like any other: its headers are checked, its route found, its key
looked up, its headers passed on by the same rules, and it is on record before anything
goes up. What cannot become a conversation is answered in HTTP, with the status the same
request would get; so is a socket on a path that no dialect speaks over sockets. The client's
socket is accepted only once the upstream's is open.

Browsers cannot set headers on a socket, so a key may come among the subprotocols
(`openai-insecure-api-key.…`). It counts as a credential like any header's: it names the
caller, it may be one of the station's own keys, and it does not go up when credentials
do not.

Where the upstream's credential is the station's own and no key of ours is asked for, a page
of another origin is declined: a browser would let any page talk, and read, at our expense.
"""

from __future__ import annotations

import hashlib
import logging
import ssl
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit

from uvicorn.protocols.utils import ClientDisconnected
from websockets.asyncio.client import ClientConnection

from config.errors import AuditError, ClientError, UpstreamError
from config.ids import uuid7
from config.paths import join
from config.traffic import Key
from filters import vault
from filters.model import Exchange
from filters.policy import Policy
from proxy import headers as rules
from proxy.arrival import Arrival, Refused, key_of
from proxy.assembly import Setup, Station
from proxy.call import reason
from proxy.dialect import Reply, Seen, denial
from proxy.dialogue import Dialogue
from proxy.dialogue_turn import Desk, Opening
from proxy.logs import described
from proxy.readers import answer, show
from proxy.socket_passage import Receive, Send, SocketPassage
from proxy.socket_upstream import Dial, UpstreamDeclined, dial
from proxy.talk import Talk, Talking
from proxy.upstream import Headers

_LOG = logging.getLogger("sekisho")
_HANDSHAKE = b"sec-websocket-"
_KEY = "openai-insecure-api-key."


class Sockets:
    """An ASGI application for scopes of type `websocket`."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._open: Counter[str] = Counter()  # by upstream
        self._tls: ssl.SSLContext | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()  # that it connects
        offered = _Offered(scope)
        seen = Arrival(self._station.setup, {**scope, "method": "GET", "headers": offered.headers})
        try:
            conversation = self._admit(seen, offered)
        except Refused as refused:
            await self._deny(seen, refused, send)
            return
        except Exception as error:  # noqa: BLE001  # the rim: a dialect may have a mistake in it
            _LOG.error("a socket failed inside the station: %s", described(error))
            await self._deny(seen, Refused(500, "internal_error", "The station failed on this socket."), send)
            return
        name = conversation.upstream
        self._open[name] += 1
        try:
            await self._converse(conversation, receive, send)
        finally:
            self._open[name] -= 1

    def _admit(self, seen: Arrival, offered: _Offered) -> _Conversation:
        try:
            rules.check(seen.headers)
        except rules.BadHeaders as error:
            raise Refused(400, "bad_headers", str(error)) from error
        route, _ = seen.find()
        seen.key = key_of(seen.setup, seen.headers)
        dialect = seen.setup.dialects[route.upstream]
        line = Seen("GET", route.path, seen.query)
        talk = dialect.talk(line) if isinstance(dialect, Talking) else None
        if talk is None:
            raise Refused(403, "no_socket", "This station speaks no WebSocket on this path; use HTTP.")
        if seen.key is None and route.upstream in seen.setup.credentials and _foreign(seen.headers):
            raise Refused(
                403, "foreign_origin", "A page of another origin may not use the station's own key."
            )
        if self._open[route.upstream] >= seen.setup.settings.upstreams[route.upstream].max_connections:
            raise Refused(503, "upstream_busy", "Every connection to this upstream is in use.")
        return _Conversation(self._station, seen, offered, talk)

    async def _converse(self, conversation: _Conversation, receive: Receive, send: Send) -> None:
        dialogue = conversation.dialogue
        passage = SocketPassage(
            self._station, dialogue, conversation.policy.deadline_s, receive, conversation.sender(send)
        )
        if not await passage.record(dialogue.begin()):
            await conversation.decline(send, "audit_unavailable", 503)
            return
        try:
            server = await dial(conversation.dial(self._secure))
        except (UpstreamError, ClientError) as error:
            why, status = _reason(error)
            await passage.record(dialogue.failed(why, status))
            await conversation.decline(send, why, status)
            return
        await conversation.accept(send, server)
        await passage.run(server)

    def _secure(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls

    async def _deny(self, seen: Arrival, refused: Refused, send: Send) -> None:
        """Answer in the provider's form, with a record of an exchange that never opened."""
        event = seen.decision(refused)
        try:
            self._station.append([event])
        except AuditError:
            self._station.owe([event])
        asked = (refused.status, refused.code, str(refused))
        reply = denial(*asked) if seen.surface is None else seen.surface.denied(*asked)
        marks = [(b"sekisho-exchange", event.exchange.encode()), (b"sekisho-verdict", b"refuse")]
        await answer_http(send, reply, marks)


class _Offered:
    """What the client's handshake brings: its headers as a request's, and its subprotocols."""

    def __init__(self, scope: dict[str, Any]) -> None:
        came: Headers = [(bytes(name), bytes(value)) for name, value in scope["headers"]]
        self.plain: Headers = [pair for pair in came if not pair[0].startswith(_HANDSHAKE)]
        self.protocols: tuple[str, ...] = tuple(scope.get("subprotocols") or ())
        keys = [one.removeprefix(_KEY) for one in self.protocols if one.startswith(_KEY)]
        self.headers: Headers = [*self.plain]
        if keys and not rules.credentials(self.plain):
            self.headers.append((b"authorization", b"Bearer " + keys[0].encode("latin-1", "replace")))

    def kept(self, *, credentials: bool) -> tuple[str, ...]:
        """The subprotocols that go up."""
        return tuple(one for one in self.protocols if credentials or not one.startswith(_KEY))


class _Conversation:
    """One admitted socket: its exchange, its dialogue, and its handshakes."""

    def __init__(self, station: Station, seen: Arrival, offered: _Offered, talk: Talk) -> None:
        assert seen.route is not None  # it was admitted
        setup, self._route, key = seen.setup, seen.route, seen.key
        self._station, self._seen, self._offered, self._talk = station, seen, offered, talk
        self.upstream = self._route.upstream
        self.policy: Policy = setup.policies[
            (key.policy if key and key.policy else None) or self._route.policy
        ]
        caller = key.name if key else station.caller(rules.credentials(seen.headers))
        self._caller = caller
        self._connection = self._exchange(setup, self.policy)
        self._accepted = False
        desk = Desk(talk, vault.LazyDesk(lambda: self._desk(key)), answer, show, setup.limits)
        self.dialogue = Dialogue(self._connection, self._turn, desk)

    def _exchange(self, setup: Setup, policy: Policy) -> Exchange:
        talk = self._talk
        return Exchange(
            id=uuid7(),
            route=self._route.route,
            dialect=setup.dialects[self.upstream].name,
            model=setup.model(policy, talk.model(talk.asked) or talk.model_said()),
            caller=self._caller,
            system=self._route.system,
            purpose=self._route.purpose,
            policy=policy.name,
            policy_digest=policy.digest,
            began_at=datetime.now(UTC),
            streaming=True,
        )

    def _turn(self) -> Opening:
        """A turn's exchange, under what its policy says at that moment."""
        setup = self._station.setup
        policy = setup.policies.get(self.policy.name, self.policy)
        known = setup if self.upstream in setup.dialects else self._seen.setup
        return Opening(self._exchange(known, policy), policy)

    def _desk(self, key: Key | None) -> vault.Desk:
        words, stored = self._talk.conversation(self._talk.asked)
        named = words or self._connection.id
        name = hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        tenant = (key.tenant if key else None) or self._caller
        began = self._connection.began_at.timestamp()
        return self._station.vault.open(f"{tenant}\0{self._route.route}", name, began, stored)

    # -- the handshakes

    def dial(self, secure: Callable[[], ssl.SSLContext]) -> Dial:
        """How the socket goes up: the headers of a request, but for those of the handshake itself."""
        seen = self._seen
        url = join(seen.base_url, self._route.path) + (f"?{seen.query}" if seen.query else "")
        known = seen.setup.credentials.get(self.upstream)
        own = known if isinstance(known, tuple) else None  # a signature is of one request, not of a socket
        drop = seen.key is not None or own is not None
        sent = rules.to_upstream(
            self._offered.plain, host=b"", drop_credentials=drop, add=[own] if own else []
        )
        parts = urlsplit(url)
        return Dial(
            url=url,
            where=f"{parts.scheme}://{parts.netloc}",
            headers=[pair for pair in sent if pair[0] not in (b"host", b"content-length")],
            protocols=self._offered.kept(credentials=not drop),
            connect_s=seen.setup.settings.upstreams[self.upstream].timeouts.connect_s,
            tls=secure() if parts.scheme == "https" else None,
        )

    async def accept(self, send: Send, server: ClientConnection) -> None:
        """Open the client's side as the upstream opened its own."""
        came = server.response.headers.raw_items() if server.response is not None else ()
        lowered = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in came]
        passed = [pair for pair in lowered if not pair[0].startswith(_HANDSHAKE)]
        self._accepted = True
        await send(
            {
                "type": "websocket.accept",
                "subprotocol": server.subprotocol,
                "headers": rules.to_client(passed, edited=True, add=self._marks("allow")),
            }
        )

    async def decline(self, send: Send, why: str, status: int) -> None:
        """There is no conversation: answer with the status, as a plain request would be."""
        await answer_http(send, self._talk.failed(why, status), self._marks("allow"))

    def sender(self, send: Send) -> Send:
        """How the passage writes; before the socket is accepted there is nothing to close."""

        async def write(message: Any) -> None:
            if self._accepted:
                await send(message)

        return write

    def _marks(self, verdict: str) -> Headers:
        x = self._connection
        return [
            (b"sekisho-exchange", x.id.encode()),
            (b"sekisho-policy", f"{x.policy}@{x.policy_digest[:12]}".encode("ascii", "replace")),
            (b"sekisho-verdict", verdict.encode()),
        ]


async def answer_http(send: Send, reply: Reply, marks: Headers) -> NoReturn:
    """Answer a handshake with an HTTP response instead of a socket.

    uvicorn takes a handshake that was answered so for one that was forgotten, and says so in its log,
    unless it hears that the client is gone: for a socket it is.
    """
    given = [(b"content-type", reply.content_type), (b"content-length", b"%d" % len(reply.body))]
    start = {"status": reply.status, "headers": [*given, *reply.headers, *marks]}
    await send({"type": "websocket.http.response.start", **start})
    await send({"type": "websocket.http.response.body", "body": reply.body})
    raise ClientDisconnected


def _foreign(headers: Headers) -> bool:
    """Whether a web page of another origin asks: browsers let any page open a socket to any host."""
    said = dict(headers)
    origin = said.get(b"origin")
    return origin is not None and origin.partition(b"://")[2].lower() != said.get(b"host", b"").lower()


def _reason(error: UpstreamError | ClientError) -> tuple[str, int]:
    """(our word for it, the status the client is answered with)."""
    if isinstance(error, UpstreamDeclined):
        return "upstream_declined", error.status if 400 <= error.status < 600 else 502
    return reason(error)
