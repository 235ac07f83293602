"""What a window consists of depends on its own text, however much of the rest is shown."""

from __future__ import annotations

import random
from itertools import chain, groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.folding import fold
from filters.harm.features import BITS, MOST, windows
from filters.harm.grid import SIZE, STRIDE, count
from filters.harm.letters import HIRAGANA, KANJI, KATAKANA, LETTER, parts, plain
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


def slowly(text: str, number: int, *, first: bool, last: bool) -> list[set[int]]:
    """The slots of each window, n-gram by n-gram, as the head of the module says them."""
    placed = [
        (int(plain()[0][min(ord(char), 0xFFFF)]), at) for at, one in enumerate(text) for char in fold(one)
    ]
    placed = [one for n, one in enumerate(placed) if not n or (one[0], placed[n - 1][0]) != (32, 32)]
    placed = [(32, -1)] * first + placed + [(32, len(text))] * last
    codes, places = [code for code, _ in placed], [at for _, at in placed]
    kinds = [int(parts()[code]) for code in codes]
    for at in (0,) * first + (len(kinds) - 1,) * last:
        kinds[at] = 0
    found = list[tuple[int, int, int]]()  # number, first character, last one
    for at, kind in enumerate(kinds):
        for size, seed in ((2, 1), (3, 2)) if kind >= HIRAGANA else ((4, 0),):
            if at + size <= len(codes):
                some = codes[at : at + size]
                made = (
                    sum(code << 8 * n for n, code in enumerate(some))
                    if size == 4
                    else sum(code * 0x01000193 ** (size - 1 - n) for n, code in enumerate(some))
                )
                found.append((made + seed * 0x7FEB352D, at, at + size - 1))
    words = list[tuple[int, int, int]]()
    for kind, run in groupby(range(len(kinds)), kinds.__getitem__):
        spot = [*run]
        if kind in (LETTER, KATAKANA, KANJI):
            number_of = sum(codes[at] * 0x01000193**n for n, at in enumerate(spot))
            words.append((number_of, spot[0], spot[-1]))
    found += [(word + 3 * 0x7FEB352D, begin, end) for word, begin, end in words]
    for apart in (1, 2):
        found += [
            (one * 0x85EBCA6B + other + (3 + apart) * 0x7FEB352D, begin, end)
            for (one, begin, _), (other, _, end) in zip(words, words[apart:], strict=False)
        ]
    alone = first and last and len(text) < SIZE - 1
    made = list[set[int]]()
    for window in range(number):
        low = -1 if first and not window else window * STRIDE + 1
        high = len(text) if alone else window * STRIDE + SIZE - 2
        made.append({mixed(one) for one, begin, end in found if low <= places[begin] and places[end] <= high})
    return made


def mixed(number: int) -> int:
    number &= 0xFFFFFFFF
    number = (number ^ number >> 15) * 0x9E3779B1 & 0xFFFFFFFF
    return ((number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF) >> (32 - BITS)


@settings(max_examples=60)
@given(texts, st.booleans(), st.booleans(), st.integers(-1, 1))
def test_windows_are_as_they_are_slowly(text: str, first: bool, last: bool, more: int) -> None:
    number = max(1, count(len(text)) + more * (not (first and last)))
    made = windows(text, number, first=first, last=last)
    keys = (made.keys & ((1 << BITS) - 1)).tolist()
    bounds = zip(made.firsts.tolist(), made.counts.tolist(), strict=True)
    shown = text[: STRIDE * (number + 1)]
    there = slowly(shown, number, first=first, last=last)
    assert [set(keys[begin : begin + size]) for begin, size in bounds] == there
    kinds = [[int(parts()[plain()[0][min(ord(char), 0xFFFF)]]) for char in fold(one)] for one in shown]
    halves = [[*chain(*kinds[at : at + SIZE])] for at in range(0, number * STRIDE, STRIDE)]
    assert made.wide.tolist() == [sum(kind >= HIRAGANA for kind in half) for half in halves]
    assert made.narrow.tolist() == [half.count(LETTER) for half in halves]


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
