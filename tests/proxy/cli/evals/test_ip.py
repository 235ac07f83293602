"""`sekisho eval ip` as a shell sees it."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.filters.ip.making import english
from tests.proxy.cli.shells import run


def _files(folder: Path) -> tuple[Path, Path, str]:
    text = english(random.Random(1), 1500)
    corpus, rows = folder / "works.jsonl", folder / "rows.jsonl"
    corpus.write_text(json.dumps({"id": "w", "text": text, "lang": "en"}) + "\n")
    made = [
        {"id": "1", "output": text[200:500], "cls": "en", "edit": "verbatim", "expected": ["w"]},
        {"id": "2", "output": english(random.Random(2), 300), "cls": "en", "edit": "other", "expected": []},
    ]
    rows.write_text("".join(json.dumps(one) + "\n" for one in made))
    return corpus, rows, text


def test_figures_and_predictions(tmp_path: Path) -> None:
    corpus, rows, _ = _files(tmp_path)
    predictions = tmp_path / "predictions.jsonl"
    told = run(
        "eval", "ip", str(rows), "--corpus", str(corpus), "--predictions", str(predictions), "--json"
    ).json
    assert told["recall"]["en"]["value"] == 1
    assert told["false"]["en"]["value"] == 0
    assert told["fingerprints"] > 10
    written = [json.loads(line) for line in predictions.read_text().splitlines()]
    assert [(one["id"], one["ids"], one["intent"]) for one in written] == [
        ("1", ["w"], "none"),
        ("2", [], "none"),
    ]


def test_the_table_shows_no_text(tmp_path: Path) -> None:
    corpus, rows, text = _files(tmp_path)
    done = run("eval", "ip", str(rows), "--corpus", str(corpus))
    assert done.status == 0
    assert "recall" in done.out
    assert text[200:230] not in done.out + done.err


def test_what_is_no_file_of_rows_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert run("eval", "ip", str(empty)).status == 2
    empty.write_text('{"id": 3}\n')
    done = run("eval", "ip", str(empty))
    assert (done.status, "empty.jsonl:1" in done.err) == (2, True)
