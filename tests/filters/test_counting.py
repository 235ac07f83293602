"""What counts, what only looks so, and what more text must tell."""

from __future__ import annotations

import pytest

from filters.counting import COUNTS, MAY_COUNT


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        *(("円です", True), ("人が", True), ("人物", False), ("口座", False), ("年金", False), ("%", True)),
        *((" kg.", True), ("kg", True), ("kgs", False), ("です", False), ("", False), ("ドル", True)),
    ],
)
def test_counts(text: str, counts: bool) -> None:
    assert bool(COUNTS.match(text)) is counts


@pytest.mark.parametrize(
    ("text", "may"),
    [("", True), ("人", True), ("人が", False), (" k", True), ("ド", True), ("で", False), ("。", False)],
)
def test_what_more_text_must_tell(text: str, may: bool) -> None:
    assert bool(MAY_COUNT.match(text)) is may
