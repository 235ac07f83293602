"""From a gram to a run, and to the pieces of an edited one."""

from __future__ import annotations

import random

from filters.ip.channel import EN
from filters.ip.forms import normal
from filters.ip.scan import scan
from filters.ip.verify import BLOCK, evidence
from tests.filters.ip.making import english, index_of, japanese, works


def test_evidence_begins_where_a_run_is_long_enough() -> None:
    rng = random.Random(1)
    texts = works(rng, "en", 3, 3000)
    trail = index_of(texts)
    run = texts[1][1][700:1000]
    read = scan(f"{english(rng, 100)} {run}", "text", trail.index, start=0, final=True)
    before = len(read.codes) - len(normal(run, "text").codes)
    seen = evidence(read, trail.index, 0, BLOCK)
    assert seen is not None
    assert seen.works == (1,)
    # The bits of the last characters before a run may agree by chance.
    assert before + EN.least - 8 <= int(seen.last[0]) <= before + EN.least - 1
    assert seen.run[0].tolist() == list(range(int(seen.run[0][0]), int(seen.run[0][-1]) + 1))
    assert int(seen.covered[0].max()) <= 2 * 2 * EN.least


def test_an_edited_passage_is_evidence_when_it_is_longer() -> None:
    rng = random.Random(5)
    texts = works(rng, "ja", 3, 3000)
    trail = index_of(texts)
    found = 0
    for at in range(0, 2500, 250):
        copied = list(texts[0][1][at : at + 200])
        for place in range(0, 200, 20):
            copied[place : place + 2] = "ｘｙ"
        read = scan(japanese(rng, 40) + "".join(copied), "text", trail.index, start=0, final=True)
        found += evidence(read, trail.index, 0, BLOCK) is not None
    assert found >= 6


def test_nothing_is_evidence_of_nothing() -> None:
    rng = random.Random(2)
    trail = index_of(works(rng, "en", 3, 3000))
    assert (
        evidence(scan(english(rng, 400), "text", trail.index, start=0, final=True), trail.index, 0, BLOCK)
        is None
    )
