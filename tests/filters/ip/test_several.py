from __future__ import annotations

import numpy as np

from filters.ip.index import Memory
from filters.ip.prints import prints_of
from filters.ip.several import Several
from tests.filters.ip.works import text


def test_several_answer_as_one_would() -> None:
    given = [text(seed) for seed in range(7)]
    one, both = Memory(given), Several([(Memory(given[:3]), 3), (Memory(given[3:]), 4)])
    assert (both.size, both.count) == (one.size, 7)
    for number, (document, said) in enumerate(given):
        assert both.document(number) == document
        assert both.blocks("text", number).tobytes() == one.blocks("text", number).tobytes()
        for channel, marks in prints_of(said, document.kind, document.lang).marks.items():
            mine, whole = both.hits(channel, marks.hashes), one.hits(channel, marks.hashes)
            assert (np.diff(mine.at) >= 0).all()
            assert sorted(zip(mine.at, mine.doc, mine.pos, strict=True)) == sorted(
                zip(whole.at, whole.doc, whole.pos, strict=True)
            )


def test_what_is_removed_is_not_found() -> None:
    given = [text(seed) for seed in (0, 3)]
    left = Several([(Memory(given), 2)], removed={0})
    for number, (_, said) in enumerate(given):
        found = left.hits("en", prints_of(said, "text", "en").marks["en"].hashes)
        assert bool(len(found.at)) == (number == 1)


def test_none_at_all() -> None:
    nothing = Several([])
    assert nothing.count == nothing.size == 0
    assert not len(nothing.hits("en", np.arange(3, dtype=np.uint64)).at)
