"""The second pass: names of extensions and their options, told by the floors that have them.

This floor knows no measure and no detector. Whoever does says so in a `Known`; what a
file names and nobody has is reported on its line, like everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from pydantic import BaseModel, JsonValue, ValidationError

from config.blame import problems
from config.errors import MOST_PROBLEMS, ConfigErrors, Problem
from config.globs import reaches
from config.names import clipped, near
from config.rules import Choice, Policy, Rule
from config.schema import Settings
from config.source import Loc, Source

Extensions = Mapping[str, type[BaseModel]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is installed: of each extension its name and the model of its options.

    kinds: what installed detectors may report, globs included for those whose kinds come
    from their options; empty: kinds are not checked.
    """

    measures: Extensions = field(default_factory=dict[str, type[BaseModel]])
    detectors: Extensions = field(default_factory=dict[str, type[BaseModel]])
    dialects: Collection[str] = ()
    exporters: Extensions = field(default_factory=dict[str, type[BaseModel]])
    kinds: Collection[str] = ()


def check_names(settings: Settings, known: Known) -> None:
    """Raise ConfigErrors for every extension, option or kind in the file that `known` does not have."""
    parts = (_upstreams(settings, known), _policies(settings, known), _exporters(settings, known))
    found = [problem for part in parts for problem in islice(part, MOST_PROBLEMS + 1)]
    if found:
        raise ConfigErrors(sorted(found, key=lambda problem: problem.line))


def _upstreams(settings: Settings, known: Known) -> Iterator[Problem]:
    for name, upstream in settings.upstreams.items():
        if upstream.dialect is not None:
            yield from _named(
                settings.source, ("upstreams", name, "dialect"), "dialect", upstream.dialect, known.dialects
            )


def _exporters(settings: Settings, known: Known) -> Iterator[Problem]:
    for n, exporter in enumerate(settings.audit.exporters):
        yield from _choice(settings.source, ("audit", "exporters", n), "exporter", exporter, known.exporters)


def _policies(settings: Settings, known: Known) -> Iterator[Problem]:
    for name, policy in settings.policies.items():
        at: Loc = ("policies", name)
        yield from _detectors(settings.source, at, policy, known)
        if policy.default is not None:
            yield from _choice(settings.source, (*at, "default"), "measure", policy.default, known.measures)
        for n, rule in enumerate(policy.rules):
            yield from _rule(settings.source, (*at, "rules", n), rule, known)


def _rule(source: Source, at: Loc, rule: Rule, known: Known) -> Iterator[Problem]:
    yield from _choice(source, (*at, "measure"), "measure", rule.measure, known.measures)
    for n, glob in enumerate(rule.kind):
        if known.kinds and not reaches(glob, known.kinds):
            message = f"no detector finds '{clipped(glob)}'"
            yield source.problem((*at, "kind", n), message, near(glob, known.kinds))


def _detectors(source: Source, at: Loc, policy: Policy, known: Known) -> Iterator[Problem]:
    for name, options in policy.detectors.items():
        yield from _extension(source, (*at, "detectors", name), "detector", name, options, known.detectors)
    for switch, names in (("enable", policy.enable), ("disable", policy.disable)):
        for n, name in enumerate(names or ()):
            yield from _named(source, (*at, switch, n), "detector", name, known.detectors)


def _choice(source: Source, at: Loc, word: str, choice: Choice, known: Extensions) -> Iterator[Problem]:
    return _extension(source, at, word, choice.use, choice.options, known)


def _extension(
    source: Source, at: Loc, word: str, name: str, options: Mapping[str, JsonValue], known: Extensions
) -> Iterator[Problem]:
    if name not in known:
        yield from _named(source, at, word, name, known)
        return
    try:
        known[name].model_validate(dict(options))
    except ValidationError as error:
        yield from problems(error, known[name], source, at)


def _named(source: Source, at: Loc, word: str, name: str, known: Collection[str]) -> Iterator[Problem]:
    if name not in known:
        yield source.problem(at, f"no {word} named '{clipped(name)}'", near(name, known))
