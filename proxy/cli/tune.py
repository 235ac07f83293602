"""`sekisho tune`: how certain a finding has to be, by what that finds and costs on labelled rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import ClientError
from proxy.cli import judging
from proxy.cli.options import AsJson, Config, PolicyName
from proxy.cli.screen import note, out, plain, raw, show_json, table
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from proxy.cli.tuning import Tuned
    from proxy.evaluation.figures import Figure

EXAMPLE = "sekisho tune rows.jsonl --benign traffic.jsonl.gz --kind harm.* --policy japan-business"

_Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        help="What is tuned: `harm.*` or `injection.*` by the overall score, or one kind by its own.",
    ),
]
_Write = Annotated[
    Path | None,
    typer.Option(
        "--write",
        metavar="FILE",
        help="Write the changed configuration there; it may be the configuration itself. Without it, the "
        "change is shown.",
        show_default=False,
    ),
]


def run(
    datasets: judging.Datasets,
    benign: judging.Benign = None,
    kind: _Kind = "harm.*",
    policy: PolicyName = None,
    false_positives: judging.FalsePositives = 0.02,
    prevalence: judging.Prevalence = 0.07,
    write: _Write = None,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Find the lowest `min_score` that flags no more benign rows than may be.

    Rows are those of `sekisho eval harm`. Shows what each threshold finds and costs, with 95 % intervals
    (Wilson), the one that the policy has now among them, and the change of the configuration. Exit status
    1 means that no threshold keeps the share, or that a detector failed.
    """
    from proxy.cli.tuning import change, tuned
    from proxy.evaluation.ranking import Terms

    found = tuned(datasets, benign or (), kind, policy, config, Terms(false_positives, prevalence))
    changed = None if found.chosen is None else change(found, config)
    if as_json:
        show_json(found.as_json() | {"change": changed and changed.diff})
    else:
        _show(found)
        if changed is not None and write is None:
            raw(f"\n{changed.diff or 'nothing to change'}\n")
    if found.chosen is None:
        note(f"no threshold flags at most {false_positives:g} of the benign rows")
    elif changed is not None and write is not None:
        _write(write, changed.text)
    for line in found.notes:
        note(line)
    for why, times in sorted(found.failures.items()):
        note(f"{why}: failed {times} times; what it was shown is unread")
    return FOUND if found.chosen is None or found.failures else FINE


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise ClientError(f"{file}: {error.strerror or 'cannot be written'}") from None
    note(f"{file}: written")


def _show(found: Tuned) -> None:
    screen = out()
    screen.print(plain(f"{found.kind}: {found.positives} rows of it, {found.pool} benign", "bold"))
    rows = table("min_score", "recall (95 %)", "benign flagged (95 %)", "precision", "F1", "")
    for point in found.curve:
        marks = {found.chosen: "chosen", found.now: "now"}
        cells = (f"{point.threshold:.4f}", _full(point.recall), _full(point.false_positives))
        more = (_bare(point.precision), _bare(point.f1), marks.get(point.threshold, ""))
        rows.add_row(*(plain(cell) for cell in (*cells, *more)))
    screen.print(rows)
    screen.print()
    for line in found.plot:
        screen.print(plain(line))
    for language, lowest in found.languages.items():
        told = "none" if lowest is None else f"{lowest:.4f}"
        screen.print(plain(f"{language}: alone, its threshold would be {told}"))


def _bare(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _full(figure: Figure) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
