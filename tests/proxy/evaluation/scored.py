"""Scored rows for tests: a few words say which."""

from __future__ import annotations

from collections.abc import Iterable

from proxy.evaluation.harm import Scored, scored
from proxy.evaluation.harm_rows import HarmRow


def row(
    text: str = "a", harm: int = 0, lang: str = "en", categories: Iterable[str] = (), source: str = "own"
) -> HarmRow:
    label = "unsafe" if harm else "benign"
    return HarmRow(text, lang, label=label, harm=harm, attack=0, categories=tuple(categories), source=source)


def seen(one: HarmRow, score: float, **classes: float) -> Scored:
    return scored(one, {"harm": score, "attack": 0.0, **classes}, "harm")


def many(harm: int, scores: Iterable[float], lang: str = "en", *categories: str) -> list[Scored]:
    return [seen(row(harm=harm, lang=lang, categories=categories), score) for score in scores]
