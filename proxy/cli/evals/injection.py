"""`sekisho eval injection`: how well scores tell attacks on the model from everything else."""

from __future__ import annotations

from proxy.cli import judging
from proxy.cli.options import AsJson, Config, PolicyName

EXAMPLE = "sekisho eval injection rows.jsonl --benign traffic.jsonl.gz"


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
    """Measure how well scores tell attacks on the model from everything else.

    A row is as for `sekisho eval harm`; `attack` says whether it is one, and `system` what the model was
    told, in which context the text is judged. Shows the same figures. `--trace` shows text of the files on
    this terminal.
    """
    from proxy.evaluation.ranking import Terms

    terms = Terms(false_positives, prevalence)
    asked = judging.Asked(policy, config, benign or (), terms, predictions, against, trace, as_json)
    return judging.judge("attack", datasets, asked)
