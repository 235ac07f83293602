"""Rows of answers against a corpus of works."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from config.errors import ClientError
from proxy.evaluation.ip import AnswerRow, Read, Report, answer_rows, answers, corpus
from tests.filters.ip.making import english, japanese


def _file(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    return path


def test_rows_are_read_against_a_corpus(tmp_path: Path) -> None:
    rng = random.Random(1)
    works = {"e": english(rng, 2000), "j": japanese(rng, 1500)}
    made: list[dict[str, object]] = [
        {"id": "e", "text": works["e"], "lang": "en"},
        {"id": "j", "text": works["j"], "lang": "ja"},
    ]
    index = corpus(_file(tmp_path / "works.jsonl", made))
    both = works["e"][100:400] + "\n" + works["j"][:90]
    rows: list[dict[str, object]] = [
        {"id": "1", "output": works["e"][500:800], "cls": "en", "edit": "verbatim", "expected": ["e", "x"]},
        {"id": "2", "output": english(rng, 300), "cls": "en", "edit": "other", "expected": []},
        {
            "id": "3",
            "output": both,
            "cls": "ja",
            "edit": "two",
            "expected": ["e", "j"],
            "need_all": ["e", "j"],
        },
        {"id": "4", "output": english(rng, 300), "cls": "en", "edit": "much_hard", "expected": ["e"]},
        {"id": "5", "prompt": "How is the weather?", "label": "none", "lang": "en"},
    ]
    read = list(answers(answer_rows([_file(tmp_path / "rows.jsonl", rows)]), index))
    assert [one.ids for one in read] == [("e",), (), ("e", "j"), (), ()]
    report = Report.of(read)
    assert {name: (one.some, one.of) for name, one in report.recall.items()} == {"en": (1, 1), "ja": (1, 1)}
    assert (report.false["en"].some, report.edits["en/much_hard"].some) == (0, 0)
    assert report.intents["en"].some == 1
    assert set(report.as_json()) >= {"recall", "false", "edits", "notices", "intents", "us_per_kb"}
    assert read[2].as_json() == {"id": "3", "ids": ("e", "j"), "notices": [], "intent": "none"}


@pytest.mark.parametrize(
    ("expected", "need", "ids", "right"),
    [
        ((), False, (), True),
        ((), False, ("a",), False),
        (("a", "b"), False, ("b",), True),
        (("a", "b"), True, ("b",), False),
        (("a", "b"), ("a",), ("a", "c"), True),
        (("a", "b"), ("a", "b"), ("a",), False),
    ],
)
def test_what_is_right(
    expected: tuple[str, ...], need: bool | tuple[str, ...], ids: tuple[str, ...], *, right: bool
) -> None:
    assert Read(AnswerRow("1", expected=expected, need_all=need), ids).right is right


def test_a_work_without_text_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(ClientError, match=r"works\.jsonl:1"):
        corpus(_file(tmp_path / "works.jsonl", [{"id": "a"}]))
