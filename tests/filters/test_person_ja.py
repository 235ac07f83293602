"""Where in what matched behind a word of a form the name is."""

from __future__ import annotations

import re

import pytest

from filters.person_ja import PERSON, WORDS, span

WHOLE = re.compile(PERSON.whole)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("氏名:山田太郎", "山田太郎"),
        ("氏名(カナ): ヤマダ タロウ", "ヤマダ タロウ"),
        ("担当者: 佐藤様", "佐藤"),
        ("名前\nさとう はなこ", "さとう はなこ"),
        ("氏名:必須", None),
        ("担当:営業部", None),
        ("氏名,電話", None),
    ],
)
def test_the_name_without_its_word(text: str, name: str | None) -> None:
    found = WHOLE.match(text)
    assert found
    where = span(found.group())
    assert (where and found.group()[where[0] : where[1]]) == name


def test_a_longer_word_comes_before_what_it_contains() -> None:
    for place, word in enumerate(WORDS):
        assert not any(word.startswith(earlier) and word != earlier for earlier in WORDS[:place])
