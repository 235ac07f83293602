"""The view and the way back depend on the text alone, not on how it was cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.folding import fold
from filters.views import Folded, Raw

# Characters that stay, change, vanish and multiply, so that every sort meets every other.
texts = st.text(st.sampled_from("aあ１－－\u200b\u00ad\ufe0f㈱½…ﾊﾞ㍿😀\U000e0041①"), max_size=24)


def folded(*pieces: str) -> Folded:
    view = Folded()
    for piece in pieces:
        view.feed(piece)
    return view


def ways_back(view: Raw) -> list[tuple[int, int]]:
    return [(view.raw_start(at), view.raw_end(at + 1)) for at in range(view.start, view.end)]


def originals(text: str) -> list[tuple[int, int]]:
    """The plain truth: for each view character, the original that made it."""
    return [(at, at + 1) for at, char in enumerate(text) for _ in fold(char)]


@pytest.mark.parametrize(
    ("text", "found", "original"),
    [
        ("call 03-12", "03", "03"),
        ("電話０３－１", "03-1", "０３－１"),
        ("0\u200b3\u200b-1\u200b!", "03-1", "0\u200b3\u200b-1"),
        ("\u200b\u200b03", "03", "03"),
        ("㈱０", "株", "㈱"),
        ("㈱０", ")0", "㈱０"),
        ("a½b", "1⁄2", "½"),
        ("a\U000e0041\U000e0042b", "ab", "a\U000e0041\U000e0042b"),
    ],
)
def test_a_span_covers_what_was_written(text: str, found: str, original: str) -> None:
    view = folded(text)
    start = view.text.index(found)
    assert text[view.raw_start(start) : view.raw_end(start + len(found))] == original


@given(texts)
def test_every_character_has_its_original(text: str) -> None:
    view = folded(text)
    assert view.text == fold(text)
    assert ways_back(view) == originals(text)
    assert (view.raw_start(view.end), view.raw_end(0)) == (len(text), 0)


@given(texts, st.integers(0, 24))
def test_any_cut_is_the_same_view(text: str, cut: int) -> None:
    view = folded(text[:cut], text[cut:])
    assert (view.text, ways_back(view)) == (fold(text), originals(text))
    single = folded(*text)
    assert (single.text, ways_back(single)) == (fold(text), originals(text))


@given(texts, texts, st.integers(0, 30))
def test_forgetting_changes_nothing_that_is_kept(first: str, second: str, before: int) -> None:
    whole, view = folded(first, second), folded(first)
    before = min(before, view.end)
    view.forget(before)
    view.feed(second)
    assert (view.start, view.end) == (before, whole.end)
    assert view.text == whole.text[before:]
    assert ways_back(view) == ways_back(whole)[before:]
    assert view.raw_start(view.end) == len(first + second)


@given(texts)
def test_the_way_back_never_turns(text: str) -> None:
    view = folded(text)
    starts = [view.raw_start(at) for at in range(view.end + 1)]
    assert all(left <= right for left, right in pairwise(starts))


def test_raw_is_the_text_itself() -> None:
    view = Raw()
    view.feed("ａ\u200b")
    view.feed("b")
    view.forget(1)
    view.forget(0)
    assert (view.start, view.text, view.end) == (1, "\u200bb", 3)
    assert (view.raw_start(2), view.raw_end(2)) == (2, 2)


@pytest.mark.parametrize("piece", ["a" * 1000, "０" * 1000, "\u200b" * 1000, "㈱" * 500 + "a" * 500])
def test_what_is_forgotten_costs_nothing(piece: str) -> None:
    view = folded(piece)
    for _ in range(20):
        view.feed(piece)
        view.forget(view.end)
    assert view.text == ""
    assert view.places <= 2
    assert view.raw_start(view.end) == 21 * len(piece)


def test_a_run_of_invisible_characters_is_one_place() -> None:
    view = folded("a" + "\u200b" * 10_000 + "b")
    assert view.places == 2
    assert ways_back(view) == [(0, 1), (10_001, 10_002)]
