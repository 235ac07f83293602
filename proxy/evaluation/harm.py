"""Harm or attacks: scored rows as figures, together and by language, class, length, kind and source.

A *section* is all rows, or those of one language, with a threshold of its own: the lowest
at which no more of the section's benign pool is flagged than may be. Where a language has
too few benign rows for that, its pool is the whole one. Within a section every group is judged at
the section's threshold. A group without negatives of its own (a class, a set of attacks)
is ranked against all of the section's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from proxy.evaluation.calibration import calibration_error, escalation
from proxy.evaluation.figures import Figure, share
from proxy.evaluation.harm_classes import HEADS, classes_of, unshown
from proxy.evaluation.harm_rows import HarmRow, Question
from proxy.evaluation.ranking import Floats, Ranking, Sample, Terms, ranked

_FEWEST = 50  # benign rows of a language: 2 % of fewer is less than one
_MOST = 40  # groups of a sort, and languages: the largest; more are no table
# Code points; a window of the classifier is 240.
_LENGTHS = {60: "0-60", 240: "61-240", 1000: "241-1000", 4000: "1001-4000"}
_LONGER = "4001-"
_ROUNDED = 6  # digits of a score: fewer would make scores equal


class Scored(NamedTuple):
    """What is kept of a row: no text.

    heads: the scores of the question's classes, in their order. unshown: its text is shown nowhere.
    """

    truth: bool | None
    benign: bool
    score: float
    heads: Floats
    classes: tuple[str, ...]
    lang: str
    kind: str
    source: str
    length: int
    unshown: bool


def scored(row: HarmRow, scores: Mapping[str, float], question: Question) -> Scored:
    """A row and its scores as they are counted."""
    heads = np.array([scores.get(name, 0.0) for name in HEADS[question]])
    labels = row.categories or ()
    truth, classes = row.truth(question), classes_of(labels)
    where = (row.lang or "?", row.kind, row.source or "?", len(row.text), unshown(labels, scores))
    return Scored(truth, row.benign, scores[question], heads, classes, *where)


def prediction(number: int, scores: Mapping[str, float]) -> dict[str, object]:
    """A line of predictions."""
    return {"row": number, "scores": {name: round(value, _ROUNDED) for name, value in scores.items()}}


class Head(NamedTuple):
    """The score of one class against every row that is known to be none. named: whose highest score it is."""

    rows: int
    auroc: Figure
    named: Figure

    def as_json(self) -> dict[str, object]:
        """Counts and figures."""
        return {"rows": self.rows, "auroc": self.auroc.as_json(), "named": self.named.as_json()}


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of some rows. own: whether the pool is of these rows' language alone."""

    rows: int
    own: bool
    whole: Ranking
    groups: Mapping[str, Mapping[str, Ranking]]
    heads: Mapping[str, Head]
    calibration: tuple[float | None, float | None]  # of this mix of rows, and of an even one
    escalation: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        told: dict[str, object] = {"rows": self.rows, "own_pool": self.own, "whole": self.whole.as_json()}
        told |= {name: _shown(group) for name, group in self.groups.items()}
        heads = {name: head.as_json() for name, head in self.heads.items()}
        mixed, even = self.calibration
        told |= {"heads": heads, "calibration_error": mixed, "calibration_error_even": even}
        return told | {"escalation": dict(self.escalation)}


def _shown(group: Mapping[str, Ranking]) -> dict[str, object]:
    return {name: one.as_json() for name, one in group.items()}


class Report(NamedTuple):
    """unlabelled: rows nobody knows the truth of; they are scored and counted nowhere else."""

    whole: Section
    languages: Mapping[str, Section]
    unlabelled: int

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        languages = {name: section.as_json() for name, section in self.languages.items()}
        return self.whole.as_json() | {"languages": languages, "unlabelled": self.unlabelled}


def report(rows: Sequence[Scored], benign: Sequence[Scored], question: Question, terms: Terms) -> Report:
    """The figures of rows. benign: the pool; where it is empty, the benign ones of the rows are."""
    known = [row for row in rows if row.truth is not None]
    pool = [*benign] or [row for row in known if row.benign]
    whole = _section(known, pool, question, terms, own=True)
    languages = sorted(name for name, _ in Counter(row.lang for row in known).most_common(_MOST))
    parts = {lang: _of(lang, known, pool, question, terms) for lang in languages if len(languages) > 1}
    return Report(whole, parts, len(rows) - len(known))


def _of(
    lang: str, rows: Sequence[Scored], pool: Sequence[Scored], question: Question, terms: Terms
) -> Section:
    mine = [row for row in pool if row.lang == lang]
    own = len(mine) >= _FEWEST
    return _section(
        [row for row in rows if row.lang == lang], mine if own else pool, question, terms, own=own
    )


def _section(
    rows: Sequence[Scored], pool: Sequence[Scored], question: Question, terms: Terms, *, own: bool
) -> Section:
    everyone = _scores(pool)
    negatives = [row for row in rows if not row.truth] or pool
    positives = [row for row in rows if row.truth]

    def ranking(right: Sequence[Scored], wrong: Sequence[Scored]) -> Ranking:
        against = _scores(wrong or negatives)
        same = len(against) == len(everyone) and bool((against == everyone).all())
        return ranked(Sample(_scores(right), everyone if same else against, everyone), terms)

    def grouped(by: Callable[[Scored], str], order: Sequence[str] = ()) -> dict[str, Ranking]:
        there = dict(Counter(map(by, rows)).most_common(_MOST))
        names = [name for name in order if name in there] or sorted(there)
        return {name: ranking(_where(by, name, positives), _where(by, name, negatives)) for name in names}

    classes = {
        name: ranking([row for row in positives if name in row.classes], [])
        for name in _named(positives, question)
    }
    groups = {"classes": classes, "kinds": grouped(lambda row: row.kind)}
    groups["langs"] = grouped(lambda row: row.lang)
    groups["lengths"] = grouped(_length, (*_LENGTHS.values(), _LONGER))
    groups["sources"] = grouped(lambda row: row.source)
    truths = np.array([bool(row.truth) for row in rows], np.bool_)
    return Section(
        len(rows),
        own,
        ranking(positives, negatives),
        groups,
        _heads(rows, question, terms),
        (calibration_error(_scores(rows), truths), calibration_error(_scores(rows), truths, even=True)),
        escalation(_scores(positives), everyone),
    )


def _named(positives: Sequence[Scored], question: Question) -> list[str]:
    """The classes of the positives, and the commonest labels nobody knows; none of the other question."""
    others = {name for asked, names in HEADS.items() if asked != question for name in names}
    counts = Counter(name for row in positives for name in row.classes if name not in others)
    return sorted(name for name, _ in counts.most_common(_MOST))


def _where(by: Callable[[Scored], str], name: str, rows: Sequence[Scored]) -> list[Scored]:
    return [row for row in rows if by(row) == name]


def _scores(rows: Iterable[Scored]) -> Floats:
    return np.array([row.score for row in rows], np.float64)


def _length(row: Scored) -> str:
    return next((name for most, name in _LENGTHS.items() if row.length <= most), _LONGER)


def _heads(rows: Sequence[Scored], question: Question, terms: Terms) -> dict[str, Head]:
    made = dict[str, Head]()
    nobody = np.array([], np.float64)
    for at, name in enumerate(HEADS[question]):
        mine = [row for row in rows if row.truth and name in row.classes]
        if not mine:
            continue
        # An unsafe row without a class may be of any.
        others = [row for row in rows if name not in row.classes and (row.classes or not row.truth)]
        scores = np.array([row.heads[at] for row in mine])
        right = sum(int(row.heads.argmax()) == at for row in mine)
        against = np.array([row.heads[at] for row in others], np.float64)
        ranking = ranked(Sample(scores, against, nobody), terms)
        made[name] = Head(len(mine), ranking["auroc"], share(right, len(mine)))
    return made
