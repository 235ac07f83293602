"""The list of words is what its command counts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from training import words


def written(folder: Path, name: str, rows: Iterable[tuple[str, str]], lang: str = "en") -> None:
    lines = "\n".join(json.dumps({"text": text, "source": source, "lang": lang}) for source, text in rows)
    data = lines.encode()
    (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)


def test_common_words_of_several_sources_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "one.jsonl", [("a", "The harbour and the lighthouse")] * 400)
    written(tmp_path, "two.jsonl.gz", [("b", "A lighthouse of teh north; woh gur")] * 3)
    written(tmp_path, "three.jsonl", [("b", "The how the")] * 300)
    written(tmp_path, "ja.jsonl", [("c", "lighthouse lighthouse")] * 300, lang="ja")
    count = words.counted(words.rows(tmp_path))
    assert (count["the"], count["lighthouse"], count["harbour"]) == (700, 403, 400)
    assert "of" not in count  # of two letters, and in three rows
    monkeypatch.setattr(words, "_ROWS_OF_SHORT", {})
    monkeypatch.setattr(words, "_ROWS_OF_ONE", 1)
    every = words.counted(words.rows(tmp_path))
    assert {"teh", "woh", "gur"} <= every.keys()
    chosen = words.chosen(every)
    assert chosen[:2] == ["the", "lighthouse"]
    assert {"teh", "woh", "gur"}.isdisjoint(chosen)


def test_pairs_are_told_by_their_order(tmp_path: Path) -> None:
    written(tmp_path, "one.jsonl", [("a", "go home now")] * 5 + [("a", "now home or never")] * 2)
    assert words.pairs(words.rows(tmp_path), {"go", "home", "now"}) == ["go home"]


def test_the_command_writes_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "one.jsonl", [("a", "lanterns"), ("b", "lanterns")] * 9)
    monkeypatch.setattr(words, "OUT", tmp_path / "words.txt")
    monkeypatch.setattr("sys.argv", ["words", str(tmp_path)])
    words.main()
    lines = (tmp_path / "words.txt").read_text("ascii").splitlines()
    assert lines[-1] == "lanterns"
    assert lines[0].startswith("# ")
    assert capsys.readouterr().out.startswith("1 words, 0 pairs, ")


def test_the_list_that_is_committed_has_the_commands_head() -> None:
    assert words.OUT.read_text("ascii").startswith(words._HEAD)
