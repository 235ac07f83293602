"""A gram has the channel of its own script, and a character the weight of its own."""

from __future__ import annotations

import pytest

from filters.ip.channel import CODE, EN, JA, TOKENS
from filters.ip.forms import normal
from filters.ip.script import LEAST, belonging, weights


def test_runs_of_the_promised_lengths_weigh_the_same() -> None:
    letters, kana = normal("a" * EN.least, "text"), normal("か" * JA.least, "text")
    assert int(weights(letters.codes, "text").sum()) == LEAST["text"]
    assert int(weights(kana.codes, "text").sum()) == LEAST["text"]
    assert int(weights(normal("x=" * 60, "code").codes, "code").sum()) == LEAST["code"]


def test_each_gram_of_text_is_in_one_channel() -> None:
    codes = normal(
        "plain English words and then 日本語の文が続いて最後は again some words here" * 3, "text"
    ).codes
    en, ja = belonging(codes, EN), belonging(codes, JA)
    assert en.any()
    assert ja.any()
    assert en[:5].all()
    assert not ja[:5].any()
    assert len(ja) == len(codes) - JA.k + 1


def test_code_belongs_whatever_it_is() -> None:
    assert belonging(normal("0," * 60, "code").codes, CODE).all()


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("{ 1, 2, 3, 4 }, " * 30, False),
        ("a, b, c, d, e, f, " * 30, False),
        ("if (a.b(c) > d[e]) { return f(g)->h + i; } for (j = k; j < l; ++j) m.n(o, p * q);", True),
    ],
)
def test_tables_are_no_tokens(text: str, *, belongs: bool) -> None:
    codes = normal(text, "tokens").codes
    assert bool(belonging(codes, TOKENS)[10:].any()) is belongs
