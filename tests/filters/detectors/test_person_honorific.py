"""Names before honorifics and offices, by spans in marked text."""

from __future__ import annotations

import pytest

from filters.detectors.person_honorific import PersonHonorific
from filters.registry import Options
from tests.filters.prose import JAPANESE
from tests.filters.reading import cuts, mean_held, read_all, read_pieces, unmark

DETECTOR = PersonHonorific(Options())


@pytest.mark.parametrize(
    "marked",
    [
        "[[pii.person:佐藤]]様、お世話になっております。",
        "先週[[pii.person:田中太郎]]さんに会いました",
        "[[pii.person:山田　花子]]様宛ての書類",
        "出席は[[pii.person:鈴木]]部長、[[pii.person:高橋]]課長です。",
        "[[pii.person:佐藤]]部長[[pii.person:鈴木]]課長",
        "「[[pii.person:スミス]]さん、こちらへ」",
        "[[pii.person:ヤマダ タロウ]]様",
        "[[pii.person:小鳥遊]]さんの席",
        "[[pii.person:渡邉]]氏によると",
        "[[pii.person:伊藤]]先生の診察",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(DETECTOR, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "お客様の声",
        "皆様",
        "皆さん",
        "奥様",
        "患者様へ",
        "業者さんに頼む",
        "仕様を確認",
        "同様です",
        "多様性",
        "氏名を記入",
        "様子を見る",
        "たくさんの人",
        "お母さん",
        "スタッフさん",
        "運転手さん",
        "営業部長に相談",
        "担当者様",
        "ユーザー様",
        "模様替え",
        "看護師さん",
        "駐在員さん",
    ],
)
def test_passes(text: str) -> None:
    assert read_all(DETECTOR, text) == []


def test_little_waits_on_prose() -> None:
    assert mean_held(DETECTOR, JAPANESE) < 1.2
    assert read_all(DETECTOR, JAPANESE) == []


def test_a_stream_is_read_like_a_whole() -> None:
    text = (
        "佐藤様と鈴木部長高橋課長、ヤマダ タロウさん。"
        + "漢" * 20
        + "様、"
        + "ア" * 13
        + "・ア様と木村 拓 様、田中ちゃん"
    )
    whole = read_all(DETECTOR, text)
    assert len(whole) >= 5
    for seed in range(60):
        assert read_pieces(DETECTOR, cuts(text, seed, 4)) == whole
