"""Which upstream and which policy a request path means: the file's routes, then the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from config.paths import before_version, normal, prefix_of, without
from config.schema import Settings
from config.traffic import Route

# `/openai/*` rather than `/openai/v1/*`: a client that leaves the version out still arrives.
BUILT_IN_ROUTES = tuple(
    Route(match=match)
    for match in (
        "/openai/*",
        "/v1/*",
        "/anthropic/*",
        "/gemini/*",
        "/azure/*",
        "/ollama/*",
        "/bedrock/*",
        "/u/*",
    )
)


@dataclass(frozen=True, slots=True)
class RouteMatch:
    """Where a request goes. path: what is sent upstream, still percent-encoded, without query."""

    route: str
    upstream: str
    policy: str
    path: str
    system: str
    purpose: str


def find_route(settings: Settings, path: str) -> RouteMatch | None:
    """The first route that covers `path`, the raw request path without its query.

    None: no route, an upstream nobody configured, or a path with dot segments,
    backslashes or control characters. Linear in the routes and the path.
    """
    plain = normal(path)
    if plain is None:
        return None
    for route in chain(settings.routes, BUILT_IN_ROUTES):
        if route.covers(plain):
            return _matched(settings, route, plain)
    return None


def _matched(settings: Settings, route: Route, path: str) -> RouteMatch | None:
    prefix = prefix_of(path if route.base == "/u" else route.base)
    upstream = route.upstream or (prefix.upstream if prefix else "")
    if upstream not in settings.upstreams:
        return None
    if route.strip is not None:
        strip = route.strip
    else:
        strip = prefix.strip if prefix else before_version(route.base)
    return RouteMatch(
        route=route.name or route.match,
        upstream=upstream,
        policy=route.policy or settings.policy,
        path=without(path, strip),
        system=route.system or "",
        purpose=route.purpose or "",
    )
