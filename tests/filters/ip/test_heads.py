from __future__ import annotations

from filters.ip.heads import Heads

HEADS = Heads(("gpl", "gnu", "©"))


def test_a_head_ends_anywhere_and_begins_free() -> None:
    low = "a gpl, lgpl, gplv2 x© gnu"
    assert [(at, sorted(which)) for at, which in HEADS.standing(low, 0)] == [
        (2, ["gpl"]),
        (13, ["gpl"]),
        (20, ["©"]),
        (22, ["gnu"]),
    ]
    assert [at for at, _ in HEADS.standing(low, 14)] == [20, 22]


def test_what_may_still_become_one() -> None:
    assert HEADS.begun("the gp", 0) == 4
    assert HEADS.begun("the egp", 0) == 7
    assert HEADS.begun("the gp", 5) == 6
