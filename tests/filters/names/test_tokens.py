"""Text as tokens: words whole, other characters alone, spaces nowhere."""

from __future__ import annotations

import pytest

from filters.names.tokens import tokens


def cut(text: str) -> list[str]:
    made = tokens(text)
    return [text[start:end] for start, end in zip(made.start, made.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("山田 太郎さん", ["山", "田", "太", "郎", "さ", "ん"]),
        ("James O'Brien12.", ["James", "O", "'", "Brien", "12", "."]),
        ("Dvořák, 東京", ["Dvořák", ",", "東", "京"]),
        ("𠮷野家𠮷", ["𠮷", "野", "家", "𠮷"]),
        ("", []),
        ("  ", []),
    ],
)
def test_words_are_whole_and_the_rest_is_alone(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_case_and_accents_do_not_make_another_word() -> None:
    first, second = tokens("DVORAK dvorak").word, tokens("Dvořák").word
    assert first[0] == first[1] == second[0]
    assert tokens("dvorka").word[0] != first[0]


def test_how_a_word_is_written_is_in_its_shape() -> None:
    shapes = tokens("Anna anna ANNA aNNa A 12 123").shape.tolist()
    assert len(set(shapes)) == len(shapes)


def test_a_word_is_the_same_beside_others_and_alone() -> None:
    assert tokens("x Miyazaki-san").word[1] == tokens("Miyazaki").word[0]
    assert tokens("x Miyazaki-san").parts[3][1] == tokens("Miyazaki").parts[3][0]
