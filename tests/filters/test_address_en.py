"""What matched a form of address, and whether its words are those of one."""

from __future__ import annotations

import re

import pytest

from filters.address_en import ADDRESS, STARTS, TRACES, is_one

WHOLE = re.compile(ADDRESS.whole)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("12 Baker Street", True),
        ("5 Star Drive", False),
        ("5 Star Drive, Reno, NV 89501", True),
        ("Lindenweg 4", True),
        ("Monday 4", False),
        ("Via Roma 4", True),
        ("Unit 4", False),
        ("Unit 4 Box 7\nAPO AE 12345", True),
    ],
)
def test_tells_an_address_by_its_words(text: str, right: bool) -> None:
    found = WHOLE.match(text)
    assert found
    assert is_one(found.group()) is right


@pytest.mark.parametrize(
    "text", ["12 Baker Street", "12th", "7, rue Haute 2", "Rua Augusta 3", "Lindenweg 4", "PO Box 9", "PSC 1"]
)
def test_where_something_begins_there_is_a_trace(text: str) -> None:
    padded = f"x {text} {'y' * 60}"
    starts = re.search(STARTS, padded, re.DOTALL)
    traces = any(re.search(trace, padded) for trace in TRACES)
    assert traces or starts is None


@pytest.mark.parametrize(
    "text", ["12 Bak", "12", "12 4", "12 42n", "Lind", "Lindenweg ", "PO B", "Unit ", "7 ru"]
)
def test_the_end_of_a_text_is_waited_for(text: str) -> None:
    found = re.search(STARTS, f"x {text}", re.DOTALL)
    assert found
    assert re.compile(ADDRESS.open).match(f"x {text}", found.start())
