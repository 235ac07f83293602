"""One socket that was admitted: its exchange, its dialogue, and the handshake on both sides.

Browsers cannot set headers on a socket, so a key may come among the subprotocols
(`openai-insecure-api-key.…`). It counts as a credential like any header's: it names the
caller, it may be one of the station's own keys, and it does not go up when credentials
do not.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit

from uvicorn.protocols.utils import ClientDisconnected
from websockets.asyncio.client import ClientConnection

from config.ids import uuid7
from config.paths import join
from config.traffic import Key
from filters import vault
from filters.model import Exchange
from filters.policy import Policy
from proxy import headers as rules
from proxy.arrival import Arrival
from proxy.assembly import Setup, Station
from proxy.dialect import Reply
from proxy.dialogue import Dialogue
from proxy.dialogue_turn import Desk, Opening
from proxy.enclosed import HERE
from proxy.readers import answer, show
from proxy.socket_passage import Send
from proxy.socket_upstream import Dial
from proxy.talk import Talk
from proxy.upstream import Headers

_OWN_HEADERS = b"sec-websocket-"
_KEY = "openai-insecure-api-key."


class Offered:
    """What the client's handshake brings: its headers as a request's, and its subprotocols."""

    def __init__(self, scope: dict[str, Any]) -> None:
        came: Headers = [(bytes(name), bytes(value)) for name, value in scope["headers"]]
        self.plain: Headers = [pair for pair in came if not pair[0].startswith(_OWN_HEADERS)]
        self.protocols: tuple[str, ...] = tuple(scope.get("subprotocols") or ())
        keys = [one.removeprefix(_KEY) for one in self.protocols if one.startswith(_KEY)]
        self.headers: Headers = [*self.plain]
        if keys and not rules.credentials(self.plain):
            self.headers.append((b"authorization", b"Bearer " + keys[0].encode("latin-1", "replace")))

    def kept(self, *, credentials: bool) -> tuple[str, ...]:
        """The subprotocols that go up."""
        return tuple(one for one in self.protocols if credentials or not one.startswith(_KEY))


class Conversation:
    """One admitted socket: its exchange, its dialogue, and its handshakes."""

    def __init__(self, station: Station, seen: Arrival, offered: Offered, talk: Talk) -> None:
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
        limits = replace(setup.limits, documents=setup.limits.documents & HERE)
        desk = Desk(talk, vault.LazyDesk(lambda: self._desk(key)), answer, show, limits)
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
        return self._station.vault.open(vault.whose(tenant, self._route.route), name, began, stored)

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
        passed = [pair for pair in lowered if not pair[0].startswith(_OWN_HEADERS)]
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
