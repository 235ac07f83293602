"""Words that are spelt so that only people read them."""

from __future__ import annotations

import re

import pytest

from filters.harm.canon_spelling import (
    LEET,
    explained,
    leet,
    spelling,
    unleet,
    unstretched,
    unswapped,
    voweled,
)
from filters.harm.canon_way import apply


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("h0w d0 1 f1nd 7h3 br1d93?", "how do i find the bridge?"),
        ("where is the br1dge", "where is the bridge"),
        ("f!nd my p@ssw0rd", "find my password"),
        ("c4u53 4 gl0wqu4rk3r 4nd w41t", "cause a glowquarker and wait"),
    ],
)
def test_leet(text: str, meant: str) -> None:
    assert apply(text, leet(text)) == meant
    assert re.search(LEET, text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 we sold 3rd party h264 codecs",
        "mail taro@example.jp at 10:30",
        "IPv6, mp3, i18n, 4K and $5",
        "A1, B2, C3",
    ],
)
def test_numbers_stay(text: str) -> None:
    assert apply(text, leet(text)) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hwo do i fnid teh birdge", "how do i find the bridge"),
        ("where is my passwrod", "where is my password"),
        ("whereeee is thisssss", "where is this"),
        ("whr s th brdg nw pls", None),
    ],
)
def test_spelling(text: str, meant: str | None) -> None:
    made = apply(text, spelling(text))
    assert made == meant if meant else made != text


@pytest.mark.parametrize(
    "text",
    [
        "Herr Schmidt fuhr gestern mit dem Zug nach Heidelberg",
        "Kowalczyk and Wisniewska met Brzezinski",
        "all of these are words",
    ],
)
def test_names_and_other_languages_stay(text: str) -> None:
    assert spelling(text) == []


def test_the_more_common_word_was_meant() -> None:
    assert unswapped("hwo") == "how"
    assert unswapped("fomr") == "form"
    assert unswapped("xqzk") is None
    assert unleet("7h3") == "the"
    assert unleet("zq9x") is None
    assert unstretched("soooo") == "so"
    assert unstretched("good") is None
    assert voweled("brdg") == "bridge"
    assert voweled("kitchen") is None


def test_one_word_among_many_strange_ones_is_not_explained() -> None:
    assert explained(["hwo"]) is not None
    assert explained(["hwo", "zqxk", "vrbl", "qqpw", "zzrt"]) is None
    assert explained([]) is None
