"""Detectors for tests of measuring: one finds what it is told to, another one fails."""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import View, Window
from filters.measure import MEASURES
from filters.model import Reading
from filters.policy import Policy, Rule


class Word:
    """Finds a word; `reach` and look-ahead are none, so it is only for whole texts."""

    reach = 0
    view: View = "folded"

    def __init__(self, name: str, word: str, kind: str, score: float = 0.9, inline: bool = True) -> None:
        self.name, self.inline = name, inline
        self.kinds: Mapping[str, str] = {kind: "A word."}
        self._word, self._kind, self._score = re.compile(word), kind, score
        self.asked = 0

    def read(self, window: Window) -> Reading:
        self.asked += 1
        found = self._word.finditer(window.text)
        return Reading(tuple(window.finding(m.span(), self._kind, self._score) for m in found), window.end)


class Broken(Word):
    """Raises."""

    def read(self, window: Window) -> Reading:
        raise ValueError(window.text)


def policy(*detectors: Word, rules: tuple[Rule, ...] = (), default: str = "flag") -> Policy:
    otherwise = Rule("default", ("*",), MEASURES.build(default))
    return Policy("own", "0" * 64, rules, otherwise, 1.0, 1000, detectors)
