"""`sekisho tune` as a shell sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load
from config.policies import resolve
from tests.proxy.cli.evals.judged_rows import ATTACK, ROWS, write
from tests.proxy.cli.shells import one_line, run

TUNE = ("--kind", "injection.*", "--policy", "standard")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(tmp_path / "rows.jsonl", ROWS)


def test_it_shows_a_curve_a_plot_and_the_change(rows: Path, tmp_path: Path) -> None:
    done = run("tune", str(rows), *TUNE, cwd=tmp_path)
    assert done.status == 0
    assert "injection.*: 2 rows of it, 60 benign" in done.out
    assert {"chosen", "now"} <= set(done.out.split())
    assert " 1.0 o" in done.out
    assert "+++ sekisho.yaml" in done.out
    assert "min_score: 0." in done.out
    assert ATTACK not in done.out + done.err


def test_it_writes_a_configuration_that_means_it(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    told = run("tune", str(rows), *TUNE, "--write", str(out), "--json", cwd=tmp_path).json
    policy = resolve(load(out, {}), "standard")
    row = next(one for one in policy.rules if one.name == told["rule"])
    assert row.min_score == told["chosen"]
    assert told["positives"] == 2
    assert len(told["curve"]) > 9
    # Tuned once more, nothing is left to change.
    again = run("tune", str(rows), *TUNE, "--config", str(out), "--json").json
    assert again["now"] == again["chosen"] == told["chosen"]
    assert again["change"] == ""


BAD = [
    (("{rows}", "--kind", "pii.email"), "--kind: should be"),
    (("{rows}", "--policy", "nowhere"), "nowhere"),
    (("none.jsonl",), "No such file"),
    (("{rows}", *TUNE, "--write", "."), "Is a directory"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_asked_is_status_2_and_one_line(
    rows: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = run("tune", *(one.format(rows=rows) for one in arguments), cwd=tmp_path)
    assert one_line(done)
    assert message in done.err
