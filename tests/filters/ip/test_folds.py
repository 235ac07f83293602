"""What characters are to a comparison."""

from __future__ import annotations

import pytest

from filters.ip.folds import folds, letters_of, unfolding


@pytest.mark.parametrize(
    ("char", "code"),
    [("A", "a"), ("é", "e"), ("Ａ", "a"), ("ｶ", "か"), ("ガ", "か"), ("が", "か"), ("ー", "ー"), ("７", "7")],
)
def test_characters_that_are_written_otherwise_are_the_same(char: str, code: str) -> None:
    assert chr(folds().code[ord(char)]) == code


@pytest.mark.parametrize("char", [" ", "\n", "、", ".", "゛", "\u3000", "\u200b", "\ud800", "😀"])
def test_everything_else_is_nothing(char: str) -> None:
    assert folds().code[ord(char)] == 0


def test_ideographs_and_kana_are_dense_and_letters_are_not() -> None:
    dense = folds().dense
    assert all(dense[ord(one)] for one in "漢かカ한𠮷")
    assert not any(dense[ord(one)] for one in "aé7я")


def test_ligatures_and_units_are_several_letters() -> None:
    assert "".join(map(chr, letters_of("ﬃ"))) == "ffi"
    assert [one.group() for one in unfolding().finditer("oﬃce ㈱ a")] == ["ﬃ"]
    assert [one.group() for one in unfolding().finditer("㌔")] == ["㌔"]
