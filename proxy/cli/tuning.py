"""From labelled rows to a threshold, and from a threshold to the row of a policy that is to want it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from config.errors import ClientError
from config.load import DEFAULT_FILE, find
from config.spec import PolicySpec, RuleSpec
from filters.detectors.harm import Options as HarmOptions
from filters.harm.taxonomy import BY_KIND
from filters.model import Channel
from filters.policy import Policy
from proxy.cli.judging import read, scorer
from proxy.cli.loading import read_policy, read_settings
from proxy.cli.rewriting import Change, rewritten
from proxy.cli.screen import watched
from proxy.evaluation.harm_classes import HEADS, classes_of
from proxy.evaluation.harm_rows import HarmRow, Question
from proxy.evaluation.harm_scores import CLASSIFIER, Scorer
from proxy.evaluation.ranking import Floats, Terms
from proxy.evaluation.thresholds import Point, curve, lowest, plot
from proxy.evaluation.worth import Worth

_WHOLE: Mapping[str, Question] = {"harm.*": "harm", "injection.*": "attack"}
_USUAL = Channel("request", "/text")
_FEWEST = 50  # benign rows of a language for a threshold of its own to be told


class Aim(NamedTuple):
    """What a kind is tuned by. name: its class; empty: any."""

    question: Question
    name: str

    def truth(self, row: HarmRow) -> bool | None:
        """Whether a row is of the kind; None: nobody knows, or it is of another class."""
        truth = row.truth(self.question)
        if not truth or not self.name:
            return truth
        return True if self.name in classes_of(row.categories or ()) else None

    def score(self, scores: Mapping[str, float]) -> float:
        """How certain a finding of the kind is: the likeliest class is as certain as the whole."""
        heads = HEADS[self.question]
        likeliest = max(heads, key=lambda name: scores.get(name, 0.0))
        whole = not self.name or self.name == likeliest
        return scores[self.question] if whole else scores.get(self.name, 0.0)


def aim(kind: str) -> Aim:
    """What tuning a kind means. ClientError where nothing scores it."""
    if kind in _WHOLE:
        return Aim(_WHOLE[kind], "")
    if kind not in BY_KIND:
        raise ClientError(
            f"--kind: should be harm.*, injection.* or a kind of them, as {next(iter(BY_KIND))}"
        )
    return Aim("harm" if kind.startswith("harm.") else "attack", BY_KIND[kind].name)


@dataclass(frozen=True, slots=True)
class Tuned:
    """A curve and the threshold it gives. now: the policy's; rule: the row that has it, or nobody's."""

    kind: str
    policy: str
    rule: str
    now: float
    chosen: float | None
    positives: int
    pool: int
    curve: Sequence[Point]
    plot: Sequence[str]
    languages: Mapping[str, float | None]
    failures: Mapping[str, int]
    notes: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        """Everything but the plot."""
        told: dict[str, object] = {"kind": self.kind, "policy": self.policy, "rule": self.rule}
        told |= {"now": self.now, "chosen": self.chosen, "positives": self.positives, "pool": self.pool}
        told |= {"curve": [point.as_json() for point in self.curve], "languages": dict(self.languages)}
        return told | {"failures": dict(self.failures), "notes": list(self.notes)}


def tuned(
    datasets: Sequence[Path],
    benign: Sequence[Path],
    kind: str,
    policy: str | None,
    config: Path | None,
    terms: Terms,
    made: Scorer | None = None,
) -> Tuned:
    """Score the rows, and find the lowest threshold that keeps the share of false positives.

    made: by which to score them; without it, as `sekisho eval` does under that policy.
    """
    asked = aim(kind)
    rows = read(datasets)
    pool = [row for row in read(benign) if row.benign] or [row for row in rows if row.benign]
    positives = [row for row in rows if asked.truth(row)]
    if not positives or not pool:
        raise ClientError(f"nothing to tune {kind} by: {len(positives)} rows of it, {len(pool)} benign")
    spec, chosen = read_policy(read_settings(config), policy)
    usual = made or scorer(spec.name, config)[0]
    made = Scorer(Worth(usual.classifier, _own(spec).prevalence), usual.policy)
    right, wrong = _scores(positives, made, asked), _scores(pool, made, asked)
    rule = _rule(kind, spec, chosen)
    best = lowest(wrong, terms.false_positives)
    marked = [one for one in (best, rule.min_score) if one is not None]
    told = curve(right, wrong, terms.prevalence, marked)
    languages = _languages(pool, wrong, terms.false_positives)
    counts, drawn = (len(right), len(wrong)), plot(right, wrong, best)
    notes = _notes(spec, chosen, asked, best)
    rest = (*counts, told, drawn, languages, made.failures, notes)
    return Tuned(kind, spec.name, rule.name, rule.min_score, best, *rest)


def _notes(spec: PolicySpec, policy: Policy, asked: Aim, best: float | None) -> list[str]:
    """What keeps a row of the policy from seeing what was measured: the classifier has a say before it."""
    if CLASSIFIER not in {one.name for one in policy.detectors}:
        return [f"policy '{spec.name}' does not run the classifier; `detectors: {{{CLASSIFIER}: {{}}}}` does"]
    own = _own(spec)
    scores: Mapping[str, float] = {str(name): score for name, score in own.min_scores.items()}
    names = (asked.name,) if asked.name else HEADS[asked.question]
    least = {name: scores.get(name, own.min_score) for name in names}
    higher = [f"{name} {score:g}" for name, score in least.items() if best is not None and score > best]
    told = ", ".join(higher)
    return [f"the detector `{CLASSIFIER}` drops what it is less certain of: {told}"] if higher else []


def _own(spec: PolicySpec) -> HarmOptions:
    """The options of the classifier's detector."""
    return HarmOptions.model_validate(dict(spec.detectors.options.get(CLASSIFIER, {})))


def _scores(rows: Sequence[HarmRow], made: Scorer, asked: Aim) -> Floats:
    return np.array([asked.score(made.scores(row)) for row in watched(rows, "scoring")], np.float64)


def _languages(pool: Sequence[HarmRow], scores: Floats, share: float) -> dict[str, float | None]:
    codes = np.array([row.lang or "?" for row in pool])
    counts = {lang: int((codes == lang).sum()) for lang in sorted(set(codes))}
    return {lang: lowest(scores[codes == lang], share) for lang, n in counts.items() if n >= _FEWEST}


def _rule(kind: str, spec: PolicySpec, policy: Policy) -> RuleSpec:
    """The row that acts on a sure finding of this kind in a request. ClientError where none does."""
    name = policy.plan(_USUAL).rule(kind, 1.0).name
    rule = next((row for row in spec.rules if row.name == name), None)
    if rule is None:
        raise ClientError(f"policy '{spec.name}' has no row for {kind}: add one first")
    return rule


class Changed(NamedTuple):
    """The configuration with the new threshold. diff: what is different; empty if nothing is."""

    text: str
    diff: str


def change(found: Tuned, config: Path | None) -> Changed:
    """Write the chosen threshold into the configuration's text. PolicyError where that cannot be done."""
    assert found.chosen is not None
    file = find(config, os.environ)
    text = file.read_text("utf-8") if file else ""
    name = str(file or DEFAULT_FILE)
    new = rewritten(text, read_settings(config), Change(found.policy, found.rule, found.chosen))
    lines = difflib.unified_diff(text.splitlines(), new.splitlines(), name, name, lineterm="")
    return Changed(new, "\n".join(lines))
