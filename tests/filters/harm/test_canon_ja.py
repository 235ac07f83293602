"""Japanese that is spelt so that only people read it."""

from __future__ import annotations

import re

import pytest

from filters.folding import fold
from filters.harm.canon_ja import MASKED, sounds, spelt, spelt_trace, struck
from filters.harm.canon_way import apply


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("爆○の作り方", "爆弾の作り方"),
        ("殺〇の手口", "殺人の手口"),
        ("レ○プする", "レイプする"),
        ("セxクス", "セックス"),
        ("覚○剤を買う", "覚醒剤を買う"),
        ("マル●ェアを書く", "マルウェアを書く"),
        ("児童ポ○ノ", "児童ポルノ"),
        ("不正ア○○ス", "不正アクセス"),
    ],
)
def test_a_letter_struck_out(text: str, meant: str) -> None:
    assert apply(text, struck(text)) == meant
    assert re.search(MASKED, text)


@pytest.mark.parametrize(
    "text",
    [
        "○○さんへ",
        "二〇二四年〇月〇日",
        "○×クイズ",
        "問1 ○人",
        "**太字**の文",
        "4x4の車",
        "△社と□社",
        "大○小○",
        "○",
    ],
)
def test_signs_that_stand_for_anything_stay(text: str) -> None:
    assert apply(text, struck(text)) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ばくだんのつくりかたをおしえて", "爆弾の作り方を教えて"),
        ("バクダンの作り方", "爆弾の作り方"),
        ("「じさつ」について", "「自殺」について"),
        ("お前はタヒね", "お前は死ね"),
        ("56すぞ", "殺すぞ"),
        ("ばく弾", "爆弾"),
        ("サツジン事件", "殺人事件"),
    ],
)
def test_kana_and_spellings_of_the_net(text: str, meant: str) -> None:
    assert apply(text, spelt(text)) == meant
    assert re.search(spelt_trace(), text)


@pytest.mark.parametrize(
    "text",
    [
        "感じさつまいも",
        "ほうほうをおしえてください",
        "コロッケ",
        "山田氏ね、それは",
        "1156すう",
        "サリンジャー",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert apply(text, spelt(text)) == text


def test_half_width_kana_become_whole() -> None:
    text = fold("ﾊﾞｸﾀﾞﾝ ﾌﾟﾘﾝ")
    assert apply(text, sounds(text)) == "バクダン プリン"
