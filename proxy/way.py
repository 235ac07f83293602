"""Where a client's requests go and for whom, worked out once for all that are alike.

A client library sends the same headers on every request of a connection, all but the
length of the body, and mostly to the same path. What follows from these and from the
configuration alone is a `Way`: route, key, caller, upstream, and the head of the request
as it goes up. A connection remembers its last one and nothing else does: headers hold
credentials, and the server keeps those of a connection's last request anyway.

What must stay true: a way is taken again only for the same configuration, method, path
and query, and the same headers in the same order but for the value of one
`content-length`. Everything else is looked at anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from config.paths import join
from config.routing import RouteMatch
from config.traffic import Key
from filters.policy import Policy
from proxy import headers as rules
from proxy.arrival import Arrival, Refused, key_of
from proxy.assembly import Credential, Setup, Station
from proxy.call import Kept, content_type_of
from proxy.pool import PooledUpstream
from proxy.upstream import Headers

Memory = dict[str, Any]  # what a connection keeps for us
_PLACE = "way"


# Method, path and query; where the length stands; the other headers.
Alike = tuple[tuple[str, bytes, bytes], int, Headers]


@dataclass(frozen=True, slots=True)
class Way:
    """All that is known of a request before its body is read."""

    route: RouteMatch
    key: Key | None
    caller: str
    policy: Policy
    content_type: str
    coding: str
    client: PooledUpstream
    url: str
    host: bytes
    own: Credential | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class _Known:
    setup: Setup
    alike: Alike
    way: Way


def way_of(station: Station, seen: Arrival, memory: Memory) -> Way:
    """The way of a request; `seen` is told of it. Refused when there is none."""
    alike = _alike(seen)
    known: _Known | None = memory.get(_PLACE)
    if known and known.setup is seen.setup and known.alike == alike:
        seen.follow(known.way.route, known.way.key)
        return known.way
    way = _looked_at(station, seen)
    if alike is not None:
        memory[_PLACE] = _Known(seen.setup, alike, way)
    return way


def _alike(seen: Arrival) -> Alike | None:
    """None: not of the kind that is remembered, which has one plain length and no transfer coding."""
    rest = seen.headers.copy()
    names = [*map(rules.NAME, rest)]
    if names.count(b"content-length") != 1 or b"transfer-encoding" in names:
        return None
    at = names.index(b"content-length")
    length = rest.pop(at)[1]
    if not length.isdigit() or len(length) > 18:
        return None
    return seen.line, at, rest


def _looked_at(station: Station, seen: Arrival) -> Way:
    setup, given = seen.setup, seen.headers
    try:
        rules.check(given)
    except rules.BadHeaders as error:
        raise Refused(400, "bad_headers", str(error)) from error
    route, _ = seen.find()
    key = seen.key = key_of(setup, given)
    url = join(seen.base_url, route.path) + (f"?{seen.query}" if seen.query else "")
    return Way(
        route=route,
        key=key,
        caller=key.name if key else station.caller(rules.credentials(given)),
        policy=setup.policies[(key.policy if key and key.policy else None) or route.policy],
        content_type=content_type_of(given),
        coding=rules.codings(given),
        client=station.client(route.upstream, setup.settings.upstreams[route.upstream]),
        url=url,
        host=urlsplit(url).netloc.encode(),
        own=setup.credentials.get(route.upstream),
        kept=Kept(),
    )
