"""Words by the thousand: where they stand, and what may still become one."""

from __future__ import annotations

import random

import pytest

from filters.sieve import sift
from filters.wordlist import WordList, lowered, plain, words_sieve

WORDS = WordList(["falcon", "falcon heavy", "隼計画", "u-boot", "heavy"], ["隼計画書"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the falcon, FALCON!", [(4, 10), (12, 18)]),
        ("falcons afalcon falcon2 _falcon_", [(25, 31)]),
        ("次の隼計画は2隼計画3", [(2, 5), (7, 10)]),
        ("a falcon heavy", [(2, 14)]),
        ("a falcon heavyweight, heavy", [(2, 8), (22, 27)]),
        ("隼計画書", []),
        ("a U-Boot", [(2, 8)]),
        ("", []),
        ("\ud800falcon", [(1, 7)]),
    ],
)
def test_finds_words_that_stand_free(text: str, found: list[tuple[int, int]]) -> None:
    hits, sure = WORDS.find(text.replace("\ud800", "?"), 0, final=True)
    assert [(one.start, one.end) for one in hits] == found
    assert sure == len(text)


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("a f", "f"),
        ("a falcon", "falcon"),
        ("a falcon ", "falcon "),
        ("a falcon x", ""),
        ("af", ""),
        ("次の隼", "隼"),
        ("次の隼計画", "隼計画"),
        ("次の隼計画は", ""),
        ("u-", "u-"),
    ],
)
def test_waits_for_what_may_still_become_one(text: str, open_: str) -> None:
    _, sure = WORDS.find(text, 0, final=False)
    assert text[sure:] == open_


def test_a_great_many_are_found_as_one_by_one() -> None:
    chance = random.Random(5)
    words = sorted({"".join(chance.choices("abcd", k=chance.randint(2, 6))) for _ in range(500)})
    text = " ".join("".join(chance.choices("abcd", k=chance.randint(1, 8))) for _ in range(400))
    hits, _ = WordList(words).find(text, 0, final=True)
    assert [text[one.start : one.end] for one in hits] == [
        word for word in text.split() if word in set(words)
    ]


def test_words_are_looked_for_as_text_is_read() -> None:
    assert plain("  Ｆａｌｃｏｎ\u3000Heavy ") == "falcon heavy"
    assert len(lowered("İΣΑΣ")) == 4


def test_a_sieve_is_only_for_letters_whose_case_is_simple() -> None:
    assert words_sieve(["falcon", "隼計画"]) is not None
    assert words_sieve(["élan"]) is None


def test_a_sieve_lets_every_word_through() -> None:
    sieve = words_sieve(["falcon", "隼計画", "(x)"])
    assert sieve is not None
    together = sift((sieve,))
    for text in ("a FALCON b", "次の隼計画", "a(X)b"):
        assert not together.clear(text)
        assert not together.idle(text, 0)
    for end in range(1, 6):  # looked at closely, or waited for
        text = "a " + "falcon"[:end]
        assert not together.idle(text, 0) or together.waits(text, 0, 0)[0] == 2
    assert together.clear("nothing of it")
    assert together.idle("nothing of it.", 0)
