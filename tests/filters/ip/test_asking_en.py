from __future__ import annotations

from filters.ip.asking_en import REPRODUCE_EN, STYLE_EN


def test_the_ways() -> None:
    assert {one.how for one in REPRODUCE_EN} >= {"reproduce.whole", "reproduce.part", "reproduce.exactly"}
    assert {one.how for one in STYLE_EN} >= {"style.of", "style.imitate", "style.as"}
