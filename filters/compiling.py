"""From a policy as it was written to one that rules: measures and detectors are built here.

Two passes make a configuration: its shape (floor `config`), then the options of every
extension it names, which only this floor knows. `known` says what there is to name.

Some measures imply another: what `pseudonymise` with `restore` hides on the way up is
put back on the way down, and what `mask` hid on the way out is put back when the client
sends it again. Those rows are added here, behind all the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from config.errors import PolicyError
from config.policies import digest
from config.spec import MeasureSpec, PolicySpec, RuleSpec
from filters.detector import DETECTORS, Borrower, Detector, opt_in
from filters.measure import MEASURES, SURROGATE, Implied, Measure
from filters.model import Direction
from filters.policy import Policy, Rule

_REVERSIBLE = ("mask", "pseudonymise", "restore")


def compile_policy(spec: PolicySpec) -> Policy:
    """The policy `spec` means. PolicyError with file:line for a name or option that does not exist."""
    own = [_rule(row) for row in spec.rules]
    rules = (*own, *_implied(own))
    default = Rule("default", ("*",), _build(spec.default, None))
    chosen = spec.detectors.chosen(DETECTORS, opt_in())
    detectors: list[Detector] = [DETECTORS.build(name, options) for name, options in chosen.items()]
    for one in detectors:
        if isinstance(one, Borrower):
            one.lend(detectors)
    return Policy(
        name=spec.name,
        digest=digest(spec),
        rules=rules,
        default=default,
        deadline_s=spec.deadline_s,
        hold=spec.hold,
        detectors=tuple(detectors),
        reversible=any(rule.measure.name in _REVERSIBLE for rule in rules),
        tools=any(getattr(rule.measure, "tools", False) for rule in rules),
    )


def _rule(row: RuleSpec) -> Rule:
    return Rule(
        name=row.name,
        kinds=row.kinds,
        measure=_build(row.measure, row),
        unless=row.unless,
        direction=row.direction,
        roles=None if row.roles is None else frozenset(row.roles),
        trusts=None if row.trusts is None else frozenset(row.trusts),
        min_score=row.min_score,
    )


def _build(measure: MeasureSpec, row: RuleSpec | None) -> Measure:
    try:
        return MEASURES.build(measure.name, dict(measure.options))
    except PolicyError as error:
        if row is None or not row.origin.line:
            raise
        raise PolicyError(f"{row.origin.file}:{row.origin.line}: {error}") from error


def _implied(rules: Sequence[Rule]) -> list[Rule]:
    """One row for each direction and measure; of their options, what any of them asks for."""
    wanted: dict[tuple[Direction, str], dict[str, Any]] = {}
    for rule in rules:
        rows: Sequence[Implied] = getattr(rule.measure, "implies", ())
        for row in rows:
            options = wanted.setdefault((row.direction, row.measure), {})
            for name, value in row.options.items():
                options[name] = (
                    [*options.get(name, ()), *value]
                    if isinstance(value, list)
                    else (options.get(name) or value)
                )
    return [
        Rule(f"{SURROGATE}→{name}", (SURROGATE,), MEASURES.build(name, options), direction=direction)
        for (direction, name), options in wanted.items()
    ]


def options_schemas() -> Mapping[str, Mapping[str, dict[str, Any]]]:
    """JSON Schemas of every measure's and detector's options, by extension point and name."""
    return {
        registry.word: {
            name: getattr(member, "Options").model_json_schema()  # noqa: B009  # not in the protocol
            for name, member in registry.members().items()
            if hasattr(member, "Options")
        }
        for registry in (MEASURES, DETECTORS)
    }
