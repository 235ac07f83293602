"""Statements about a person, and what only looks like them."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, read_whole

CARE = DETECTORS.build("special_care")

# None of these frames is one the weights were learnt from.
SAID = [
    "佐野さんって、双極性障害で休職してるんだって。",
    "父が先週、脳梗塞で倒れて入院しました。",
    "私は子どものころから喘息の持病があります。",
    "氏名: 大橋みどり　病名: クローン病",
    "山崎課長のお嬢さんは自閉症の診断を受けています",
    "部長の斎藤様は要介護の母と暮らし、本人も緑内障の治療中とのこと。",
    "彼には前科があるから採用は見送りたい。",
    "応募者の経歴を調べたところ、業務上横領で起訴されていた。",
    "妹はストーカーの被害に遭い、引っ越しました。",
    "同僚の木下さんは天理教の信者で、土曜は出勤できません。",
    "候補者は共産党の活動家だと聞きました。",
    "祖母はアイヌ民族の血を引くそうです。",
    "田村さんが被差別部落出身だという噂を消したい。",
    "社員の健康診断の結果、野村さんは要精密検査でした。",
    "ＨＩＶに感染した友人にどう接すればいいですか。彼は治療を続けています。",
    "My brother was diagnosed with epilepsy when he was ten.",
    "Ms. Clark has been treated for depression since March.",
    "Our applicant was convicted of theft.",
]
NOT_SAID = [
    "うつ病の人に言ってはいけない言葉を教えて。",
    "糖尿病予防のためのレシピを三つください。",
    "弟はがんの新薬を開発する会社で働いている。",
    "田中さんは刑法のゼミで窃盗罪の論文を書いた。",
    "彼女はキリスト教系の大学の図書館で司書をしている。",
    "部下がメンタルヘルスの研修を受けます。",
    "日本の仏教の歴史を三行でまとめて。",
    "外国人の同僚と昼食をとりました。",
    "母はインフルエンザの予防接種の案内を受け取りました。",
    "健康診断の予約方法を社員に知らせる文面を作って。",
    "逮捕から起訴までの流れは？",
    "自民党と公明党の政策の違いを比べて。",
    "Explain how hepatitis is transmitted.",
    "My sister studies cancer research at the university.",
    "彼はがん具店の店長です。",
]


@pytest.mark.parametrize("text", SAID)
def test_said_of_a_person(text: str) -> None:
    assert {seen.kind for seen in read_all(CARE, text)} == {"pii.special_care"}


@pytest.mark.parametrize("text", NOT_SAID)
def test_not_said_of_anyone(text: str) -> None:
    assert read_all(CARE, text) == []


def test_the_statement_is_the_span() -> None:
    text = "彼は糖尿病の治療を受けているそうです。"
    (seen,) = read_all(CARE, text)
    assert text[seen.start : seen.end] == "糖尿病の治療を受け"
    (finding,) = read_whole(CARE, text).findings
    assert finding.attrs == {"matter": "disease"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("田中さんは", ""),
        ("田中さんはうつ", "うつ"),
        ("田中さんはうつ病で通院", "うつ病で通院"),
        ("田中さんはうつ病で通院した。", ""),
        ("She has dia", "dia"),
        ("encyclopedia", ""),
    ],
)
def test_a_matter_waits_for_its_sentence(text: str, held: str) -> None:
    stream = Stream(CARE)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
