"""Where an address begins in what matched, and what needs a municipality."""

from __future__ import annotations

import re

import pytest

from filters.address_ja import ADDRESS, STARTS, WORDS, begin

WHOLE, OPEN = re.compile(ADDRESS.whole), re.compile(ADDRESS.open)


@pytest.mark.parametrize(
    ("matched", "at"),
    [
        ("東京都港区芝5-3", 0),
        ("住所:東京都港区芝5-3", 3),
        ("〒105-0014 東京都港区芝5-3", 10),
        ("横浜市神奈川本町1-2", 0),
        ("東京都芝公園1-2", None),
        ("東京都内の市区町村62", None),
    ],
)
def test_begins_behind_the_word_for_it(matched: str, at: int | None) -> None:
    assert WHOLE.match(matched)
    assert begin(matched) == at


@pytest.mark.parametrize(
    "text", ["東", "東京都", "東京都港", "東京都港区芝", "東京都港区芝5", "住所", "〒105"]
)
def test_every_beginning_is_open(text: str) -> None:
    assert re.search(STARTS, text)
    assert OPEN.match(text)


@pytest.mark.parametrize("text", ["東西", "東京都の人口", "東京都港区は", "住所変更を"])
def test_what_cannot_become_one_is_not(text: str) -> None:
    found = re.search(STARTS, text)
    assert found is None or OPEN.match(text) is None


def test_all_prefectures_are_there() -> None:
    assert sum(word[-1] in "都道府県" for word in WORDS) == 47
