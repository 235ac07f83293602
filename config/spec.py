"""A policy as it is meant: one flat table, and a digest that changes exactly when the meaning does.

The digest is taken over canonical JSON of what decides: rows in their order, sets
sorted, numbers as numbers, names of rows because records carry them. Comments,
spacing, line numbers, file names, the policy's own name and how it was put together
from others are not meant; 1 and 1.0 are one number (as in RFC 8785). An option written
with its default value counts as written: an extension's defaults are not known on this floor.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from config.rules import Direction, Trust

_FORM = "sekisho.policy/1"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row was written. line 0: nowhere in a file."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """A measure by name, with its options as they were written."""

    name: str
    options: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One row. None for roles or trusts: any. Equal when the meaning is, wherever it was written."""

    name: str
    kinds: tuple[str, ...]
    unless: tuple[str, ...]
    direction: Direction
    roles: tuple[str, ...] | None
    trusts: tuple[Trust, ...] | None
    min_score: float
    measure: MeasureSpec
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class DetectorSpec:
    """Which detectors run, and with which options.

    enable None: all that are installed, less those that run only where they are named.
    """

    enable: tuple[str, ...] | None = None
    disable: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, JsonValue]] = field(default_factory=dict[str, Mapping[str, JsonValue]])

    def chosen(
        self, installed: Iterable[str], opt_in: Collection[str] = ()
    ) -> dict[str, Mapping[str, JsonValue]]:
        """Those of `installed` that run, in that order, each with its options.

        opt_in: those of them that have to be named, by `enable` or with options, if only `{}`.
        """
        return {name: self.options.get(name, {}) for name in installed if self._runs(name, opt_in)}

    def _runs(self, name: str, opt_in: Collection[str]) -> bool:
        usual = name not in opt_in or name in self.options
        return (usual if self.enable is None else name in self.enable) and name not in self.disable


@dataclass(frozen=True, slots=True)
class PolicySpec:
    """A flat, ordered policy. deadline_s: per detector. hold: code points per channel."""

    name: str
    rules: tuple[RuleSpec, ...]
    default: MeasureSpec
    deadline_s: float
    hold: int
    detectors: DetectorSpec


def digest(spec: PolicySpec) -> str:
    """SHA-256, hexadecimal, of what `spec` means: the same digest, the same rulings and names of rows."""
    meaning = {
        "form": _FORM,
        "rules": [_rule(rule) for rule in spec.rules],
        "default": _measure(spec.default),
        "deadline_s": spec.deadline_s,
        "hold": spec.hold,
        "detectors": _detectors(spec.detectors),
    }
    text = json.dumps(_canonical(meaning), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _canonical(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _rule(rule: RuleSpec) -> dict[str, object]:
    return {
        "name": rule.name,
        "kinds": sorted(rule.kinds),
        "unless": sorted(rule.unless),
        "direction": rule.direction,
        "roles": None if rule.roles is None else sorted(rule.roles),
        "trusts": None if rule.trusts is None else sorted(rule.trusts),
        "min_score": rule.min_score,
        "measure": _measure(rule.measure),
    }


def _measure(measure: MeasureSpec) -> dict[str, object]:
    return {"use": measure.name, "options": dict(measure.options)}


def _detectors(detectors: DetectorSpec) -> dict[str, object]:
    return {
        "enable": None if detectors.enable is None else sorted(set(detectors.enable)),
        "disable": sorted(set(detectors.disable)),
        # Also without options: naming one may be what makes it run.
        "options": {name: dict(options) for name, options in detectors.options.items()},
    }
