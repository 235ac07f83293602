from __future__ import annotations

import pytest

from filters.ip.asking import KIND, asking
from filters.ip.asking_en import REPRODUCE_EN, STYLE_EN
from filters.ip.asking_ja import REPRODUCE_JA, STYLE_JA


@pytest.mark.parametrize("ploys", [REPRODUCE_EN, REPRODUCE_JA, STYLE_EN, STYLE_JA])
def test_every_way_says_what_is_wanted(ploys: tuple) -> None:
    assert {one.kind for one in ploys} == {KIND}
    assert len({one.how.partition(".")[0] for one in ploys}) == 1
    assert all(head == head.lower() for one in ploys for head in one.heads)


def test_the_sign_is_where_it_is_said() -> None:
    text = "so, give me the full lyrics to copper rain"
    found = asking().read(text, 0, final=True, foreign=False)
    assert [(text[one.begin : one.begin + 7], one.ploy.how) for one in found.signs] == [
        ("give me", "reproduce.lyrics")
    ]
    assert found.settled == len(text)
