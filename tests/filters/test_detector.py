"""The window a detector is shown: positions of the view on both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detector import DETECTORS, Window
from filters.model import Channel, Finding, Reading, TextSpan
from tests.contracts.samples import samples

CHANNEL = Channel("request", "/text")


def window(text: str, start: int, resume: int, final: bool = False) -> Window:
    return Window(CHANNEL, "test", text, start, resume, final)


@pytest.mark.parametrize(
    ("text", "start", "resume", "at", "end"),
    [
        ("abc", 0, 0, 0, 3),
        ("abc", 100, 100, 0, 103),
        ("abc", 100, 102, 2, 103),  # two characters of context
        ("abc", 100, 103, 3, 103),  # nothing new
        ("", 7, 7, 0, 7),
        ("𠮷𠮷", 0, 1, 1, 2),  # code points
    ],
)
def test_where_a_window_begins_and_ends(text: str, start: int, resume: int, at: int, end: int) -> None:
    shown = window(text, start, resume)
    assert (shown.at, shown.end) == (at, end)


@given(st.integers(0, 1 << 40), st.integers(0, 50), st.integers(0, 50))
def test_findings_are_told_in_positions_of_the_view(start: int, first: int, length: int) -> None:
    found = window("x" * 100, start, start).finding((first, first + length), "pii.email", 0.5, {"n": 1})
    span = TextSpan(start + first, start + first + length)
    assert found == Finding(CHANNEL, span, "pii.email", 0.5, "test", {"n": 1})


@pytest.mark.parametrize(("start", "settled"), [(0, 0), (0, 3), (100, 2)])
def test_nothing_found_is_settled_up_to_there(start: int, settled: int) -> None:
    assert window("abc", start, start).nothing(settled) == Reading((), start + settled)


@pytest.mark.parametrize("name", list(DETECTORS))
def test_every_detector_says_what_it_is(name: str) -> None:
    detector = DETECTORS.build(name, samples(name).options)
    assert detector.name == name
    assert detector.kinds
    assert all(kind and line.strip() for kind, line in detector.kinds.items())
    assert detector.reach >= 0
    assert detector.view in ("folded", "raw")
    assert type(detector.inline) is bool


@pytest.mark.parametrize("name", list(DETECTORS))
def test_every_detector_settles_an_empty_end(name: str) -> None:
    assert DETECTORS.build(name, samples(name).options).read(window("", 40, 40, final=True)) == Reading(
        (), 40
    )
