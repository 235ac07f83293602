"""One code point at a time, whatever stands beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.folding import fold, resized

EVERY = [chr(point) for point in range(0x110000)]


@cache
def changed() -> Mapping[str, str]:
    """Every character there is that does not fold to itself."""
    return {char: made for char, made in zip(EVERY, map(fold, EVERY), strict=True) if made != char}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("０３－１２３４", "03-1234"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp"),
        ("𝐩𝐚𝐬𝐬 𝟎𝟏 ① ㈱ ½", "pass 01 1 (株) 1⁄2"),
        ("٠١٢ ०१२ ๐๑๒ 𑁦𑁧", "012 012 012 01"),
        ("a‐b‑c‒d–e—f―g−h﹣i⁃j", "a-b-c-d-e-f-g-h-i-j"),
        ("p\u200ba\u00ads\u2060s\ufeff w\U000e0041o\ufe0fr\u202ed", "pass word"),
        ("раура1 Αdmin", "paypa1 Admin"),
        ("a\u3000b\u00a0c\u1680d", "a b c d"),
        ("カード番号ー〇九〇、ガ", "カード番号ー〇九〇、ガ"),
        ("ﾊﾞｰ が", "ハ\u3099ー が"),
        ("Straße ǅ ſ", "Straße Dž s"),
        ("口ロ力カ一ー二ニ〜・゠", "口ロ力カ一ー二ニ〜・゠"),
    ],
)
def test_folds(text: str, plain: str) -> None:
    assert fold(text) == plain


def test_ascii_folds_to_itself() -> None:
    ascii_ = "".join(EVERY[:0x80])
    assert fold(ascii_) is ascii_
    assert "".join(map(fold, ascii_)) == ascii_


def test_folding_twice_is_folding_once() -> None:
    assert len(changed()) > 9000
    assert [char for char, made in changed().items() if fold(made) != made] == []


def test_every_character_is_folded_by_itself() -> None:
    assert fold("".join(EVERY)) == "".join(changed().get(char, char) for char in EVERY)


def test_what_is_compatible_is_the_same() -> None:
    """NFKC of each character, over all of Unicode: what it equates, the view equates."""
    compatible = {char: nfkc for char in EVERY if (nfkc := unicodedata.normalize("NFKC", char)) != char}
    assert [char for char, nfkc in compatible.items() if fold(char) != "".join(map(fold, nfkc))] == []


def test_digits_of_every_script_are_ascii() -> None:
    decimals = [char for char in EVERY if char.isdecimal()]
    assert len(decimals) > 600
    assert [char for char in decimals if fold(char) != str(unicodedata.decimal(char))] == []


def test_nothing_invisible_is_left() -> None:
    """Format characters go, but for the number signs of Arabic and other scripts, which are drawn."""
    left = {char for char in EVERY if unicodedata.category(char) == "Cf" and changed().get(char) != ""}
    assert {unicodedata.name(char).split()[0] for char in left} == {"ARABIC", "SYRIAC", "KAITHI"}


def test_dashes_are_one_but_for_waves_and_the_double_hyphen() -> None:
    left = {
        char for char in EVERY[0x80:] if unicodedata.category(char) == "Pd" and changed().get(char) != "-"
    }
    assert left == set("〜〰゠")


@given(st.text())
def test_resized_tells_exactly_where_lengths_differ(text: str) -> None:
    expected = [(at, len(fold(char))) for at, char in enumerate(text) if len(fold(char)) != 1]
    assert list(resized(text)) == expected


def test_lone_surrogates_pass() -> None:
    assert fold("ａ\ud83dｂ") == "a\ud83db"
