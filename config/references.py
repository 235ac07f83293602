"""Names that one part of a file uses and another has to give: policies, upstreams, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from config.environment import variable_of
from config.errors import PolicyError, Problem
from config.names import clipped, near
from config.policies import chain
from config.schema import Settings
from config.source import Loc
from config.traffic import BUILT_IN


def check(settings: Settings) -> list[Problem]:
    """What is used and not there, in the order of the file."""
    found = [*_policies(settings), *_upstreams(settings), *_keys(settings)]
    return sorted(found, key=lambda problem: problem.line)


def _policies(settings: Settings) -> Iterator[Problem]:
    for loc, name in _policy_names(settings):
        try:
            chain(settings, name)
        except PolicyError as error:
            yield settings.source.problem(loc, str(error))


def _policy_names(settings: Settings) -> Iterator[tuple[Loc, str]]:
    # The chain of a policy that extends another is that other's, and is checked there.
    yield ("policy",), settings.policy
    yield from ((("policies", name, "extends"), name) for name in settings.policies)
    yield from (
        (("routes", n, "policy"), route.policy) for n, route in enumerate(settings.routes) if route.policy
    )
    yield from ((("keys", n, "policy"), key.policy) for n, key in enumerate(settings.keys) if key.policy)


def _upstreams(settings: Settings) -> Iterator[Problem]:
    for name, upstream in settings.upstreams.items():
        if upstream.base_url is None and name not in BUILT_IN:
            yield settings.source.problem(
                ("upstreams", name), "'base_url' is needed", f"or set {variable_of(name)}"
            )
    for n, route in enumerate(settings.routes):
        if route.upstream is not None and route.upstream not in settings.upstreams:
            message = f"no upstream named '{clipped(route.upstream)}'"
            yield settings.source.problem(
                ("routes", n, "upstream"), message, near(route.upstream, settings.upstreams)
            )


def _keys(settings: Settings) -> Iterator[Problem]:
    for field in ("name", "sha256"):
        values = [str(getattr(key, field)) for key in settings.keys]
        counts = Counter(values)
        for n, value in enumerate(values):
            if counts[value] > 1 and values.index(value) != n:
                first = settings.source.locate(("keys", values.index(value), field))[1]
                yield settings.source.problem(("keys", n, field), f"is the same as on line {first}")
