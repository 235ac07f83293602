"""`sekisho eval harm`: how well scores tell harmful requests and answers from everything else."""

from __future__ import annotations

from proxy.cli import judging
from proxy.cli.options import AsJson, Config, PolicyName

EXAMPLE = "sekisho eval harm rows.jsonl --benign traffic.jsonl.gz"


def run(
    datasets: judging.Datasets,
    benign: judging.Benign = None,
    policy: PolicyName = None,
    false_positives: judging.FalsePositives = 0.02,
    prevalence: judging.Prevalence = 0.07,
    predictions: judging.Predictions = None,
    against: judging.Against = None,
    trace: judging.Trace = False,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Measure how well scores tell harmful requests and answers from all others.

    A row is `{"text", "lang", "kind": prompt|response|tool_output, "label": unsafe|benign, "categories",
    "harm", "attack", "system", "source"}`; all but the text may be missing. Shows AUROC, AUPRC, recall where
    so much of the benign rows is flagged, precision and F1 where so much is positive, by language, class,
    kind, length and source, with 95 % intervals (bootstrap), the model card's figures beside, and processor
    time per KB. Detectors are those of `--policy`, without it `strict`. Exit status 1 means that a detector
    failed, or what `--against` says. `--trace` shows text of the files on this terminal.
    """
    from proxy.evaluation.ranking import Terms

    terms = Terms(false_positives, prevalence)
    asked = judging.Asked(policy, config, benign or (), terms, predictions, against, trace, as_json)
    return judging.judge("harm", datasets, asked)
