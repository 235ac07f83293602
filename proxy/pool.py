"""The `Upstream` we ship: HTTP/1.1 over connections kept open between requests.

This file writes the request. What must stay true: the bytes that go out are one request
and can be read as one only. The head holds the headers as they were passed, one a line,
and exactly one announcement of length, which is the body's.

Nothing is retried. A request written to a kept connection that the other side was just
closing is UpstreamBroken; trying connections for life and keeping them for seconds only
makes that rare (docs/adr/0002-upstream-client.md).
"""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass

from proxy.incoming import Incoming
from proxy.origin import Origin
from proxy.upstream import Headers, Limits, Unsendable, UpstreamRefused, UpstreamRequest

_URL = re.compile(r"(https?://[A-Za-z0-9._~:\[\]-]+)([/?][\x21\x22\x24-\x7e]*)?")  # no fragment, no user
_METHOD = re.compile(r"(?!CONNECT$)[A-Z][A-Z-]{0,19}")
_FRAMING = re.compile(rb"\n(content-length|transfer-encoding)[ \t]*:", re.IGNORECASE)
_LENGTH = b"\r\ncontent-length: "
_WITH_BODY = frozenset(["POST", "PUT", "PATCH"])


@dataclass(frozen=True, slots=True)
class Head:
    """A request's head as it is written, around the length of its body; after: empty if it says none."""

    origin: Origin
    before: bytes
    after: bytes
    head_only: bool


class PooledUpstream:
    """Sends requests over HTTP/1.1, plain or TLS; see `Upstream`. For one event loop.

    tls: whom to trust and who we are; the system's authorities by default. Any number of
    origins, each with its own `limits`; their names should come from configuration.
    """

    def __init__(self, limits: Limits | None = None, tls: ssl.SSLContext | None = None) -> None:
        self._limits = limits or Limits()
        self._tls = tls
        self._origins: dict[str, Origin] = {}
        self._closed = False

    async def send(self, request: UpstreamRequest) -> Incoming:
        """Send once; return when the headers are there."""
        return await self.begin(self.head(request), request.body)

    def head(self, request: UpstreamRequest) -> Head:
        """All of a request but its body's bytes, checked once for any number of times. Unsendable."""
        url = _URL.fullmatch(request.url)
        if url is None:
            raise Unsendable("the upstream URL is not absolute http(s), percent-encoded and without fragment")
        origin = self._origin(url[1])
        head = request_head(request, url[2] or "/", origin.authority)
        before, length, rest = head.partition(_LENGTH)
        after = rest[rest.find(b"\r") :]
        return Head(origin, before + length, after, head_only=request.method == "HEAD")

    async def begin(self, head: Head, body: bytes) -> Incoming:
        """Send it once with this body; return when the headers are there."""
        if self._closed:
            raise UpstreamRefused("this client is closed")
        written = head.before
        if head.after:
            written += b"%d%b" % (len(body), head.after)
        elif body:
            raise Unsendable("a body without an announcement of its length")
        connection = await head.origin.take()
        answer = connection.begin(written, body, head.head_only)
        await answer.begun()
        return answer

    async def close(self) -> None:
        """Close every connection; pending waits end with UpstreamBroken."""
        self._closed = True
        for origin in self._origins.values():
            origin.close()

    def _origin(self, name: str) -> Origin:
        origin = self._origins.get(name)
        if origin is None:
            if self._tls is None and name.startswith("https:"):
                self._tls = ssl.create_default_context()
            origin = self._origins[name] = Origin(name, self._limits, self._tls)
        return origin


def request_head(request: UpstreamRequest, target: str, authority: bytes) -> bytes:
    """The request line and headers as they are written; Unsendable if they can be read in two ways.

    target: the URL's path and query. authority: the `host` if the headers have none.
    """
    if not _METHOD.fullmatch(request.method):
        raise Unsendable("the method is not a word in capitals, or is CONNECT")
    slash = "" if target[0] == "/" else "/"
    lines = [f"{request.method} {slash}{target} HTTP/1.1".encode("ascii")]
    lines += [name + b": " + value for name, value in _framed(request, authority)]
    head = b"\r\n".join(lines) + b"\r\n\r\n"
    breaks = len(lines) + 1
    if head.count(b"\n") != breaks or head.count(b"\r") != breaks:
        raise Unsendable("a header breaks its line")
    framing = _FRAMING.findall(head)
    if framing not in ([], [b"content-length"]):
        raise Unsendable("the headers announce the length of the body in two ways, or a transfer coding")
    return head


def _framed(request: UpstreamRequest, authority: bytes) -> Headers:
    """The headers, with `host` and `content-length` where they are missing."""
    headers = request.headers
    names = dict(headers)
    length = b"%d" % len(request.body)
    if names.get(b"content-length", length) != length:
        raise Unsendable("content-length is not the length of the body")
    if b"host" not in names:
        headers = [(b"host", authority), *headers]
    if b"content-length" not in names and (request.body or request.method in _WITH_BODY):
        headers = [*headers, (b"content-length", length)]
    return headers
