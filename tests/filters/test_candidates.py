"""Runs of digits, their groups, and where they may begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters import candidates
from filters.candidates import goes_on, run_at, sieve
from filters.entity import Form
from filters.shapes import row, some


@pytest.mark.parametrize(
    ("text", "groups", "is_open"),
    [
        ("123", (3,), True),
        ("123。", (3,), False),
        ("123-456 ", (3, 3), True),
        ("12 - 34の5)", (2, 2, 1), True),
        ("12----34.", (2,), False),
        ("〇九〇一二三四", (7,), True),
        ("〇九〇-一二三四です", (3, 4), False),
        ("1" * 25, (25,), False),
        ("1 " * 25, (1,) * 20, False),
        ("1234567890 " * 3, (10, 10), False),
        ("123456789 " * 3, (9, 9), False),
    ],
)
def test_runs(text: str, groups: tuple[int, ...], is_open: bool) -> None:
    run = run_at(text, 0)
    assert (run.groups, run.open) == (groups, is_open)
    assert run.digits(len(groups)) == "".join(re.findall("[0-9]", run.plain))[: sum(groups)]
    ends = [run.end(count) for count in range(1, len(groups) + 1)]
    assert [re.sub("[^0-9〇一二三四九]", "", text[:end]) for end in ends] == [
        re.sub("[^0-9〇一二三四九]", "", text)[: sum(groups[:count])] for count in range(1, len(groups) + 1)
    ]
    assert all(re.match("[0-9〇一二三四九]", text[end - 1]) for end in ends)


@given(st.text("0123456789- .ー(〇年", min_size=1, max_size=30))
def test_a_usual_run_is_read_as_any_other(text: str) -> None:
    text = "7" + text
    usual = run_at(text, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_USUAL", re.compile("(?!)"))
        other = run_at(text, 0)
    counts = range(1, len(other.groups) + 1)
    assert (usual.groups, [*usual.parts]) == (other.groups, [*other.parts])
    assert (usual.plain, usual.open) == (other.plain, other.open)
    assert [usual.end(count) for count in counts] == [other.end(count) for count in counts]


@pytest.mark.parametrize(
    ("text", "more"), [("1", True), ("-1", True), (" 1", False), ("-", False), ("年", False)]
)
def test_goes_on(text: str, more: bool) -> None:
    assert goes_on("0" + text, 1) is more


PASSPORT = Form(
    row(some("[A-Z]", 2, 2), some("[0-9]", 7, 7)), "A-Z", row(some("[A-Z]", 1, 1), some("[0-9]", 1, 1))
)
STARTS = re.compile(sieve(7, [PASSPORT]).starts, re.DOTALL)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("a 1234567 b", [2]),
        ("1234 56 7 x", [0]),
        ("123456 x", []),
        ("x 12345", [2]),
        ("91-1234567.", [0]),
        ("9 1234567.", [0, 2]),
        ("、〇九〇一二三四五六七八。", [1]),
        ("一つ、二つ", []),
        ("TR1234567", [0, 2]),
        ("1 2 3 4 5 6 7 8 9 0 1 2 3 4", [0, 2, 4, 6, 8, 10, 12, 14, 26]),
        ("1-2 3 4 5 6 7 8 9 0 123 4567", [0, 4, 6, 8, 10, 12, 14, 20, 24]),
        ("XTR1 and T1, ", []),
        ("旅券TR", [2]),
    ],
)
def test_where_something_may_begin(text: str, starts: list[int]) -> None:
    assert [match.start() for match in STARTS.finditer(text)] == starts
