"""A text that grows, within a bound."""

from __future__ import annotations

import pytest

from proxy.extraction.found import Pages, Unreadable


def test_pieces_are_parted_by_line_ends_and_empty_ones_left_out() -> None:
    pages = Pages(100)
    for piece in ("港", "", "b"):
        pages.add(piece)
    assert pages.text == "港\nb"


def test_more_than_the_bound_is_not_read() -> None:
    pages = Pages(8)
    pages.add("ab")
    with pytest.raises(Unreadable) as unreadable:
        pages.add("c")
    assert unreadable.value.why == "expands"
