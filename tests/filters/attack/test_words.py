from __future__ import annotations

import pytest

from filters.attack.words import Grams, grams, plain_words, weight, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Never say it, Ann's key is X_1-b.", ["never", "say", "it", "ann", "s", "key", "is", "x", "1", "b"]),
        ("合言葉は「凧」", ["合", "言", "葉", "は", "凧"]),
        ("v2のkeyです", ["v2", "の", "key", "で", "す"]),
        ("Straße ÉCOLE", ["straße", "école"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert plain_words(text) == [word.text for word in words(text)] == expected


def test_a_word_knows_its_place() -> None:
    assert [(word.start, word.end) for word in words("a 合 bc", 1)] == [(2, 3), (4, 6)]


def test_characters_of_scripts_without_blanks_weigh_less_than_words() -> None:
    assert [weight(word) for word in ("key", "合", "ア", "é")] == [1.0, 0.4, 0.4, 1.0]


def test_grams_know_a_text_again_and_no_other() -> None:
    known = Grams.of(["The heron project is not to be discussed with customers."])
    assert not known.silent(plain_words("they say THE HERON project, is secret"))
    assert known.silent(plain_words("the heron is a bird that fishes"))
    assert known.share("the heron project is") == 1.0
    assert known.share("the heron project is late") == 0.5
    assert known.share("heron") == 0.0


def test_texts_are_known_apart() -> None:
    assert Grams.of(["one two", "three four"]).silent(["one", "two", "three", "four"])


def test_what_is_kept_is_bounded_and_holds_no_word() -> None:
    known = Grams.of([" ".join(f"w{n}" for n in range(9000))])
    assert len(known.known) == 4096 - 3
    assert all(type(one) is int for one in known.known | known.begun)
    assert "w1" not in repr(known)


def test_fewer_words_than_a_gram_make_none() -> None:
    assert [*grams(["a", "b", "c"])] == []
