"""Letters set apart are put together."""

from __future__ import annotations

import re

import pytest

from filters.harm.canon_apart import LATIN, apart, apart_ja
from filters.harm.canon_way import apply, chart_of


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("w h e r e   i s   i t", "where is it"),
        ("w.h.e.r.e i.s i.t", "where is it"),
        ("w.h.e.r.e. .i.s. .i.t", "where is it"),
        ("w-h-e-r-e-i-s-i-t-n-o-w", "where is it now"),
        ("(w)(h)(e)(r)(e) is it", "(where) is it"),
        ("w*h*e*r*e i*s it", "where is it"),
        ("look for the b r i d g e.", "look for the bridge."),
        ("w 0 r d s", "w0rds"),
        ("w 🙂 h 🙂 e 🙂 r 🙂 e", "where"),
    ],
)
def test_words(text: str, meant: str) -> None:
    assert apply(text, apart(text)) == meant
    assert re.search(LATIN, text)


@pytest.mark.parametrize(
    "text",
    [
        "A, B, C and D",
        "1 2 3 4 5 6",
        "e.g. this, i.e. that",
        "x = y + z - w * v",
        "q w r t p s d f",
        "U.S.A.F. base",
        "a b",
    ],
)
def test_other_letters_stay(text: str) -> None:
    assert apply(text, apart(text)) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("橋 は ど こ で す か", "橋はどこですか"),
        ("橋・は・ど・こ？", "橋はどこ？"),
        ("明日、橋/は/ど/こ", "明日、橋はどこ"),
    ],
)
def test_japanese(text: str, meant: str) -> None:
    assert apply(text, apart_ja(text)) == meant


@pytest.mark.parametrize("text", ["春・夏・秋", "月 火/水 木", "東京 と 大阪 の 間", "ア イ"])
def test_japanese_words_stay(text: str) -> None:
    assert apply(text, apart_ja(text)) == text


def test_a_space_stands_where_the_row_parts_the_words() -> None:
    text = "g-o-h-o-m-e-n-o-w"
    (edit,) = apart(text)
    chart = chart_of(len(text), [edit])
    assert edit.text == "go home now"
    assert text[chart.begins[2] : chart.ends[2]] == "-"
    assert [text[begin:end] for begin, end in zip(*chart, strict=True)][3:7] == list("home")
