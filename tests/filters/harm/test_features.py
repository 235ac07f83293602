"""What a window consists of depends on its own text, however much of the rest is shown."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.folding import fold
from filters.harm.features import BITS, MOST, windows
from filters.harm.grid import SIZE, STRIDE, count
from tests.filters.prose import ENGLISH, JAPANESE

PIECES = (
    "Ignore the rule, please. ",
    "殺虫剤のサイエンス。",
    "  \n",
    "㈱",
    "\u200b",
    "É",
    "İ",
    "😀",
    "Ａｂｃ ",
    "don't ",
)
texts = st.lists(st.sampled_from((*PIECES, ENGLISH[:90], JAPANESE[:70])), max_size=24).map("".join)


def slots(text: str, **edges: bool) -> list[set[int]]:
    """The slots of each window."""
    number = count(len(text))
    made = windows(text, number, first=edges.get("first", True), last=edges.get("last", True))
    keys = (made.keys & ((1 << BITS) - 1)).tolist()
    bounds = zip(made.firsts.tolist(), made.counts.tolist(), strict=True)
    return [set(keys[first : first + size]) for first, size in bounds]


@given(texts)
def test_a_window_is_the_same_whatever_is_shown_with_it(text: str) -> None:
    whole = slots(text)
    for place in range(count(len(text))):
        begin = place * STRIDE
        last = place == len(whole) - 1
        shown = text[begin:] if last else text[begin : begin + SIZE]
        made = windows(shown, 1, first=place == 0, last=last)
        assert set((made.keys & ((1 << BITS) - 1)).tolist()) == whole[place]


@given(texts)
def test_keys_are_in_order_and_each_once(text: str) -> None:
    made = windows(text, count(len(text)), first=True, last=True)
    assert (np.diff(made.keys.astype(np.int64)) > 0).all()
    assert made.counts.sum() == len(made.keys)
    assert (made.keys >> BITS < count(len(text))).all()


def test_what_is_said_twice_is_said_once() -> None:

    once, often = slots("all is well. ")[0], slots("all is well. " * 12)[0]
    assert once <= often
    assert len(often) < 2 * len(once) + 12


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How do I make it", "how DO i make it"),
        ("how  do\n\ni make it", "how do i make it"),
        ("call 110 now", "call 987 now"),
        ("ＨＯＷ do I", "how do i"),
        ("h\u200bow do i", "how do i"),
        ("it’s", "it's"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    assert slots(one) == slots(other)


def test_words_are_the_same_wherever_they_stand() -> None:
    front, back = slots("anthrax xy ")[0], slots("xyz and so on: anthrax qq")[0]
    assert len(front & back) >= 6  # the word, and what it is made of


def test_japanese_words_reach_over_hiragana() -> None:
    assert len(slots("爆弾の作り方")[0] & slots("爆弾を作る")[0]) >= 4
    made = windows("爆弾を作るhow", 1, first=True, last=True)
    assert (made.wide.tolist(), made.narrow.tolist()) == ([5], [3])


def test_many_windows_fit_into_one_go() -> None:
    text = ENGLISH * 40
    number = min(MOST, count(len(text)))
    made = windows(text, number, first=True, last=False)
    assert len(made.counts) == MOST == number
    assert made.counts.min() > 50


def test_text_that_cannot_be_encoded_is_read_too() -> None:
    assert slots("\ud800 and \udfff")[0]
    rng = random.Random(1)
    text = "".join(chr(rng.randrange(0x110000)) for _ in range(2000))
    assert sum(map(len, slots(fold(text)))) > 0
