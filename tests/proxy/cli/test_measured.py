"""Numbers in tables, with what is behind them."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table

from proxy.cli.measured import hard_negatives, speed, tags, types, untyped
from proxy.evaluation.figures import Counts
from proxy.evaluation.reading import Clock
from proxy.evaluation.tally import Share, Tally


def drawn(made: Table) -> list[list[str]]:
    screen = Console(file=io.StringIO(), width=200)
    screen.print(made)
    assert isinstance(screen.file, io.StringIO)
    return [line.split() for line in screen.file.getvalue().splitlines()]


def tally(**types: Counts) -> Tally:
    made = Tally(negatives=Share(1, 8))
    made.types.update(types)
    made.tags.update({"dash": Counts(1, 1)})
    return made


def test_types_then_sums_and_others_beside() -> None:
    other = tally(PHONE_NUMBER=Counts(1, 1, 0), URLISH=Counts(0, 0, 2))
    rows = drawn(types(tally(PHONE_NUMBER=Counts(2, 0, 0), PERSON=Counts(0, 1, 1)), {"other": other}))
    assert rows[0][-2:] == ["F2", "other"]
    body = {row[0]: row for row in rows[1:]}
    assert body["PHONE_NUMBER"][1:8] == ["2", "2", "0", "0", "1.000", "1.000", "1.000"]
    assert body["PHONE_NUMBER"][-1] == "0.556"
    assert body["URLISH"][1:5] == ["0", "0", "0", "0"]
    assert body["names,"][2:6] == ["1", "0", "1", "1"]
    assert body["all"][1:5] == ["3", "2", "1", "1"]


def test_tags_and_hard_negatives() -> None:
    assert drawn(tags(tally(), {}))[1][:5] == ["dash", "2", "1", "1", "0"]
    assert hard_negatives(tally(), {"other": tally()}) == (
        "hard negatives with any finding: 1 of 8; other 1 of 8"
    )


def test_kinds_without_a_type_are_listed() -> None:
    one = tally()
    assert untyped(one) == ""
    one.untyped.update({"pii.b": 2, "pii.a": 1})
    assert untyped(one) == "found, of kinds that rows have no type for: pii.a 1, pii.b 2"


def test_speed_is_by_the_kb() -> None:
    assert speed("p", Clock(2_000_000, 1_000_000, 2048)) == (
        "p: 1000.0 µs per KB inline, 500.0 µs per KB not inline, of processor time, over 2,048 bytes"
    )
