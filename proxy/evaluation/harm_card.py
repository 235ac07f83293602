"""The shipped model's own figures, as `sekisho eval … --json` told them of the rows kept back from learning.

They stand beside whatever is measured, so that nobody takes the one for the other: on
rows of the same hand as those it learnt from, a model looks better than elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from filters.harm.model import FILE
from proxy.evaluation.harm_rows import Question

FOLDER = Path(__file__).parent / "cards"


@dataclass(frozen=True, slots=True)
class Card:
    """Figures by section (a language, or all), group and name."""

    told: Mapping[str, object]

    def figure(self, language: str, group: str, name: str, figure: str) -> float | None:
        """One figure; None where the card has none. language, group: "" for all."""
        section = self._within(self.told, "languages", language) if language else self.told
        ranking = self._within(section, group, name) if group else self._within(section, "whole")
        value = self._within(ranking, figure, "value")
        return float(value) if isinstance(value, int | float) else None

    @property
    def current(self) -> bool:
        """Whether it is of the model that is installed."""
        return self.told.get("model") == digest(FILE.read_bytes())

    @staticmethod
    def _within(told: object, *names: str) -> object:
        for name in names:
            told = told.get(name) if isinstance(told, Mapping) else None
        return told


def digest(model: bytes) -> str:
    """By which a card names its model."""
    return hashlib.sha256(model).hexdigest()


def card(question: Question) -> Card:
    """The card of the shipped model."""
    return Card(orjson.loads((FOLDER / f"{question}.json").read_bytes()))
