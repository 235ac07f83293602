"""All ploys together: they can be told apart, and none costs what a harmless text should not pay."""

from __future__ import annotations

import re

from filters.attack.ploys import ALL, ploys
from filters.folding import fold
from filters.harm.taxonomy import BY_KIND
from filters.sieve import sift
from tests.filters.prose import ENGLISH, JAPANESE


def test_kinds_and_scores_are_such() -> None:
    for ploy in ALL:
        assert ploy.kind in BY_KIND
        assert 0 < ploy.weight(foreign=True) < 1


def test_heads_are_as_they_are_looked_for() -> None:
    for ploy in ALL:
        for head in ploy.heads:
            assert head == head.lower() == fold(head) == head.strip()
            assert len(head) > 1


def test_every_expression_can_be_read() -> None:
    for ploy in ALL:
        for source in (ploy.said, ploy.led, ploy.not_led, ploy.not_said):
            re.compile(source, re.IGNORECASE)


def test_prose_does_not_even_wake_it() -> None:
    assert sift((ploys().sieve,)).clear(ENGLISH)
    assert sift((ploys().sieve,)).clear(JAPANESE.replace("AI", ""))
