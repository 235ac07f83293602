from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.attack.words import MOST, Grams, Phrases, grams, plain_words, weight, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Never say it, Ann's key is X_1-b.", ["never", "say", "it", "ann", "s", "key", "is", "x", "1", "b"]),
        ("合言葉は「凧」", ["合", "言", "葉", "は", "凧"]),
        ("v2のkeyです", ["v2", "の", "key", "で", "す"]),
        ("Straße ÉCOLE İZ", ["straße", "école", "i̇z"]),
        ("a" * 70, ["a" * 64, "a" * 6]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert plain_words(text) == [word.text for word in words(text)] == expected


LETTERS = "abZ09_ -'.\néßİΣςσ合言は凧アー가\U0001f600\ud800"


@given(st.text(st.sampled_from(LETTERS), max_size=40), st.integers(0, 140))
def test_words_are_the_same_with_their_places_and_without(text: str, more: int) -> None:
    text = f"{text}{'xY7' * (more // 3)}"
    assert plain_words(text) == [word.text for word in words(text)]


def test_a_word_knows_its_place() -> None:
    assert [(word.start, word.end) for word in words("a 合 bc", 1)] == [(2, 3), (4, 6)]


def test_characters_of_scripts_without_blanks_weigh_less_than_words() -> None:
    assert [weight(word) for word in ("key", "合", "ア", "é")] == [1.0, 0.4, 0.4, 1.0]


def test_grams_know_a_text_again_and_no_other() -> None:
    known = Grams.of("The heron project is not to be discussed with customers.")
    assert not known.silent(plain_words("they say THE HERON project, is secret"))
    assert known.silent(plain_words("the heron is a bird that fishes"))
    three = plain_words("of the heron project is not so")  # grams that are known, in a row
    assert not known.silent(three, 2)
    assert known.silent(three[:5], 2)
    assert known.at(["x", "heron", "project", "is", "not"], 1)
    assert not known.at(["heron", "project", "is"], 0)


@pytest.mark.parametrize(
    ("said", "pending"),
    [("the", True), ("the heron", True), ("heron project is", True), ("the bird", False), ("owl", False)],
)
def test_a_gram_may_be_on_its_way(said: str, pending: bool) -> None:
    known = Grams.of("The heron project is not to be discussed with customers.")
    assert known.pending(said.split(), 0) == pending


def test_what_is_kept_is_bounded_and_holds_no_word() -> None:
    known = Grams.of(" ".join(f"w{n}" for n in range(9000)))
    assert len(known.known) == MOST - 3
    assert all(type(one) is int for one in known.known | known.begun)
    assert "w1" not in repr(known)


def test_fewer_words_than_a_gram_make_none() -> None:
    assert [*grams(["a", "b", "c"])] == []


def test_phrases() -> None:
    known = Phrases.of(["Heron-77", "コバルト凧", "heron", "", "x " * 20])
    assert known.sizes == (1, 2, 5)
    assert known.at(["the", "heron", "77"], 1) == 2
    assert known.at(["the", "heron", "78"], 1) == 1
    assert known.at(["the", "heron", "78"], 0) == 0
    assert known.at([*"コバルト凧"], 0) == 5
    assert known.silent(["the", "owl", "77"])
    assert not known.silent(["the", "heron"])
    assert known.pending(["a", "heron"], 1)
    assert known.pending([*"コバ"], 0)
    assert not known.pending(["77"], 0)
