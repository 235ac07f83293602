"""Names that one part of a file uses and another has to give: policies, upstreams, keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from config.environment import variable_of
from config.errors import MOST_PROBLEMS, PolicyError, Problem
from config.names import clipped, near
from config.policies import chain, names
from config.schema import Settings
from config.source import Loc
from config.traffic import BUILT_IN


def check(settings: Settings) -> list[Problem]:
    """What is used and not there, in the order of the file."""
    parts = (_policies(settings), _upstreams(settings), _keys(settings))
    found = [problem for part in parts for problem in islice(part, MOST_PROBLEMS + 1)]
    return sorted(found, key=lambda problem: problem.line)


def _policies(settings: Settings) -> Iterator[Problem]:
    known = frozenset(names(settings))
    unknown = [(loc, name) for loc, name in _used(settings) if name not in known]
    for loc, name in unknown:
        yield settings.source.problem(loc, f"no policy named '{clipped(name)}'", near(name, known))
    if not unknown:
        yield from _chains(settings)


def _used(settings: Settings) -> Iterator[tuple[Loc, str]]:
    yield ("policy",), settings.policy
    for name, policy in settings.policies.items():
        if policy.extends is not None:
            yield ("policies", name, "extends"), policy.extends
    yield from (
        (("routes", n, "policy"), route.policy) for n, route in enumerate(settings.routes) if route.policy
    )
    yield from ((("keys", n, "policy"), key.policy) for n, key in enumerate(settings.keys) if key.policy)


def _chains(settings: Settings) -> Iterator[Problem]:
    for name in settings.policies:
        try:
            chain(settings, name)
        except PolicyError as error:
            yield settings.source.problem(("policies", name, "extends"), str(error))


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
        first: dict[str, int] = {}
        for n, key in enumerate(settings.keys):
            before = first.setdefault(getattr(key, field), n)
            if before != n:
                line = settings.source.locate(("keys", before, field))[1]
                yield settings.source.problem(("keys", n, field), f"is the same as on line {line}")
