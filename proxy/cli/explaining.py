"""Why a finding gets the measure it gets: the rows of a policy, laid beside one kind.

Nothing here decides: the ruling asked for is made by the same table that rules on
traffic (`filters.policy`), and is then put into words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from config.errors import PolicyError
from config.globs import fits
from config.names import clipped, near
from config.spec import PolicySpec, RuleSpec
from filters.detector import DETECTORS
from filters.harm.taxonomy import SUBKINDS, part_of
from filters.model import Channel, Direction, Trust
from filters.policy import FAILURES, Policy, Rule

_BY_THE_WAY = "(implied)"  # a row nobody wrote: another row's measure brings it along


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. number: its place, from 1. written: `file:line`. when: what else has to fit."""

    number: int
    name: str
    kinds: tuple[str, ...]
    unless: tuple[str, ...]
    when: str
    measure: str
    severity: int
    documentation: str
    options: Mapping[str, object]
    written: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a finding of one kind gets in one direction, and why."""

    direction: str
    rule: str
    measure: str
    why: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind with all that bears on it. rows: those that name it, in the table's order."""

    kind: str
    documentation: str
    detectors: tuple[str, ...]
    rows: tuple[Row, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The finding one asks about. role None: that of an ordinary request or answer."""

    score: float = 1.0
    role: str | None = None
    trust: Trust = "user"

    def channel(self, direction: Direction) -> Channel:
        """Where such a finding would be."""
        usual = "user" if direction == "request" else "assistant"
        return Channel(direction, "/text", self.role or usual, trust=self.trust)


def kinds() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every kind there is: its documentation, and the detectors that report it."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {name: (text, ()) for name, text in FAILURES.items()}
    for name, member in DETECTORS.members().items():
        for kind, text in member.kinds.items():
            known, by = found.get(kind, (text, ()))  # several say it in their words: the first
            found[kind] = (known, (*by, name))
    for part, kind in SUBKINDS.items():
        if kind in found:
            found[part] = (part_of(part).documentation, found[kind][1])
    return dict(sorted(found.items()))


def rows(spec: PolicySpec, policy: Policy) -> list[Row]:
    """The whole table, implied rows and the default included."""
    made: list[Row] = []
    for n, rule in enumerate(policy.rules):
        made.append(_row(n + 1, rule, spec.rules[n] if n < len(spec.rules) else None))
    last = _row(len(made) + 1, policy.default, None)
    return [*made, last]


def meant(asked: str, spec: PolicySpec, policy: Policy) -> tuple[Row | None, list[str]]:
    """What a name stands for: a row with the kinds it names, or no row and the kinds themselves.

    PolicyError with the nearest names when it is neither a rule, nor a kind, nor a pattern of kinds.
    """
    there = kinds()
    for row in rows(spec, policy):
        if row.name == asked:
            return row, [kind for kind in there if _names(row, kind)]
    if asked in there:
        return None, [asked]
    matched = [kind for kind in there if "*" in asked and fits(asked, kind)]
    named = [asked] if any(asked in rule.kinds for rule in spec.rules) else []
    if matched or named:
        return None, matched or named
    known = [*there, *(row.name for row in rows(spec, policy))]
    hint = near(asked, known)
    raise PolicyError(
        f"no rule or kind named '{clipped(asked)}' in policy '{spec.name}'" + (f" ({hint})" if hint else "")
    )


def explain(kind: str, spec: PolicySpec, policy: Policy, asked: Asked) -> Kind:
    """Everything about one kind under one policy."""
    text, detectors = kinds().get(kind, ("No installed detector reports it.", ()))
    fitting = [row for row in rows(spec, policy)[:-1] if _names(row, kind)]
    rulings = [_ruling(kind, policy, fitting, direction, asked) for direction in get_args(Direction)]
    return Kind(kind, text, detectors, tuple(fitting), tuple(rulings))


def _names(row: Row, kind: str) -> bool:
    said = (kind, SUBKINDS.get(kind, kind))
    return _fit(row.kinds, said) and not _fit(row.unless, said)


def _fit(globs: Sequence[str], kinds: Sequence[str]) -> bool:
    return any(fits(glob, kind) for glob in globs for kind in kinds)


def _ruling(kind: str, policy: Policy, fitting: list[Row], direction: Direction, asked: Asked) -> Ruling:
    channel = asked.channel(direction)
    winner = policy.plan(channel).rule(kind, asked.score)
    names = {row.name for row in fitting}
    beaten = [
        rule
        for rule in policy.rules
        if rule.name in names and rule is not winner and rule.sees(channel) and asked.score >= rule.min_score
    ]
    return Ruling(direction, winner.name, winner.measure.name, _why(winner, beaten, policy))


def _why(winner: Rule, beaten: list[Rule], policy: Policy) -> str:
    if winner is policy.default:
        return "no row names it, so the policy's default applies"
    if not beaten:
        return "the only row that fits"
    ties = [rule.name for rule in beaten if rule.measure.severity == winner.measure.severity]
    if ties:
        return f"as strict as '{ties[0]}', and earlier in the table"
    milder = ", ".join(dict.fromkeys(f"{one.measure.name} ({one.measure.severity})" for one in beaten))
    return f"{winner.measure.name} ({winner.measure.severity}) is stricter than {milder}"


def _row(number: int, rule: Rule, spec: RuleSpec | None) -> Row:
    if spec is None:
        written = _BY_THE_WAY if rule.name != "default" else "(default)"
    else:
        written = f"{spec.origin.file}:{spec.origin.line}" if spec.origin.line else spec.origin.file
    return Row(
        number=number,
        name=rule.name,
        kinds=rule.kinds,
        unless=rule.unless,
        when=_when(rule),
        measure=rule.measure.name,
        severity=rule.measure.severity,
        documentation=rule.measure.documentation,
        options={} if spec is None else dict(spec.measure.options),
        written=written,
    )


def _when(rule: Rule) -> str:
    """What else than the kind has to fit, in words."""
    parts = [
        "" if rule.direction == "both" else rule.direction,
        "" if rule.roles is None else f"role {'/'.join(sorted(rule.roles))}",
        "" if rule.trusts is None else f"trust {'/'.join(sorted(rule.trusts))}",
        f"score ≥ {rule.min_score:g}" if rule.min_score else "",
    ]
    return ", ".join(filter(None, parts)) or "always"
