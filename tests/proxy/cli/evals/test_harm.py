"""`sekisho eval harm` as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.proxy.cli.evals.judged_rows import CALM, ROWS, harm, row, write
from tests.proxy.cli.shells import Done, one_line, run


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(tmp_path / "rows.jsonl", ROWS)


def measure(rows: Path, *more: str) -> Done:
    return run("eval", "harm", str(rows), *more)


def test_the_table_has_sections_groups_and_speed(rows: Path) -> None:
    done = measure(rows)
    assert done.status == 0
    assert "all: 61 rows, threshold" in done.out
    assert "\n  weapons_cbrn" in done.out
    assert "2 rows of which nobody knows the answer" in done.out
    assert "classifier and detectors: " in done.out
    assert "calibration error" in done.out
    assert "pipe bomb" not in done.out + done.err


def test_json_has_every_figure_with_its_counts_and_the_card(rows: Path) -> None:
    told = measure(rows, "--json").json
    assert told["policy"].startswith("strict@")
    assert (told["rows"], told["unlabelled"]) == (61, 2)
    assert (told["whole"]["positives"], told["whole"]["negatives"]) == (1, 60)
    assert set(told["whole"]) >= {"auroc", "auprc", "recall", "f1", "best_f1", "threshold"}
    assert 0 < told["card"]["whole"]["auroc"]["value"] <= 1


def test_predictions_are_the_scores_of_every_row(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    measure(rows, "--predictions", str(out))
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["row"] for line in lines] == list(range(len(ROWS)))
    assert all({"harm", "attack", "fraud_scam", "csae", "direct"} <= set(line["scores"]) for line in lines)
    assert all(0 <= score <= 1 for line in lines for score in line["scores"].values())
    assert lines[0]["scores"]["attack"] > lines[3]["scores"]["attack"]


def test_a_benign_pool_sets_the_threshold(rows: Path, tmp_path: Path) -> None:
    pool = write(tmp_path / "pool.jsonl", [row(f"{text} {n}") for n in range(20) for text in CALM])
    told = measure(rows, "--benign", str(pool), "--false-positives", "0.1", "--json").json
    assert told["whole"]["pool"] == 80
    assert told["whole"]["negatives"] == 60


def test_languages_have_sections_of_their_own(tmp_path: Path) -> None:
    file = write(tmp_path / "rows.jsonl", [*ROWS, row("今日の予定をまとめてください", lang="ja")])
    done = measure(file)
    assert done.out.index("en: 61 rows") < done.out.index("ja: 1 rows") < done.out.index("all: 62 rows")


def test_a_trace_shows_what_was_missed_but_never_abuse_of_children(tmp_path: Path) -> None:
    unseen = [
        harm("plain words one", "fraud_scam"),
        harm("plain words two", "csae"),
        harm("plain words three"),
    ]
    done = measure(write(tmp_path / "rows.jsonl", [*unseen, *ROWS]), "--trace", "--false-positives", "0")
    assert "fraud_scam: plain words one" in done.out
    assert "csae: (not shown)" in done.out
    assert "words two" not in done.out
    assert "words three" not in done.out


def test_lower_figures_than_before_are_status_1(rows: Path, tmp_path: Path) -> None:
    before = measure(rows, "--json").json
    group = {"positives": 100, "auroc": {"value": 0.5}}
    before["kinds"] = {"prompt": group}
    file = tmp_path / "before.json"
    file.write_text(json.dumps(before))
    assert measure(rows, "--against", str(file)).status == 0
    more = write(tmp_path / "more.jsonl", [*ROWS, *(harm(CALM[0], "fraud_scam") for _ in range(60))])
    now = measure(more, "--json").json
    now["whole"]["auroc"]["value"] = 1.0
    file.write_text(json.dumps(now))
    done = measure(more, "--against", str(file))
    assert done.status == 1
    assert "whole auroc: 0." in done.err


BAD = [
    (("none.jsonl",), "none.jsonl: No such file"),
    (("{rows}", "--policy", "nowhere"), "nowhere"),
    (("{rows}", "--predictions", "."), "Is a directory"),
    (("{rows}", "--against", "none.json"), "none.json: No such file"),
    (("{rows}", "--against", "{rows}"), "is not JSON"),
    (("{bad}",), "bad.jsonl:2: is not JSON"),
    (("{empty}",), "no rows"),
    (("{rows}", "--benign", "{empty}"), "no rows"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_asked_is_status_2_and_one_line(
    rows: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    bad, empty = tmp_path / "bad.jsonl", tmp_path / "empty.jsonl"
    bad.write_text('{"text": "a"}\n{"text": \n', "utf-8")
    empty.write_text("", "utf-8")
    given = (one.format(rows=rows, bad=bad, empty=empty) for one in arguments)
    done = run("eval", "harm", *given, cwd=tmp_path)
    assert one_line(done)
    assert message in done.err
