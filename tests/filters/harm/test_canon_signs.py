"""One look says which steps a text needs."""

from __future__ import annotations

import pytest

from benchmarks.dresses import DRESSES, MORE
from filters.folding import fold
from filters.harm.canon_signs import signs
from tests.filters.prose import ENGLISH, JAPANESE


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("%41", "escapes"),
        ("b0mb", "leet"),
        ("a b c d", "apart"),
        ("橋 は ど こ", "apart-ja"),
        ("ʜ", "letters"),
        ("ハ\u3099", "sounds"),
        ("殺○", "struck"),
        ("タヒね", "kana"),
        ("bakudan", "romaji"),
        ("gur byq oevqtr naq gur sbt", "turned"),
        ("wihtout", "spelling"),
        ("c29tZXRoaW5nIHRvIHJlYWQu", "runs"),
        (" 68 69 6a 6b 6c", "bytes"),
        ("01100001 01100010", "bits"),
        ("104, 111, 119, 32, 100, 111, ", "codes"),
        (".... --- .-- / - --- --.", "morse"),
    ],
)
def test_a_dress_shows(text: str, sign: str) -> None:
    assert sign in signs(f"{text} ")


@pytest.mark.parametrize("name", [*DRESSES, *MORE])
def test_whatever_changes_letters_shows(name: str) -> None:
    plain = "where is the old bridge in the fog"
    text = fold({**DRESSES, **MORE}[name](plain, 1))
    assert signs(text) or plain in text.lower() or text in ("Hello there", "😊", "ok")


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, "", "Yes.", "2 + 2 = 4", "はい、そうです。"])
def test_plain_text_shows_nothing(text: str) -> None:
    assert signs(fold(text)) == set()
