"""Addresses as people write them, by spans in marked text."""

from __future__ import annotations

import pytest

from filters.detectors.address import Address
from filters.registry import Options
from tests.filters.reading import cuts, read_all, read_pieces, unmark

DETECTOR = Address(Options())


@pytest.mark.parametrize(
    "marked",
    [
        "現住所は〒220-0012 [[pii.address:横浜市西区みなとみらい２－３－１　ランドハイツ1203号室]]です。",
        "[[pii.address:名古屋市中区栄三丁目15番33号]]まで来てください",
        "お届け先：[[pii.address:つくば市吾妻1-2-3]]",
        "本籍 [[pii.address:福岡県うきは市吉井町九番地の二]]",
        "送り先は[[pii.address:高山市上一之町七五番地]]です",
        "[[pii.address:石川県加賀市山中温泉薬師町70]]です",
        "[[pii.address:東京都千代田区霞が関１ー２ー３]]に届けて",
        "[[pii.address:愛知県 豊田市 西町 3-60]]",
        "[[pii.address:北海道札幌市北区北8条西5丁目]]",
        "転居先は[[pii.address:大阪府堺市堺区南瓦町3番1号コーポ南205号室]]、電話は未定",
        "[[pii.address:沖縄県那覇市泉崎1-2-2 県庁ビル3階]]",
    ],
)
def test_reads_japanese(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(DETECTOR, text) == spans


@pytest.mark.parametrize(
    "marked",
    [
        "I moved to [[pii.address:8068 Birch St, Apt 35, Leeds LS1 4DY]].",
        "[[pii.address:12B Baker Street, London NW1 6XE]], [[pii.address:42 rue de la Paix, Paris 75002]]!",
        "[[pii.address:Calle Mayor 15]] and [[pii.address:Lindenstraße 5]]",
        "[[pii.address:Unit 8505 Box 9220\nDPO AE 90744]] is it",
        "[[pii.address:PSC 0272, Box 1651\nAPO AA 94530]]",
        "[[pii.address:P.O. Box 123, Dallas, TX 75201]]",
        "at [[pii.address:the corner of Main Street and 5th Avenue]] in town",
        "Meet at [[pii.address:4805 North 42nd St.]] tomorrow",
        "stop at [[pii.address:17 Hoge Wei St.]] please",
        "[[pii.address:Kungsgatan 12, Stockholm 11143]]",
        "住所は[[pii.address:221B Baker Street]]です",
        "[[pii.address:1600 Harbor Boulevard, Suite 200, Oakland, CA 94607-1234]]",
    ],
)
def test_reads_streets(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(DETECTOR, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "東京都の人口は約1400万人です。",
        "東京都港区で3回あった",
        "京都市内に12か所ある",
        "松本市の天気は？",
        "大阪府知事選2024の結果",
        "北海道では1,200件",
        "住所変更の手続き1-2をご覧ください",
        "第1条2項",
        "in 3 hours, March 21, 1989",
        "Chapter 3 The Long Way home",
        "Unit 12 of the course",
        "version 2 Final Release",
        "Route 66 was long; 5 Star Drive",
        "Monday 12 and Tuesday 13",
        "via email 3",
    ],
)
def test_passes(text: str) -> None:
    assert read_all(DETECTOR, text) == []


def test_a_stream_of_addresses_is_read_like_a_whole() -> None:
    text = (
        "送付先：福岡県福岡市中央区天神二丁目3-4 サンハイツ201号室、12 High Street, Bath BA1 5AA。PO Box 7, "
        "Rua Augusta 30、東京都府中市宮町1-1、Hauptstraße 5b. Unit 1 Box 2\nFPO AP 12345"
    )
    whole = read_all(DETECTOR, text)
    assert len(whole) == 7
    for seed in range(40):
        assert read_pieces(DETECTOR, cuts(text, seed)) == whole
