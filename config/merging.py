"""How the rows of a policy meet those of the policy it extends.

Rows of the child whose selector (kind, except, direction, role, trust) the parent also
has take the parent's place in the table, all rows of that selector at once; the child's
other rows come before all of the parent's. Values the child leaves out are the
parent's; detector options are replaced detector by detector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from config.rules import MeasureChoice, Policy, Rule
from config.source import Source
from config.spec import DetectorSpec, MeasureSpec, Origin, PolicySpec, RuleSpec


@dataclass(frozen=True, slots=True)
class Link:
    """One policy of a chain, and the file it is from."""

    name: str
    policy: Policy
    source: Source
    is_preset: bool


def merged(parent: PolicySpec, link: Link) -> PolicySpec:
    """`parent` as the policy of `link` changes it. O(rows)."""
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
    return [
        _spec(rule, Origin(link.source.name, link.source.locate(("policies", link.name, "rules", n))[1]))
        for n, rule in enumerate(link.policy.rules)
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


def distinctly_named(rows: Sequence[RuleSpec]) -> tuple[RuleSpec, ...]:
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
