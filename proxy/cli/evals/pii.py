"""`sekisho eval pii`: what a policy's detectors find in labelled texts, and what they miss."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import ClientError
from proxy.cli.measured import hard_negatives, speed, tags, types, untyped
from proxy.cli.options import AsJson, Config, PolicyName
from proxy.cli.screen import note, out, plain, show_json, watched
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from filters.policy import Policy
    from proxy.evaluation.pii import System
    from proxy.evaluation.rows import TextRow

EXAMPLE = "sekisho eval pii rows.jsonl --policy japan-business --least 0.9"

_Datasets = Annotated[
    list[Path],
    typer.Argument(metavar="DATASET…", help="Files of JSON lines, plain or gzip.", show_default=False),
]
_Predictions = Annotated[
    Path | None,
    typer.Option(
        "--predictions",
        metavar="FILE",
        help="Write what was found there, one JSON line a row; rows count from 0.",
        show_default=False,
    ),
]
_Trace = Annotated[
    bool,
    typer.Option(
        "--trace", help="Show each miss and each false alarm in its text, and what was rejected there."
    ),
]
_Beside = Annotated[
    str | None,
    typer.Option(
        "--beside",
        metavar="DETECTOR",
        help="Another detector over the same rows, alone, for comparison: presidio.",
        show_default=False,
    ),
]
_Least = Annotated[
    float | None,
    typer.Option(
        "--least",
        min=0,
        max=1,
        help="Exit status 1 where the F2 of a type that has a form is below this in any language.",
        show_default=False,
    ),
]


_EVERYTHING = "strict"  # the preset in which every shipped detector runs


def run(
    datasets: _Datasets,
    policy: PolicyName = None,
    beside: _Beside = None,
    least: _Least = None,
    predictions: _Predictions = None,
    trace: _Trace = False,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Measure what a policy finds of the personal data labelled in some texts.

    A row is `{"text", "lang", "spans": [{"start", "end", "type"}], "source", "tags", "labelled"}`.
    Detectors that are not inline run too; without `--policy` it is `strict`, which has every shipped one.
    Shows counts, precision, recall, F1 and F2 per type, language and tag, with 95 % intervals (Wilson), and
    processor time per KB. Exit status 1 means that a detector failed, or what `--least` says. `--trace`
    shows text of the files on this terminal.
    """
    from proxy.cli.loading import read_policy, read_settings
    from proxy.evaluation.pii import System, alone
    from proxy.evaluation.rows import text_rows

    spec, chosen = read_policy(read_settings(config), policy or _EVERYTHING)
    systems = [System(chosen.name, chosen)]
    if beside is not None:
        systems.append(System(beside, alone(beside, spec.detectors.options.get(beside, {}))))
    rows = list(text_rows(datasets))
    if not rows:
        raise ClientError(f"{', '.join(map(str, datasets))}: no rows")
    _evaluate(rows, systems, predictions, traced=trace and not as_json)
    if as_json:
        show_json({"policy": f"{chosen.name}@{chosen.digest[:12]}", **_told(systems)})
    else:
        _show(systems)
    short = [] if least is None else systems[0].below(least)
    for line in short:
        note(line)
    return FOUND if short or any(system.failures for system in systems) else FINE


def _evaluate(
    rows: Sequence[TextRow], systems: Sequence[System], predictions: Path | None, *, traced: bool
) -> None:
    from proxy.evaluation.pii import evaluate, prediction

    with ExitStack() as stack:
        file = None
        if predictions is not None:
            try:
                file = stack.enter_context(predictions.open("wb"))
            except OSError as error:
                raise ClientError(f"{predictions}: {error.strerror or 'cannot be written'}") from None
        for number, row in enumerate(watched(rows)):
            found, wrong = evaluate(row, systems)
            if file is not None:
                file.write(prediction(number, found))
            if traced and wrong:
                _show_wrong(number, row, systems[0].policy, wrong)


def _show_wrong(number: int, row: TextRow, policy: Policy, wrong: Sequence[object]) -> None:
    from proxy.evaluation.tracing import explained

    screen = out()
    for line in explained(row, policy, wrong):  # type: ignore[arg-type]  # outcomes; named only for types
        screen.print(plain(f"row {number}: {line}" if not line.startswith(" ") else line))


def _told(systems: Sequence[System]) -> dict[str, object]:
    first, *others = systems
    told = first.as_json()
    return told | ({"beside": {other.name: other.as_json() for other in others}} if others else {})


def _show(systems: Sequence[System]) -> None:
    screen = out()
    first, *others = systems
    languages = sorted(first.tallies.languages)
    for language in languages:
        tally = first.tallies.languages[language]
        others_here = {other.name: other.tallies.languages[language] for other in others}
        screen.print(plain(f"{language}: {tally.rows} rows", "bold"))
        screen.print(types(tally, others_here))
        if tally.tags:
            screen.print()
            screen.print(tags(tally, others_here))
        screen.print(plain(hard_negatives(tally, others_here)))
        if more := untyped(tally):
            screen.print(plain(more))
        screen.print()
    if len(languages) > 1:
        screen.print(plain(f"all: {first.tallies.whole.rows} rows", "bold"))
        screen.print(types(first.tallies.whole, {other.name: other.tallies.whole for other in others}))
        screen.print()
    for system in systems:
        screen.print(plain(speed(system.name, system.clock)))
        for why, times in sorted(system.failures.items()):
            screen.print(plain(f"{why}: failed {times} times; what it was shown is unread", "bold red"))
