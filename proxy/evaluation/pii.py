"""Personal data and secrets: one or several ways of looking, over the same labelled rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from filters.detector import DETECTORS
from filters.measure import MEASURES
from filters.policy import Policy, Rule
from proxy.evaluation.matching import Outcome, outcomes
from proxy.evaluation.reading import Clock, Found, PolicyReading
from proxy.evaluation.rows import Span, TextRow
from proxy.evaluation.tally import UNSTRUCTURED, Tallies
from proxy.evaluation.types import type_of


@dataclass(slots=True)
class System:
    """A policy, and what it found so far."""

    name: str
    policy: Policy
    tallies: Tallies = field(default_factory=Tallies)
    _reading: PolicyReading = field(init=False)

    def __post_init__(self) -> None:
        self._reading = PolicyReading(self.policy, type_of)

    @property
    def clock(self) -> Clock:
        """Time taken."""
        return self._reading.clock

    @property
    def failures(self) -> Mapping[str, int]:
        """Detectors that failed, why, and how often."""
        return self._reading.failures

    def look(self, row: TextRow) -> tuple[list[Found], list[Outcome]]:
        """Read a row and count it: what was found, and how it compares."""
        found = self._reading.read(row.text)
        compared = [Span(one.start, one.end, name) for one in found if (name := type_of(one.kind))]
        compared = list(dict.fromkeys(compared))  # two kinds of one type in one place are one prediction
        told = list(outcomes(row, compared))
        self.tallies.add(row, compared, told)
        return found, told

    def below(self, least: float) -> list[str]:
        """The types that have a form and are labelled, whose F2 is below `least`, in words."""
        return [
            f"{language}: {name}: F2 {value:.3f} is below {least:g}"
            for language, tally in sorted(self.tallies.languages.items())
            for name, counts in sorted(tally.types.items())
            if name not in UNSTRUCTURED and counts.labelled and (value := counts.f(2).value or 0.0) < least
        ]

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        return self.tallies.as_json() | {"speed": self.clock.as_json(), "failures": dict(self.failures)}


def evaluate(row: TextRow, systems: Sequence[System]) -> tuple[list[Found], list[Outcome]]:
    """Have every system read a row: what the first one found, and where it was wrong."""
    first, *others = systems
    found, told = first.look(row)
    for other in others:
        other.look(row)
    return found, [one for one in told if one.sort != "hit"]


def prediction(number: int, found: Sequence[Found]) -> bytes:
    """A line of predictions."""
    told = [{"kind": f.kind, "start": f.start, "end": f.end, "score": round(f.score, 4)} for f in found]
    return orjson.dumps({"row": number, "findings": told}) + b"\n"


def alone(name: str, options: Mapping[str, object]) -> Policy:
    """A policy in which one detector flags whatever it finds. PolicyError where there is none such."""
    everything = Rule("default", ("*",), MEASURES.build("flag"))
    detectors = (DETECTORS.build(name, options),)
    return Policy(name, "", (), everything, 60.0, 1 << 26, detectors)
