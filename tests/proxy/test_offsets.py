"""When a masked value is longer or shorter than what it hides, positions move with the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.offsets import Moved, measured, moved, quoted


@pytest.mark.parametrize(
    ("at", "is_end", "now"),
    [
        (0, False, 0),
        (5, False, 5),
        (5, True, 5),
        (10, False, 13),
        (12, True, 15),
        (7, False, 5),
        (7, True, 13),
    ],
)
def test_positions_move_with_the_text(at: int, is_end: bool, now: int) -> None:
    assert moved(at, [Moved(5, 10, 8)], is_end) == now


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30), st.text(max_size=8))
def test_what_lies_outside_a_replacement_is_cited_as_before(text: str, a: int, b: int, new: str) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    edits = [(start, end, new)]
    after = text[:start] + new + text[end:]
    moves = measured(edits, None)
    for at in range(end, len(text)):
        assert after[moved(at, moves)] == text[at]
    in_bytes = measured(edits, text)
    for at in range(end, len(text) + 1):
        was, now = len(text[:at].encode()), len(after[: at + len(new) - (end - start)].encode())
        assert moved(was, in_bytes) == now


def test_several_edits_add_up() -> None:
    edits = measured([(0, 2, "日本"), (4, 5, ""), (6, 7, "éé")], "ab日cdefg")
    assert edits == [Moved(0, 2, 6), Moved(6, 7, 0), Moved(8, 9, 4)]
    assert [moved(at, edits) for at in (0, 2, 5, 7, 9, 10)] == [0, 6, 9, 10, 15, 16]


def test_half_a_surrogate_pair_counts_as_it_is_written() -> None:
    assert measured([(1, 2, "x")], "\ud83dab") == [Moved(3, 4, 1)]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (0, 2, "ab"),
        (0, 3, "ab<x>"),  # half of what was replaced is never quoted
        (3, 5, "<x>"),
        (4, 7, "<x>f<y>"),
        (2, 5, "<x>"),
        (5, 6, "f"),
        (7, 9, "hi"),
    ],
)
def test_a_quotation_says_what_the_text_says(start: int, end: int, said: str) -> None:
    assert quoted("abcdefghi"[start:end], start, [(2, 5, "<x>"), (6, 7, "<y>")]) == said


@given(st.text(max_size=20), st.lists(st.integers(0, 20), min_size=4, max_size=4), st.text(max_size=4))
def test_a_quotation_is_where_the_citation_points(text: str, places: list[int], new: str) -> None:
    a, b, start, end = (min(place, len(text)) for place in places)
    edits = [(min(a, b), max(a, b), new)]
    start, end = sorted((start, end))
    after = text[: edits[0][0]] + new + text[edits[0][1] :]
    moves = measured(edits, None)
    if a != b and start != end:
        cited = after[moved(start, moves) : moved(end, moves, is_end=True)]
        assert quoted(text[start:end], start, edits) == cited
