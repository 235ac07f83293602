"""Change how certain a row of a policy wants a finding to be, in the text of a settings file.

The file stays its author's: only the number changes, or a row is added where the policy
has it from another one (with its neighbours of the same selector, which it would push out:
`config.merging`). Places are those of the YAML nodes. Whether the new text means what was wanted, and
nothing else, is not hoped for but looked up: it is read again, and its policy compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import yaml

from config.errors import ConfigErrors, PolicyError
from config.load import load_text
from config.policies import resolve
from config.schema import Settings
from config.spec import PolicySpec, RuleSpec

_WIDE = 1 << 20  # a row is one line


class Change(NamedTuple):
    """A row of a policy that is to want another certainty."""

    policy: str
    rule: str  # its name
    min_score: float


def rewritten(text: str, settings: Settings, change: Change) -> str:
    """`text` with the change. settings: what it means. PolicyError where it cannot be written into it."""
    before = resolve(settings, change.policy)
    wanted = _wanted(before, change)
    at = _written(settings, before, change)
    root = yaml.compose(text, Loader=yaml.SafeLoader) or yaml.MappingNode("", [])
    if at is None:
        made = _added(text, root, change.policy, _neighbours(wanted, change))
    else:
        made = _numbered(text, _entry(root, "policies", change.policy, "rules", at), change)
    if made is None or not _means(made, change.policy, wanted):
        told = "; ".join(_row(one) for one in _neighbours(wanted, change))
        raise PolicyError(f"policy '{change.policy}' has to be changed by hand: {told}")
    return made


def _wanted(before: PolicySpec, change: Change) -> PolicySpec:
    rows = (replace(r, min_score=change.min_score) if r.name == change.rule else r for r in before.rules)
    return replace(before, rules=tuple(rows))


def _means(text: str, policy: str, wanted: PolicySpec) -> bool:
    try:
        made = resolve(load_text(text), policy)
    except (ConfigErrors, PolicyError):
        return False
    return (made.rules, made.default) == (wanted.rules, wanted.default)


def _written(settings: Settings, spec: PolicySpec, change: Change) -> int | None:
    """Which row of the policy itself it is; None: it has it from another one."""
    row = next(one for one in spec.rules if one.name == change.rule)
    own = settings.policies.get(change.policy)
    for n in range(len(own.rules) if own else 0):
        written = settings.source.locate(("policies", change.policy, "rules", n))[1]
        if (row.origin.file, row.origin.line) == (settings.source.name, written):
            return n
    return None


def _neighbours(spec: PolicySpec, change: Change) -> list[RuleSpec]:
    """The rows that a row of this one's selector takes the place of."""
    chosen = next(one for one in spec.rules if one.name == change.rule)
    return [one for one in spec.rules if _selector(one) == _selector(chosen)]


def _selector(row: RuleSpec) -> object:
    return row.kinds, row.unless, row.direction, row.roles, row.trusts


def _row(rule: RuleSpec) -> str:
    """A row as it is written, in one line."""
    told: dict[str, object] = {"kind": _one(rule.kinds), "except": _one(rule.unless)}
    told |= {"direction": rule.direction if rule.direction != "both" else None}
    told |= {"role": _one(rule.roles), "trust": _one(rule.trusts), "min_score": rule.min_score or None}
    options = {"use": rule.measure.name, **rule.measure.options}
    told |= {"measure": options if rule.measure.options else rule.measure.name}
    usual = f"{','.join(sorted(rule.kinds))}→{rule.measure.name}"
    if not rule.name.startswith(usual):
        told = {"name": rule.name, **told}
    kept = {name: value for name, value in told.items() if value}
    written = yaml.safe_dump(kept, default_flow_style=True, width=_WIDE, allow_unicode=True, sort_keys=False)
    return str(written).strip()


def _one(values: Sequence[str] | None) -> object:
    return values[0] if values and len(values) == 1 else list(values or ())


# ------------------------------------------------------------- places in the text


def _entry(node: Any, *steps: str | int) -> Any:
    """The node at these steps; None where there is none."""
    for step in steps:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            return None
    return node


def _numbered(text: str, row: Any, change: Change) -> str | None:
    """The row with the number; it has one, or gets it before its measure."""
    if (number := _entry(row, "min_score")) is not None:
        return _put(text, number.start_mark.index, f"{change.min_score:g}", number.end_mark.index)
    key = next((key for key, _ in row.value if key.value == "measure"), None) if row else None
    if key is None:
        return None
    return _before(text, row, key, f"min_score: {change.min_score:g}")


def _added(text: str, root: Any, policy: str, rows: Sequence[RuleSpec]) -> str | None:
    """The text with these rows before the policy's own; with the policy, where it is only a preset yet."""
    written = [_row(row) for row in rows]
    policies = _entry(root, "policies")
    mine = _entry(policies, policy)
    inner = "".join(f"\n      - {row}" for row in written)
    if policies is None:
        return f"{text.rstrip()}\npolicies:\n  {policy}:\n    extends: {policy}\n    rules:{inner}\n".lstrip()
    if mine is None:
        flow = f"{policy}: {{extends: {policy}, rules: [{', '.join(written)}]}}"
        return _first(text, policies, flow)
    rules = _entry(mine, "rules")
    if rules is None:
        return _first(text, mine, f"rules: [{', '.join(written)}]")
    if not isinstance(rules, yaml.SequenceNode):
        return None
    if rules.flow_style:
        end = ", " if rules.value else ""
        return _put(text, rules.start_mark.index + 1, ", ".join(written) + end)
    indent = " " * rules.start_mark.column
    return _put(text, rules.start_mark.index, "".join(f"- {row}\n{indent}" for row in written))


def _first(text: str, mapping: Any, entry: str) -> str | None:
    """The mapping with another entry in front."""
    if not isinstance(mapping, yaml.MappingNode) or not mapping.value:
        return None
    return _before(text, mapping, mapping.value[0][0], entry)


def _before(text: str, mapping: Any, key: Any, entry: str) -> str:
    end = ", " if mapping.flow_style else "\n" + " " * key.start_mark.column
    return _put(text, key.start_mark.index, entry + end)


def _put(text: str, start: int, new: str, end: int | None = None) -> str:
    return text[:start] + new + text[start if end is None else end :]
