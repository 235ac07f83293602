"""From a policy's name to its flat table: presets, `extends`, and how rows meet.

A policy's chain runs from itself to its root, and is merged from the root down.

`extends` names a policy of the file before a preset, but a policy that extends its own
name means the preset. A preset only ever extends presets, so a file cannot change
what a preset means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from config.errors import PolicyError
from config.merging import Link, distinctly_named, merged
from config.names import clipped, near
from config.reading import parse
from config.schema import Settings
from config.spec import DetectorSpec, MeasureSpec, Origin, PolicySpec, RuleSpec, digest

__all__ = [
    "PRESETS",
    "DetectorSpec",
    "MeasureSpec",
    "Origin",
    "PolicySpec",
    "RuleSpec",
    "digest",
    "preset",
    "resolve",
]

PRESETS = ("japan-business", "observe", "standard", "strict")

MAX_CHAIN = 16  # bounds the work of merging, which is rows times links

_FOLDER = Path(__file__).parent / "presets"


@cache
def preset(name: str) -> Settings:
    """A preset as the ordinary settings file it is, with one policy of its own name."""
    if name not in PRESETS:
        raise PolicyError(f"no preset named '{clipped(name)}'{_hinted(name, PRESETS)}")
    return parse((_FOLDER / f"{name}.yaml").read_text("utf-8"), f"presets/{name}.yaml")


def names(settings: Settings) -> tuple[str, ...]:
    """Every policy that can be resolved: the file's, then the presets it does not replace."""
    return (*settings.policies, *(name for name in PRESETS if name not in settings.policies))


def resolve(settings: Settings, name: str) -> PolicySpec:
    """The policy called `name`, flat. PolicyError: no such policy, or `extends` goes in a circle."""
    spec = PolicySpec(name, (), MeasureSpec("allow"), 0.5, 262_144, DetectorSpec())
    for link in reversed(chain(settings, name)):
        spec = merged(spec, link)
    return replace(spec, rules=distinctly_named(spec.rules))


def chain(settings: Settings, name: str) -> list[Link]:
    """The policies behind `name`, itself first; PolicyError as in `resolve`. At most MAX_CHAIN."""
    links = [_find(settings, name)]
    while (parent := links[-1].policy.extends) is not None:
        found = _parent(settings, links[-1], parent)
        if any(found.policy is link.policy for link in links):
            raise PolicyError(
                f"policy '{clipped(name)}' extends itself, by way of '{clipped(links[-1].name)}'"
            )
        if len(links) == MAX_CHAIN:
            raise PolicyError(f"policy '{clipped(name)}' extends through more than {MAX_CHAIN} policies")
        links.append(found)
    return links


def _parent(settings: Settings, child: Link, name: str) -> Link:
    if child.is_preset or (name == child.name and name in PRESETS):
        return _shipped(name)
    return _find(settings, name)


def _find(settings: Settings, name: str) -> Link:
    if name in settings.policies:
        return Link(name, settings.policies[name], settings.source, is_preset=False)
    if name in PRESETS:
        return _shipped(name)
    raise PolicyError(f"no policy named '{clipped(name)}'{_hinted(name, names(settings))}")


def _shipped(name: str) -> Link:
    settings = preset(name)
    return Link(name, settings.policies[name], settings.source, is_preset=True)


def _hinted(name: str, known: Sequence[str]) -> str:
    hint = near(name, known)
    return f" ({hint})" if hint else ""
