"""What the environment says: it goes before the file, for containers and for tests."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from config.errors import ConfigErrors, Problem
from config.schema import Settings
from config.section import NAME
from config.traffic import BUILT_IN, Upstream, base_url

_UPSTREAM = "SEKISHO_UPSTREAM_"


def variable_of(upstream: str) -> str:
    """`my-gateway` → `SEKISHO_UPSTREAM_MY_GATEWAY`."""
    return _UPSTREAM + upstream.upper().replace("-", "_").replace(".", "_")


def with_environment(settings: Settings, env: Mapping[str, str]) -> Settings:
    """The settings with built-in upstreams, `SEKISHO_UPSTREAM_<NAME>` and `SEKISHO_HOME` put in.

    A variable that fits no upstream's name adds one, in lower case. ConfigErrors names
    the variables whose value is no URL, never the values.
    """
    upstreams = {**BUILT_IN, **settings.upstreams}
    for name, upstream in settings.upstreams.items():
        if upstream.base_url is None and name in BUILT_IN:
            upstreams[name] = upstream.model_copy(update={"base_url": BUILT_IN[name].base_url})
    upstreams |= _from_variables(upstreams, env)
    home = Path(env["SEKISHO_HOME"]) if env.get("SEKISHO_HOME") else settings.home
    return settings.model_copy(update={"upstreams": upstreams, "home": home})


def _from_variables(upstreams: Mapping[str, Upstream], env: Mapping[str, str]) -> dict[str, Upstream]:
    changed: dict[str, Upstream] = {}
    wrong: list[Problem] = []
    for variable in sorted(env):
        if variable.startswith(_UPSTREAM) and env[variable]:
            try:
                update = {"base_url": base_url(env[variable])}
                for name in _meant(variable, upstreams):
                    changed[name] = upstreams.get(name, Upstream()).model_copy(update=update)
            except ValueError as error:
                wrong.append(Problem("environment", 0, variable, str(error)))
    if wrong:
        raise ConfigErrors(wrong)
    return changed


def _meant(variable: str, upstreams: Collection[str]) -> list[str]:
    """The upstreams a variable is about: those known that it spells, else a new one in lower case."""
    new = variable.removeprefix(_UPSTREAM).lower()
    if not re.fullmatch(NAME, new):
        raise ValueError("should end in the name of an upstream")
    return [name for name in upstreams if variable_of(name) == variable] or [new]
