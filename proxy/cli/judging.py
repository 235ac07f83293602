"""`sekisho eval harm` and `sekisho eval injection`: two questions, one way of asking."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import orjson
import typer

from config.errors import ClientError
from proxy.cli.screen import note, out, plain, show_json, watched
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from proxy.evaluation.harm import Report, Scored
    from proxy.evaluation.harm_rows import HarmRow, Question
    from proxy.evaluation.harm_scores import Said, Scorer
    from proxy.evaluation.ranking import Terms

Datasets: TypeAlias = Annotated[
    list[Path],
    typer.Argument(metavar="DATASET…", help="Files of JSON lines, plain or gzip.", show_default=False),
]
Benign: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--benign",
        metavar="FILE",
        help="Rows of ordinary traffic that set the threshold; may be given again. Without it, the "
        "benign rows of the datasets.",
        show_default=False,
    ),
]
FalsePositives: TypeAlias = Annotated[
    float,
    typer.Option("--false-positives", min=0, max=1, help="Share of the benign rows that may be flagged."),
]
Prevalence: TypeAlias = Annotated[
    float, typer.Option("--prevalence", min=0, max=1, help="Share of real traffic that is positive, for F1.")
]
Predictions: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--predictions",
        metavar="FILE",
        help="Write the scores there, one JSON line a row; rows count from 0.",
        show_default=False,
    ),
]
Trace: TypeAlias = Annotated[
    bool, typer.Option("--trace", help="Show the worst misses and false alarms with their texts.")
]
Against: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="FILE",
        help="An earlier --json of the same rows: exit status 1 where a figure is lower by more than 0.01.",
        show_default=False,
    ),
]

EVERYTHING = "strict"  # the preset in which every shipped detector runs
_POINT = 0.01


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line, beside the rows."""

    policy: str | None
    config: Path | None
    benign: Sequence[Path]
    terms: Terms
    predictions: Path | None
    against: Path | None
    trace: bool
    as_json: bool


def judge(question: Question, datasets: Sequence[Path], asked: Asked) -> int:
    """Score the rows, show what the scores are worth, and say whether that is worse than before."""
    from proxy.evaluation.harm import report
    from proxy.evaluation.harm_card import card

    rows, benign, before = read(datasets), read(asked.benign), _before(asked.against)
    made, policy = scorer(asked.policy, asked.config)
    counted = _scored(question, rows, made, asked.predictions)
    pool = _scored(question, benign, made, None)
    found = report(counted, pool, question, asked.terms)
    told = {"policy": policy, "question": question} | found.as_json()
    told |= {"speed": made.clock.as_json(), "failures": dict(made.failures)}
    if asked.as_json:
        show_json(told | {"card": card(question).told})
    else:
        _show(found, question, asked.terms, made)
        if asked.trace:
            _trace(rows, counted, found, question)
    return FOUND if _worse(told, before) or made.failures else FINE


def read(paths: Sequence[Path]) -> list[HarmRow]:
    """The rows of files. ClientError where one is none, or there are none at all."""
    from proxy.evaluation.harm_rows import harm_rows

    rows = list(harm_rows(paths))
    if paths and not rows:
        raise ClientError(f"{', '.join(map(str, paths))}: no rows")
    return rows


def scorer(policy: str | None, config: Path | None) -> tuple[Scorer, str]:
    """The classifier with the detectors of a policy, and the policy as records call it."""
    from filters.harm.score import score
    from proxy.cli.loading import read_policy, read_settings
    from proxy.evaluation.harm_scores import Scorer

    def built_in(text: str, role: str, trust: str) -> Said:
        return score(text, role=role, trust=trust)

    _, chosen = read_policy(read_settings(config), policy or EVERYTHING)
    return Scorer(built_in, chosen), f"{chosen.name}@{chosen.digest[:12]}"


def _scored(
    question: Question, rows: Sequence[HarmRow], made: Scorer, predictions: Path | None
) -> list[Scored]:
    from proxy.evaluation.harm import prediction, scored

    counted: list[Scored] = []
    with ExitStack() as stack:
        try:
            file = predictions and stack.enter_context(predictions.open("wb"))
        except OSError as error:
            raise ClientError(f"{predictions}: {error.strerror or 'cannot be written'}") from None
        for number, row in enumerate(watched(rows, "scoring")):
            scores = made.scores(row)
            counted.append(scored(row, scores, question))
            if file:
                file.write(orjson.dumps(prediction(number, scores)) + b"\n")
    return counted


def _before(file: Path | None) -> object:
    try:
        return None if file is None else orjson.loads(file.read_bytes())
    except OSError as error:
        raise ClientError(f"{file}: {error.strerror or 'cannot be read'}") from None
    except orjson.JSONDecodeError:
        raise ClientError(f"{file}: is not JSON") from None


def _worse(now: object, before: object) -> bool:
    from proxy.evaluation.regress import fallen

    lines = list(fallen(now, before, _POINT))
    for line in lines:
        note(line)
    return bool(lines)


def _show(found: Report, question: Question, terms: Terms, made: Scorer) -> None:
    from proxy.cli import judged
    from proxy.cli.measured import speed
    from proxy.evaluation.harm_card import card

    screen, beside = out(), card(question)
    for language, section in ({**found.languages} | {"": found.whole}).items():
        screen.print(plain(judged.heading(language or "all", section), "bold"))
        groups = judged.GROUPS if language or not found.languages else ("langs",)
        screen.print(judged.figures(language, section, beside, terms, groups))
        if section.heads:
            screen.print()
            screen.print(judged.heads(section))
        for line in judged.worth(section):
            screen.print(plain(line))
        screen.print()
    if found.unlabelled:
        screen.print(plain(f"{found.unlabelled} rows of which nobody knows the answer: scored, not counted"))
    if not beside.current:
        screen.print(plain("the model card beside is of another model than the one installed", "bold"))
    screen.print(plain(speed("classifier and detectors", made.clock)))
    for why, times in sorted(made.failures.items()):
        screen.print(plain(f"{why}: failed {times} times; what it was shown is unread", "bold red"))


def _trace(rows: Sequence[HarmRow], counted: Sequence[Scored], found: Report, question: Question) -> None:
    from proxy.evaluation.harm_trace import explained

    for line in explained(rows, counted, found, question):
        out().print(plain(line))
