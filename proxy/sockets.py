"""Sockets of clients: who may open one, where it leads, and the handshake on both sides.

A handshake is a request like any other: its headers are checked, its route found, its key
looked up, its headers passed on by the same rules, and it is on record before anything
goes up. What cannot become a conversation is answered in HTTP, with the status the same
request would get; so is a socket on a path that no dialect speaks over sockets. The client's
socket is accepted only once the upstream's is open.

Where the upstream's credential is the station's own and no key of ours is asked for, a page
of another origin is declined: a browser would let any page talk, and read, at our expense.
"""

from __future__ import annotations

import logging
import ssl
from collections import Counter
from typing import Any

from config.errors import AuditError, ClientError, UpstreamError
from proxy import headers as rules
from proxy.arrival import Arrival, Refused, key_of
from proxy.assembly import Station
from proxy.call import reason
from proxy.dialect import Seen, denial
from proxy.handshake import Conversation, Offered, answer_http
from proxy.logs import described
from proxy.socket_passage import Receive, Send, SocketPassage
from proxy.socket_upstream import UpstreamDeclined, dial
from proxy.talk import Talking
from proxy.upstream import Headers

_LOG = logging.getLogger("sekisho")


class Sockets:
    """An ASGI application for scopes of type `websocket`."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._open: Counter[str] = Counter()  # by upstream
        self._tls: ssl.SSLContext | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()  # that it connects
        offered = Offered(scope)
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

    def _admit(self, seen: Arrival, offered: Offered) -> Conversation:
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
        return Conversation(self._station, seen, offered, talk)

    async def _converse(self, conversation: Conversation, receive: Receive, send: Send) -> None:
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
