from __future__ import annotations

from filters.ip.asking_ja import REPRODUCE_JA, STYLE_JA


def test_the_ways() -> None:
    assert {one.how for one in REPRODUCE_JA} >= {"reproduce.whole", "reproduce.part", "reproduce.exactly"}
    assert {one.how for one in STYLE_JA} >= {"style.of", "style.like", "style.fan"}
