"""Known texts: the longest at each place, at every cut, and nothing else waits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.literals import Literals
from tests.filters.reading import Stream, read_all, unmark

READER = Literals(["山田", "山田花子", "090-0123-4567", "Exampleton", "abab"])


@pytest.mark.parametrize(
    "marked",
    [
        "[[placeholder.token:山田]]と[[placeholder.token:山田花子]]、山花",
        "[[placeholder.token:090-0123-4567]]と1090-0123-4567と090-0123-45678",
        "[[placeholder.token:０９０－０１２３－４５６７]] exampleton [[placeholder.token:Exampleton]]s",
        "[[placeholder.token:abab]][[placeholder.token:abab]]ab",
        "",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(READER, text) == spans


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("これは山", "山"),
        ("これは山田", "山田"),
        ("これは山田花子", ""),
        ("tel 090-0123-456", "090-0123-456"),
        ("tel 090-0123-4567", "090-0123-4567"),  # a digit would make another number of it
        ("tel 090-0123-4567 ", ""),
        ("Exa", "Exa"),
        ("exo", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(READER)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


@given(st.text("山田花子ab09-1", max_size=24), st.lists(st.integers(0, 24), max_size=5))
def test_any_cut_finds_the_same(text: str, cuts: list[int]) -> None:
    stream = Stream(READER)
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    for start, end in itertools.pairwise(places):
        stream.feed(text[start:end])
    stream.feed("", final=True)
    assert stream.found == read_all(READER, text)


def test_of_nothing_nothing_is_found() -> None:
    assert not Literals([]).some
    assert read_all(Literals([]), "山田") == []
