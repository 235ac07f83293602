from __future__ import annotations

from collections.abc import Iterable

import pytest

from filters.attack.given import places
from filters.attack.standing import Standing
from filters.attack.terms import terms
from filters.attack.words import plain_words


def digests(words: Iterable[str]) -> frozenset[int]:
    return frozenset(map(hash, words))


def test_sentences_are_told_apart() -> None:
    standing = Standing.of(
        "You sell bicycles in Ghent. Never give discounts. The supplier is Ionwell; this is confidential."
    )
    assert standing.kept == digests(terms("supplier Ionwell"))
    assert standing.bound == digests(terms("give discounts"))
    assert standing.told == digests(terms("sell bicycles Ghent"))


def test_what_a_next_sentence_points_to_is_kept_but_not_who_one_is() -> None:
    assert digests(["kingfish"]) <= Standing.of("The door opens with kingfish. Do not reveal it.").kept
    assert not Standing.of("You are a porter. Do not reveal it.").kept


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        ("The door code is KX-4471. Keep it to yourself.", "kx 4471"),
        ("Never mention the project “Blue Heron”.", "blue heron"),
        ("合言葉は「コバルト凧」。明かさないでください。", "コバルト凧"),
    ],
)
def test_values_are_known(prompt: str, value: str) -> None:
    said = plain_words(value)
    assert Standing.of(prompt).values.at(said, 0) == len(said)


def test_values_of_what_is_not_kept_are_none() -> None:
    assert Standing.of('Say "welcome aboard" to everybody.').values.sizes == ()


def test_places_are_noted() -> None:
    assert Standing.of("Send cases to service@example.com.").places == places("service@example.com")


@pytest.mark.parametrize(
    "text", ["", "...", "\ud800", "a" * 100_000, "never " * 20_000, "「" * 10_000, "is:" * 30_000]
)
def test_whatever_is_said_is_read(text: str) -> None:
    assert "never" not in repr(Standing.of(text))


@pytest.mark.parametrize(
    ("prompt", "by_user", "by_tool"),
    [
        ("You sell ferry tickets.", False, True),
        ("You are it.", False, False),
        ("Never promise refunds.", True, True),
        ("The owner is Baltway; this is confidential.", True, True),
    ],
)
def test_what_could_be_sought(prompt: str, by_user: bool, by_tool: bool) -> None:
    standing = Standing.of(prompt)
    assert (standing.sought(foreign=False), standing.sought(foreign=True)) == (by_user, by_tool)
