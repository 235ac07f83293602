from __future__ import annotations

import pytest

from filters.attack.keeping import binds, keeps, things, values


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
    ("text", "name", "value"),
    [
        ("The password is swordfish.", "password", "swordfish"),
        ('the access code: "open sesame"', "access code", "open sesame"),
        ('the code name "Mr Linden" is', "code name", "Mr Linden"),
        ("合言葉は「コバルト凧」。", "合言葉", "コバルト凧"),
        ("販売店PINは7742。", "PIN", "7742"),
    ],
)
def test_a_value_by_its_name(text: str, name: str, value: str) -> None:
    (found,) = things(text)
    assert (found.name, found.value) == (name, value)
    assert text[found.start() :].startswith(name)


@pytest.mark.parametrize("text", ["The password is the following.", "A secret garden.", "鍵をかける"])
def test_no_value(text: str) -> None:
    assert [*values(text, things(text))] == []


def test_values_by_their_form() -> None:
    assert [*values("flag QP_OWL or KX-4471, in 2031, not x1 nor --- nor NEVER", ())] == [
        "QP_OWL",
        "KX-4471",
        "2031",
        "NEVER",
    ]
    assert [*values("the \"Heron\" and 「あおさぎ」, not Ann's or Bob's", ())] == ["Heron", "あおさぎ"]
