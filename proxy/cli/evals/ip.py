"""`sekisho eval ip`: how well passages of works, notices and requests for works are found."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from config.errors import ClientError
from proxy.cli import judging
from proxy.cli.options import AsJson
from proxy.cli.screen import out, plain, show_json, table, watched
from proxy.cli.shell import FINE

if TYPE_CHECKING:
    from filters.ip.index import Memory
    from proxy.evaluation.ip import AnswerRow, Read, Report

EXAMPLE = "sekisho eval ip answers.jsonl --corpus works.jsonl.gz"

_Corpus = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        metavar="FILE",
        help="Works with their texts, JSON lines, plain or gzip; they are indexed first, in memory.",
        show_default=False,
    ),
]


def run(
    datasets: judging.Datasets,
    corpus: _Corpus = None,
    predictions: judging.Predictions = None,
    as_json: AsJson = False,
) -> int:
    """Measure how well passages of works, notices of licences and requests for works are found.

    A row is `{"id", "output", "cls", "edit", "expected": [ids], "need_all", "expected_notice"}`, or a prompt:
    `{"id", "prompt", "label": reproduce|style|none, "lang"}`. A work is `{"id", "text", "title", "author",
    "lang", "kind": text|code, "licence", "source"}`. Shows recall and false flags by class, and what was
    right by edit, with 95 % intervals (Wilson), and processor time. Rows whose edit ends in `_hard` count
    only there.
    """
    from filters.ip.index import Memory
    from proxy.evaluation.ip import Report, answer_rows
    from proxy.evaluation.ip import corpus as indexed

    index = indexed(corpus) if corpus is not None else Memory()
    rows = answer_rows(datasets)
    if not rows:
        raise ClientError(f"{', '.join(map(str, datasets))}: no rows")
    report = Report.of(_read(rows, index, predictions))
    if as_json:
        show_json({"fingerprints": index.size, **report.as_json()})
    else:
        _show(report)
    return FINE


def _read(rows: Sequence[AnswerRow], index: Memory, predictions: Path | None) -> list[Read]:
    from proxy.evaluation.ip import answers

    every: list[Read] = []
    with ExitStack() as stack:
        file = None
        if predictions is not None:
            try:
                file = stack.enter_context(predictions.open("wb"))
            except OSError as error:
                raise ClientError(f"{predictions}: {error.strerror or 'cannot be written'}") from None
        for one in answers(watched(rows), index):
            every.append(one)
            if file is not None:
                file.write(orjson.dumps(one.as_json()) + b"\n")
    return every


def _show(report: Report) -> None:
    screen = out()
    for name, doing in (("recall", "found"), ("false", "flagged, and should not be"), ("edits", "right")):
        _shares(report, name, doing)
    _shares(report, "notices", "right, where a notice is")
    _shares(report, "intents", "right, of prompts")
    ms = ", ".join(f"{key} {one:.2f}" for key, one in report.ms.items())
    screen.print(plain(f"processor: {report.us_per_kb:.0f} µs per KB; ms per answer: {ms}"))


def _shares(report: Report, name: str, doing: str) -> None:
    rows = getattr(report, name)
    if not rows:
        return
    shown = table(name, doing, "of", "share", "95 %")
    for key, one in rows.items():
        told = one.as_json()
        shown.add_row(
            key or "–", str(one.some), str(one.of), f"{told['value']}", f"{told['low']} … {told['high']}"
        )
    out().print(shown)
    out().print()
