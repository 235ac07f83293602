"""Traces are searched for with those of their sort, and found whoever they are searched with."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.tracing import Tracing, sort_of

GIVEN: Sequence[Sequence[str]] = (
    ("secret|geheim",),
    (),
    ("[0-9](?:-[0-9]){3,5}", "x[0-9]"),
    ("[0-9A-Za-z]{26}",),
    ("pass[a-z]*=",),
    ("港|灯台", "a\\*"),
    ("|".join(["harbour", "lamp"] * 80),),
)


@pytest.mark.parametrize(
    ("trace", "sort"),
    [
        ("secret|geheim", "words"),
        (r"a\*\*:|[*+{]{1}", "words"),  # signs that are looked for
        ("[0-9](?:-[0-9]){3,5}", "numbers"),
        ("[0-9A-Za-z]{26}", "runs"),
        ("[0-9]{26,}", ""),
        ("pass[a-z]*=", ""),
        ("|".join(["something said"] * 80), "speech"),
    ],
)
def test_traces_are_looked_for_with_those_of_their_sort(trace: str, sort: str) -> None:
    assert sort_of(("x", trace)) == sort


PIECES = (
    "secret",
    "1-2-3-4",
    "1-2",
    "x1",
    "a*",
    "a",
    "pass",
    "word=",
    "港",
    "灯",
    "台",
    "lamp",
    "B" * 13,
    "\ud83d",
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_whose_traces_are_in_a_text(text: str) -> None:
    made = Tracing(GIVEN)
    expected = {n for n, traces in enumerate(GIVEN) if any(re.search(one, text) for one in traces)}
    assert made.places(text) == expected
    assert made.absent(text) is not bool(expected)
