"""Labels as spans, and names that cover whole katakana words."""

from __future__ import annotations

import numpy as np

from filters.names.labels import KINDS, LABELS, first, snapped, spans
from filters.names.tokens import WHOLE

B, I = first(0), first(0) + 1
PLACE = first(KINDS.index("LOCATION"))


def test_every_kind_has_two_labels() -> None:
    assert [LABELS[first(kind)] for kind in range(len(KINDS))] == [f"B-{kind}" for kind in KINDS]


def test_spans_end_where_the_next_begins() -> None:
    assert list(spans([0, B, I, B, 0, PLACE, PLACE + 1])) == [(1, 3, 0), (3, 4, 0), (5, 7, 2)]
    assert list(spans([])) == []


def test_a_katakana_word_is_a_name_as_a_whole() -> None:
    coarse = np.array([0, WHOLE, WHOLE, WHOLE, WHOLE, 0], np.uint32)
    assert snapped([0, 0, B, I, 0, 0], coarse) == [0, B, I, I, I, 0]


def test_other_names_stay_as_they_are() -> None:
    kanji = np.array([8, 8, 8, 8], np.uint32)
    assert snapped([0, B, I, 0], kanji) == [0, B, I, 0]
