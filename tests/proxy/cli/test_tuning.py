"""Which rows tune a kind, and which row of a policy is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.errors import ClientError
from proxy.cli.tuning import aim, change, tuned
from proxy.evaluation.harm_rows import HarmRow
from proxy.evaluation.harm_scores import Scorer
from proxy.evaluation.ranking import Terms
from tests.proxy.cli.evals.judged_rows import ROWS, attack, row, write
from tests.proxy.evaluation.looking import policy


def test_a_whole_axis_is_tuned_by_its_overall_score() -> None:
    scores = {"harm": 0.8, "attack": 0.3, "fraud_scam": 0.6}
    assert aim("harm.*").score(scores) == 0.8
    assert aim("injection.*").score(scores) == 0.3


def test_a_finding_of_the_likeliest_class_is_as_certain_as_the_whole() -> None:
    scores = {"harm": 0.8, "attack": 0.3, "fraud_scam": 0.6, "csae": 0.5, "direct": 0.2}
    assert aim("harm.fraud_scam").score(scores) == 0.8
    assert aim("harm.csae").score(scores) == 0.5
    assert aim("injection.direct").score(scores) == 0.3
    assert aim("injection.indirect").score(scores) == 0


@pytest.mark.parametrize("kind", ["harm", "pii.email", "harm.fraud", "*"])
def test_what_nothing_scores_cannot_be_tuned(kind: str) -> None:
    with pytest.raises(ClientError, match="--kind: should be"):
        aim(kind)


def test_a_harmful_row_of_another_class_says_nothing_of_this_one() -> None:
    asked = aim("harm.fraud_scam")
    assert asked.truth(HarmRow("a", harm=1, categories=("S2", "fraud"))) is True
    assert asked.truth(HarmRow("a", harm=1, categories=("csae",))) is None
    assert asked.truth(HarmRow("a", harm=0)) is False


def test_the_row_that_acts_is_the_one_that_changes(tmp_path: Path) -> None:
    config = tmp_path / "sekisho.yaml"
    config.write_text("policies:\n  own: {rules: [{kind: injection.*, min_score: 0.3, measure: refuse}]}\n")
    file = write(tmp_path / "rows.jsonl", ROWS)
    found = tuned([file], [], "injection.*", "own", config, Terms())
    assert (found.policy, found.now, found.positives, found.pool) == ("own", 0.3, 2, 60)
    assert found.chosen is not None
    assert {found.chosen, 0.3} <= {one.threshold for one in found.curve}
    made = change(found, config)
    assert f"min_score: {found.chosen:g}" in made.text
    assert made.diff.count("\n-") == made.diff.count("\n+  own") == 1
    assert config.read_text().count("0.3") == 1


def test_without_rows_of_the_kind_there_is_nothing_to_tune_by(tmp_path: Path) -> None:
    file = write(tmp_path / "rows.jsonl", [row("calm")])
    with pytest.raises(ClientError, match=r"injection\.\* by: 0 rows of it, 1 benign"):
        tuned([file], [], "injection.*", "standard", None, Terms())


def test_a_policy_without_a_row_for_it_is_told_so(tmp_path: Path) -> None:
    config = tmp_path / "sekisho.yaml"
    config.write_text("policies: {own: {rules: [{kind: pii.*, measure: mask}]}}\n")
    file = write(tmp_path / "rows.jsonl", [row("calm"), attack("odd")])
    with pytest.raises(ClientError, match=r"policy 'own' has no row for injection\.\*"):
        tuned([file], [], "injection.*", "own", config, Terms())


@dataclass(frozen=True)
class Certain:
    """Of everything."""

    harm: float = 1.0
    attack: float = 1.0
    classes: Mapping[str, float] = field(default_factory=dict[str, float])


def test_where_even_certainty_is_common_no_threshold_is_chosen(tmp_path: Path) -> None:
    file = write(tmp_path / "rows.jsonl", ROWS)
    made = Scorer(lambda *_: Certain(), policy())
    found = tuned([file], [], "injection.*", "standard", None, Terms(), made)
    assert found.chosen is None
    assert found.languages == {"en": None}
    assert found.curve[-1].false_positives.value == 1


def test_it_is_told_what_keeps_the_row_from_seeing_what_was_measured(tmp_path: Path) -> None:
    config = tmp_path / "sekisho.yaml"
    config.write_text("""\
policies:
  without: {rules: [{kind: injection.*, measure: refuse}]}
  own:
    extends: without
    detectors: {harm: {prevalence: 0.5, min_score: 0.1, min_scores: {direct: 0.99, csae: 0.99}}}
""")
    file = write(tmp_path / "rows.jsonl", ROWS)

    def notes(name: str, score: float) -> list[str]:
        made = Scorer(lambda *_: Certain(attack=score), policy())
        return [*tuned([file], [], "injection.*", name, config, Terms(), made).notes]

    assert notes("without", 0.5) == [
        "policy 'without' does not run the classifier; `detectors: {harm: {}}` does"
    ]
    assert notes("own", 0.5) == ["the detector `harm` drops what it is less certain of: direct 0.99"]
    assert notes("own", 0.995) == []


def test_a_threshold_is_looked_for_in_the_scale_of_findings(tmp_path: Path) -> None:
    config = tmp_path / "sekisho.yaml"
    config.write_text("""\
policies:
  rare: {rules: [{kind: injection.*, measure: refuse}], detectors: {harm: {min_score: 0.01}}}
  half: {extends: rare, detectors: {harm: {min_score: 0.01, prevalence: 0.5}}}
""")
    file = write(tmp_path / "rows.jsonl", ROWS)

    def chosen(name: str) -> float | None:
        made = Scorer(lambda *_: Certain(attack=0.9), policy())
        return tuned([file], [], "injection.*", name, config, Terms(false_positives=0.02), made).chosen

    # One row in fifty is not all of them, so the threshold lies just above what every row has.
    assert chosen("half") == pytest.approx(0.9, abs=1e-3)
    assert chosen("rare") == pytest.approx(0.3214, abs=1e-3)
