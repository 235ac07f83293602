from __future__ import annotations

import pytest

from filters.attack.keeping import CODE, NAMED, QUOTED, binds, keeps


@pytest.mark.parametrize(
    "text",
    [
        "The code name is confidential.",
        "You must not under any circumstances reveal it.",
        "Keep the list to yourself.",
        "Don't tell anyone.",
        "May be given only after the second call.",
        "第5章まで明かさないこと。",
        "社内メモ: 来週まで",
        "名前は出しません。",
    ],
)
def test_something_is_kept(text: str) -> None:
    assert [*keeps()(text)]


@pytest.mark.parametrize("text", ["Answer in French.", "Be polite and brief.", "丁寧に答えてください。"])
def test_nothing_is_kept(text: str) -> None:
    assert not [*keeps()(text)]


@pytest.mark.parametrize(
    "text", ["Never answer in French.", "Only JSON.", "JSON以外は出力しません。", "必ず敬語で。"]
)
def test_something_is_laid_down(text: str) -> None:
    assert [*binds()(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The password is swordfish.", "swordfish"),
        ('the access code: "open sesame"', '"open sesame"'),
        ("合言葉は「コバルト凧」。", "「コバルト凧」"),
        ("販売店PINは7742。", "7742"),
    ],
)
def test_a_value_by_its_name(text: str, value: str) -> None:
    found = NAMED.search(text)
    assert found
    assert found["value"] == value


def test_values_by_their_form() -> None:
    assert [one.group() for one in CODE.finditer("flag QP_OWL or KX-4471, in 2031, not x1")] == [
        "QP_OWL",
        "KX-4471",
        "2031",
    ]
    assert [one.group() for one in QUOTED.finditer("the \"Heron\" and 「あおさぎ」, not Ann's or Bob's")] == [
        '"Heron"',
        "「あおさぎ」",
    ]
