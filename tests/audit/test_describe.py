"""One record, one line, and nothing that could play tricks on a terminal."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.describe import describe, printable, summary
from audit.record import Record
from tests.audit.events import record

WHO: dict[str, Any] = {"dialect": "openai", "model": "gpt-4o", "policy": "strict"}
RULE = "pii.*→mask"
AT = "2026-11-21 23:55:25.123"


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (
            record(
                "sekisho.decision", verdict="mask", rule=RULE, kinds={"pii.phone": 2, "pii.email": 1}, **WHO
            ),
            f"{AT}  decision  mask         x-1  openai/gpt-4o  pii.*→mask  pii.phone×2 pii.email×1",
        ),
        (
            record(
                "sekisho.finding", kind="pii.phone", measure="mask", rule=RULE, kinds=["pii.phone", "pii.jp"]
            ),
            f"{AT}  finding   mask         x-1  pii.*→mask  pii.phone pii.jp",
        ),
        (
            record("sekisho.decision", verdict="allow", outcome="upstream_broken", **WHO),
            f"{AT}  decision  allow        x-1  openai/gpt-4o  upstream_broken",
        ),
        (
            record("sekisho.decision", verdict="allow", outcome="completed", **WHO),
            f"{AT}  decision  allow        x-1  openai/gpt-4o",
        ),
        (record("sekisho.finding", kind="pii.phone"), f"{AT}  finding                x-1  pii.phone"),
        (record("sekisho.opened", **WHO), f"{AT}  opened                 x-1  openai/gpt-4o"),
        ({"damaged": "w-000000.ndjson", "start": 5, "end": 9}, "damaged line  w-000000.ndjson, bytes 5 to 9"),
    ],
)
def test_lines(made: Any, line: str) -> None:
    assert describe(made) == line


def test_a_summary_has_neither_time_nor_exchange() -> None:
    assert summary(record("sekisho.opened", **WHO)) == "opened  openai/gpt-4o"


@given(st.text(max_size=40))
def test_whatever_stands_in_a_record_one_printable_line_comes_out(text: str) -> None:
    made: Record = {
        "v": 1, "id": text, "name": text, "exchange": text, "seq": 0, "at": text, "writer": text, "n": 0,
        "attrs": {"verdict": text, "model": text, "dialect": 7, "rule": [text], "kinds": {text: text}},
    }  # fmt: skip
    assert describe(made).isprintable()
    assert summary(made).isprintable()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("plain あ", "plain あ"),
        ("\x1b[31mred", "�[31mred"),
        ("a\nb\r", "a�b�"),
        ("\u202eevil", "�evil"),
        ("\x9b0m", "�0m"),
    ],
)
def test_printable(text: str, printed: str) -> None:
    assert printable(text) == printed
