"""What a classifier says, in the scale in which its detector reports it.

The classifier's probabilities are those of rows of which half are harmful. Its detector says what they
are worth where only a share of what comes is (`prevalence`), and a row's `min_score` is about that: a
threshold for a row has to be looked for in this scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from filters.detectors.harm import worth
from filters.harm.score import Scores
from proxy.evaluation.harm_classes import HEADS
from proxy.evaluation.harm_scores import Classifier


@dataclass(frozen=True, slots=True)
class Worth:
    """The classifier as a detector with this prevalence reports it. A class keeps its share of the whole."""

    classifier: Classifier
    prevalence: float

    def __call__(self, text: str, role: str, trust: str) -> Scores:
        said = self.classifier(text, role, trust)
        whole = {"harm": said.harm, "attack": said.attack}
        here = {name: worth(float(one), self.prevalence) for name, one in whole.items()}
        classes = {
            name: here[question] * said.classes[name] / whole[question] if whole[question] else 0.0
            for question, names in HEADS.items()
            for name in names
            if name in said.classes
        }
        return Scores(here["harm"], here["attack"], classes)
