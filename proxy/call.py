"""The request as it goes up: its URL, its headers, and the bytes that came unless they were edited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from msgspec import Struct

from config.errors import ClientError, UpstreamError
from proxy import headers as rules
from proxy.commands import Forward
from proxy.pool import Head, PooledUpstream
from proxy.signing import NotForwardable, NotSigned, Signer, is_signed
from proxy.upstream import (
    Headers,
    Unsendable,
    UpstreamAnswer,
    UpstreamBroken,
    UpstreamBusy,
    UpstreamRefused,
    UpstreamRequest,
    UpstreamTimeout,
)

_REASONS: Sequence[tuple[type[Exception], tuple[str, int]]] = (
    (UpstreamRefused, ("upstream_refused", 502)),
    (UpstreamTimeout, ("upstream_timeout", 504)),
    (UpstreamBusy, ("upstream_busy", 503)),
    (UpstreamBroken, ("upstream_broken", 502)),
    (NotSigned, ("not_signed", 502)),
    (NotForwardable, ("signature_not_forwardable", 403)),
    (Unsendable, ("unsendable", 400)),
    (rules.BadHeaders, ("unsendable", 400)),
)


class Kept:
    """The head of a request as it went up unedited, for the next one that is alike."""

    __slots__ = ("head",)

    def __init__(self) -> None:
        self.head: Head | None = None


class Call(Struct, frozen=True):
    """Everything about the upward request but what was edited.

    original: the body as it came, coding included. own: the route's own credential, if it has one.
    drop_credentials: what the client sent as credentials was for us. mirrored: the headers for an
    edited body, some of which may repeat what is in it. kept: filled by the first of several calls
    that differ in nothing but the length and bytes of their body.
    """

    client: PooledUpstream
    method: str
    url: str
    host: bytes
    headers: Headers
    original: bytes
    own: tuple[bytes, bytes] | Signer | None = None
    drop_credentials: bool = False
    mirrored: Callable[[Headers, bytes], Headers] = lambda headers, _body: headers
    kept: Kept | None = None

    async def send(self, forward: Forward) -> UpstreamAnswer:
        """Send it; an unedited request goes up in exactly the bytes that came."""
        if forward.edited:
            return await self.client.send(await self._request(forward.body, edited=True))
        if self.kept is None or not (self.own is None or isinstance(self.own, tuple)):
            return await self.client.send(await self._request(self.original))
        if self.kept.head is None:
            self.kept.head = self.client.head(await self._request(self.original))
        return await self.client.begin(self.kept.head, self.original)

    async def _request(self, body: bytes, *, edited: bool = False) -> UpstreamRequest:
        if self.own is None and is_signed(self.headers, self.url):
            raise NotForwardable("a signature is for the host it names, which is the station")
        sent = rules.to_upstream(
            self.mirrored(self.headers, body) if edited else self.headers,
            host=self.host,
            length=len(body) if edited else None,
            drop_credentials=self.drop_credentials or self.own is not None,
            add=[self.own] if isinstance(self.own, tuple) else [],
        )
        request = UpstreamRequest(self.method, self.url, sent, body)
        if self.own is not None and not isinstance(self.own, tuple):
            request = await asyncio.to_thread(self.own.sign, request)  # it may have to renew its credentials
        return request


def reason(error: UpstreamError | ClientError) -> tuple[str, int]:
    """(our word for it, the status to answer with) for what went wrong on the way up."""
    return next((said for kind, said in _REASONS if isinstance(error, kind)), ("upstream_broken", 502))


def content_type_of(headers: Headers) -> str:
    """The content type of a message; "" if it says none."""
    for name, value in headers:
        if name == b"content-type":
            return value.decode("latin-1")
    return ""
