"""A request until it is an exchange: read within limits, its headers, key, route and document known.

Whatever stands in the way is `Refused`, with a status and our word for why; what is on
record of such a request is `Arrival.decision`.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any, cast

from config.errors import ClientError
from config.ids import uuid7
from config.routing import RouteMatch
from config.traffic import Key
from filters.model import AuditEvent
from proxy import form, jsonscan
from proxy import headers as rules
from proxy.assembly import Setup
from proxy.coding import CodingError, TooLarge, UnknownCoding, decode_body
from proxy.dialect import Json, Seen, Surface
from proxy.downstream import Downstream
from proxy.judge import parse
from proxy.upstream import Headers

Scope = dict[str, Any]
_UNSIGNED = (
    "This station wants one of its own keys, and an AWS signature or access key id is none. Send the key as "
    "bearer token (AWS_BEARER_TOKEN_BEDROCK), or in the header `x-api-key` beside the signature."
)
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # that of UTF-32 begins with either, or with a zero


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
        self.line: tuple[str, bytes, bytes] = (scope["method"], scope["raw_path"], scope["query_string"])
        self.method = self.line[0]
        self.headers: Headers = scope["headers"]
        self.query = self.line[2].decode("latin-1")
        self.key: Key | None = None
        self.route: RouteMatch | None = None
        self.surface: Surface | None = None
        self.base_url = ""

    def find(self) -> tuple[RouteMatch, Surface]:
        """Where it leads; Refused when nowhere."""
        route = self.setup.route(self.line[1].decode("latin-1"))
        if route is None:
            raise Refused(404, "no_route", "No route for this path; see `routes` in sekisho.yaml.")
        self.route = route
        self.base_url = self.setup.settings.upstreams[route.upstream].base_url or ""
        if not self.base_url:
            raise Refused(404, "no_upstream", "This upstream has no `base_url`: see `upstreams`.")
        surface = self.follow(route)
        if surface.unserved:
            raise Refused(400, "not_relayed", surface.unserved)
        return route, surface

    def follow(self, route: RouteMatch, key: Key | None = None) -> Surface:
        """Take a route; its surface."""
        self.route, self.key = route, key
        seen = Seen(self.method, route.path, self.query)
        surface = self.surface = self.setup.dialects[route.upstream].surface(seen)
        return surface

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


class ClientGone(ClientError):
    """The client left before its request was whole."""


def key_of(setup: Setup, given: Headers) -> Key | None:
    """The Sekisho key of a request, where keys are in force; compared by digest.

    An AWS signature is no key: nothing here could check it, and the id in it is no secret.
    """
    if not setup.keys:
        return None
    secrets, identified = rules.secrets(given)
    for secret in secrets:
        found = setup.keys.get(hashlib.sha256(secret).hexdigest())
        if found is not None:
            return found
    if identified:
        raise Refused(401, "signature_is_no_key", _UNSIGNED)
    raise Refused(401, "invalid_api_key", "This station wants one of its own keys: see `keys`.")


async def read_body(given: Headers, down: Downstream, limit: int) -> bytes:
    """The request's body, whole; Refused beyond the limit, before it is read where it says its length."""
    body = down.whole()
    if body is None:
        said = next((value for name, value in given if name == b"content-length"), b"0")
        if int(said) > limit:
            raise _too_large(limit)
        return await _gathered(down, limit)
    if len(body) > limit:
        raise _too_large(limit)
    return body


async def _gathered(down: Downstream, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = cast("MutableMapping[str, Any]", await down.receive())
        if message["type"] == "http.disconnect":
            raise ClientGone("the client left before its request was whole")
        size += len(message["body"])
        if size > limit:
            raise _too_large(limit)
        pieces.append(message["body"])
        if not message["more_body"]:
            down.flow.resume_reading()  # paused for a long piece; a client that leaves is seen by reading
            return b"".join(pieces)


def _too_large(limit: int) -> Refused:
    return Refused(413, "request_too_large", f"The body is longer than {limit} bytes (limits.body_bytes).")


def document(body: bytes) -> Json:
    """The body's JSON, or a form's short fields. Refused where an upstream might read what nobody did."""
    if not body:
        return None
    if body.startswith(_OTHER_MARKS) or b"\0" in body[:4]:
        _only_utf8(body)
    if body.startswith(b"--"):
        return form.fields(body)
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


def plain(original: bytes, coding: str, setup: Setup) -> bytes:
    """The body without its content coding; Refused where that cannot be taken off."""
    limits = setup.settings.limits
    try:
        return decode_body(original, coding, limits.body_bytes, limits.decode_ratio)
    except UnknownCoding as error:
        raise Refused(415, "unsupported_content_encoding", str(error)) from error
    except TooLarge as error:
        raise Refused(413, "request_too_large", str(error)) from error
    except CodingError as error:
        raise Refused(400, "bad_content_encoding", str(error)) from error
