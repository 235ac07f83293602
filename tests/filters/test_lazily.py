"""An expression that waits to be asked for is the same as one that is compiled."""

from __future__ import annotations

import re

import pytest

from filters.lazily import lazily, ready


def test_reads_like_any_other() -> None:
    one = lazily("(a)(b)?", re.IGNORECASE)
    assert one.pattern == "(a)(b)?"
    assert one.search("xAB") is not None
    assert one.match("xab") is None
    assert [match.span() for match in one.finditer("ab a")] == [(0, 2), (3, 4)]
    assert one.sub("-", "abA") == "--"


def test_what_is_wrong_is_said_when_it_is_asked_for() -> None:
    wrong = lazily("(")
    with pytest.raises(re.error):
        wrong.search("a")
    with pytest.raises(re.error):
        ready()
    ready()  # the others were not forgotten: there are none


def test_ready_compiles_them_all() -> None:
    one = lazily("a+")
    assert "search" not in vars(one)
    ready()
    assert "search" in vars(one)
