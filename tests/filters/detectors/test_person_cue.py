"""Names behind words that announce them, by spans in marked text."""

from __future__ import annotations

import pytest

from filters.detectors.person_cue import PersonCue
from filters.registry import Options
from tests.filters.prose import ENGLISH, JAPANESE
from tests.filters.reading import cuts, mean_held, read_all, read_pieces, unmark

DETECTOR = PersonCue(Options())


@pytest.mark.parametrize(
    "marked",
    [
        "氏名：[[pii.person:山田太郎]]\n",
        "氏名\t[[pii.person:田所　みなみ]]、",
        '{"氏名": "[[pii.person:新谷かなえ]]", "年齢": 3}',
        "フリガナ（カナ）: [[pii.person:ヤマダ タロウ]]",
        "担当者：[[pii.person:久保田]]様",
        "申込者=[[pii.person:Taro Yamada]]",
        "Dear Mr. [[pii.person:Brown]],",
        "Dear [[pii.person:Jane]],",
        "saw Dr [[pii.person:Ana de la Cruz]] today",
        "my name is [[pii.person:Lena O'Hara]]!",
        'Full name: "[[pii.person:Marc van Dijk]]"',
        "Kind regards,\n[[pii.person:J. P. Morris]]",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(DETECTOR, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "氏名と住所を記入",
        "担当部署：営業部",
        "氏名：必須",
        "担当：総務部\n",
        "名前は何ですか",
        "氏名,電話,メール",
        "Dear Sir or Madam,",
        "Dear Team,",
        "Dr. and nurse",
        "the Miss universe",
        "full name required",
        "my name is secret",
        "氏名・住所",
        "Full name: String",
    ],
)
def test_passes(text: str) -> None:
    assert read_all(DETECTOR, text) == []


def test_little_waits_on_prose() -> None:
    assert mean_held(DETECTOR, ENGLISH) < 1.0
    assert mean_held(DETECTOR, JAPANESE) < 0.5


def test_a_stream_is_read_like_a_whole() -> None:
    text = (
        "氏名：山田 太郎\nフリガナ：ヤマダ タロウ、Dear Mr. John de Vries, my name is Ann Lee. 担当: 佐藤様"
    )
    whole = read_all(DETECTOR, text)
    assert len(whole) == 5
    for seed in range(60):
        assert read_pieces(DETECTOR, cuts(text, seed, 4)) == whole
