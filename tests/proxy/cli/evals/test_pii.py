"""`sekisho eval pii` as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.proxy.cli.shells import one_line, run, run_apart

ROWS = [
    {
        "text": "連絡先は090-1234-5678です。",
        "lang": "ja",
        "spans": [{"start": 4, "end": 17, "type": "PHONE_NUMBER"}],
        "source": "own/1",
        "tags": ["plain"],
    },
    {
        "text": "mail hanako.sato@example.jp",
        "lang": "en",
        "spans": [{"start": 5, "end": 27, "type": "EMAIL_ADDRESS"}],
        "source": "own/2",
    },
    {"text": "注文番号は 03-1234 です。", "lang": "ja", "spans": [], "source": "own/neg_ja/3"},
    {
        "text": "the word Zanzibaro is what somebody labelled",
        "lang": "en",
        "spans": [{"start": 9, "end": 18, "type": "CREDIT_CARD"}],
        "source": "own/4",
    },
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), "utf-8")
    return file


def measure(rows: Path, *more: str):  # what a shell sees
    return run("eval", "pii", str(rows), "--policy", "standard", *more)


def test_tables_by_language_type_and_tag(rows: Path) -> None:
    done = measure(rows)
    assert done.status == 0
    ja, en = done.out.index("ja: 2 rows"), done.out.index("en: 2 rows")
    assert en < done.out.index("EMAIL_ADDRESS") < ja < done.out.index("PHONE_NUMBER")
    assert "plain" in done.out
    assert "hard negatives with any finding: 0 of 1" in done.out
    assert "µs per KB inline" in done.out
    assert "hanako" not in done.out + done.err


def test_json_has_the_counts_behind_every_number(rows: Path) -> None:
    told = measure(rows, "--json").json
    assert told["policy"].startswith("standard@")
    assert told["rows"] == 4
    assert told["types"]["EMAIL_ADDRESS"]["hit"] == 1
    assert told["types"]["CREDIT_CARD"]["missed"] == 1
    assert told["languages"]["ja"]["tags"]["plain"]["labelled"] == 1
    assert told["languages"]["en"]["structured"]["recall"]["value"] == 0.5
    assert told["failures"] == {}


def test_predictions_are_a_line_a_row(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    measure(rows, "--predictions", str(out))
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["row"] for line in lines] == [0, 1, 2, 3]
    assert [one["kind"] for one in lines[1]["findings"]] == ["pii.email"]
    assert (lines[1]["findings"][0]["start"], lines[1]["findings"][0]["end"]) == (5, 27)
    assert lines[3]["findings"] == []


def test_a_type_that_is_not_good_enough_is_status_1(rows: Path) -> None:
    done = measure(rows, "--least", "0.9")
    assert done.status == 1
    assert "en: CREDIT_CARD: F2 0.000 is below 0.9" in done.err
    assert "EMAIL_ADDRESS" not in done.err


def test_a_trace_shows_the_miss_in_its_text(rows: Path) -> None:
    assert "row 3: missed CREDIT_CARD 9-18  the word [[Zanzibaro]] is" in measure(rows, "--trace").out


def test_another_detector_stands_beside(rows: Path) -> None:
    told = measure(rows, "--beside", "email", "--json").json
    assert told["beside"]["email"]["types"]["EMAIL_ADDRESS"]["hit"] == 1
    assert told["beside"]["email"]["types"]["PHONE_NUMBER"]["missed"] == 1
    assert "F2 email" in measure(rows, "--beside", "email").out


BAD = [
    (("eval", "pii", "none.jsonl"), "none.jsonl: No such file"),
    (("eval", "pii", "{rows}", "--policy", "nowhere"), "nowhere"),
    (("eval", "pii", "{rows}", "--beside", "nobody"), "no detector named 'nobody'"),
    (("eval", "pii", "{rows}", "--predictions", "."), "Is a directory"),
    (("eval", "pii", "{bad}"), "bad.jsonl:2: is not JSON"),
    (("eval", "pii", "{empty}"), "no rows"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_asked_is_status_2_and_one_line(
    rows: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    bad, empty = tmp_path / "bad.jsonl", tmp_path / "empty.jsonl"
    bad.write_text('{"text": "a", "spans": []}\n{"text": \n', "utf-8")
    empty.write_text("", "utf-8")
    done = run(*(one.format(rows=rows, bad=bad, empty=empty) for one in arguments), cwd=tmp_path)
    assert one_line(done)
    assert message in done.err


def test_a_kind_that_is_not_there_is_a_usage_error() -> None:
    assert run_apart("eval", "nothing", "x").status == 2


def test_without_a_policy_every_shipped_detector_runs(rows: Path) -> None:
    assert run("eval", "pii", str(rows), "--json").json["policy"].startswith("strict@")
