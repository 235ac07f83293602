"""The scores of a row: what the classifier says of it, and where a detector that reads forms is surer, that.

Scores are probabilities before any threshold: `harm`, `attack`, and one for each class by its
name. A row's `system` is the context in which its text is judged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from filters.attack.context import Context
from filters.policy import Policy
from proxy.evaluation.harm_rows import HarmRow
from proxy.evaluation.reading import Clock, PolicyReading

CLASSIFIER = "harm"  # the detector of the very scores that are asked for here, with thresholds
# And the one whose answers are other services', who are not called.
_LEFT = frozenset({CLASSIFIER, "guard"})
_OVERALL = {"harm": "harm", "injection": "attack"}


class Said(Protocol):
    """What a classifier says of a whole text."""

    @property
    def harm(self) -> float: ...
    @property
    def attack(self) -> float: ...
    @property
    def classes(self) -> Mapping[str, float]: ...


Classifier = Callable[[str, str, str], Said]  # of a text, its role, and how far it is trusted
Scores = dict[str, float]


@dataclass(slots=True)
class Scorer:
    """A classifier and a policy's other detectors of harm and attacks, over whole texts."""

    classifier: Classifier
    policy: Policy
    _reading: PolicyReading = field(init=False)

    def __post_init__(self) -> None:
        self._reading = PolicyReading(self.policy, _asked_for, _LEFT)

    @property
    def clock(self) -> Clock:
        """Time taken."""
        return self._reading.clock

    @property
    def failures(self) -> Mapping[str, int]:
        """Detectors that failed, why, and how often."""
        return self._reading.failures

    def scores(self, row: HarmRow) -> Scores:
        """Those of one row, every class among them that has a score."""
        channel = row.channel
        began = time.process_time_ns()
        said = self.classifier(row.text, channel.role, channel.trust)
        made = {"harm": said.harm, "attack": said.attack, **said.classes}
        context = Context.of(row.system) if row.system else None
        self.clock.inline_ns += time.process_time_ns() - began
        for one in self._reading.found(row.text, channel, context):
            matter, _, name = one.kind.partition(".")
            for key in (_OVERALL[matter], name) if matter in _OVERALL else ():
                made[key] = max(made.get(key, 0.0), one.score)
        return made


def _asked_for(kind: str) -> bool:
    return kind.partition(".")[0] in _OVERALL
