"""Letters that look like others."""

from __future__ import annotations

import re
import unicodedata
from time import process_time

import pytest

from filters.folding import fold
from filters.harm.canon_letters import ODD, alike, small
from filters.harm.canon_way import apply


def seen(text: str) -> str:
    text = fold(text)
    text = apply(text, small(text))
    return apply(text, alike(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ʜᴏᴡ ᴛᴏ ɢᴇᴛ ʜᴏᴍᴇ", "how to get home"),
        ("🅷🅾🆆 🅣🅞 🄶🄴🅃 home", "how to GET home"),
        ("⠓⠕⠺ to go", "how to go"),
        ("🇭🇴🇼 to go", "how to go"),
        ("h\u0336o\u0337w\u0324 t\u0300o", "how to"),
        ("hоw tо gет hоme", "how to get home"),
        ("wнere is тhe вridge", "where is the bridge"),
        ("hôw tö gét hômé", "how to get home"),
        ("ħøw ŧø gɛŧ hømɛ", "how to get home"),
        ("τhe bridge αnd hοme", "the bridge and home"),
    ],
)
def test_letters_are_what_they_look_like(text: str, meant: str) -> None:
    assert seen(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "À côté de la forêt, l'été dernier, nous avons été très étonnés",
        "Können Sie mir bitte erklären, wie ich über die Grenze komme?",
        "¿Cómo se llega a la estación, señor? Mañana será más difícil.",
        "Γιατί δεν έρχεσαι αύριο στο λιμάνι;",
        "東京とΔの差はμ秒です",
        "flags 🇯🇵 🇬🇧 and 🇩🇪",
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    assert seen(text) == fold(text)


def test_russian_stays_as_it_is_folded() -> None:
    text = fold("Привет, как дела? Я хочу написать письмо другу.")
    assert alike(text) == []


def test_plain_text_shows_no_such_letter() -> None:
    assert re.search(ODD, "Plain ASCII, 日本語のカタカナ、“quotes” — and €5…") is None


def test_whatever_is_read_as_another_letter_is_a_letter_or_a_mark() -> None:
    odd = [chr(point) for point in range(0x110000) if re.match(ODD, chr(point))]
    assert len(odd) > 1000
    assert {unicodedata.category(char)[0] for char in odd} <= {"L", "M", "S", "N", "C", "P"}
    assert not any(char.isascii() for char in odd)


def test_a_long_row_of_plain_letters_is_looked_at_once() -> None:
    began = process_time()
    assert alike("a" * 50_000 + " café") != []  # the square of that would be minutes
    assert process_time() - began < 5
