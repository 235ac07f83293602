"""From a policy's name to its flat table: presets, `extends`, and how rows meet.

A policy's chain runs from itself to its root. Rows are merged from the root down: rows
of the child whose selector (kind, except, direction, role, trust) the parent also has
take the parent's place in the table, all of that selector at once; the child's
other rows come before all of the parent's. Values the child leaves out are the
parent's; detector options are replaced detector by detector.

`extends` names a policy of the file before a preset, but a policy that extends its own
name means the preset. A preset only ever extends presets, so a file cannot change
what a preset means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from config.errors import PolicyError
from config.names import clipped, near
from config.reading import parse
from config.rules import MeasureChoice, Policy, Rule
from config.schema import Settings
from config.source import Source
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


@dataclass(frozen=True, slots=True)
class Link:
    """One policy of a chain, and the file it is from."""

    name: str
    policy: Policy
    source: Source
    is_preset: bool


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
        spec = _merged(spec, link)
    return replace(spec, rules=_distinctly_named(spec.rules))


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


def _merged(parent: PolicySpec, link: Link) -> PolicySpec:
    policy = link.policy
    return replace(
        parent,
        rules=_rows(parent.rules, _specs(link)),
        default=_measure(policy.default) if policy.default else parent.default,
        deadline_s=policy.deadline_s or parent.deadline_s,
        hold=policy.hold or parent.hold,
        detectors=DetectorSpec(
            parent.detectors.enable if policy.enable is None else policy.enable,
            parent.detectors.disable if policy.disable is None else policy.disable,
            {**parent.detectors.options, **policy.detectors},
        ),
    )


def _specs(link: Link) -> list[RuleSpec]:
    lines = (
        link.source.locate(("policies", link.name, "rules", n))[1] for n in range(len(link.policy.rules))
    )
    return [
        _spec(rule, Origin(link.source.name, line))
        for rule, line in zip(link.policy.rules, lines, strict=True)
    ]


def _spec(rule: Rule, origin: Origin) -> RuleSpec:
    return RuleSpec(
        name=rule.name or f"{','.join(sorted(rule.kind))}→{rule.measure.use}",
        kinds=rule.kind,
        unless=rule.except_ or (),
        direction=rule.direction,
        roles=rule.role,
        trusts=rule.trust,
        min_score=rule.min_score,
        measure=_measure(rule.measure),
        origin=origin,
    )


def _measure(choice: MeasureChoice) -> MeasureSpec:
    return MeasureSpec(choice.use, choice.options)


def _rows(parents: Sequence[RuleSpec], children: Sequence[RuleSpec]) -> tuple[RuleSpec, ...]:
    replacing: dict[object, list[RuleSpec]] = {_selector(row): [] for row in parents}
    first: list[RuleSpec] = []
    for row in children:
        replacing.get(_selector(row), first).append(row)
    rows: list[RuleSpec] = []
    for row in parents:
        selector = _selector(row)
        new = replacing.get(selector)
        if new == []:
            rows.append(row)
        elif new is not None:  # the first of the parent's rows with this selector; the others go
            rows.extend(new)
            del replacing[selector]
    return (*first, *rows)


def _selector(row: RuleSpec) -> object:
    return (
        frozenset(row.kinds),
        frozenset(row.unless),
        row.direction,
        None if row.roles is None else frozenset(row.roles),
        None if row.trusts is None else frozenset(row.trusts),
    )


def _distinctly_named(rows: Sequence[RuleSpec]) -> tuple[RuleSpec, ...]:
    """Two rows never share a name in the record: the second is called `name #2`."""
    taken = {row.name for row in rows}
    counts: dict[str, int] = {}
    named: list[RuleSpec] = []
    for row in rows:
        counts[row.name] = count = counts.get(row.name, 0) + 1
        named.append(row if count == 1 else replace(row, name=_free(row.name, count, taken)))
    return tuple(named)


def _free(name: str, count: int, taken: set[str]) -> str:
    numbered = f"{name} #{count}"
    while numbered in taken:
        numbered += "'"
    taken.add(numbered)
    return numbered
