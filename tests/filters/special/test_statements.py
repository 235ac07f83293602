"""Heads, what is said of them, and how far one has to look."""

from __future__ import annotations

import re

import pytest

from filters.special.statements import (
    AFTER,
    LONGEST,
    Statement,
    beginnings,
    heads,
    literals,
    said_until,
    statement,
)


def first(text: str) -> Statement | None:
    begin, end, which = next(heads(text, 0))
    return statement(text, begin, end, which)


def test_the_longest_head_counts_and_none_inside_a_word() -> None:
    assert [(b, e) for b, e, _ in heads("がん検診 cancerous cancer", 0)] == [(0, 4), (15, 21)]


def test_beginnings_are_shorter_than_the_longest() -> None:
    assert max(map(len, beginnings())) < LONGEST
    assert "うつ" in beginnings()


@pytest.mark.parametrize("text", ["うつ病", "彼は前科二犯", "on parole"])
def test_literals_match_wherever_there_is_a_head(text: str) -> None:
    assert re.search(literals(), text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("糖尿病の治療を受けている", "糖尿病の治療を受け"),
        ("病名: 糖尿病", "糖尿病"),
        ("diagnosed with severe asthma", "asthma"),
        ("服役中に前科二犯", None),
        ("糖尿病の本", None),
        ("asthma", None),
    ],
)
def test_what_is_said(text: str, said: str | None) -> None:
    found = first(text)
    if said is None:
        assert found is None or text[found.begin : found.end] == "前科二犯"
    else:
        assert found
        assert text[found.begin : found.end] == said


@pytest.mark.parametrize(
    ("text", "until"),
    [("か。き", 1), ("か", 0), ("か" * (AFTER + 5), AFTER), ("Mr. B. c", 5), ("1.5. ", 3), ("1.", 0)],
)
def test_where_the_sentence_ends(text: str, until: int) -> None:
    assert said_until(text, 0) == until


def test_a_person_raises_the_score() -> None:
    said, nobody = first("うつ病で通院中の彼は"), first("うつ病で通院する場合は")
    assert said
    assert nobody
    assert said.score > 0.5 > nobody.score
    assert said.matter == "disease"
