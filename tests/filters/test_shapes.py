"""`open` covers every way in which the search for `whole` can reach the end of the text."""

from __future__ import annotations

import itertools
import re

import pytest

from filters.detector import View, Window
from filters.model import Finding
from filters.shapes import (
    Pattern,
    Shape,
    begins,
    behind,
    either,
    firm,
    maybe,
    repeat,
    row,
    some,
    text,
    unless,
)
from tests.filters.reading import CHANNEL

ALPHABET = "ab1-"
EVERY = ["".join(chars) for size in range(7) for chars in itertools.product(ALPHABET, repeat=size)]
DIGIT = some("[0-9]", 1, 1)

SHAPES = {
    "text": text("ab-"),
    "some": some("[ab]", 2, 4),
    "row": row(text("a"), some("[0-9]", 1, 2), text("b")),
    "the longer one first": either(text("ab1"), text("ab")),
    "the shorter one first": either(text("a"), text("ab1")),
    "repeat": repeat(row(text("a"), maybe(text("-"))), 2, 3),
    "maybe at the end": row(text("a"), maybe(text("b1"))),
    "a second meaning": either(row(text("a"), maybe(text("bb")), text("b")), text("ab-")),
    "an edge": row(some("[0-9]", 2, 3), unless(row(maybe(text("-")), DIGIT))),
    "an edge before": row(behind("(?<![0-9])"), text("a"), unless(text("b1"))),
    "firm": row(repeat(firm(row(some("[ab]", 2, 5), some("[-a]", 0, 2))), 1, 2), text("1")),
    "seen but not asked": row(text("a"), maybe(unless(text("b1")))),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_not_open_is_final(name: str) -> None:
    """For every short text and every longer one: where `open` does not match, `whole` has answered."""
    shape = SHAPES[name]
    whole, missing = re.compile(shape.whole), re.compile(shape.open)
    answers = {
        full: [m and m.end() for m in (whole.match(full, at) for at in range(len(full)))] for full in EVERY
    }
    for full in EVERY:
        for size in range(len(full)):
            for at in range(size):
                if not missing.match(full[:size], at):
                    assert answers[full[:size]][at] == answers[full][at], (full, size, at)


# These wait for what cannot change the answer: nobody writes the first, the second does it on purpose.
WAIT_MORE = {"the shorter one first", "seen but not asked"}


@pytest.mark.parametrize("name", sorted(SHAPES.keys() - WAIT_MORE))
def test_what_is_open_can_still_change(name: str) -> None:
    """Open places are not only sound but needed: some continuation gives another answer."""
    shape = SHAPES[name]
    whole, missing = re.compile(shape.whole), re.compile(shape.open)
    for early in ("", "a", "ab", "11", "a-", "a1"):
        if missing.match(early):
            now = whole.match(early)
            later = [whole.match(early + more) for more in EVERY if len(more) <= 4]
            seen = {m and m.end() for m in later}
            assert seen != {now and now.end()}, early


@pytest.mark.parametrize("name", SHAPES)
def test_longest_bounds_what_is_open(name: str) -> None:
    shape = SHAPES[name]
    missing = re.compile(shape.open)
    assert max(len(full) for full in EVERY if missing.match(full)) <= shape.longest


def test_begins_finds_a_literal_or_its_cut_off_beginning() -> None:
    starts = re.compile(begins("ab1", "b-"))
    assert [m.start() for m in starts.finditer("ab1 ab b- bb-")] == [0, 7, 11]
    assert [m.start() for m in starts.finditer("ab1 ab")] == [0, 4]
    assert [m.start() for m in starts.finditer("abb")] == [2]
    assert starts.search("") is None


NUMBER = row(some("[0-9]", 2, 3), unless(DIGIT))
NUMBERS = Pattern(NUMBER, "[0-9](?<![0-9].)", cut=2, traces=("[0-9]{2}",))


class Shown:
    """What NUMBERS says of a window over a text."""

    view: View = "raw"

    def __init__(self, shown: str, *, at: int = 0, final: bool = False) -> None:
        window = Window(CHANNEL, "numbers", shown, 10, 10 + at, final)
        reading = NUMBERS.read(window, self._even)
        self.spans = [(f.span.start - 10, f.span.end - 10) for f in reading.findings]
        self.settled = reading.settled - 10

    @staticmethod
    def _even(window: Window, here: re.Match[str]) -> Finding | None:
        return window.finding(here.span(), "test.number", 1.0) if int(here[0]) % 2 == 0 else None


@pytest.mark.parametrize(
    ("shown", "spans", "settled"),
    [
        ("a12b", [(1, 3)], 4),
        ("a13b", [], 4),
        ("a1234b", [], 6),
        ("a12", [], 1),
        ("12 1", [(0, 2)], 3),
        ("12 34 5", [(0, 2), (3, 5)], 6),
        ("abc", [], 3),
        ("", [], 0),
    ],
)
def test_reads_up_to_the_first_open_place(shown: str, spans: list[tuple[int, int]], settled: int) -> None:
    read = Shown(shown)
    assert (read.spans, read.settled) == (spans, settled)


def test_nothing_is_open_at_the_end() -> None:
    read = Shown("a12", final=True)
    assert (read.spans, read.settled) == ([(1, 3)], 3)


def test_reads_from_where_it_should_resume() -> None:
    assert Shown("12 34 a", at=2).spans == [(3, 5)]


def test_a_longer_one_is_read_only_so_far() -> None:
    pattern = Pattern(some("[0-9]", 1, 100), "[0-9]", cut=1, traces=("[0-9]",), most=5)
    window = Window(CHANNEL, "numbers", "1" * 7, 0, 0, final=False)
    reading = pattern.read(window, lambda shown, here: shown.finding(here.span(), "test.number", 1.0))
    assert [(f.span.start, f.span.end) for f in reading.findings] == [(0, 5)]
    assert reading.settled == 5


def test_shapes_of_nothing_known_are_never_open() -> None:
    assert re.compile(behind("(?<!a)").open).search("") is None
    assert isinstance(row(text("a"), behind("(?<=a)")), Shape)
