"""Addresses with their signs written as words in brackets."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

SPELT = DETECTORS.build("email_spelt")


@pytest.mark.parametrize(
    "marked",
    [
        "taro [[pii.email:[at] example [dot] com]] today",
        "メールはtaro[[pii.email:（ａｔ）example（ｄｏｔ）jp]]です",
        "taro[[pii.email:[at]example.co.jp]].",
        "taro [[pii.email:[dot] yamada [at] example [dot] ac [dot] uk]], and",
        "taro[[pii.email:{アットマーク}example[ドット]jp]]へ",
        "taro[[pii.email:[ AT ]example[ DOT ]com]]-",
        "taro[[pii.email:<@>example.com]] [[pii.email:(at)example.org]]",
        # Not spelt out addresses.
        "look [at] this, (at home) (dot) com, taro [at] localhost, a[at]b.c1",
        "taro at example dot com, taro@example.com, [attend] example.com",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(SPELT, text) == spans


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("taro ", ""),
        ("taro [", "["),
        ("taro [a", "[a"),
        ("taro [ab", ""),
        ("taro [at] ", "[at] "),
        ("taro [at] the ", "[at] the "),
        ("taro [at] the end", ""),
        ("taro [at] example.com", "[at] example.com"),
        ("taro [at] example.com ", "[at] example.com "),
        ("taro [at] example.com a", ""),
        ("(d", "(d"),
        ("(de", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(SPELT)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
