"""Words that point to a person, and what only contains them."""

from __future__ import annotations

import pytest

from filters.special.around import around, in_word


def seen(text: str, sentence: int = 0) -> set[str]:
    return set(around(text, 0, sentence, len(text)))


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("彼は", {"pronoun:here"}),
        ("彼岸の入り", set()),
        ("私立の神父", set()),
        ("山口さんが", {"honoured:here", "name:here"}),
        ("山口太郎は", {"name:here"}),
        ("西山口太郎", set()),
        ("皆さんへ", {"supposed"}),
        ("あの人は", {"pronoun:here"}),
        ("その人々", {"pronoun:here"}),
        ("人は誰でも", {"supposed"}),
        ("外国人は", set()),
        ("3割、40%", {"teaching"}),
        ("the theory of Hell", set()),
        ("with Anna Miller", {"name:here"}),
    ],
)
def test_what_is_seen(text: str, features: set[str]) -> None:
    assert seen(text) == features


def test_before_the_sentence_counts_apart() -> None:
    assert seen("父です。もし", 4) == {"kin:before", "supposed"}
    assert seen("もし父なら。母は", 6) == {"kin:before", "kin:here"}


def test_nothing_outside_is_looked_at() -> None:
    assert set(around("彼は 彼は", 2, 2, 3)) == set()


def test_in_word() -> None:
    text = "ab 1cあ"
    assert [in_word(text, at) for at in range(len(text) + 1)] == [False, True] + [False] * 5
