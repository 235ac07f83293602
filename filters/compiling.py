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
from filters.measure import MEASURES, Measure
from filters.policy import Policy, Rule

PLACEHOLDER = "placeholder.token"


def compile_policy(spec: PolicySpec) -> Policy:
    """The policy `spec` means. PolicyError with file:line for a name or option that does not exist."""
    rules = [_rule(row) for row in spec.rules]
    default = Rule("default", ("*",), _build(spec.default, None))
    chosen = spec.detectors.chosen(DETECTORS, opt_in())
    detectors: list[Detector] = [DETECTORS.build(name, options) for name, options in chosen.items()]
    for one in detectors:
        if isinstance(one, Borrower):
            one.lend(detectors)
    return Policy(
        name=spec.name,
        digest=digest(spec),
        rules=(*rules, *_implied(rules)),
        default=default,
        deadline_s=spec.deadline_s,
        hold=spec.hold,
        detectors=tuple(detectors),
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
    wanted: dict[tuple[str, str], None] = {}
    for rule in rules:
        pairs: Sequence[tuple[str, str]] = getattr(rule.measure, "implies", ())
        wanted.update(dict.fromkeys(pairs))
    return [
        Rule(f"{PLACEHOLDER}→{name}", (PLACEHOLDER,), MEASURES.build(name), direction=direction)  # type: ignore[arg-type]  # a measure names request or response
        for direction, name in wanted
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
